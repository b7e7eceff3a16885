import { equal } from '../bytes';
import type { Charter } from '../invitation/charter';
import type { EntryKind } from '../log/chain';
import { peekCommit } from '../mls/group';
import { Devices } from './devices';
import { openFounding } from './founding';
import { generationOfIdentity, provenIdentity } from './identity';
import { after, answersFor, belongs, needsApproval, newcomerOf, type Newcomer, type Position } from './rules';
import { isApprovedBy, parseStatement, type Statement } from './statement';

/**
 * Which devices a room has let in, as its log alone tells it to whoever comes later: by whose links, and with whose approvals. Whoever
 * adds somebody hands over a list of its own; what of that the log does not bear out is not believed.
 */
export class Audit {
  #devices = new Devices();
  #foundings = 0;
  readonly #meeting: string;
  readonly #room: string;

  constructor(meeting: string, room: string) {
    this.#meeting = meeting;
    this.#room = room;
  }

  /** Takes the next entry of the log. */
  async read(
    kind: EntryKind,
    seat: string,
    bytes: Uint8Array,
    position: Position,
    charter: Charter,
  ): Promise<void> {
    switch (kind) {
      case 'founding':
        this.#foundings++;
        return this.#founding(bytes, charter);
      case 'commit':
        return this.#commit(seat, bytes, position, charter);
      case 'object':
        return;
      default:
        return kind satisfies never;
    }
  }

  /** The list that was handed over, but with those as put out, for whom a new approval is needed, that the log does not know. */
  confirmed(handed: Devices): { devices: Devices; all: boolean } {
    const devices = handed.all.map((device) => ({
      ...device,
      putOut: device.putOut || !this.#devices.isKnown(device.seat, device.key),
    }));
    const all = devices.every((device, index) => device.putOut === handed.all[index]?.putOut);
    return { devices: all ? handed : new Devices(devices), all };
  }

  async #founding(bytes: Uint8Array, charter: Charter): Promise<void> {
    const founding = await openFounding((generation) => this.#groupId(generation), bytes);
    if (founding?.generation !== this.#foundings) return;
    const { identity, deviceKey } = founding;
    const proven = await provenIdentity(identity, deviceKey, charter);
    if (proven === null) return;
    const generation = generationOfIdentity(identity);
    const founder = { seat: proven.seat, deviceKey, generation, ref: new Uint8Array(0) };
    if (belongs(charter, this.#room, founder.seat) && !this.#needsApproval(charter, founder, true))
      this.#devices = this.#devices.letIn(founder.seat, deviceKey, generation);
  }

  async #commit(seat: string, bytes: Uint8Array, position: Position, charter: Charter): Promise<void> {
    const commit = await peekCommit(bytes);
    const statement = commit === null ? null : parseStatement(commit.authenticatedData);
    if (commit === null || statement === null || commit.groupId !== this.#groupId(this.#foundings)) return;
    if (statement.seq !== position.seq || !equal(statement.previous, position.previous)) return;
    const isPast = statement.charter < charter.version;
    const letIn: Newcomer[] = [];
    for (const add of commit.adds) {
      const newcomer = newcomerOf(add);
      const proven = await provenIdentity(add.identity, add.deviceKey, charter);
      if (proven === null || !belongs(charter, this.#room, newcomer.seat)) continue;
      const isRight =
        !this.#needsApproval(charter, newcomer, isPast) ||
        (await this.#isApproved(statement, newcomer, commit.groupId, charter));
      if (isRight) letIn.push(newcomer);
    }
    const removals = statement.removals.filter((removal) => answersFor(charter, seat, removal.seat, isPast));
    this.#devices = after(letIn, { removals }, this.#devices);
  }

  async #isApproved(
    statement: Statement,
    newcomer: Newcomer,
    groupId: string,
    charter: Charter,
  ): Promise<boolean> {
    const approval = statement.approvals.find(
      (one) => one.seat === newcomer.seat && equal(one.keyPackage, newcomer.ref),
    );
    const isPast = statement.charter < charter.version;
    if (approval === undefined || !answersFor(charter, approval.by, newcomer.seat, isPast)) return false;
    const place = { groupId, seq: statement.seq, previous: statement.previous };
    for (const key of this.#devices.keysOf(approval.by))
      if (await isApprovedBy(place, approval, key)) return true;
    return false;
  }

  #needsApproval(charter: Charter, newcomer: Newcomer, isPast: boolean): boolean {
    const { version } = charter;
    const common = { meeting: this.#meeting, room: this.#room, charter, devices: this.#devices };
    return needsApproval({ ...common, lastCharter: version, table: null }, newcomer, isPast);
  }

  #groupId(generation: number): string {
    return `${this.#meeting}/${this.#room}/${generation}`;
  }
}
