/** English: mail to calendars. */
export const mailEn = {
  'schedule.side.mail': 'E-mail address of your side’s calendar',
  'schedule.side.mail.hint':
    'May be left empty. All sides see it. Nothing is sent there unless somebody presses “Send by e-mail”.',
  'mail.open': 'Send by e-mail',
  'mail.heading': 'Send the date by e-mail',
  'mail.what': 'What is sent',
  'mail.request.agreed': 'Asks the others to enter the agreed date in their calendars',
  'mail.request.proposed': 'Shows the others, in their calendars, the date that your side proposes',
  'mail.request.own': 'Asks your own people to enter the agreed date in their calendars',
  'mail.cancel': 'Asks the others to take the date out of their calendars',
  'mail.cancel.own': 'Asks your own people to take the date out of their calendars',
  'mail.reply.accepted': 'Tells the side that proposed the meeting that the date suits you',
  'mail.reply.declined': 'Tells the side that proposed the meeting that the date does not suit you',
  'mail.counter': 'Shows the side that proposed the meeting your other date',
  'mail.declinecounter': 'Tells the other side that its other date does not suit you',
  'mail.to': 'To',
  'mail.untold': '{side} has told no address.',
  'mail.untold.needed':
    '{side} has told no e-mail address for its calendar, and without it nothing can be sent. It is told under “About your side”.',
  'mail.more': 'Addresses of your own people',
  'mail.more.hint':
    'With spaces or commas between them. Each gets a mail of their own, and sees no other’s address.',
  'mail.more.wrong': '{address} is no e-mail address.',
  'mail.none': 'Enter an address.',
  'mail.many': 'At most {max} at once.',
  'mail.seen':
    'E-mail is not sealed: this server and every mail server on the way learn these addresses, and when the meeting is. Title, names, form and place are not in it. This server keeps nothing of it.',
  'mail.noAgreement': 'Dates are agreed here alone: an answer by e-mail changes nothing.',
  'mail.send': 'Send',
  'mail.sending': 'Sending…',
  'mail.fate.sent': 'handed to the mail server.',
  'mail.fate.refused': 'the mail server takes no mail for this address. Check how it is written.',
  'mail.fate.busy': 'the mail server does not take it now. Try again in a few minutes.',
  'mail.fate.unreachable':
    'the mail server was not reached, or not to the end. Try again later, or tell whoever runs this server.',
  'mail.fate.tooMany':
    'too many were sent within an hour. Try again later, or take the calendar entry as a file.',
  'mail.fate.notAllowed': 'this server sends mail for heads and deputies alone.',
  'mail.fate.unknown': 'the connection broke before there was an answer: it may have been sent or not.',
} as const;
