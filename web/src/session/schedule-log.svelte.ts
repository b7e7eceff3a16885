import type { Charter } from '../e2ee/invitation/charter';
import type { LinkSeed } from '../e2ee/invitation/secrets';
import type { Alarm } from '../e2ee/room/around';
import type { RoomMessage } from '../e2ee/room/around';
import { OpenRoom } from '../e2ee/room/open-room';
import { keep, recall } from '../kept';
import type { ClientMessage } from '../signalling/messages';
import { LogFold } from './log-fold';
import { Publicity, type LineAnswer } from './publicity.svelte';
import { Purging, type PurgeAnswer } from './purging.svelte';
import { ReadoutRelease } from './readout-release';
import { scheduleState, type ScheduleState } from './rules-state.svelte';

/** The schedule, with the log that it is in: followed from when the link is opened, whether the seat is taken or not. */
export class ScheduleLog {
  /** What the sides agreed on. */
  readonly state: ScheduleState;
  /** What the public may read of it. */
  readonly publicity: Publicity;
  /** That the server is to delete all of it. */
  readonly purging: Purging;
  /** Of the process; null before it was opened. */
  charter = $state.raw<Charter | null>(null);
  /** Whether all of it was read. */
  isRead = $state(false);
  /** What is wrong with it, as far as it can be seen from here. */
  alarms = $state.raw<readonly Alarm[]>([]);

  readonly #meeting: string;
  readonly #seed: LinkSeed;
  readonly #send: (message: ClientMessage) => void;
  readonly #onread: () => void;
  #room: OpenRoom | null = null;
  #opening: Promise<OpenRoom> | null = null;
  readonly #release: ReadoutRelease;
  #seat = '';
  /** Counts lines to the server, and their ends: what began on another is of no use any more. */
  #line = 0;

  constructor(
    meeting: string,
    seed: LinkSeed,
    around: { send: (message: ClientMessage) => void; nowMs: () => number },
    onread: () => void,
  ) {
    this.#onread = onread;
    this.#meeting = meeting;
    this.#seed = seed;
    this.#send = around.send;
    this.publicity = new Publicity(meeting, seed, around.send, around.nowMs);
    // Who may take one down may release it.
    this.#release = new ReadoutRelease(
      meeting,
      this.publicity,
      (agreed) => this.state.refusal(this.#seat, { type: 'takeDownLine', ...agreed }) === null,
    );
    this.purging = new Purging(meeting, seed, around.send);
    this.state = scheduleState(
      (payload) => this.#room?.post(payload) ?? Promise.resolve(false),
      around.nowMs,
      new LogFold(null),
    );
  }

  /** The server is reached: goes on with the log. */
  async connected(seat: string, meetingSecret: Uint8Array, charter: Charter): Promise<void> {
    const line = ++this.#line;
    this.#seat = seat;
    this.publicity.connected();
    this.purging.connected();
    // A line that breaks may be there again before the room is: there is one room for both.
    this.#opening ??= this.#open(seat, meetingSecret, charter);
    const room = await this.#opening;
    room.setCharter(charter);
    if (line === this.#line) room.connected();
  }

  disconnected(): void {
    this.#line++;
    this.publicity.disconnected();
    this.purging.disconnected();
    this.#room?.disconnected();
    this.isRead = false;
    this.#lookForReadouts();
  }

  setCharter(charter: Charter): void {
    this.charter = charter;
    this.state.setCharter(charter);
    this.#room?.setCharter(charter);
    this.#lookForReadouts();
  }

  /** What the server says to a wish of one's own. */
  answered(answer: LineAnswer | PurgeAnswer): void {
    if (answer.type === 'purgeRefused' || answer.type === 'purgeShutOut') this.purging.receive(answer);
    else this.publicity.receive(answer);
  }

  receive(message: RoomMessage): void {
    this.#room?.receive(message);
  }

  #lookForReadouts(): void {
    const { charter, isRead } = this;
    const meetings = this.state.view?.meetings ?? [];
    this.#release.look(isRead && charter !== null ? { meetings, charter } : null);
  }

  async #open(seat: string, meetingSecret: Uint8Array, charter: Charter): Promise<OpenRoom> {
    const { privateKey } = await this.#seed.invitationKeys();
    const key = `parley.schedule.${this.#meeting}.${seat}`;
    const room = new OpenRoom(
      { meeting: this.#meeting, seat, meetingSecret, invitationKey: privateKey },
      charter,
      {
        send: this.#send,
        recall: () => recall(key),
        keep: (text) => {
          keep(key, text);
        },
      },
      {
        written: (object) => {
          this.state.written(object);
        },
        changed: () => {
          this.isRead = room.isCaughtUp;
          this.alarms = [...room.alarms];
          if (this.isRead) this.#onread();
          this.#lookForReadouts();
        },
      },
    );
    this.#room = room;
    return room;
  }
}
