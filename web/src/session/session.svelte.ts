import { NothingKept } from '../e2ee/device/keep';
import { PLENARY } from '../e2ee/room/rules';
import { Watchdog, type Reading, type Verdict } from '../rtc/watchdog';
import {
  PROTOCOL_VERSION,
  type ClientMessage,
  type Entered,
  type Occupant,
  type Offer,
  type Participant,
  type Reason,
  type ServerMessage,
} from '../signalling/messages';
import { Line } from './line';
import { Mailing } from './mailing.svelte';
import { firstSlotsFor, sendsAny, slotsFor, withChanged } from './others';
import { MediaRecovery } from './recovery';
import { isOfRooms } from './room-messages';
import { CHAMBERS, type MediaConnection, type Phase, type Place, type Surroundings } from './surroundings';
import { TileSizes } from './tiles';

const LOOK_INTERVAL_MS = 500;
const RATE_LIMITED_WAIT_MS = 2000;
const LOOK_AGAIN_MS = 1000; // Shorter writes sooner once a server that could not write can again.

/** One person's session in a meeting, from the link to the end, through every broken connection between. */
export class Session {
  phase = $state.raw<Phase>({ name: 'entering' });
  /** Where one's microphone and camera go. */
  place = $state<Place>('side');
  /** On the way from one room to another. */
  moving = $state(false);
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
  readonly mailing = new Mailing((message) => {
    this.#line.send(message);
  });

  readonly #meeting: string;
  readonly #with: Surroundings;
  readonly #line: Line;
  #connection: MediaConnection | null = null;
  #watchdog = new Watchdog();
  readonly #recovery = new MediaRecovery();
  #sessionId: string | null = null;
  #maxSlots = 0;
  /** The slots that the server has answered; an offer whose answer was lost is made again. */
  #answeredSlots = 0;
  #restartWanted = false;
  #lookTimer: ReturnType<typeof setInterval> | null = null;

