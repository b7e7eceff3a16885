import { hkdf } from '../crypto';
import type { Charter } from '../invitation/charter';
import { Group, type Checks, type Psk } from '../mls/group';
import type { Payload } from '../log/payload';
import { sealObject, type Era } from '../log/sealed';
import type { Self } from './around';
import type { Due } from './doorway';
import { makeFounding } from './founding';
import { makeIdentity } from './identity';
import type { KeptCommit } from './kept';
import { after, type Position } from './rules';
import { encodeKnowledge, handedEras, type Knowledge } from './state';
import { approve, encodeStatement, type Statement } from './statement';

/** A commit of one's own, with what goes along with it. */
export interface MadeCommit extends KeptCommit {
  /** Null after a reload, which loses it. */
  welcome: Uint8Array | null;
  /** Overwrites the secrets that the accepted commit leaves behind. */
  discard: () => void;
}

export interface MadeFounding {
  seq: number;
  bytes: Uint8Array;
  group: Group;
  generation: number;
}

const PSK_BYTES = 32;

export function groupIdOf(self: Self, generation: number): string {
  return `${self.meeting}/${self.room}/${generation}`;
}

/** Which the server does not know: no key of the room follows from what it has. */
export async function pskOf(self: Self, groupId: string): Promise<Psk> {
  return { id: groupId, value: await hkdf(self.secret, `parley psk ${groupId}`, PSK_BYTES) };
}

export function identityOf(self: Self): Promise<Uint8Array> {
  const { meeting, seat, generation, invitationKey, device } = self;
  return makeIdentity({ meeting, seat, generation }, invitationKey, device.publicKey);
}

/**
 * Makes the commit for what is due; null for new keys alone.
 *
 * @returns why it cannot be made, where somebody's key package is to blame
 */
export async function makeCommit(
  self: Self,
  group: Group,
  due: Due | null,
  position: Position,
  knowledge: Knowledge,
  charter: Charter,
): Promise<MadeCommit | { refused: string }> {
  const { seat, device } = self;
  const adds = due?.adds ?? [];
  const removes = due?.removes ?? [];
  const approver = { seat, privateKey: device.privateKey };
  const place = { ...position, groupId: group.groupId };
  const approvals = (due?.approved ?? []).map((newcomer) =>
    approve(place, { seat: newcomer.seat, keyPackage: newcomer.ref }, approver),
  );
  const statement: Statement = {
    ...position,
    charter: charter.version,
    approvals: await Promise.all(approvals),
    removals: removes.map(({ seat: removed, why }) => ({ seat: removed, why })),
  };
  const newcomers = adds.map((knock) => knock.newcomer);
  const devices = after(newcomers, statement, knowledge.devices);
  const handover: Knowledge = {
    ...knowledge,
    seq: position.seq + 1,
    hash: position.previous,
    eras: handedEras(knowledge.eras),
    devices,
    charter: statement.charter,
    beginsEra: removes.length > 0,
  };
  const made = await group.commit({
    adds: adds.map((knock) => knock.bytes),
    removes: removes.map((remove) => remove.leaf),
    psk: await pskOf(self, group.groupId),
    authenticatedData: encodeStatement(statement),
    handover: encodeKnowledge(handover),
  });
  if (made.kind === 'refused') return { refused: made.reason };
  return {
    seq: position.seq,
    epoch: Number(group.epoch),
    bytes: made.bytes,
    welcome: made.welcome,
    added: newcomers.map((newcomer) => newcomer.seat),
    removed: removes.map((remove) => remove.seat),
    next: made.next,
    devices,
    charter: statement.charter,
    discard: () => {
      made.discard();
    },
  };
}

/** Makes a group of one's own alone, and the entry that says so. */
export async function makeOwnGroup(
  self: Self,
  generation: number,
  seq: number,
  known: { seq: number; hash: Uint8Array },
  checks: Checks,
): Promise<MadeFounding> {
  const { device } = self;
  const identity = await identityOf(self);
  const group = await Group.found(groupIdOf(self, generation), device, identity, checks);
  const founding = { generation, known, identity, deviceKey: device.publicKey };
  const bytes = await makeFounding(group.groupId, founding, device.privateKey);
  return { seq, bytes, group, generation };
}

/** Seals what is written for its place in the log. */
export function makeObject(
  self: Self,
  { seq, previous }: Position,
  era: Era,
  payload: Payload,
): Promise<Uint8Array> {
  const { meeting, room, seat, device } = self;
  const author = { seat, privateKey: device.privateKey };
  return sealObject({ meeting, room, seq, previous }, era, author, JSON.stringify(payload));
}
