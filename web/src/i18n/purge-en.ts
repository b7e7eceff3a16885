/** English: that the sides have all deleted from the server. */
export const purgeEn = {
  'purge.heading': 'Delete all from the server',
  'purge.lead':
    'Once each side has taken its archive home, the heads of all sides can have everything deleted that the server holds of these meetings.',
  'purge.propose': 'Propose to delete all…',
  'purge.proposed': '{name} ({side}) proposes to delete all from the server.',
  'purge.waiting': 'It is done once every side has agreed. Until then any side can end the proposal.',
  'purge.complete': 'Every side has agreed.',
  'purge.key.given': '{side} has agreed',
  'purge.key.none': '{side} has not agreed',
  'purge.accept': 'Agree to delete all…',
  'purge.withdraw': 'End the proposal',
  'purge.carryOut': 'Delete now',
  'purge.ask': 'Delete all from the server?',
  'purge.ask.text':
    'All logs, texts, papers, chats, dates, people and links of these meetings are deleted from the server, for all sides, and what the public could read is taken down. Whatever a side has not taken home is gone.',
  'purge.ask.left': 'Meetings that are running end at once, and no link opens anything any more.',
  'purge.ask.archive': 'My side has its archive, and has opened it to see that it is whole.',
  'purge.ask.forever': 'I know that this cannot be undone.',
  'purge.ask.act': 'Agree for my side',
  'purge.refused.notEntitled': 'Only the head of a side or a deputy can do this.',
  'purge.refused.placeInvalid': 'The server does not know this proposal. Load the page again.',
  'purge.refused.keysInvalid':
    'The server does not find a valid key of each side. Let each head agree again.',
  'purge.refused.withdrawn': 'A side has ended this proposal. To delete all, propose it again.',
  'purge.refused.tooFast': 'Too many tries. Wait a moment.',
  'purge.refused.notSure': 'The server could not say whether it was done. Load the page again to see.',
  'purge.refused.unlinked': 'The server is not reached. Try again.',
  'purge.done': 'This meeting’s data was deleted',
  'purge.done.both': 'It was deleted from the server by both sides on {time}.',
  'purge.done.all': 'It was deleted from the server by all sides on {time}.',
  'purge.done.organiser':
    'All its sides agreed on it. The server holds nothing of it any more but that it was deleted, and when.',
  'purge.left': 'What is left',
  'purge.left.tombstone':
    'On the server: a hash of the meeting’s number and the time of the deletion, so that a link can say this.',
  'purge.left.public':
    'What the public read may have been copied. The public page shows none of it any more.',
  'purge.left.operator':
    'Backups and system logs of whoever runs the server, for as long as they keep them. All but what the public read is sealed there.',
  'purge.left.mails': 'E-mails with dates, if any were sent.',
  'purge.left.devices': 'What people took home, and what their devices keep.',
  'purge.forget': 'Also forget it on this device',
  'purge.forget.text':
    'Keys and unsent drafts of this meeting are deleted from this browser. Files that you saved stay.',
  'purge.forgotten': 'This browser has forgotten the meeting.',
  'purge.forget.failed': 'The browser could not delete it. Clear this site’s data in its settings.',
} as const;
