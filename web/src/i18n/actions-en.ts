/** English: what is to be done. */
export const actionsEn = {
  'actions.empty':
    'Nothing is to be done yet. What all sides agree to do stands here, in the next meeting as well.',
  'actions.propose': 'Propose an action',
  'actions.propose.hint':
    'It is to be done once the head or deputy of each side has agreed; the proposal is your side’s agreement.',
  'actions.what': 'What is to be done',
  'actions.who': 'Who does it',
  'actions.by': 'By when (if there is a day)',
  'actions.due': 'by {day}',
  'actions.late': 'The day is over',
  'actions.isDone': 'Done',
  'actions.markDone': 'Mark as done',
  'actions.reopen': 'Not done after all',
  'actions.history': 'History',
  'actions.proposed': 'Proposed',
  'actions.agreed': 'To be done',
  'actions.done': 'Done',
  'actions.step.proposed': 'Proposed by {name}, {side}',
  'actions.step.agreed': 'Agreed by {name}, {side}',
  'actions.step.withdrew': 'Agreement taken back by {name}, {side}',
  'actions.step.done': 'Marked as done by {name}, {side}',
  'actions.step.reopened': 'Reopened by {name}, {side}',
  'actions.carried': 'The follow-up meeting is at the same table. What is open there stands in it as well:',
  'actions.carried.brackets': { one: '{count} open bracket', other: '{count} open brackets' },
  'actions.carried.positions': {
    one: '{count} position on an alternative',
    other: '{count} positions on alternatives',
  },
  'actions.carried.actions': { one: '{count} open action', other: '{count} open actions' },
} as const;
