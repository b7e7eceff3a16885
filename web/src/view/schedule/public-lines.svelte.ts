import type {
  LineProposal,
  Meeting,
  PublicLine,
  Publicity as Agreement,
  ScheduleCommand,
} from '../../course/built/rules.js';
import { publicLink } from '../../links/page';
import type { Attendance } from '../../session/attendance.svelte';
import { slotOf } from '../../session/public-page';
import { keyName, type Publicity, type Publishing } from '../../session/publicity.svelte';
import { isApproved } from '../../session/texts/readouts';
import { NONE, type Timetable } from './timetable.svelte';

/** Of an Ed25519 signature in base64url. */
const SIGNATURE_CHARS = 86;

/** A side's key to a line, as it is shown. */
export interface ShownKey {
  side: string;
  state: 'given' | 'none' | 'bad';
  /** Of who gave it; empty for none. */
  name: string;
}

/** What tells of a meeting's status, and is written by hand. */
export type StatusLine = Exclude<PublicLine, { type: 'readout' }>;

/** Whether a line in force is where everybody can read it. */
export type Appearance = 'shown' | 'hidden' | 'missing' | 'unknown';

/** What the public may read of the meetings, as it is seen from one's seat, and what one may do about it. */
export class PublicLines {
  readonly timetable: Timetable;
  /** Why the server did not publish, take down or shut out, and of which meeting; null where it did. */
  failure = $state.raw<{ meeting: number; why: Exclude<Publishing, 'done'> } | null>(null);
  busy = $state(false);
  /** What time it was by the server's clock when somebody last looked. */
  nowMs = $state(0);

  readonly #attendance: Attendance;

  constructor(attendance: Attendance, timetable: Timetable) {
    this.#attendance = attendance;
    this.timetable = timetable;
  }

