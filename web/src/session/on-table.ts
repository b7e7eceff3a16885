import { encodeBase64Url } from '../e2ee/bytes';
import type { Keep } from '../e2ee/device/keep';
import type { Charter } from '../e2ee/invitation/charter';
import { parsePayload, type Payload } from '../e2ee/log/payload';
import { approvedIn } from '../e2ee/record/approvals';
import type { Bytes } from '../e2ee/crypto';
import type { RecordFile, RecordToSeal } from '../e2ee/record/file';
import type { Self, Written } from '../e2ee/room/around';
import { makeProof } from '../e2ee/room/identity';
import { LogFold } from './log-fold';
import { MeetingRecord } from './meeting-record.svelte';
import { RollCall, type Here } from './roll-call';
import {
  actionsState,
  boardState,
  courseState,
  type ActionsState,
  type BoardState,
  type CourseState,
} from './rules-state.svelte';
import { Scoring } from './scoring.svelte';
import { JointTexts } from './texts/joint-texts.svelte';

function approvedBy(payload: Payload | null): string | undefined {
  return payload?.type === 'text' ? approvedIn(payload.command)?.digest : undefined;
}

interface Around {
  post: (room: 'plenary' | 'side', payload: Payload) => Promise<boolean>;
  nowMs: () => number;
  /** The charter, and who is in the plenary's group; null before the card was opened. */
  here: () => Here | null;
}

/** What happens at the table and lies on it, by the logs of the plenary and of one's own side, and the record of it. */
export class OnTable {
  readonly record: MeetingRecord;
  readonly course: CourseState;
  readonly roll: RollCall;
  /** What the sides weigh. */
  readonly board: BoardState;
  /** What one's own side thinks of it. */
  readonly scoring: Scoring;
  readonly texts: JointTexts;
  /** What is to be done. */
  readonly actions: ActionsState;
  readonly #log: LogFold;
  #seat = '';

  constructor(meeting: string, { post, nowMs, here }: Around) {
    const postToAll = (payload: Payload): Promise<boolean> => post('plenary', payload);
    this.record = new MeetingRecord(meeting);
    this.#log = new LogFold(this.record);
    this.course = courseState(postToAll, nowMs, this.#log);
    this.board = boardState(postToAll, nowMs, this.#log);
    this.actions = actionsState(postToAll, nowMs, this.#log);
    this.texts = new JointTexts(post, nowMs, this.#log);
    this.scoring = new Scoring((payload) => post('side', payload), nowMs);
    this.roll = new RollCall(this.course, here);
  }

  /** The seat is taken on this device. */
  async seated(self: Omit<Self, 'room' | 'secret'>, keep: Pick<Keep, 'read' | 'write'>): Promise<void> {
    const { seat, device, generation, invitationKey } = self;
    this.#seat = seat;
    const proof = await makeProof(self, invitationKey, device.publicKey);
    this.record.credential = { device: encodeBase64Url(device.publicKey), generation, proof };
    await this.texts.seated(seat, keep);
  }

  setCharter(charter: Charter): void {
    this.#log.setCharter(charter);
  }

  /** What is about to be written into the plenary's log, with its place in the record if it is to have one. */
  finished(payload: Payload): Payload {
    return [this.course, this.board, this.texts.state, this.actions].reduce(
      (made, rules) => rules.finished(this.#seat, made),
      payload,
    );
  }

  written(name: 'plenary' | 'side', object: Written): void {
    if (name === 'plenary') {
      this.#log.written(object);
      this.texts.written(object);
    } else {
      this.texts.own.written(object);
      this.scoring.written(object.payload);
    }
  }

  /** The texts that entries of the record approve, each in its one form and once. */
  get approved(): readonly string[] {
    const { followed } = this.texts.state;
    const digests = this.record.entries.flatMap(({ seal }) => approvedBy(parsePayload(seal.text)) ?? []);
    return [...new Set(digests)].flatMap((digest) => followed?.approved(digest) ?? []);
  }

  /** The record to be taken home, with the texts that it approves. */
  takeHome(organiser: Bytes, papers: Pick<RecordFile, 'charter' | 'roster'>): RecordToSeal {
    return this.record.written(organiser, { ...papers, texts: this.approved });
  }

  /** All of the plenary's log was read, and one is in its group. */
  async settled(): Promise<void> {
    this.texts.settled();
    await this.roll.call();
  }

  restarted(name: 'plenary' | 'side'): void {
    if (name === 'plenary') this.#log.restarted();
    else {
      this.texts.own.restarted();
      this.scoring.restarted();
    }
  }

  close(): void {
    for (const name of ['plenary', 'side'] as const) this.restarted(name);
    this.texts.close();
  }
}
