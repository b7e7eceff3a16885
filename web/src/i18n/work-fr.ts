import type { Message } from './messages';
import type { workEn } from './work-en';

/** French: what lies on the table. */
export const workFr = {
  'work.open': 'Sur la table',
  'work.panel': 'Sur la table',
  'work.alternatives': 'Variantes',
  'work.papers': 'Documents',
  'work.record': 'Procès-verbal',
  'work.texts': 'Textes',
  'work.actions': 'Actions',
  'work.show': 'Afficher',
  'work.unseen': {
    one: '{count} élément non vu',
    many: '{count} éléments non vus',
    other: '{count} éléments non vus',
  },
} as const satisfies Record<keyof typeof workEn, Message>;