  get #publicity(): Publicity {
    return this.#attendance.sealed.schedule.publicity;
  }

  /** The page's address; empty before it is known. */
  get link(): string {
    return this.#publicity.page === '' ? '' : publicLink(location.origin, this.#publicity.page);
  }

  /** Lines that the server shows and nobody here has proposed. */
  get strange(): readonly PublicLine[] {
    return this.#publicity.survey?.strange ?? [];
  }

  /** Reads the page; to be called now and then. */
  read(): void {
    this.nowMs = this.#publicity.serverMs;
    void this.#publicity.read();
  }

  /** Holds all against what was agreed; to be called when any of it changes. */
  check(): void {
    const { charter } = this.#attendance.sealed.schedule;
    const { meetings, isRead } = this.timetable;
    const { shown } = this.#publicity;
    if (charter !== null && isRead) void this.#publicity.check(meetings, charter, shown);
  }

  /** What can be said of a meeting as it is; texts are still to be filled in. */
  choicesOf(meeting: Meeting): readonly StatusLine[] {
    const span = meeting.state === 'agreed' ? meeting.agreed?.span : undefined;
    const reason = publicReasonOf(meeting);
    return [
      { type: 'noComment' },
      ...(span === undefined
        ? []
        : [
            { type: 'dateLine' as const, span },
            { type: 'topicLine' as const, span, level: '', topic: '' },
          ]),
      ...(meeting.state === 'postponed' && reason !== null
        ? [{ type: 'postponementLine' as const, reason }]
        : []),
      ...(meeting.state === 'cancelled' && reason !== null
        ? [{ type: 'cancellationLine' as const, reason }]
        : []),
    ];
  }

  /** Whether one may propose some line. */
  mayPropose(meeting: Meeting): boolean {
    if (!this.timetable.isRead) return false;
    const reasons = this.choicesOf(meeting).map((line) => this.timetable.refusal(proposing(meeting, line)));
    // A topic is still to be filled in.
    return reasons.some((reason) => reason === null || reason === 'malformed');
  }

  keysOf({ seq, keys }: LineProposal): readonly ShownKey[] {
    return this.timetable.sides.map(({ id, name: side }) => {
      const key = keys.find((one) => one.side === id);
      if (key === undefined) return { side, state: 'none', name: '' };
      const isGood = this.#publicity.good.has(keyName(seq, id));
      return { side, state: isGood ? 'given' : 'bad', name: this.timetable.personNamed(key.by) };
    });
  }

  areGood(proposal: LineProposal): boolean {
    return this.keysOf(proposal).every((key) => key.state === 'given');
  }

  appearanceOf(meeting: Meeting, { seq, line }: LineProposal): Appearance {
    const { survey, seen } = this.#publicity;
    if (survey === null) return 'unknown';
    if (survey.shown.get(slotOf(meeting.id, line.type)) === seq) return 'shown';
    return seen.has(seq) ? 'missing' : 'hidden';
  }

  /** The place of a line, or of a readout, that is shown and not in force; null where none is. */
  olderOf(meeting: Meeting, line: PublicLine['type']): number | null {
    const { inForce } = agreementOf(meeting, line);
    const shown = this.#publicity.survey?.shown.get(slotOf(meeting.id, line));
    return shown === undefined || shown === inForce?.seq ? null : shown;
  }

  /** Whether the sides' heads have approved a readout of those very words on the table; null where this page does not know what they approved. */
  isApproved(line: PublicLine): boolean | null {
    const { sealed } = this.#attendance;
    return line.type !== 'readout' || !sealed.isAdmitted
      ? null
      : isApproved(sealed.table.texts.state, line.columns, this.timetable.sides.length);
  }

  /** Whether one may give one's side's key, or give it again because the one before is not good. */
  mayAccept(meeting: Meeting, proposal: LineProposal): boolean {
    const own = this.timetable.own?.id ?? '';
    const isGiven = proposal.keys.some((key) => key.side === own);
    const isGood = this.#publicity.good.has(keyName(proposal.seq, own));
    return !(isGiven && isGood) && this.timetable.isRead && this.#isHeads(meeting, proposal);
  }

  /** Whether the rules would take a key to it from one. */
  #isHeads({ id: meeting }: Meeting, { seq: proposal }: LineProposal): boolean {
    const signature = '-'.repeat(SIGNATURE_CHARS);
    return this.timetable.refusal({ type: 'acceptLine', meeting, proposal, signature }) === null;
  }

  /** Whether one's side gave it a key that one may take back. */
  #isKeyedByOwn(meeting: Meeting, proposal: LineProposal): boolean {
    const own = this.timetable.own?.id;
    return proposal.keys.some(({ side }) => side === own) && this.#isHeads(meeting, proposal);
  }

  /** Proposes, and gives one's side's key at once where one may. A key to what stands there is taken back first. */
  async propose(meeting: Meeting, line: PublicLine): Promise<boolean> {
    const command = proposing(meeting, line);
    const standing = agreementOf(meeting, line.type).proposed;
    this.failure = null;
    if (standing !== null && this.#isKeyedByOwn(meeting, standing) && this.timetable.may(command))
      if (!(await this.#shutOut(meeting, standing))) return false;
    if (!(await this.timetable.send(command))) return false;
    const now = this.timetable.meetings.find((one) => one.id === meeting.id);
    const proposed = now === undefined ? null : agreementOf(now, line.type).proposed;
    // The rules say whose key it takes; of a secretariat nothing is sent.
    if (now !== undefined && proposed?.by === this.timetable.you && this.#isHeads(now, proposed))
      await this.accept(now, proposed);
    return true;
  }

  async accept(meeting: Meeting, proposal: LineProposal): Promise<void> {
    const signature = await this.#publicity.sign(meeting, proposal);
    await this.timetable.send({
      type: 'acceptLine',
      meeting: meeting.id,
      proposal: proposal.seq,
      signature,
    });
  }

  /** Ends what is proposed: first at the server, to which keys to it are still good, then for the sides. */
  async end(meeting: Meeting, proposal: LineProposal, type: 'declineLine' | 'withdrawLine'): Promise<void> {
    if (await this.#shutOut(meeting, proposal))
      await this.timetable.send({ type, meeting: meeting.id, proposal: proposal.seq });
  }

  #shutOut(meeting: Meeting, { seq, line }: LineProposal): Promise<boolean> {
    return this.#do(meeting, () => this.#publicity.shutOut(meeting.id, seq, line.type === 'readout'));
  }

  async publish(meeting: Meeting, proposal: LineProposal): Promise<void> {
    await this.#do(meeting, () => this.#publicity.publish(meeting, proposal));
  }

  /** First for the public, then for the sides. */
  async takeDown(meeting: Meeting, place: number, readout: boolean): Promise<void> {
    const done = await this.#do(meeting, () => this.#publicity.takeDown(meeting.id, place, readout));
    const command: ScheduleCommand = { type: 'takeDownLine', meeting: meeting.id, line: place };
    if (done && this.timetable.may(command)) await this.timetable.send(command);
  }

  async #do({ id }: Meeting, act: () => Promise<Publishing>): Promise<boolean> {
    this.busy = true;
    const done = await act();
    this.busy = false;
    this.failure = done === 'done' ? null : { meeting: id, why: done };
    return done === 'done';
  }
}

function proposing(meeting: Meeting, line: PublicLine): ScheduleCommand {
  const seen = agreementOf(meeting, line.type).proposed?.seq ?? NONE;
  return { type: 'proposeLine', meeting: meeting.id, seen, line };
}

/** What the sides have come to about such a line. */
export function agreementOf(meeting: Meeting, line: PublicLine['type']): Agreement {
  return line === 'readout' ? meeting.readout : meeting.publicity;
}

/** The reason for everybody of the last postponement or cancellation; null where it is another, or none. */
function publicReasonOf({ history }: Meeting): string | null {
  for (const { event } of [...history].reverse())
    if (event.type === 'meetingPostponed' || event.type === 'meetingCancelled')
      return event.ground.audience === 'public' ? event.ground.text : null;
  return null;
}