  /** @param place where one was a moment ago, or begins */
  constructor(meeting: string, place: Place, surroundings: Surroundings) {
    this.#meeting = meeting;
    this.#with = surroundings;
    this.place = place;
    this.#line = new Line(surroundings.open, surroundings.random, {
      opened: () => void this.#enter(),
      received: (message) => {
        this.#receive(message);
      },
      broken: () => {
        this.#broken();
      },
    });
    this.tiles = new TileSizes((tiles) => {
      if (this.phase.name === 'inside') this.#line.send({ type: 'view', tiles });
    });
  }

  /** Shows the link to the server. */
  start(): void {
    this.phase = { name: 'entering' };
    this.#line.start();
  }

  /** Takes the seat; also takes it back, where it was lost to another window. */
  join(): void {
    const { name } = this.phase;
    if (name === 'joining' || name === 'inside') return;
    this.phase = { name: 'joining' };
    if (this.#line.channel === null) this.#line.open();
    else if (this.linked && this.#line.pending === null) void this.#takeSeat();
  }

  /** Goes over to another room: first all that one sends, then oneself. */
  async move(place: Place): Promise<void> {
    if (this.phase.name !== 'inside' || !this.linked || this.moving || place === this.place) return;
    this.moving = true;
    await this.#go(place);
    this.#line.send({ type: 'move', room: this.#room() });
  }

  /** Another page of this browser took the seat. */
  taken(): void {
    this.#finish({ name: 'ended', reason: 'takenOver' });
  }

  leave(): void {
    this.#line.send({ type: 'leave' });
    this.#finish({ name: 'ended', reason: 'left' });
  }

  /** Lets all go without a word, for a page that goes away. */
  close(): void {
    this.#finish(this.phase);
  }

  /** Tells the others what one sends now. */
  publish(): void {
    if (this.phase.name === 'inside') this.#line.send({ type: 'publish', ...this.#with.publishing() });
  }

  /** The device says that its network changed: do not wait for silence. */
  networkChanged(): void {
    this.#line.networkChanged();
  }

  async #enter(): Promise<void> {
    const { channel } = this.#line;
    const secret = await this.#with.enterSecret();
    if (channel !== this.#line.channel) return;
    this.#line.request('enter', {
      type: 'enter',
      protocol: PROTOCOL_VERSION,
      meeting: this.#meeting,
      secret,
    });
  }

  /** Makes this page the one that has the seat, and then takes it at the server. */
  async #takeSeat(): Promise<void> {
    const { channel } = this.#line;
    const reason = await this.#with.secrets
      .takeSeat()
      .catch((failure: unknown) => (failure instanceof NothingKept ? 'nothingKept' : 'notTaken'));
    if (reason !== null) {
      this.#finish({ name: 'refused', reason });
      return;
    }
    if (channel === this.#line.channel && this.#line.pending === null) await this.#joinAnew();
  }

  #broken(): void {
    this.unreachable = true;
    this.linked = false;
    this.moving = false;
    this.speaking = [];
    this.mailing.broken();
    this.#with.secrets.disconnected();
  }

  #receive(message: ServerMessage): void {
    if (isOfRooms(message)) {
      this.#with.secrets.receive(message);
      return;
    }
    switch (message.type) {
      case 'entered':
        void this.#entered(message);
        return;
      case 'chartered':
        void this.#with.secrets.chartered(message);
        return;
      case 'kept':
      case 'notKept':
        this.#with.secrets.kept(message);
        return;
      case 'refused':
        this.#refused(message.reason);
        return;
      case 'joined':
        this.#line.settled();
        this.#sessionId = message.session;
        this.participants = message.participants;
        // At once: while the answer is being accepted, news of the seating may come that must not be undone.
        this.seating = message.seating;
        this.#with.secrets.connected();
        void this.#accept(message.answer);
        return;
      case 'resumed':
        this.#line.settled();
        this.participants = message.participants;
        this.seating = message.seating;
        this.#with.secrets.connected();
        // On the way to another room the line may have broken.
        this.moving = this.#ownRoom() !== this.#room();
        if (this.moving) this.#line.send({ type: 'move', room: this.#room() });
        this.publish();
        this.tiles.restart();
        this.#renegotiateIfNeeded();
        return;
      case 'answer':
        this.#line.settled();
        this.seating = message.seating;
        void this.#accept(message.answer);
        return;
      case 'changed':
        this.participants = withChanged(this.participants, message.participant);
        this.#followRoom();
        this.#renegotiateIfNeeded();
        return;
      case 'participants':
        this.participants = message.participants;
        this.#followRoom();
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
      case 'mailed':
        this.mailing.answered(message);
        return;
      case 'mediaLost':
        // With a join under way it speaks of the connection before.
        if (this.#line.pending !== 'join') void this.#joinAnew();
        return;
      case 'ended':
        // The line closes next, and the way back is the same as from any broken line.
        if (message.reason === 'serverStopping') this.stopping = true;
        else this.#finish({ name: 'ended', reason: message.reason });
        return;
      case 'purged':
        this.#finish({ name: 'purged', atMs: message.atMs, bothSides: message.bothSides });
        return;
      case 'attending': // Of those who take part without media, which a page never does.
      case 'pong':
        return;
      default:
        return message satisfies never;
    }
  }

  async #entered(message: Entered): Promise<void> {
    this.#line.settled();
    const { channel } = this.#line;
    const opened = await this.#with.secrets.open(message);
    if (channel !== this.#line.channel) return;
    if (!opened) {
      this.#finish({ name: 'refused', reason: 'cardInvalid' });
      return;
    }
    this.#line.reached();
    this.linked = true;
    this.stopping = false;
    this.unreachable = false;
    this.you = message.you;
    this.#maxSlots = message.maxSlots;
    this.mailing.allowed = message.mails;
    switch (this.phase.name) {
      case 'entering':
        this.participants = message.participants;
        this.phase = { name: 'ready' };
        return;
      case 'ready':
        this.participants = message.participants;
        return;
      case 'joining':
        void this.#takeSeat();
        return;
      case 'inside':
        if (this.#sessionId === null) void this.#joinAnew();
        else this.#line.request('resume', { type: 'resume', session: this.#sessionId });
        return;
      case 'refused':
      case 'ended':
      case 'purged':
        return;
      default:
        return this.phase satisfies never;
    }
  }

  #refused(reason: Reason): void {
    const request = this.#line.pending;
    this.#line.settled();
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
      case 'notAdmitted':
        // Not let into the plenary, or no longer: back to where one may be.
        void this.#go('side').then(() => {
          if (request === 'join') void this.#joinAnew();
          else if (this.moving) this.#line.send({ type: 'move', room: this.#room() });
        });
        return;
      case 'unavailable':
        // Of a change of keys, or of what was written: the room's log shows what became of it.
        this.#lookAgain();
        return;
      case 'rateLimited':
      case 'messageInvalid':
        // The line is closed, or as good as that: a new one begins with the link again.
        this.#line.reopenIn(RATE_LIMITED_WAIT_MS);
        return;
      default:
        return reason satisfies never;
    }
  }

  #lookAgain(): void {
    const { channel } = this.#line;
    setTimeout(() => {
      if (channel === this.#line.channel && this.linked) this.#with.secrets.connected();
    }, LOOK_AGAIN_MS);
  }

  /** Takes the seat with a fresh media connection. */
  async #joinAnew(): Promise<void> {
    this.#connection?.close();
    const connection = this.#with.connect(CHAMBERS[this.place]);
    this.#connection = connection;
    this.#sessionId = null;
    this.#answeredSlots = 0;
    this.#restartWanted = false;
    this.#watchdog = new Watchdog();
    this.media = 'connecting';
    const slots = firstSlotsFor(this.participants, this.you, this.#with.secrets.seatCount);
    this.#line.pending = 'join';
    const { channel } = this.#line;
    const offer = await this.#offer(connection, Math.min(this.#maxSlots, slots), false);
    if (offer === null || connection !== this.#connection || channel !== this.#line.channel) return;
    const { microphone, camera } = this.#with.publishing();
    this.#line.request('join', { type: 'join', offer, room: this.#room(), microphone, camera });
    this.#lookTimer ??= setInterval(() => void this.#lookOnce(), LOOK_INTERVAL_MS);
  }

  /** A new offer where there are too few slots, or another way to the server has to be found. */
  #renegotiateIfNeeded(): void {
    const connection = this.#connection;
    if (connection === null || this.phase.name !== 'inside' || !this.linked || this.#line.pending !== null)
      return;
    const slots = Math.min(this.#maxSlots, slotsFor(this.participants, this.you));
    if (slots > this.#answeredSlots || this.#restartWanted) void this.#renegotiate(connection, slots);
  }

  async #renegotiate(connection: MediaConnection, slots: number): Promise<void> {
    this.#line.pending = 'renegotiate';
    const restart = this.#restartWanted;
    this.#restartWanted = false;
    const { channel } = this.#line;
    const offer = await this.#offer(connection, Math.max(slots, connection.slots), restart);
    if (offer === null || connection !== this.#connection) return;
    if (channel !== this.#line.channel) {
      this.#restartWanted ||= restart;
      return;
    }
    this.#line.request('renegotiate', { type: 'renegotiate', offer });
  }

  /** An offer; null where the browser makes none: then the line is opened anew, and with it all is tried again. */
  async #offer(connection: MediaConnection, slots: number, restart: boolean): Promise<Offer | null> {
    try {
      return await connection.offer(slots, restart);
    } catch {
      if (connection === this.#connection) this.#line.lost();
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

  /** As the server calls the room that one is in, or on the way to. */
  #room(): string {
    const { sideId, sidebarName } = this.#with.secrets;
    return { plenary: PLENARY, side: sideId, sidebar: sidebarName }[this.place];
  }

  /** Where the server has one. */
  #ownRoom(): string | undefined {
    return this.participants.find((one) => one.seat === this.you)?.room;
  }

  /** Goes where the server says that one is; but to others than one's side by one's own will alone: nobody is to be heard there unasked. */
  #followRoom(): void {
    const room = this.#ownRoom();
    // Before one has joined it tells where another page of oneself is.
    if (room === undefined || this.phase.name !== 'inside') return;
    if (room === this.#room()) this.moving = false;
    else if (!this.moving && room === this.#with.secrets.sideId) void this.#go('side');
    else if (!this.moving) this.#line.send({ type: 'move', room: this.#room() });
  }

  /** One is said to be heard by more before one is, and by fewer once nothing goes to the others any more. */
  async #go(place: Place): Promise<void> {
    if (place === 'plenary' || (place === 'sidebar' && this.place === 'side')) this.place = place;
    const connection = this.#connection;
    // One that does not let go of its tracks sends nothing to anybody any more.
    await connection?.enter(CHAMBERS[place]).catch(connection.close);
    this.place = place;
    if (this.#ownRoom() === this.#room()) this.moving = false;
  }

  async #lookOnce(): Promise<void> {
    const connection = this.#connection;
    if (connection === null || this.phase.name !== 'inside') return;
    const counters = await connection.read();
    if (connection !== this.#connection) return;
    const nowMs = this.#with.nowMs();
    const reading: Reading = { ...counters, expected: this.#isMediaExpected() };
    this.media = this.#watchdog.look(nowMs, reading);
    // Whatever took the media may have taken the line as well.
    if (this.media === 'silent' && this.linked) this.#line.check();
    if (this.media === 'silent' && (!this.linked || this.#line.pending !== null)) return;
    const step = this.#recovery.next(nowMs, this.media);
    if (step === 'joinAnew') {
      void this.#joinAnew();
    } else if (step === 'restart') {
      this.#restartWanted = true;
      this.#renegotiateIfNeeded();
    }
  }

  #isMediaExpected(): boolean {
    const { microphone, camera, screen } = this.#with.publishing();
    return microphone || camera || screen || sendsAny(this.participants, this.you, this.#room());
  }

  /** For the rooms' business. */
  send(message: ClientMessage): void {
    this.#line.send(message);
  }

  #finish(phase: Phase): void {
    this.phase = phase;
    this.linked = false;
    this.moving = false;
    this.#line.close();
    this.mailing.broken();
    this.tiles.stop();
    const over = 'reason' in phase && (phase.reason === 'meetingOver' || phase.reason === 'revokedLink');
    // Nothing of a meeting that is over stays on the device.
    if (over) void this.#with.secrets.forget().catch(() => undefined);
    this.#with.secrets.close();
    if (this.#lookTimer !== null) clearInterval(this.#lookTimer);
    this.#lookTimer = null;
    this.#connection?.close();
    this.#connection = null;
    this.#sessionId = null;
    this.seating = [];
    this.streams = [];
    this.speaking = [];
  }
}
