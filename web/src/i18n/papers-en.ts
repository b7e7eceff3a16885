/** Papers at the table. */
export const papersEn = {
  'papers.intro':
    'What is tabled here is encrypted on the device of whoever tables it. The server keeps what it cannot read.',
  'papers.none': 'No paper has been tabled yet. To show one to others, choose “Table a paper”.',
  'papers.table': 'Table a paper',
  'papers.new': 'New',
  'papers.by': '{name}, {side}',
  'papers.about': '{size}, tabled {when}',
  'papers.readers': 'It can be opened by: {names}',
  'papers.openedBy': 'Opened by {names}',
  'papers.openedBy.one': '{name} ({when})',
  'papers.openedBy.nobody': 'Nobody has opened it yet, as far as is known.',
  'papers.class': 'What it is',
  'papers.class.official': 'Official paper',
  'papers.class.aideMemoire': 'Aide-mémoire',
  'papers.class.nonPaper': 'Non-paper',
  'papers.nonPaper.hint':
    'It is shown to everybody without a side and without an author. That is a courtesy, not a secret: the readers’ programs can find out who tabled it. See that neither its name nor its content says so.',
  'papers.name': 'Name, as it is shown',
  'papers.file': 'File',
  'papers.kinds': 'PDF, PNG, JPEG, WebP, GIF or plain text, up to 50 MB',
  'papers.for': 'Who can open it',
  'papers.for.all': 'All sides',
  'papers.for.side': 'Only {side}',
  'papers.for.heads': 'Heads and deputies of all sides',
  'papers.for.other': '{side}, and you',
  'papers.what.all':
    'Everybody who is let in to the table can open it, now and later. Your side’s heads see who has opened it. What others have opened cannot be taken back.',
  'papers.what.side': 'Only the people of your own side can open it. No other side learns that it exists.',
  'papers.what.heads':
    'It is sealed for each head and deputy alone. The others at the table can see that you wrote to them, not what.',
  'papers.what.other':
    'It is sealed for each person of that side alone. The others at the table, those of your own side too, can see that you wrote to them, not what.',
  'papers.unreachable':
    'These were never at the table on a device and will not be able to open it: {names}. Table it again once they have been here.',
  'papers.sending': 'Encrypting and sending…',
  'papers.failed.missing': 'Choose a file first.',
  'papers.failed.name': 'Give it a name of 1 to {max} characters, in one line.',
  'papers.failed.kind':
    'Files of this kind are not shown here. Save it as PDF, PNG, JPEG, WebP, GIF or plain text, and choose that.',
  'papers.failed.empty': 'The file is empty. Choose another.',
  'papers.failed.tooLarge': 'The file is larger than 50 MB. Make it smaller, or table it in parts.',
  'papers.failed.unreadable':
    'The file could not be read. Perhaps it was changed or removed meanwhile; choose it again.',
  'papers.failed.meetingFull':
    'This meeting’s papers have filled the room that the server gives them. Nothing was tabled. Ask whoever runs the server for another meeting.',
  'papers.failed.noSpace': 'The server’s disk is full. Nothing was tabled. Tell whoever runs the server.',
  'papers.failed.tooFast': 'Too many files in a short time. Wait a minute, then try again.',
  'papers.failed.broken': 'It did not reach the server whole, and nothing was tabled. Try again.',
  'papers.failed.cancelled': 'Nothing was tabled.',
  'papers.failed.unreachable':
    'The server is not reached at the moment. Nothing was tabled; try again once it is.',
  'papers.failed.notWritten':
    'The file is on the server, but it could not be told to all whom it is for. Look at the list, and table it again.',
  'papers.failed.nobody':
    'None of those whom it is for has been here yet, so nobody could open it. Table it once they have.',
  'papers.failed.again': 'The server could not take it now. Try again in a moment.',
  'papers.mark': '{name} · {side} · {when}',
  'papers.view.close': 'Back to the list',
  'papers.view.opening': 'Fetching and decrypting…',
  'papers.view.page': 'Page {page} of {pages}',
  'papers.view.back': 'Previous page',
  'papers.view.on': 'Next page',
  'papers.view.zoomIn': 'Larger',
  'papers.view.zoomOut': 'Smaller',
  'papers.view.content': '{name}, the page',
  'papers.view.noText': 'This page is a picture without text that could be read aloud.',
  'papers.view.gone': 'The server has no such file any more. Ask whoever tabled it to table it again.',
  'papers.view.changed':
    'What came is not what was tabled, so nothing of it is shown. Somebody may have changed it on the server; ask for it to be tabled again.',
  'papers.view.broken': 'It could not be fetched. Go back and open it again.',
  'papers.view.unshowable':
    'This file cannot be shown safely: it is damaged, locked, or takes too long. Ask for it to be tabled in another form.',
  'papers.view.stuck':
    'This page could not be drawn, or not in time, and the file was closed. Ask for it to be tabled in another form.',
  'papers.withdraw': 'Withdraw',
  'papers.withdraw.ask': 'Withdraw {title}?',
  'papers.withdraw.text':
    'It stays on the list, marked as withdrawn, and the page opens it for nobody any more. Whoever has read it has read it. The sealed file stays on the server as long as the meeting is kept; without the key nobody reads it there.',
  'papers.withdraw.failed': 'It could not be told to all whom the paper was for. Try again.',
  'papers.withdrawn': 'Withdrawn {when}',
  'papers.withdrawn.by': 'Withdrawn by {name}, {side}, {when}',
  'papers.view.withdrawn': 'This paper was withdrawn and is not opened any more.',
  'papers.notice.tabled': 'A paper was tabled.',
  'papers.notice.tabled.text': '{name}, {side}: {title} ({kind})',
  'papers.notice.nonPaper': 'Non-paper: {title}',
  'papers.notice.withdrawn': 'A paper was withdrawn.',
  'papers.notice.withdrawn.text': '{name}, {side}: {title}',
  'papers.notice.withdrawn.nonPaper': 'Non-paper: {title}',
} as const;
