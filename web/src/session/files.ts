import type { ClientMessage, FileRefusal, FileRefused, FileTicket } from '../signalling/messages';

export type FileAnswer = FileTicket | FileRefused;

/** What came of asking: a ticket, or why there is none; `unreachable` where no answer comes any more. */
type Ticket = { ticket: string } | { why: FileRefusal | 'unreachable' };

export function isFileAnswer(message: { type: string }): message is FileAnswer {
  return message.type === 'fileTicket' || message.type === 'fileRefused';
}

/** Asks the server for tickets, by which files go over HTTP: what the socket has proven of one need not be shown again. */
export class Files {
  readonly #send: (message: ClientMessage) => void;
  readonly #asked = new Map<string, (ticket: Ticket) => void>();

  constructor(send: (message: ClientMessage) => void) {
    this.#send = send;
  }

  ask(message: Extract<ClientMessage, { type: 'putFile' | 'fetchFile' }>): Promise<Ticket> {
    this.#asked.get(message.file)?.({ why: 'unreachable' });
    const answer = new Promise<Ticket>((resolve) => this.#asked.set(message.file, resolve));
    this.#send(message);
    return answer;
  }

  receive(message: FileAnswer): void {
    const answered = this.#asked.get(message.file);
    this.#asked.delete(message.file);
    answered?.(message.type === 'fileTicket' ? { ticket: message.ticket } : { why: message.why });
  }

  disconnected(): void {
    for (const resolve of this.#asked.values()) resolve({ why: 'unreachable' });
    this.#asked.clear();
  }
}
