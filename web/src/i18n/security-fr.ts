import type { Message } from './messages';
import type { securityEn } from './security-en';

/** French: how safe a meeting is, what is verified, and what went wrong. */
export const securityFr = {
  'frames.failed': 'Le son et l’image ne peuvent pas être chiffrés',
  'frames.failed.text':
    'Le chiffrement de cette page n’a pas démarré, ou s’est arrêté. Sans lui, rien n’est envoyé ni affiché. Rechargez la page ; si le problème persiste, utilisez un autre navigateur.',
  'verify.heading': 'Mots de vérification',
  'verify.what':
    'Les chefs de délégation se lisent les quatre mêmes mots, de vive voix. S’ils voient tous les mêmes mots, personne ne s’est interposé entre les délégations, pas même qui exploite le serveur.',
  'verify.chip': 'Vérification : {state}',
  'verify.never': 'Encore à comparer',
  'verify.asked': '{name} demande de comparer les mots',
  'verify.shown': 'Les mots sont là : lisez-les-vous les uns aux autres',
  'verify.verified': 'Vérifié par {names}',
  'verify.changed': 'Changement depuis : {names}',
  'verify.mismatch': 'Les mots diffèrent. Quelqu’un s’est peut-être interposé. N’allez pas plus loin.',
  'verify.short.never': 'À comparer',
  'verify.short.asked': 'Comparaison',
  'verify.short.shown': 'Mots affichés',
  'verify.short.broken': 'Interrompue',
  'verify.short.verified': 'Vérifié',
  'verify.short.changed': 'Changement depuis',
  'verify.short.mismatch': 'Mots différents',
  'verify.since.names': 'la liste des noms',
  'verify.changed.text':
    'Une arrivée ou un changement d’appareil a suivi la comparaison des mots. Les chefs de délégation devraient comparer de nouveau.',
  'verify.mismatch.by': 'Signalé par : {names}.',
  'verify.mismatch.text':
    'Consultez vos techniciens par une autre voie. La question n’est réglée que lorsque les chefs de toutes ces délégations ont comparé de nouveau et que les mots sont les mêmes.',
  'verify.falseNumber': 'Une comparaison a été altérée. N’allez pas plus loin.',
  'verify.falseNumber.by': 'Leur page a donné un autre nombre que celui promis : {names}.',
  'verify.settled': 'Doute émis auparavant par : {names} ; une comparaison ultérieure l’a levé.',
  'verify.broken': 'La comparaison s’est interrompue. Recommencez.',
  'verify.broken.text':
    'Quelqu’un est entré ou sorti pendant la comparaison lancée par {name}, et les clés ont changé.',
  'verify.awaited': 'En attente de : {names}.',
  'verify.alone': 'Aucun chef d’une autre délégation n’est encore à la table.',
  'verify.heads':
    'Seuls les chefs de délégation et leurs adjoints comparent les mots. Vous voyez ici ce qu’il en est résulté.',
  'verify.atTable': 'Les mots se comparent à la table, là où les autres délégations vous entendent.',
  'verify.asked.text': 'Les pages des autres délégations répondent d’elles-mêmes. Cela prend un instant.',
  'verify.late':
    'Votre arrivée a suivi le début de cette comparaison. Recommencez, afin de voir aussi les mots.',
  'verify.compare': 'Comparer les mots',
  'verify.compare.again': 'Comparer de nouveau',
  'verify.read': 'Lisez ces mots à voix haute, et écoutez les autres délégations lire les leurs :',
  'verify.words': 'Les quatre mots',
  'verify.digits': 'Plutôt en chiffres',
  'verify.digits.text': 'Ils disent la même chose, plus longuement, pour qui lit une autre écriture.',
  'verify.same': 'Ils sont identiques',
  'verify.differ': 'Ils diffèrent',
  'verify.wait': 'Votre réponse est notée. On attend celle des autres délégations.',
  'verify.answer.same': '{name} : identiques',
  'verify.open': 'En savoir plus',
  'verify.call': 'Les mots de vérification sont prêts à être comparés.',
  'verify.call.open': 'Afficher les mots',

  'security.heading': 'Comment cette réunion est protégée',
  'security.rooms': 'Clés',
  'security.holders': {
    one: 'les clés ne sont détenues que par vous',
    many: '{count} de personnes détiennent les clés',
    other: '{count} personnes détiennent les clés',
  },
  'security.outside': 'vous ne détenez pas les clés',
  'security.anew': {
    one: 'Les clés ont été refaites une fois, car plus personne ne les détenait.',
    many: 'Les clés ont été refaites {count} de fois, car plus personne ne les détenait.',
    other: 'Les clés ont été refaites {count} fois, car plus personne ne les détenait.',
  },
  'security.unreadable': {
    one: '{count} message antérieur ne peut pas être lu : vous n’en avez pas reçu les clés.',
    many: '{count} de messages antérieurs ne peuvent pas être lus : vous n’en avez pas reçu les clés.',
    other: '{count} messages antérieurs ne peuvent pas être lus : vous n’en avez pas reçu les clés.',
  },
  'security.organiser': 'Clé de l’organisateur',
  'security.organiser.text':
    'Tout ce qui dit qui était invité remonte à cette clé. Elle est la même pour toutes les parties, et dans les fichiers qu’elles emportent : comparez-la par une autre voie.',
  'security.unopened': 'Images et sons qui n’ont pas pu être ouverts',
  'security.unopened.none': 'Aucun jusqu’ici.',
  'security.unopened.count': {
    one: '{count} élément',
    many: '{count} d’éléments',
    other: '{count} éléments',
  },
  'security.unopened.few': 'Quelques-uns au moment où les clés changent sont sans gravité.',
  'security.reason.plain': 'arrivés sans chiffrement.',
  'security.reason.noKey': 'sous des clés que vous ne détenez pas.',
  'security.reason.otherSender': 'qui ne venaient pas de l’expéditeur annoncé.',
  'security.reason.forged': 'modifiés en chemin.',
  'security.reason.replayed': 'déjà reçus.',
  'security.alarms': 'Ce qui a été remarqué',
  'security.alarms.none': 'Rien d’inhabituel jusqu’ici.',

  'alarm.record': 'Le serveur a transmis un registre modifié ou incomplet.',
  'alarm.record.text':
    'Ce qui a été modifié n’est pas affiché. Il manque peut-être quelque chose : demandez aux autres s’ils voient la même chose, et prévenez qui exploite le serveur.',
  'alarm.keys': 'Un changement de clés a été refusé, car il n’était pas légitime.',
  'alarm.keys.text':
    'Personne n’est entré par ce moyen. Si cela se reproduit, prévenez qui exploite le serveur.',
  'alarm.knock': 'Quelqu’un a tenté d’entrer sans invitation valable.',
  'alarm.knock.text': 'L’entrée lui a été refusée.',
  'alarm.welcome': 'De fausses clés vous ont été proposées.',
  'alarm.welcome.text': 'Elles n’ont pas été acceptées.',
  'alarm.late': 'Quelqu’un est parti, et les clés n’ont pas encore été changées.',
  'alarm.late.text':
    'D’ici là, la personne partie pourrait ouvrir ce qui est envoyé, si le serveur le lui remettait.',
  'alarm.invented': 'La page de {name} a écrit ce qu’elle n’a pas le droit d’écrire.',
  'alarm.invented.text':
    'Cela n’a d’effet pour personne et ne figure dans aucun procès-verbal. Demandez-lui ce qu’il en est : sa page est peut-être modifiée, ou quelqu’un d’autre a son appareil.',
  'alarm.failed': 'Une erreur s’est produite sur cette page.',
  'alarm.failed.text':
    'S’il vous manque du son, des images ou des messages, rechargez la page : votre siège est gardé.',
  'alarm.where.plenary': 'à la table',
  'alarm.where.side': 'dans la salle de votre délégation',
  'alarm.times': { one: 'une fois', many: '{count} de fois', other: '{count} fois' },
} as const satisfies Record<keyof typeof securityEn, Message>;
