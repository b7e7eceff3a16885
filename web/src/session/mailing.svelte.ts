import type { ClientMessage, Fate, Mail, Mailed } from '../signalling/messages';

/** Mail to calendars, which the server hands to a mail server: asked for one by one, and answered once it has. */
export class Mailing {
  /** Whether this server sends any, for who one is. */
  allowed = $state(false);

  readonly #send: (message: ClientMessage) => void;
  readonly #asked = new Map<number, (fates: readonly Fate[] | null) => void>();
  #number = 0;

  constructor(send: (message: ClientMessage) => void) {
    this.#send = send;
  }

  /** What became of each attendee's, in their order; null where the line broke, so that it is not known. */
  send(mail: Omit<Mail, 'type' | 'number'>): Promise<readonly Fate[] | null> {
    const number = ++this.#number;
    const fates = new Promise<readonly Fate[] | null>((resolve) => this.#asked.set(number, resolve));
    this.#send({ type: 'mail', number, ...mail });
    return fates;
  }

  answered({ number, fates }: Mailed): void {
    this.#asked.get(number)?.(fates);
    this.#asked.delete(number);
  }

  /** No answer comes any more. */
  broken(): void {
    for (const resolve of this.#asked.values()) resolve(null);
    this.#asked.clear();
  }
}
