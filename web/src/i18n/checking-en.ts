/** English: the page that checks what a side took home. */
export const checkingEn = {
  'checking.heading': 'Check a file that was taken home',
  'checking.link': 'Check a file that was taken home',
  'checking.lead':
    'Choose a record or an archive of a meeting and type its opening code. You see what is in it, what is proven, and what is not.',
  'checking.local': 'The file and the code stay in this browser: nothing is sent to any server.',
  'checking.file': 'File',
  'checking.file.drop': 'Or drop it here. Such files end in .parley',
  'checking.code': 'Opening code',
  'checking.code.hint': '26 letters and digits. Spaces, hyphens and small letters do no harm.',
  'checking.act': 'Check',
  'checking.running': 'Checking: {percent} %',
  'checking.more': 'Show more',
  'checking.shown': '{shown} of {total} shown',
  'checking.unread.incomplete': 'Please choose a file and type its code.',
  'checking.unread.code':
    'This is no opening code. It has 26 letters and digits, without the digits 0, 1, 8 and 9.',
  'checking.unread.other': 'This file is no record and no archive of Parley.',
  'checking.unread.closed':
    'The file does not open: the code is that of another file, or the file is damaged.',
  'checking.unread.malformed':
    'The file opens, but what is in it is no record: it was made by something else.',
  'checking.unread.unreadable': 'The browser could not read the file.',
  'checking.untitled': 'Meeting {meeting}, whose title is not proven',
  'checking.papers.not':
    'The charter, which says who was invited, does not hold: nothing in this file is proven.',
  'checking.names.not':
    'Not all names are proven: the list of people is missing or incomplete, or does not hold.',
  'checking.empty': 'There are no entries.',
  'checking.proven.signed': {
    one: '{count} entry is proven, and signed by all sides.',
    other: 'All {count} entries are proven, and signed by all sides.',
  },
  'checking.proven': { one: '{count} entry is proven.', other: 'All {count} entries are proven.' },
  'checking.unsigned': {
    one: '{count} entry at the end is not signed by all sides: what followed may have been cut off, and nobody could tell.',
    other:
      '{count} entries at the end are not signed by all sides: what followed may have been cut off, and nobody could tell.',
  },
  'checking.faulty': {
    one: 'Something is wrong with {count} entry.',
    other: 'Something is wrong with {count} entries.',
  },
  'checking.whole.first': 'Entry 1 is whole: proven, and signed by all sides.',
  'checking.whole.to': 'Entries 1 to {number} are whole: proven, and signed by all sides.',
  'checking.whole.not': 'The record is not whole.',
  'checking.signed.to': '{side} has signed up to entry {number}.',
  'checking.signed.not': '{side} has not signed.',
  'checking.organiser':
    'Everything goes back to this key. Compare it with what another side’s file says, or with the meeting’s page.',
  'checking.faults': 'What is wrong',
  'checking.fault.malformed': 'Entry {number} is no entry of a record.',
  'checking.fault.outOfPlace':
    'Entries {before} and {number} do not fit together: something between them was changed, dropped, doubled or moved.',
  'checking.fault.outOfPlace.first':
    'Entry 1 is not where the record begins: something before it was dropped or moved.',
  'checking.fault.notSigned':
    'Entry {number} is not signed by the device that it names: it was changed, or made up.',
  'checking.fault.notInvited': 'Entry {number} is by a device that did not come by a link of that seat.',
  'checking.fault.unknown':
    'Entry {number} is by a link that is older than the charter tells: nobody can say.',
  'checking.texts': 'Texts that were approved',
  'checking.text.unknown': 'What is no text of a form known here',
  'checking.text.nobody': 'no entry approves it',
  'checking.text.takenBack': 'whoever approved it has taken that back',
  'checking.entries': 'Entries',
  'checking.entry.none': 'No entry',
  'checking.entry.unknown': 'Something that this page does not know',
  'checking.seat': 'Seat {seat}',
  'checking.line.proven': 'proven',
  'checking.line.malformed': 'no entry',
  'checking.line.outOfPlace': 'out of place',
  'checking.line.notSigned': 'not signed',
  'checking.line.notInvited': 'not invited',
  'checking.line.unknown': 'of an unknown link',
  'checking.limits': 'What this cannot say',
  'checking.limit.end': 'Whether something followed the last signature and was cut off.',
  'checking.limit.clock': 'When something was written, but by each author’s own clock.',
  'checking.limit.organiser': 'Whether the organiser’s key is the right one.',
  'checking.limit.device': 'Whether a device or a link was in the right hands.',
} as const;
