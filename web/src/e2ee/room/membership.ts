import { decodeBase64Url, encodeBase64Url } from '../bytes';
import { invitationKeyOf, type Charter } from '../invitation/charter';
import { parsePayload, type Payload } from '../log/payload';
import { openObject } from '../log/sealed';
import { Group, newKeyPackage, type Checks, type KeyPackage } from '../mls/group';
import type { Listener, Self, Standing, Surroundings, Written } from './around';
import type { EntryKind } from '../log/chain';
import { Audit } from './audit';
import { MAX_DEVICES } from './devices';
import { eraOf, mediaKeysOf } from './epoch-keys';
import { judgeFounding, openFounding } from './founding';
import { generationOfIdentity, isProof, provenIdentity, seatOfIdentity } from './identity';
import { decodeKept, encodeKept, type KeptCommit } from './kept';
import { groupIdOf, identityOf, pskOf } from './making';
import { judgedCommit, type Common, type Judged, type Position } from './rules';
import {
  continuedEras,
  decodeKnowledge,
  endedEras,
  joinedEras,
  NOTHING_KNOWN,
  type Knowledge,
} from './state';

// Less makes more Welcomes useless that are on their way; more comes nearer to the end of a key package's life.
const KEY_PACKAGE_SHOWN_MS = 3_600_000;

/** One's own part in a room's group: the group's state, if one is in it, and what its members know in common. */
// More remembers more devices' proofs; fewer would verify some of them again.
const MAX_CREDITED = 1024;

export class Membership {
  /** Of the organiser; the newest. */
  charter: Charter;
  /** A commit of one's own that is under way, to be kept as well. */
  pending: KeptCommit | null = null;
  /** Changes of keys cannot be followed any more: the group has to be founded again. */
  isStuck = false;
  /**
   * New keys of one's own making are needed before anything is sent. Those that one has may have been used by the page before; and so may
   * others that follow from them, where what was kept is an old copy.
   */
  refreshDue = false;

  readonly #self: Self;
  readonly #with: Surroundings;
  readonly #tell: Listener;
  #group: Group | null = null;
  #knowledge: Knowledge = NOTHING_KNOWN;
  #keyPackage: KeyPackage | null = null;
  #keyPackageMs = 0;
  /** Of the log from its start, for as long as it is read after joining. */
  #audit: Audit | null = null;
  /** Proofs that were verified, by seat and device. */
  readonly #credited = new Set<string>();

  constructor(self: Self, charter: Charter, surroundings: Surroundings, listener: Listener) {
    this.#self = self;
    this.charter = charter;
    this.#with = surroundings;
    this.#tell = listener;
  }

  /** Takes up what was kept on this device; false where it was nothing of use. */
  restore(bytes: Uint8Array): boolean {
    const kept = decodeKept(bytes, this.checks());
    if (kept === null) return false;
    this.#knowledge = kept.knowledge;
    this.#group = kept.group;
    this.pending = kept.pending;
    this.refreshDue = kept.group !== null;
    return true;
  }

  get group(): Group | null {
    return this.#group;
  }

  get knowledge(): Knowledge {
    return this.#knowledge;
  }

