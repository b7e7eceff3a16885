import { actionsEn } from './actions-en';
import { archiveEn } from './archive-en';
import { boardEn } from './board-en';
import { checkingEn } from './checking-en';
import { courseEn } from './course-en';
import { mailEn } from './mail-en';
import { meetingEn } from './meeting-en';
import { privacyEn } from './privacy-en';
import { publicEn } from './public-en';
import { scheduleEn } from './schedule-en';
import { securityEn } from './security-en';
import { purgeEn } from './purge-en';
import { recordEn } from './record-en';
import { sidebarEn } from './sidebar-en';
import { textsEn } from './texts-en';
import { papersEn } from './papers-en';
import { workEn } from './work-en';

/** English; its keys and placeholders are those that every other language must have. */
export const en = {
  'app.name': 'Parley',
  'app.skip': 'Skip to the main part',
  'app.language': 'Language',
  'app.language.unloaded': '{language} could not be loaded. Please check the connection, or reload the page.',
  'app.theme': 'Appearance',
  'app.theme.system': 'As the device',
  'app.theme.light': 'Light',
  'app.theme.dark': 'Dark',
  'app.close': 'Close',
  'app.cancel': 'Cancel',
  'app.retry': 'Try again',
  'app.loading': 'Loading…',
  'app.home': 'To the first page',

  'home.heading': 'A table for two or more sides',
  'home.lead':
    'Parley holds meetings between sides: each person has a seat on one side, and each seat has its own link.',
  'home.new': 'New meeting',
  'home.invited': 'You were invited?',
  'home.invited.text':
    'Open the link that was sent to you. It leads to your seat; there is nothing else to enter.',
  'home.step.name': 'Name the sides and their people',
  'home.step.send': 'Send each person their own link',
  'home.step.meet': 'Meet at one table, side facing side',

  'new.heading': 'New meeting',
  'new.lead': 'Name the meeting and who sits on each side. More people can be added later.',
  'new.title': 'Title of the meeting',
  'new.title.hint': 'All who are let in to the table will see it. The server cannot read it.',
  'new.side': 'Side {number}',
  'new.side.name': 'Name of the side',
  'new.people': 'People',
  'new.person.name': 'Name',
  'new.person.title': 'Function (optional)',
  'new.person.agency': 'Ministry or agency (optional)',
  'new.person.add': 'Add a person',
  'new.person.add.to': 'Add a person to side {number}',
  'new.person.remove': 'Remove person {number}',
  'new.side.add': 'Add a side',
  'new.side.remove': 'Remove side {number}',
  'new.create': 'Create the meeting',
  'new.creating': 'Creating…',
  'new.seats.full': 'A meeting holds {count} people at most.',
  'new.faults': {
    one: 'One field needs your attention.',
    other: '{count} fields need your attention.',
  },
  role: 'Role',
  'role.head': 'Head of delegation',
  'role.deputy': 'Deputy',
  'role.secretariat': 'Secretariat',
  'role.adviser': 'Adviser',
  'role.expert': 'Expert',
  'role.noteTaker': 'Note-taker',
  'role.interpreter': 'Interpreter',
  'role.observer': 'Observer',
  'role.technician': 'Technician',
  'role.member': 'Member',
  'role.help':
    'Head and deputies let the people of their own side in to the table, and can put them out. They and the secretariat keep the list of their side’s people.',
  'fault.missing': 'Please fill this in.',
  'fault.tooLong': 'This is too long: {max} characters at most.',
  'fault.characters': 'This holds characters that do not show, such as line breaks. Please remove them.',
  'fault.headless': 'Each side needs a head of delegation. Please choose one.',

  'organise.heading': 'Invitations',
  'organise.keep.heading': 'Keep the organiser’s link',
  'organise.keep.text':
    'It is the only way back to this page. Keep it as you would keep a key: the server cannot read the names and the title, but whoever has this link can read and change everything.',
  'organise.keep.copy': 'Copy the organiser’s link',
  'organise.links': 'Each link belongs to one seat. Send it to that person alone.',
  'organise.copy': 'Copy link',
  'organise.copy.of': 'Copy link of {name}',
  'organise.copied': 'Copied',
  'organise.copied.of': 'The link of {name} is copied.',
  'organise.copy.failed': 'The browser did not allow copying. Select the link and copy it by hand.',
  'organise.link.of': 'Link of {name}',
  'organise.renew': 'New link',
  'organise.renew.of': 'New link for {name}',
  'organise.renew.ask': 'Make a new link for {name}?',
  'organise.renew.text': 'The old link stops working at once. Whoever is in the meeting by it is put out.',
  'organise.revoke': 'Revoke',
  'organise.revoke.of': 'Revoke the link of {name}',
  'organise.revoke.ask': 'Revoke the link of {name}?',
  'organise.revoke.text': 'The link stops working at once. If {name} is in the meeting, they are put out.',
  'organise.revoked': 'Link revoked',
  'organise.present': 'In the meeting',
  'organise.absent': 'Not there yet',
  'organise.present.count': {
    one: '{count} person is in the meeting',
    other: '{count} people are in the meeting',
  },
  'organise.add': 'Add a person',
  'organise.add.to': 'Add a person to {side}',
  'organise.add.confirm': 'Add',
  'organise.end': 'End the meeting',
  'organise.end.ask': 'End the meeting for everyone?',
  'organise.end.text':
    'Everyone is put out, and all links say that the meeting is over. This cannot be undone.',
  'organise.over': 'This meeting is over.',
  'organise.over.text': 'Its links no longer open a seat.',
  'organise.failed': 'That did not work: {reason}',
  'organise.stale': 'The server does not answer; what you see may be out of date.',
  'organise.unknown': 'This organiser’s link is not known',
  'organise.unknown.text':
    'Perhaps a part of it is missing. Open it again from where you kept it, and take care that all of it is there.',

  'person.change': 'Change',
  'person.change.of': 'Change {name}',
  'person.change.confirm': 'Save',
  'organise.link.own': 'The side made this link itself. You can make a new one.',
  'withdraw.heir': 'Who is head from now on?',
  'withdraw.heir.none': 'Nobody yet',
  'withdraw.heir.text':
    '{name} is the only head of this side. Without a head, only a deputy can agree to anything for it.',
  'keep.link.text':
    'This link is shown this once and kept nowhere. Send it to {name} alone, by a way that only they read. If it is lost, make a new one.',
  'keep.link.done': 'I have passed it on',
  'people.new': 'New',
  'people.news.since': 'Since you last looked:',
  'people.news.added': '{side} added {name}.',
  'people.news.left': '{name} of {side} is no longer invited.',
  'people.news.returned': '{side} invited {name} again.',
  'people.news.role': '{side}: {name} is now {role}.',
  'failure.tooManySeats': 'The meeting holds as many people as it may.',
  'failure.tooManyLinks': 'This person has had as many links as one may. Add them anew.',
  'failure.tooManyChanges': 'Roles of this side were changed as often as they may.',
  'failure.notKeeper': 'You may not change the people of this side any more.',
  'failure.unavailable': 'The server could not save it. Look again, and try once more.',
  'failure.unreachable': 'The server does not answer. Check your connection and try again.',
  'failure.rateLimited': 'Too many requests in a short time. Wait a little and try again.',
  'failure.serverFull': 'This server holds as many meetings as it may.',
  'failure.meetingOver': 'The meeting is over.',
  'failure.unknownLink': 'The server does not know this meeting.',
  'failure.stale':
    'Somebody else was changing the meeting at the same time. This page shows it as it is now; try again.',
  'failure.unreadable':
    'What the server gave is out of date, or cannot be opened with this link. Nothing of it is shown.',
  'failure.tooMuchText': 'All names and functions together are too long. Shorten some of them.',
  'failure.other': 'The server refused it ({reason}).',

  'enter.opening': 'Opening your link…',
  'enter.unknown': 'This link is not known',
  'enter.unknown.text':
    'Perhaps a part of it is missing, or it was mistyped. Open it again from the message it came in; if that does not help, ask whoever invited you for a new one.',
  'enter.revoked': 'This link was withdrawn',
  'enter.revoked.text':
    'It no longer opens a seat. If you should still take part, ask whoever invited you for a new link.',
  'enter.over': 'This meeting is over',
  'enter.over.text': 'The organiser has ended it. There is nothing more for you to do.',
  'enter.full': 'The server is full',
  'enter.full.text':
    'It carries as many people as it may at the moment. Your link stays good: wait a minute and try again, or tell the organiser.',
  'enter.protocol': 'This page is out of date',
  'enter.protocol.text': 'The server speaks a newer version than this page. Load the page again.',
  'enter.protocol.reload': 'Load again',
  'enter.offer': 'This browser could not be connected',
  'enter.offer.text':
    'The server could not agree with it on how to carry sound and picture. Use a recent Chrome, Edge, Firefox or Safari.',
  'enter.card': 'The server gave papers that were not made for this link',
  'enter.card.text':
    'They do not carry the organiser’s seal, or are of another link. Nothing was opened. Try again once; if it stays like this, tell the organiser by another way, because somebody may have changed what the server keeps.',
  'enter.outdated': 'The server shows an older state of the meeting than this device has seen',
  'enter.outdated.text':
    'Links that were withdrawn since might be good again in it. Do not go on here. Tell the organiser, by another way, that the server has lost something or hides it.',
  'enter.nothingKept': 'This browser keeps no data',
  'enter.nothingKept.text':
    'A meeting’s keys have to be kept on this device. Perhaps this is a private window, or the browser’s settings or a full disk forbid it. Open your link in an ordinary window and try again.',
  'enter.notTaken': 'The seat could not be taken on this device',
  'enter.notTaken.text':
    'Something failed in this page while the meeting’s keys were made ready, not at the server. Try again; if it stays like this, load the page again or use another browser.',
  'enter.browser': 'This browser is too old or too restricted',
  'enter.browser.text':
    'It lacks what a meeting needs ({missing}). Parley encrypts sound and picture on your device and never sends them otherwise; here it could not, so it does not join. Open your link in a recent Chrome, Edge, Firefox or Safari.',
  'enter.insecure': 'This address is not secure',
  'enter.insecure.text':
    'Browsers allow camera and microphone only over https. Ask whoever invited you for a link that begins with https.',
  'enter.nothing': 'There is no such page',
  'enter.nothing.text': 'If you followed a link, perhaps a part of it is missing.',
  'enter.unreachable': 'The server does not answer. Trying again…',

  ...courseEn,
  ...meetingEn,
  ...scheduleEn,
  ...mailEn,
  ...securityEn,
  ...archiveEn,
  ...checkingEn,
  ...purgeEn,
  ...recordEn,
  ...sidebarEn,
  ...textsEn,
  ...workEn,
  ...actionsEn,
  ...boardEn,
  ...papersEn,
  ...privacyEn,
  ...publicEn,
} as const;
