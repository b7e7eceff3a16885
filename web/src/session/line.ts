import type { ClientMessage, ServerMessage } from '../signalling/messages';
import type { Channel, OpenChannel } from '../signalling/socket';
import { backoffMs, patienceMs } from './recovery';

/** A message that the server answers; one at a time waits for its answer. */
export type Request = 'enter' | 'join' | 'resume' | 'renegotiate';

export interface LineEvents {
  opened: () => void;
  received: (message: ServerMessage) => void;
  /** The server is not reached now; it is tried again by itself. */
  broken: () => void;
}

// A join or renegotiation that nobody answers, on a line that otherwise lives.
const ANSWER_TIMEOUT_MS = 8000;

/** The line to the server, one channel after the other for as long as it is wanted. */
export class Line {
  /** What waits for its answer, or is being prepared. */
  pending: Request | null = null;

  readonly #openChannel: OpenChannel;
  readonly #random: () => number;
  readonly #events: LineEvents;
  #channel: Channel | null = null;
  #attempt = 0;
  #answerTimer: ReturnType<typeof setTimeout> | undefined;
  #reconnectTimer: ReturnType<typeof setTimeout> | null = null;

  constructor(openChannel: OpenChannel, random: () => number, events: LineEvents) {
    this.#openChannel = openChannel;
    this.#random = random;
    this.#events = events;
  }

  /** The channel of the moment: another one is there whenever the line was opened anew. */
  get channel(): object | null {
    return this.#channel;
  }

  /** Opens it from the beginning: as if it had never failed. */
  start(): void {
    this.#attempt = 0;
    this.open();
  }

  open(): void {
    if (this.#reconnectTimer !== null) clearTimeout(this.#reconnectTimer);
    this.#reconnectTimer = null;
    this.#channel?.close();
    this.settled();
    const events = {
      opened: this.#events.opened,
      received: this.#events.received,
      closed: () => {
        this.lost();
      },
    };
    this.#channel = this.#openChannel(events, patienceMs(this.#attempt));
  }

  /** The server answers: the next failure is a first one again. */
  reached(): void {
    this.#attempt = 0;
  }

  lost(): void {
    this.reopenIn(backoffMs(this.#attempt++, this.#random()));
  }

  reopenIn(waitMs: number): void {
    this.#channel?.close();
    this.#channel = null;
    this.settled();
    this.#reconnectTimer = setTimeout(() => {
      this.open();
    }, waitMs);
    this.#events.broken();
  }

  send(message: ClientMessage): void {
    this.#channel?.send(message);
  }

  request(request: Request, message: ClientMessage): void {
    this.pending = request;
    this.send(message);
    clearTimeout(this.#answerTimer);
    this.#answerTimer = setTimeout(() => {
      this.lost();
    }, ANSWER_TIMEOUT_MS);
  }

  /** Nothing waits for an answer any more. */
  settled(): void {
    this.pending = null;
    clearTimeout(this.#answerTimer);
  }

  /** Finds out whether the server is still there. */
  check(): void {
    this.#channel?.check();
  }

  /** The device says that its network changed: do not wait for silence. */
  networkChanged(): void {
    if (this.#reconnectTimer !== null) this.open();
    else this.check();
  }

  close(): void {
    this.settled();
    if (this.#reconnectTimer !== null) clearTimeout(this.#reconnectTimer);
    this.#reconnectTimer = null;
    this.#channel?.close();
    this.#channel = null;
  }
}
