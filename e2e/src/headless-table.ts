import {
  open,
  openActions,
  openBoard,
  type ActionsView,
  type BoardView,
  type Reason,
  type View,
} from '../../web/src/course/built/rules.js';
import { rolesBy, type Charter } from '../../web/src/e2ee/invitation/charter.ts';
import type { Payload } from '../../web/src/e2ee/log/payload.ts';
import { RecordChain, type Credential } from '../../web/src/e2ee/record/chain.ts';
import type { Written } from '../../web/src/e2ee/room/around.ts';
import { isRecorded } from '../../web/src/session/recorded.ts';
import { DossierOfLog } from '../../web/src/session/texts/dossier.ts';

/** What the rules made of a command. */
export type TableAnswer =
  { type: 'done' | 'noted' | 'drafted'; recorded?: boolean } | { type: 'refused'; reason: Reason | 'unrecorded' };

/** What goes into the record if the rules say so. */
export type Recordable = Extract<Payload, { record: unknown }>;

interface Followed {
  apply: (seat: string, seq: number, atMs: number, command: string) => string;
  check: (seat: string, atMs: number, command: string) => string;
  view: () => string;
}

/** What a participant without a page makes of the plenary's log, by the rules that are compiled for pages. */
export class HeadlessTable {
  /** Of the last command. */
  answer: TableAnswer | undefined;
  /** How many commands there were. */
  count = 0;
  readonly #seat: string;
  readonly #delegations: string;
  readonly #credential: Credential;
  readonly #chain: RecordChain;
  #rules!: Record<Recordable['type'], Followed>;

  constructor(charter: Charter, seat: string, credential: Credential) {
    this.#seat = seat;
    this.#delegations = JSON.stringify(rolesBy(charter, new Set()));
    this.#credential = credential;
    this.#chain = new RecordChain(charter.meeting);
    this.restarted();
  }

  get view(): View {
    return JSON.parse(this.#rules.course.view()) as View;
  }

  get board(): BoardView {
    return JSON.parse(this.#rules.board.view()) as BoardView;
  }

  get texts(): DossierOfLog {
    return this.#rules.text as DossierOfLog;
  }

  get actions(): ActionsView {
    return JSON.parse(this.#rules.action.view()) as ActionsView;
  }

  get recorded(): number {
    return this.#chain.entries.length;
  }

  restarted(): void {
    this.#rules = {
      course: open(this.#delegations)!,
      board: openBoard(this.#delegations)!,
      text: DossierOfLog.open(this.#delegations)!,
      action: openActions(this.#delegations)!,
    };
    this.#chain.restarted();
    this.answer = undefined;
    this.count = 0;
  }

  written({ seq, seat, payload, seal }: Written): void {
    if (payload?.type === 'wording') {
      this.count++;
      this.answer = JSON.parse(this.texts.wording(seat, seq, payload)) as TableAnswer;
      return;
    }
    if (payload === null || !('record' in payload)) return;
    this.count++;
    if (!this.#chain.fits(payload.record) && this.#isToBeRecorded(seat, payload)) {
      this.answer = { type: 'refused', reason: 'unrecorded' };
      return;
    }
    const { unattributed } = this.view;
    const told = this.#rules[payload.type].apply(seat, seq, payload.atMs, payload.command);
    this.answer = JSON.parse(told) as TableAnswer;
    if (this.#isRecorded(payload, this.answer)) this.#chain.add({ seat, seq, seal, unattributed });
  }

  /** Gives it its place in the record, if it is to have one and says none. */
  finish(payload: Payload): Payload {
    if (!('record' in payload) || payload.record !== null) return payload;
    const isEntry = this.#isToBeRecorded(this.#seat, payload);
    return { ...payload, record: isEntry ? this.#chain.next(this.#credential) : null };
  }

  /** Whether the rules would take it, and have it recorded. */
  #isToBeRecorded(seat: string, said: Recordable): boolean {
    const { type, atMs, command } = said;
    return this.#isRecorded(said, JSON.parse(this.#rules[type].check(seat, atMs, command)) as TableAnswer);
  }

  #isRecorded(said: Recordable, answer: TableAnswer): boolean {
    return answer.type !== 'refused' && isRecorded(said, answer.recorded === true, () => this.view.onRecord);
  }
}
