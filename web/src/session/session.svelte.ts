import type { Reading, Verdict } from '../rtc/watchdog';
import { Watchdog } from '../rtc/watchdog';
import {
  PROTOCOL_VERSION,
  type ClientMessage,
  type End,
  type Entered,
  type MeetingView,
  type Occupant,
  type Offer,
  type Participant,
  type Reason,
  type ServerMessage,
} from '../signalling/messages';
import type { Channel, OpenChannel } from '../signalling/socket';
import { backoffMs, MediaRecovery, patienceMs } from './recovery';
import { TileSizes } from './tiles';

/** Where a person stands with the meeting. */
export type Phase =
  | { name: 'entering' }
  | { name: 'ready' }
  | { name: 'joining' }
  | { name: 'inside' }
  | { name: 'refused'; reason: Reason }
  | { name: 'ended'; reason: Exclude<End, 'serverStopping'> | 'left' };

/** The media connection, as far as a session needs to know it. */
export interface MediaConnection {
  readonly slots: number;
  readonly streams: readonly MediaStream[];
  offer: (slots: number, restart: boolean) => Promise<Offer>;
  accept: (answer: string) => Promise<void>;
  read: () => Promise<{ received: number; failed: boolean }>;
  close: () => void;
}

/** What a session works with; a test brings its own. */
export interface Surroundings {
  open: OpenChannel;
  connect: () => MediaConnection;
  publishing: () => { microphone: boolean; camera: boolean; screen: boolean };
  nowMs: () => number;
  random: () => number;
}

type Request = 'enter' | 'join' | 'resume' | 'renegotiate';

const LOOK_INTERVAL_MS = 500;
const RATE_LIMITED_WAIT_MS = 2000;
// A join or renegotiation that nobody answers, on a line that otherwise lives.
const ANSWER_TIMEOUT_MS = 8000;

/** One person's session in a meeting, from the link to the end, through every broken connection between. */
export class Session {
  phase = $state.raw<Phase>({ name: 'entering' });
  meeting = $state.raw<MeetingView | null>(null);
  /** One's own seat. */
  you = $state('');
  participants = $state.raw<readonly Participant[]>([]);
  seating = $state.raw<readonly Occupant[]>([]);
  speaking = $state.raw<readonly string[]>([]);
  /** By slot. */
  streams = $state.raw<readonly MediaStream[]>([]);
  /** Whether the server is reached at the moment. */
  linked = $state(false);
  media = $state<Verdict>('connecting');
  /** Whether the server said that it stops. */
  stopping = $state(false);
  /** Whether the last try to reach the server failed. */
  unreachable = $state(false);

  readonly tiles: TileSizes;

  readonly #meeting: string;
  readonly #secret: string;
  readonly #with: Surroundings;
  #channel: Channel | null = null;
  #connection: MediaConnection | null = null;
  #watchdog = new Watchdog();
  readonly #recovery = new MediaRecovery();
  #sessionId: string | null = null;
  #maxSlots = 0;
  /** The slots that the server has answered; an offer whose answer was lost is made again. */
  #answeredSlots = 0;
  #pending: Request | null = null;
  #answerTimer: ReturnType<typeof setTimeout> | undefined;
  #restartWanted = false;
  #attempt = 0;
  #reconnectTimer: ReturnType<typeof setTimeout> | null = null;
  #lookTimer: ReturnType<typeof setInterval> | null = null;

  constructor(meeting: string, secret: string, surroundings: Surroundings) {
    this.#meeting = meeting;
    this.#secret = secret;
    this.#with = surroundings;
    this.tiles = new TileSizes((tiles) => {
      if (this.phase.name === 'inside') this.#send({ type: 'view', tiles });
    });
  }

  /** Shows the link to the server. */
  start(): void {
    this.phase = { name: 'entering' };
    this.#attempt = 0;
    this.#open();
  }

  /** Takes the seat; also takes it back, where it was lost to another window. */
  join(): void {
    const { name } = this.phase;
    if (name === 'joining' || name === 'inside') return;
    this.phase = { name: 'joining' };
    if (this.#channel === null) this.#open();
    else if (this.linked && this.#pending === null) void this.#joinAnew();
  }

  leave(): void {
    this.#send({ type: 'leave' });
    this.#finish({ name: 'ended', reason: 'left' });
  }

  /** Lets all go without a word, for a page that goes away. */
  close(): void {
    this.#finish(this.phase);
  }

  /** Tells the others what one sends now. */
  publish(): void {
    if (this.phase.name === 'inside') this.#send({ type: 'publish', ...this.#with.publishing() });
  }

  /** The device says that its network changed: do not wait for silence. */
  networkChanged(): void {
    if (this.#reconnectTimer !== null) this.#open();
    else this.#channel?.check();
  }

  #open(): void {
    if (this.#reconnectTimer !== null) clearTimeout(this.#reconnectTimer);
    this.#reconnectTimer = null;
    this.#channel?.close();
    this.#settled();
    this.#channel = this.#with.open(
      {
        opened: () => {
          this.#request('enter', {
            type: 'enter',
            protocol: PROTOCOL_VERSION,
            meeting: this.#meeting,
            secret: this.#secret,
          });
        },
        received: (message) => {
          this.#receive(message);
        },
        closed: () => {
          this.#lost();
        },
      },
      patienceMs(this.#attempt),
    );
  }

  #lost(): void {
    this.unreachable = true;
    this.#reopenIn(backoffMs(this.#attempt++, this.#with.random()));
  }

