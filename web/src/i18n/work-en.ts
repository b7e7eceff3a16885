/** English: what lies on the table. */
export const workEn = {
  'work.open': 'On the table',
  'work.panel': 'On the table',
  'work.alternatives': 'Alternatives',
  'work.papers': 'Papers',
  'work.record': 'Record',
  'work.texts': 'Texts',
  'work.actions': 'Actions',
  'work.show': 'Show',
  'work.unseen': { one: '{count} not seen yet', other: '{count} not seen yet' },
} as const;
