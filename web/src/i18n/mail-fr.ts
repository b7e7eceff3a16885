import type { Message } from './messages';
import type { mailEn } from './mail-en';

/** French: mail to calendars. */
export const mailFr = {
  'schedule.side.mail': 'Adresse électronique de l’agenda de votre côté',
  'schedule.side.mail.hint':
    'Peut rester vide. Tous les côtés la voient. Rien n’y est envoyé tant que personne n’appuie sur « Envoyer par courriel ».',
  'mail.open': 'Envoyer par courriel',
  'mail.heading': 'Envoyer la date par courriel',
  'mail.what': 'Ce qui est envoyé',
  'mail.request.agreed': 'Demande aux autres d’inscrire la date convenue dans leur agenda',
  'mail.request.proposed': 'Montre aux autres, dans leur agenda, la date que votre côté propose',
  'mail.request.own': 'Demande à vos propres gens d’inscrire la date convenue dans leur agenda',
  'mail.cancel': 'Demande aux autres de retirer la date de leur agenda',
  'mail.cancel.own': 'Demande à vos propres gens de retirer la date de leur agenda',
  'mail.reply.accepted': 'Dit au côté qui a proposé la réunion que la date vous convient',
  'mail.reply.declined': 'Dit au côté qui a proposé la réunion que la date ne vous convient pas',
  'mail.counter': 'Montre votre autre date au côté qui a proposé la réunion',
  'mail.declinecounter': 'Dit à l’autre côté que son autre date ne vous convient pas',
  'mail.to': 'À',
  'mail.untold': '{side} n’a pas indiqué d’adresse.',
  'mail.untold.needed':
    '{side} n’a pas indiqué d’adresse électronique pour son agenda, et sans elle rien ne peut être envoyé. Elle s’indique sous « À propos de votre côté ».',
  'mail.more': 'Adresses de vos propres gens',
  'mail.more.hint':
    'Séparées par des espaces ou des virgules. Chacun reçoit son propre courriel et ne voit l’adresse de personne d’autre.',
  'mail.more.wrong': '{address} n’est pas une adresse électronique.',
  'mail.none': 'Saisissez une adresse.',
  'mail.many': '{max} au plus à la fois.',
  'mail.seen':
    'Un courriel n’est pas scellé : ce serveur et chaque serveur de messagerie en chemin apprennent ces adresses et le moment de la réunion. Le titre, les noms, la forme et le lieu n’y figurent pas. Ce serveur n’en garde rien.',
  'mail.noAgreement': 'Les dates se conviennent ici seulement : une réponse par courriel ne change rien.',
  'mail.send': 'Envoyer',
  'mail.sending': 'Envoi…',
  'mail.fate.sent': 'remis au serveur de messagerie.',
  'mail.fate.refused':
    'le serveur de messagerie n’accepte rien pour cette adresse. Vérifiez comment elle est écrite.',
  'mail.fate.busy': 'le serveur de messagerie ne l’accepte pas maintenant. Réessayez dans quelques minutes.',
  'mail.fate.unreachable':
    'le serveur de messagerie n’a pas été joint, ou pas jusqu’au bout. Réessayez plus tard, ou prévenez qui gère ce serveur.',
  'mail.fate.tooMany':
    'trop de courriels ont été envoyés en une heure. Réessayez plus tard, ou prenez l’entrée d’agenda sous forme de fichier.',
  'mail.fate.notAllowed':
    'ce serveur n’envoie de courriels que pour les chefs de délégation et leurs adjoints.',
  'mail.fate.unknown':
    'la connexion s’est rompue avant la réponse : il a peut-être été envoyé, peut-être non.',
} as const satisfies Record<keyof typeof mailEn, Message>;
