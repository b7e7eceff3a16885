import type { checkingEn } from './checking-en';
import type { Message } from './messages';

/** French: the page that checks what a side took home. */
export const checkingFr = {
  'checking.heading': 'Vérifier un fichier emporté',
  'checking.link': 'Vérifier un fichier emporté',
  'checking.lead':
    'Choisissez le procès-verbal ou les archives d’une réunion et saisissez le code d’ouverture. Vous verrez ce qui s’y trouve, ce qui est prouvé et ce qui ne l’est pas.',
  'checking.local': 'Le fichier et le code restent dans ce navigateur : rien n’est envoyé à aucun serveur.',
  'checking.file': 'Fichier',
  'checking.file.drop': 'Ou déposez-le ici. Ces fichiers se terminent par .parley',
  'checking.code': 'Code d’ouverture',
  'checking.code.hint':
    '26 lettres et chiffres. Les espaces, les traits d’union et les minuscules ne gênent pas.',
  'checking.act': 'Vérifier',
  'checking.running': 'Vérification : {percent} %',
  'checking.more': 'Afficher la suite',
  'checking.shown': '{shown} sur {total}',
  'checking.unread.incomplete': 'Veuillez choisir un fichier et saisir son code.',
  'checking.unread.code':
    'Ce n’est pas un code d’ouverture. Il compte 26 lettres et chiffres, sans les chiffres 0, 1, 8 et 9.',
  'checking.unread.other': 'Ce fichier n’est ni un procès-verbal ni des archives de Parley.',
  'checking.unread.closed':
    'Le fichier ne s’ouvre pas : le code est celui d’un autre fichier, ou le fichier est endommagé.',
  'checking.unread.malformed':
    'Le fichier s’ouvre, mais son contenu n’est pas un procès-verbal : il vient d’ailleurs.',
  'checking.unread.unreadable': 'Le navigateur n’a pas pu lire le fichier.',
  'checking.untitled': 'Réunion {meeting}, dont le titre n’est pas prouvé',
  'checking.papers.not':
    'La charte, qui dit qui était invité, ne tient pas : rien dans ce fichier n’est prouvé.',
  'checking.names.not':
    'Tous les noms ne sont pas prouvés : la liste des personnes manque, est incomplète ou ne tient pas.',
  'checking.empty': 'Il n’y a aucune mention.',
  'checking.proven.signed': {
    one: '{count} mention est prouvée et signée par toutes les parties.',
    many: 'Les {count} mentions sont prouvées et signées par toutes les parties.',
    other: 'Les {count} mentions sont prouvées et signées par toutes les parties.',
  },
  'checking.proven': {
    one: '{count} mention est prouvée.',
    many: 'Les {count} mentions sont prouvées.',
    other: 'Les {count} mentions sont prouvées.',
  },
  'checking.unsigned': {
    one: '{count} mention à la fin n’est pas signée par toutes les parties : la suite a pu être coupée sans que personne puisse le voir.',
    many: '{count} mentions à la fin ne sont pas signées par toutes les parties : la suite a pu être coupée sans que personne puisse le voir.',
    other:
      '{count} mentions à la fin ne sont pas signées par toutes les parties : la suite a pu être coupée sans que personne puisse le voir.',
  },
  'checking.faulty': {
    one: '{count} mention a un défaut.',
    many: '{count} mentions ont un défaut.',
    other: '{count} mentions ont un défaut.',
  },
  'checking.whole.first': 'La mention 1 est intacte : prouvée et signée par toutes les parties.',
  'checking.whole.to':
    'Les mentions 1 à {number} sont intactes : prouvées et signées par toutes les parties.',
  'checking.whole.not': 'Le procès-verbal n’est pas intact.',
  'checking.signed.to': '{side} a signé jusqu’à la mention {number}.',
  'checking.signed.not': '{side} n’a pas signé.',
  'checking.organiser':
    'Tout remonte à cette clé. Comparez-la avec celle du fichier d’une autre partie, ou avec la page de la réunion.',
  'checking.faults': 'Ce qui ne va pas',
  'checking.fault.malformed': 'La mention {number} n’est pas une mention de procès-verbal.',
  'checking.fault.outOfPlace':
    'Les mentions {before} et {number} ne s’enchaînent pas : entre elles, quelque chose a été changé, retiré, doublé ou déplacé.',
  'checking.fault.outOfPlace.first':
    'La mention 1 n’est pas au début du procès-verbal : ce qui précédait a été retiré ou déplacé.',
  'checking.fault.notSigned':
    'La mention {number} n’est pas signée par l’appareil qu’elle désigne : elle a été changée ou inventée.',
  'checking.fault.notInvited':
    'La mention {number} vient d’un appareil qui n’est pas arrivé par un lien de cette place.',
  'checking.fault.unknown':
    'La mention {number} vient d’un lien plus ancien que ce que dit la charte : nul ne peut le dire.',
  'checking.texts': 'Textes approuvés',
  'checking.text.unknown': 'Ce qui n’est pas un texte de forme connue ici',
  'checking.text.nobody': 'aucune inscription ne l’approuve',
  'checking.text.takenBack': 'toute approbation en a été retirée',
  'checking.entries': 'Mentions',
  'checking.entry.none': 'Aucune mention',
  'checking.entry.unknown': 'Quelque chose que cette page ne connaît pas',
  'checking.seat': 'Place {seat}',
  'checking.line.proven': 'prouvée',
  'checking.line.malformed': 'pas une mention',
  'checking.line.outOfPlace': 'pas à sa place',
  'checking.line.notSigned': 'non signée',
  'checking.line.notInvited': 'non invité',
  'checking.line.unknown': 'lien inconnu',
  'checking.limits': 'Ce que cela ne peut pas dire',
  'checking.limit.end': 'Si quelque chose suivait la dernière signature et a été coupé.',
  'checking.limit.clock': 'Quand une mention a été écrite, sinon d’après l’horloge de son auteur.',
  'checking.limit.organiser': 'Si la clé de l’organisateur est la bonne.',
  'checking.limit.device': 'Si un appareil ou un lien était entre de bonnes mains.',
} as const satisfies Record<keyof typeof checkingEn, Message>;