  get standing(): Standing {
    if (this.#group !== null) return 'inside';
    return this.#keyPackage === null ? 'outside' : 'knocking';
  }

  members(): { seat: string; leaf: number; deviceKey: Uint8Array }[] {
    return (this.#group?.members() ?? []).map(({ identity, leaf, deviceKey }) => ({
      seat: seatOfIdentity(identity),
      leaf,
      deviceKey,
    }));
  }

  common(): Common {
    const { meeting, room } = this.#self;
    const { devices, charter } = this.#knowledge;
    const { table } = this.#with;
    return { meeting, room, charter: this.charter, devices, lastCharter: charter, table };
  }

  checks(): Checks {
    return {
      credential: async (identity, deviceKey) =>
        (await provenIdentity(identity, deviceKey, this.charter)) !== null,
    };
  }

  /** What of the log one knows that a server forgets which wants the group founded at a place; null for nothing. */
  isForgottenBy(generation: number, seq: number, read: number): string | null {
    const known = Math.max(read, this.#knowledge.seq);
    if (seq < known) return `the log had ${known} entries, and is to go on from ${seq}`;
    return generation <= this.#knowledge.generation ? `generation ${generation} was there before` : null;
  }

  /** How far the log was read that this state follows from. */
  advance(seq: number, hash: Uint8Array): void {
    this.#knowledge = { ...this.#knowledge, seq, hash };
  }

  /** Holds what was handed over on joining against the log as it is read; false where that does not bear it out. */
  async bearsOut(kind: EntryKind, seat: string, bytes: Uint8Array, position: Position): Promise<boolean> {
    const audit = this.#audit;
    if (audit === null) return true;
    await audit.read(kind, seat, bytes, position, this.charter);
    if (position.seq + 1 < this.#knowledge.seq) return true;
    this.#audit = null;
    return this.#settleAudit(audit);
  }

  /** Believes of the devices that were handed over those alone that the log bears out; false where that are not all. */
  #settleAudit(audit: Audit): boolean {
    const { devices, all } = audit.confirmed(this.#knowledge.devices);
    this.#knowledge = { ...this.#knowledge, devices };
    return all;
  }

  /**
   * A key package of one's own, to be shown to those who are to add one. Until one was added it stays the same: a Welcome to the one that
   * was shown first may be on its way when one asks again.
   */
  async keyPackage(): Promise<string> {
    const nowMs = this.#with.nowMs();
    if (this.#keyPackage === null || nowMs - this.#keyPackageMs > KEY_PACKAGE_SHOWN_MS) {
      const nowSeconds = BigInt(Math.floor(nowMs / 1000));
      this.#keyPackageMs = nowMs;
      this.#keyPackage = await newKeyPackage(this.#self.device, await identityOf(this.#self), nowSeconds);
    }
    return encodeBase64Url(this.#keyPackage.bytes);
  }

  /** The next time another is shown. */
  forgetKeyPackage(): void {
    this.#keyPackage = null;
  }

  /** Judges a commit of somebody else's; null outside the group, where nothing is to be judged. */
  async judge(position: Position, bytes: Uint8Array): Promise<Judged | null> {
    const group = this.#group;
    if (group === null) return null;
    return judgedCommit(group, bytes, await pskOf(this.#self, group.groupId), position, this.common());
  }

  /** Goes where a commit leads that was judged; why it is not followed, or null. */
  async followed({ processed, refusal, known }: Judged): Promise<string | null> {
    switch (processed.kind) {
      case 'refused':
        await this.lose();
        this.isStuck = true;
        return refusal ?? processed.reason;
      case 'removed':
        this.#knowledge = { ...this.#knowledge, devices: known.devices, charter: known.charter };
        await this.lose();
        return null;
      case 'moved':
        await this.enter(processed.group, known, processed.commit.removes.length > 0, false);
        processed.discard();
        return null;
      default:
        return processed satisfies never;
    }
  }

  /**
   * Goes over to a group's next epoch.
   *
   * @param renews whether this page had a part in it, so that no earlier one can have used its keys
   */
  async enter(
    group: Group,
    { devices, charter }: Pick<Knowledge, 'devices' | 'charter'>,
    beginsEra: boolean,
    renews: boolean,
  ): Promise<void> {
    const { generation, seq } = this.#knowledge;
    const before = this.#group;
    const eras = beginsEra ? [await eraOf(group, generation, seq)] : [];
    this.#group = group;
    this.#keyPackage = null;
    this.isStuck = false;
    if (renews) this.refreshDue = false;
    this.#knowledge = { ...this.#knowledge, devices, charter, eras: joinedEras(this.#knowledge.eras, eras) };
    // Before anything is sent under the new keys: a page that comes back must know of them, so as not to use them again.
    try {
      await this.save();
    } catch (fault) {
      // Nor under the old ones, which somebody may have who is out now.
      this.#tell.keys(null);
      throw fault;
    }
    if (!this.refreshDue) this.#tell.keys(await mediaKeysOf(group, before));
  }

  /** Out of the group: its keys are of no use any more. What was written before stays readable. */
  async lose(): Promise<void> {
    this.pending = null;
    if (this.#group === null) return;
    this.#group = null;
    this.#knowledge = { ...this.#knowledge, eras: endedEras(this.#knowledge) };
    this.#tell.keys(null);
    await this.save();
  }

  /**
   * Follows a Welcome into the group.
   *
   * @param knew called with what its maker knew of the log: so many entries, and the hash behind them
   * @returns why it is none; null once one is in
   */
  async join(
    generation: number,
    text: string,
    knew: (count: number, hash: Uint8Array) => void,
  ): Promise<string | null> {
    const welcome = decodeBase64Url(text);
    const keyPackage = this.#keyPackage;
    if (welcome === null || keyPackage === null) return 'there is no key package for it';
    const groupId = groupIdOf(this.#self, generation);
    const psk = await pskOf(this.#self, groupId);
    const joined = await Group.join({ welcome, keyPackage, groupId, psk }, this.checks());
    if (joined.kind === 'refused') return joined.reason;
    const known = decodeKnowledge(joined.handover);
    if (known?.generation !== generation) return 'its handover is not of this room';
    if (known.devices.all.length > MAX_DEVICES) return 'its handover has too many devices';
    // Its maker knew the log up to the commit, not the commit's own hash.
    knew(known.seq - 1, known.hash);
    const eras = continuedEras(this.#knowledge.eras, known.eras);
    this.#knowledge = { ...known, eras, hash: new Uint8Array(0), beginsEra: false };
    this.#audit = new Audit(this.#self.meeting, this.#self.room);
    await this.enter(joined.group, known, known.beginsEra, true);
    return null;
  }

  /** One's own founding is in the log. */
  async founded(group: Group, generation: number): Promise<void> {
    const { seat, device, generation: link } = this.#self;
    this.#knowledge = { ...this.#knowledge, generation };
    const devices = this.#knowledge.devices.letIn(seat, device.publicKey, link);
    await this.enter(group, { devices, charter: this.charter.version }, true, true);
  }

  /** Somebody else's founding is in the log: one is out, and has to ask anew. Why it is not followed, or null. */
  async foundedByOther(
    seat: string,
    bytes: Uint8Array,
    hashBehind: (count: number) => Uint8Array | undefined,
  ): Promise<string | null> {
    const founding = await openFounding((generation) => groupIdOf(this.#self, generation), bytes);
    const { generation, devices } = this.#knowledge;
    const { table } = this.#with;
    const common = { room: this.#self.room, generation, charter: this.charter, devices, table };
    const refusal = founding === null ? 'malformed' : await judgeFounding(founding, seat, common, hashBehind);
    // The next founding has the next number, whatever this one was: else a bad one would be the last.
    this.#knowledge = { ...this.#knowledge, generation: generation + 1 };
    if (founding !== null && refusal === null) {
      const link = generationOfIdentity(founding.identity);
      this.#knowledge = { ...this.#knowledge, devices: devices.letIn(seat, founding.deviceKey, link) };
    }
    await this.lose();
    this.isStuck = refusal !== null;
    return refusal;
  }

  /**
   * Opens what was written at a place of the log.
   *
   * @param isNews whether the group is the one of that place; of an earlier one it is not known any more which devices were in it
   */
  async open(
    { seq, previous }: Position,
    seat: string,
    bytes: Uint8Array,
    isNews: boolean,
  ): Promise<Pick<Written, 'payload' | 'seal'> | 'unreadable' | 'broken'> {
    const { meeting, room } = this.#self;
    const { eras, devices } = this.#knowledge;
    const writers = this.members().filter((member) => member.seat === seat);
    const keys =
      isNews && this.#group !== null ? writers.map((member) => member.deviceKey) : devices.keysOf(seat);
    const opened = await openObject({ meeting, room, seq, previous }, seat, bytes, eras, keys);
    if (typeof opened === 'string') return opened;
    const { seal } = opened;
    const payload = parsePayload(seal.text);
    return (await this.#isCredited(seat, payload, seal.key)) ? { payload, seal } : 'broken';
  }

  /** Whether what is to be an entry of the record says by itself whose it is, to those who have nothing else. */
  async #isCredited(seat: string, payload: Payload | null, deviceKey: Uint8Array): Promise<boolean> {
    const record = payload !== null && 'record' in payload ? payload.record : null;
    if (record === null) return true;
    if (record.device !== encodeBase64Url(deviceKey)) return false;
    const { generation, device, proof } = record;
    const key = invitationKeyOf(this.charter, seat, generation);
    const name = `${seat} ${generation} ${device} ${proof}`;
    // Of a link so old that the charter tells it no more, it was verified by those who were there.
    if (key === null || this.#credited.has(name)) return true;
    const identity = { meeting: this.#self.meeting, seat, generation };
    if (!(await isProof(proof, identity, deviceKey, key))) return false;
    if (this.#credited.size >= MAX_CREDITED) this.#credited.clear();
    this.#credited.add(name);
    return true;
  }

  async save(): Promise<void> {
    const { pending } = this;
    await this.#with.save(encodeKept({ knowledge: this.#knowledge, group: this.#group, pending }));
  }
}
