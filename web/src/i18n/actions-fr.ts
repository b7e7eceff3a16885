import type { actionsEn } from './actions-en';
import type { Message } from './messages';

/** French: what is to be done. */
export const actionsFr = {
  'actions.empty':
    'Rien n’est encore à faire. Ce que toutes les délégations conviennent de faire figure ici, à la prochaine réunion aussi.',
  'actions.propose': 'Proposer une action',
  'actions.propose.hint':
    'Elle est à faire dès que le chef ou l’adjoint de chaque délégation a donné son accord ; la proposition vaut accord de la vôtre.',
  'actions.what': 'Ce qui est à faire',
  'actions.who': 'Qui s’en charge',
  'actions.by': 'Pour quand (s’il y a une date)',
  'actions.due': 'pour le {day}',
  'actions.late': 'La date est passée',
  'actions.isDone': 'Fait',
  'actions.markDone': 'Marquer comme fait',
  'actions.reopen': 'Pas encore fait, finalement',
  'actions.history': 'Historique',
  'actions.proposed': 'Proposé',
  'actions.agreed': 'À faire',
  'actions.done': 'Fait',
  'actions.step.proposed': 'Proposé par {name}, {side}',
  'actions.step.agreed': 'Accepté par {name}, {side}',
  'actions.step.withdrew': 'Accord repris par {name}, {side}',
  'actions.step.done': 'Marqué comme fait par {name}, {side}',
  'actions.step.reopened': 'Rouvert par {name}, {side}',
  'actions.carried': 'La réunion de suivi se tient à la même table. Ce qui y est ouvert y figure aussi :',
  'actions.carried.brackets': {
    one: '{count} crochet ouvert',
    many: '{count} crochets ouverts',
    other: '{count} crochets ouverts',
  },
  'actions.carried.positions': {
    one: '{count} position sur une variante',
    many: '{count} positions sur des variantes',
    other: '{count} positions sur des variantes',
  },
  'actions.carried.actions': {
    one: '{count} action ouverte',
    many: '{count} actions ouvertes',
    other: '{count} actions ouvertes',
  },
} as const satisfies Record<keyof typeof actionsEn, Message>;
