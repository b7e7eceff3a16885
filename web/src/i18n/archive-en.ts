/** English: what a side takes home of a meeting. */
export const archiveEn = {
  'archive.take': 'Take the archive home',
  'archive.take.text':
    'All that you can read of this meeting is saved as one sealed file: the record, what was weighed, joint texts, dates, people, chats, your letters, your side’s own notes, and the papers themselves. It opens with this code alone: write it down, apart from the file.',
  'archive.take.without':
    'What was said is not in it, nor the chat of a sidebar. Whoever tabled a paper is told that you opened it.',
  'archive.take.keep': 'Whoever has the file and the code reads all of it, your side’s own notes as well.',
  'archive.making': 'The archive is being made…',
  'archive.making.papers': 'Papers: {done} of {of}',
  'archive.failed': 'The archive could not be made. Please try again.',
  'archive.missing': {
    one: '{count} paper is not in the archive',
    other: '{count} papers are not in the archive',
  },
  'archive.missing.tooMuch': 'not in it: the papers are more than 100 MB together',
  'archive.missing.changed': 'not in it: what the server has is not what was tabled',
  'archive.missing.gone': 'not in it: the server does not have it any more',
  'archive.missing.failed': 'not in it: it could not be fetched',
  'archive.untitled': 'A meeting whose title was not told',
  'archive.page.lead': 'What {name}, {side}, could read of this meeting on {time}.',
  'archive.page.proof':
    'This page is made to be read, and proves nothing. The record beside it does: check the sealed file for that.',
  'archive.nothing': 'Nothing.',
  'archive.people': 'People',
  'archive.dates': 'Dates',
  'archive.board': 'Plan and alternatives',
  'archive.texts': 'Joint texts',
  'archive.papers': 'Papers',
  'archive.chat.table': 'Chat at the table',
  'archive.chat.side': 'Chat of the own side',
  'archive.letters': 'Own letters',
  'archive.own': 'Of the own side alone',
  'archive.own.redLine': 'Red lines',
  'archive.own.fallback': 'Fallback',
  'archive.own.draft': 'Draft',
  'archive.own.score': '{title}, criterion {criterion}: {value}',
  'archive.text.open': 'Brackets are open.',
  'archive.text.clean': {
    one: 'No bracket is open. Approved by {count} side.',
    other: 'No bracket is open. Approved by {count} sides.',
  },
  'archive.contents': 'Archive of a meeting',
  'archive.contents.made': 'Made on {time}, by the clock of whoever made it.',
  'archive.contents.text':
    'Of what is in it, the record alone is proven. The rest is what the exporter’s page had, put together by it.',
  'archive.save.zip': 'Save what is in it',
  'archive.save.open':
    'What you save lies open on this device. Papers are of other people: open them with the same care as an attachment.',
  'archive.files': { one: '{count} file', other: '{count} files' },
  'archive.record.none': 'There is no record in this archive that can be read.',
} as const;