  #reopenIn(waitMs: number): void {
    this.linked = false;
    this.speaking = [];
    this.#channel?.close();
    this.#channel = null;
    this.#settled();
    this.#reconnectTimer = setTimeout(() => {
      this.#open();
    }, waitMs);
  }

  #receive(message: ServerMessage): void {
    switch (message.type) {
      case 'entered':
        this.#entered(message);
        return;
      case 'refused':
        this.#refused(message.reason);
        return;
      case 'joined':
        this.#settled();
        this.#sessionId = message.session;
        this.participants = message.participants;
        // At once: while the answer is being accepted, news of the seating may come that must not be undone.
        this.seating = message.seating;
        void this.#accept(message.answer);
        return;
      case 'resumed':
        this.#settled();
        this.participants = message.participants;
        this.seating = message.seating;
        this.publish();
        this.tiles.restart();
        this.#renegotiateIfNeeded();
        return;
      case 'answer':
        this.#settled();
        this.seating = message.seating;
        void this.#accept(message.answer);
        return;
      case 'changed':
        this.participants = [
          ...this.participants.filter((one) => one.seat !== message.participant.seat),
          message.participant,
        ];
        this.#renegotiateIfNeeded();
        return;
      case 'left':
        this.participants = this.participants.filter((one) => one.seat !== message.seat);
        return;
      case 'seating':
        this.seating = message.seating;
        return;
      case 'speaking':
        this.speaking = message.seats;
        return;
      case 'meetingChanged':
        this.meeting = message.meeting;
        return;
      case 'mediaLost':
        // With a join under way it speaks of the connection before.
        if (this.#pending !== 'join') void this.#joinAnew();
        return;
      case 'ended':
        this.#ended(message.reason);
        return;
      case 'pong':
        return;
      default:
        return message satisfies never;
    }
  }

  #entered(message: Entered): void {
    this.#settled();
    this.#attempt = 0;
    this.linked = true;
    this.stopping = false;
    this.unreachable = false;
    this.meeting = message.meeting;
    this.you = message.you;
    this.#maxSlots = message.maxSlots;
    switch (this.phase.name) {
      case 'entering':
        this.participants = message.participants;
        this.phase = { name: 'ready' };
        return;
      case 'ready':
        this.participants = message.participants;
        return;
      case 'joining':
        void this.#joinAnew();
        return;
      case 'inside':
        if (this.#sessionId === null) void this.#joinAnew();
        else this.#request('resume', { type: 'resume', session: this.#sessionId });
        return;
      case 'refused':
      case 'ended':
        return;
      default:
        return this.phase satisfies never;
    }
  }

  #refused(reason: Reason): void {
    const request = this.#pending;
    this.#settled();
    switch (reason) {
      case 'unknownLink':
      case 'revokedLink':
      case 'meetingOver':
      case 'serverFull':
      case 'protocolVersion':
        this.#finish({ name: 'refused', reason });
        return;
      case 'offerInvalid':
        if (request === 'renegotiate') void this.#joinAnew();
        else this.#finish({ name: 'refused', reason });
        return;
      case 'sessionGone':
        void this.#joinAnew();
        return;
      case 'rateLimited':
      case 'messageInvalid':
        // The line is closed, or as good as that: a new one begins with the link again.
        this.#reopenIn(RATE_LIMITED_WAIT_MS);
        return;
      default:
        return reason satisfies never;
    }
  }

  #ended(reason: End): void {
    if (reason === 'serverStopping') {
      // The line closes next, and the way back is the same as from any broken line.
      this.stopping = true;
      return;
    }
    this.#finish({ name: 'ended', reason });
  }

  /** Takes the seat with a fresh media connection. */
  async #joinAnew(): Promise<void> {
    this.#connection?.close();
    const connection = this.#with.connect();
    this.#connection = connection;
    this.#sessionId = null;
    this.#answeredSlots = 0;
    this.#restartWanted = false;
    this.#watchdog = new Watchdog();
    this.media = 'connecting';
    const seats = this.meeting?.sides.reduce((sum, side) => sum + side.seats.length, 0) ?? 0;
    // A slot for each who may come and one for a screen: most meetings then never need a second offer.
    const slots = Math.max(this.#neededSlots(), Math.max(2, seats - 1) + 1);
    this.#pending = 'join';
    const channel = this.#channel;
    const offer = await this.#offer(connection, Math.min(this.#maxSlots, slots), false);
    if (offer === null || connection !== this.#connection || channel !== this.#channel) return;
    const { microphone, camera } = this.#with.publishing();
    this.#request('join', { type: 'join', offer, microphone, camera });
    this.#look();
  }

  /** A new offer where there are too few slots, or another way to the server has to be found. */
  #renegotiateIfNeeded(): void {
    const connection = this.#connection;
    if (connection === null || this.phase.name !== 'inside' || !this.linked || this.#pending !== null) return;
    const slots = Math.min(this.#maxSlots, this.#neededSlots());
    if (slots > this.#answeredSlots || this.#restartWanted) void this.#renegotiate(connection, slots);
  }

  async #renegotiate(connection: MediaConnection, slots: number): Promise<void> {
    this.#pending = 'renegotiate';
    const restart = this.#restartWanted;
    this.#restartWanted = false;
    const channel = this.#channel;
    const offer = await this.#offer(connection, Math.max(slots, connection.slots), restart);
    if (offer === null || connection !== this.#connection) return;
    if (channel !== this.#channel) {
      this.#restartWanted ||= restart;
      return;
    }
    this.#request('renegotiate', { type: 'renegotiate', offer });
  }

  /** An offer; null where the browser makes none: then the line is opened anew, and with it all is tried again. */
  async #offer(connection: MediaConnection, slots: number, restart: boolean): Promise<Offer | null> {
    try {
      return await connection.offer(slots, restart);
    } catch {
      if (connection === this.#connection) this.#lost();
      return null;
    }
  }

  async #accept(answer: string): Promise<void> {
    const connection = this.#connection;
    if (connection === null) return;
    try {
      await connection.accept(answer);
    } catch {
      // Once inside, the media that then stays away leads on.
      if (connection === this.#connection && this.phase.name === 'joining')
        this.#finish({ name: 'refused', reason: 'offerInvalid' });
      return;
    }
    if (connection !== this.#connection) return;
    this.#answeredSlots = connection.slots;
    this.streams = connection.streams;
    this.phase = { name: 'inside' };
    this.publish();
    this.tiles.restart();
    this.#renegotiateIfNeeded();
  }

  #neededSlots(): number {
    const others = this.participants.filter((one) => one.seat !== this.you);
    return others.length + others.filter((one) => one.screen).length;
  }

  /** Begins to watch the media, or goes on. */
  #look(): void {
    this.#lookTimer ??= setInterval(() => void this.#lookOnce(), LOOK_INTERVAL_MS);
  }

  async #lookOnce(): Promise<void> {
    const connection = this.#connection;
    if (connection === null || this.phase.name !== 'inside') return;
    const counters = await connection.read();
    if (connection !== this.#connection) return;
    const nowMs = this.#with.nowMs();
    const reading: Reading = { ...counters, expected: this.#isMediaExpected() };
    this.media = this.#watchdog.look(nowMs, reading);
    if (this.media !== 'silent') {
      this.#recovery.next(nowMs, this.media);
      return;
    }
    if (!this.linked) return;
    // Whatever took the media may have taken the line as well.
    this.#channel?.check();
    if (this.#pending !== null) return;
    const step = this.#recovery.next(nowMs, this.media);
    if (step === 'joinAnew') {
      void this.#joinAnew();
    } else if (step === 'restart') {
      this.#restartWanted = true;
      this.#renegotiateIfNeeded();
    }
  }

  #isMediaExpected(): boolean {
    const own = this.#with.publishing();
    const others = this.participants.some(
      (one) => one.seat !== this.you && !one.interrupted && (one.microphone || one.camera || one.screen),
    );
    return others || own.microphone || own.camera || own.screen;
  }

  #request(request: Request, message: ClientMessage): void {
    this.#pending = request;
    this.#send(message);
    clearTimeout(this.#answerTimer);
    this.#answerTimer = setTimeout(() => {
      this.#lost();
    }, ANSWER_TIMEOUT_MS);
  }

  #settled(): void {
    this.#pending = null;
    clearTimeout(this.#answerTimer);
  }

  #send(message: ClientMessage): void {
    this.#channel?.send(message);
  }

  #finish(phase: Phase): void {
    this.phase = phase;
    this.linked = false;
    this.#settled();
    this.tiles.stop();
    if (this.#reconnectTimer !== null) clearTimeout(this.#reconnectTimer);
    this.#reconnectTimer = null;
    if (this.#lookTimer !== null) clearInterval(this.#lookTimer);
    this.#lookTimer = null;
    this.#channel?.close();
    this.#channel = null;
    this.#connection?.close();
    this.#connection = null;
    this.#sessionId = null;
    this.seating = [];
    this.streams = [];
    this.speaking = [];
  }
}
