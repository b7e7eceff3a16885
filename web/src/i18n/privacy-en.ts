/** English: the page that says what the server sees. */
export const privacyEn = {
  'privacy.heading': 'What the server sees, and what it cannot',
  'privacy.lead':
    'In a meeting with Parley everything said, shown and written is encrypted on the device of the one who sends it, and opened on the devices of those for whom it is meant. The keys are made on these devices and never reach the server. This is always so; nobody can switch it off.',

  'privacy.cannot': 'What the server cannot',
  'privacy.cannot.hear': 'hear what is said, at the table or in the room of a side',
  'privacy.cannot.see': 'see cameras and shared screens',
  'privacy.cannot.read': 'read what is written in a chat',
  'privacy.cannot.names':
    'read the title of the meeting, the names of the sides, or anybody’s name or function',
  'privacy.cannot.enter':
    'let somebody in: who comes to the table is let in by the head or deputy of their own side, and every page checks it',
  'privacy.cannot.links': 'learn the secret part of a link: browsers do not send it',

  'privacy.sees': 'What the server sees',
  'privacy.sees.addresses': 'from which network addresses people come, and when',
  'privacy.sees.shape':
    'how many sides and seats there are, and which seats are those of heads or deputies, as marks without names',
  'privacy.sees.where':
    'which seat is where, at the table or in the room of its side, and every arrival, leaving, admission and putting out',
  'privacy.sees.loud': 'how loud a seat speaks at each moment: so it finds who speaks',
  'privacy.sees.media':
    'the sizes and times of packets, bit rates, the size and number of pictures, and whose picture is shown to whom how large',
  'privacy.sees.devices': 'whose microphone, camera and screen are on',
  'privacy.sees.written':
    'how many things are written, when, from which seat, and about how long they are: lengths are rounded up',
  'privacy.sees.files':
    'that a file was put on the table, when, by which side and about how large it is, and who fetches it; not its name, its kind or what is in it',
  'privacy.sees.mail':
    'what somebody sends to calendars by e-mail, by pressing a button that says so: e-mail addresses, and when a meeting is',
  'privacy.sees.published':
    'what all sides have agreed to publish, once one of their heads has pressed “Publish”: this alone it can read, as everybody can',

  'privacy.can': 'What whoever controls the server could do',
  'privacy.can.stop':
    'delay or withhold messages, or cut people off: that would be noticed, but not prevented',
  'privacy.can.code':
    'serve a changed page to somebody. The server delivers the program that encrypts; whoever controls the server could give a person another one, that gives away what it sees',
  'privacy.can.less':
    'This is less of a worry where a side uses its own server, or a copy of the program that its own technicians checked and installed on its devices.',

  'privacy.people': 'What people can do',
  'privacy.people.organiser':
    'The organiser’s link opens everything: with it one can make a link to any seat. Keep it as you would keep a seal, and end the meeting when it is done.',
  'privacy.people.copy':
    'Whoever takes part can record or copy what they see and hear. No encryption prevents that.',
  'privacy.people.forge':
    'Those who are in a room together share its keys. One of them, together with whoever controls the server, could send forged sound or pictures in another’s name.',
  'privacy.people.device':
    'A device that is spied on gives away what is said at it. Encryption protects the way, not the device.',

  'privacy.words': 'What the verification words do',
  'privacy.words.text':
    'At the table the heads can compare four words by voice. The words are made from the keys and the names of all who are in. If all heads see the same words, they hold the same keys, and nobody sits between them. If the words differ, do not go on. After somebody new came in, Parley says that it is worth comparing again.',

  'privacy.kept': 'What is kept',
  'privacy.kept.server':
    'The server keeps what was written in sealed form, so that people who come back can read it. It is of no use without the keys. The heads of all sides can have it deleted.',
  'privacy.kept.device':
    'Your device keeps the keys of your seat while the meeting lasts, so that a reload brings you back. They are deleted once your page learns that the meeting is over.',
} as const;
