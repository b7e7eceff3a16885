import type { Message } from './messages';
import type { purgeEn } from './purge-en';

/** French: that the sides have all deleted from the server. */
export const purgeFr = {
  'purge.heading': 'Tout effacer du serveur',
  'purge.lead':
    'Une fois que chaque partie a emporté ses archives, les chefs de toutes les parties peuvent faire effacer tout ce que le serveur détient de ces réunions.',
  'purge.propose': 'Proposer de tout effacer…',
  'purge.proposed': '{name} ({side}) propose de tout effacer du serveur.',
  'purge.waiting':
    'Cela se fait quand toutes les parties ont accepté. D’ici là, chacune peut mettre fin à la proposition.',
  'purge.complete': 'Toutes les parties ont accepté.',
  'purge.key.given': '{side} a accepté',
  'purge.key.none': '{side} n’a pas accepté',
  'purge.accept': 'Accepter de tout effacer…',
  'purge.withdraw': 'Mettre fin à la proposition',
  'purge.carryOut': 'Effacer maintenant',
  'purge.ask': 'Tout effacer du serveur ?',
  'purge.ask.text':
    'Tous les journaux, textes, documents, discussions, dates, personnes et liens de ces réunions sont effacés du serveur, pour toutes les parties, et ce que le public pouvait lire est retiré. Ce qu’une partie n’a pas emporté est perdu.',
  'purge.ask.left':
    'Les réunions en cours prennent fin aussitôt, et plus aucun lien n’ouvre quoi que ce soit.',
  'purge.ask.archive': 'Ma partie a ses archives et les a ouvertes pour voir qu’elles sont complètes.',
  'purge.ask.forever': 'Je sais que cela ne peut pas être annulé.',
  'purge.ask.act': 'Accepter pour ma partie',
  'purge.refused.notEntitled': 'Seul le chef d’une partie ou un adjoint peut le faire.',
  'purge.refused.placeInvalid': 'Le serveur ne connaît pas cette proposition. Rechargez la page.',
  'purge.refused.keysInvalid':
    'Le serveur ne trouve pas une clé valable de chaque partie. Que chaque chef accepte de nouveau.',
  'purge.refused.withdrawn':
    'Une partie a mis fin à cette proposition. Pour tout effacer, proposez-le de nouveau.',
  'purge.refused.tooFast': 'Trop d’essais. Attendez un instant.',
  'purge.refused.notSure': 'Le serveur n’a pas pu dire si c’est fait. Rechargez la page pour voir.',
  'purge.refused.unlinked': 'Le serveur est injoignable. Réessayez.',
  'purge.done': 'Les données de cette réunion ont été effacées',
  'purge.done.both': 'Elles ont été effacées du serveur par les deux parties le {time}.',
  'purge.done.all': 'Elles ont été effacées du serveur par toutes les parties le {time}.',
  'purge.done.organiser':
    'Toutes ses parties l’ont décidé. Le serveur n’en garde plus rien, sinon qu’elles ont été effacées, et quand.',
  'purge.left': 'Ce qui reste',
  'purge.left.tombstone':
    'Sur le serveur : une empreinte du numéro de la réunion et l’heure de l’effacement, pour qu’un lien puisse le dire.',
  'purge.left.public': 'Ce que le public a lu a pu être copié. La page publique n’en montre plus rien.',
  'purge.left.operator':
    'Les sauvegardes et les journaux système de l’exploitant du serveur, tant qu’il les garde. Tout y est scellé, sauf ce que le public a lu.',
  'purge.left.mails': 'Les courriels avec des dates, s’il en a été envoyé.',
  'purge.left.devices': 'Ce que chacun a emporté, et ce que les appareils gardent.',
  'purge.forget': 'L’oublier aussi sur cet appareil',
  'purge.forget.text':
    'Les clés et les brouillons non envoyés de cette réunion sont effacés de ce navigateur. Les fichiers que vous avez enregistrés restent.',
  'purge.forgotten': 'Ce navigateur a oublié la réunion.',
  'purge.forget.failed':
    'Le navigateur n’a pas pu l’effacer. Effacez les données de ce site dans ses réglages.',
} as const satisfies Record<keyof typeof purgeEn, Message>;
