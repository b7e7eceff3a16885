import type { archiveEn } from './archive-en';
import type { Message } from './messages';

/** French: what a side takes home of a meeting. */
export const archiveFr = {
  'archive.take': 'Emporter les archives',
  'archive.take.text':
    'Tout ce que vous pouvez lire de cette réunion est enregistré dans un fichier scellé : le procès-verbal, ce qui a été pesé, les textes communs, les dates, les personnes, les discussions, vos lettres, les notes propres à votre partie et les documents eux-mêmes. Seul ce code l’ouvre : notez-le, à part du fichier.',
  'archive.take.without':
    'Les propos n’y sont pas, ni la discussion d’un aparté. Qui a déposé un document est informé que vous l’avez ouvert.',
  'archive.take.keep': 'Qui a le fichier et le code lit tout, y compris les notes propres à votre partie.',
  'archive.making': 'Préparation des archives…',
  'archive.making.papers': 'Documents : {done} sur {of}',
  'archive.failed': 'Les archives n’ont pas pu être préparées. Veuillez réessayer.',
  'archive.missing': {
    one: '{count} document n’est pas dans les archives',
    many: '{count} documents ne sont pas dans les archives',
    other: '{count} documents ne sont pas dans les archives',
  },
  'archive.missing.tooMuch': 'absent : les documents dépassent ensemble 100 Mo',
  'archive.missing.changed': 'absent : le serveur n’a pas ce qui a été déposé',
  'archive.missing.gone': 'absent : le serveur ne l’a plus',
  'archive.missing.failed': 'absent : il n’a pas pu être récupéré',
  'archive.untitled': 'Une réunion dont le titre n’a pas été communiqué',
  'archive.page.lead': 'Ce que {name}, {side}, pouvait lire de cette réunion le {time}.',
  'archive.page.proof':
    'Cette page est faite pour être lue et ne prouve rien. Le procès-verbal à côté, lui, prouve : vérifiez pour cela le fichier scellé.',
  'archive.nothing': 'Rien.',
  'archive.people': 'Personnes',
  'archive.dates': 'Dates',
  'archive.board': 'Plan et variantes',
  'archive.texts': 'Textes communs',
  'archive.papers': 'Documents',
  'archive.chat.table': 'Discussion à la table',
  'archive.chat.side': 'Discussion de sa partie',
  'archive.letters': 'Ses lettres',
  'archive.own': 'Propre à sa partie',
  'archive.own.redLine': 'Lignes rouges',
  'archive.own.fallback': 'Solution de repli',
  'archive.own.draft': 'Brouillon',
  'archive.own.score': '{title}, critère {criterion} : {value}',
  'archive.text.open': 'Des crochets sont ouverts.',
  'archive.text.clean': {
    one: 'Aucun crochet n’est ouvert. Approuvé par {count} partie.',
    many: 'Aucun crochet n’est ouvert. Approuvé par {count} parties.',
    other: 'Aucun crochet n’est ouvert. Approuvé par {count} parties.',
  },
  'archive.contents': 'Archives d’une réunion',
  'archive.contents.made': 'Préparées le {time}, d’après l’horloge de leur auteur.',
  'archive.contents.text':
    'Seul le procès-verbal qui s’y trouve est prouvé. Le reste est ce que la page de l’auteur avait, réuni par elle.',
  'archive.save.zip': 'Enregistrer le contenu',
  'archive.save.open':
    'Ce que vous enregistrez est lisible sur cet appareil. Les documents viennent d’autres personnes : ouvrez-les avec la même prudence qu’une pièce jointe.',
  'archive.files': { one: '{count} fichier', many: '{count} de fichiers', other: '{count} fichiers' },
  'archive.record.none': 'Ces archives ne contiennent aucun procès-verbal lisible.',
} as const satisfies Record<keyof typeof archiveEn, Message>;
