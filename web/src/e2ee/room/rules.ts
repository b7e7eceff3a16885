import { equal } from '../bytes';
import { admits, currentGeneration, hasAdmitted, roleOf, sideOf, type Charter } from '../invitation/charter';
import type { Add, CommitView, Group, Member, Processed, Psk } from '../mls/group';
import type { Devices } from './devices';
import { generationOfIdentity, seatOfIdentity } from './identity';
import { isSidebar, sidebarOf, wasAtTable, type AtTable } from './sidebar';
import { isApprovedBy, parseStatement, type Statement, type Why } from './statement';

/**
 * Why a commit is not followed. What concerns secrecy is refused; what concerns presence alone is not. `ahead`: it goes by a charter that
 * one does not have yet.
 */
type Refusal =
  | 'malformed'
  | 'misplaced'
  | 'outdated'
  | 'ahead'
  | 'uninvited'
  | 'unapproved'
  | 'notAtTable'
  | 'doubled'
  | 'unfounded'
  | 'forbidden';

export interface Position {
  seq: number;
  /** The log's hash before the commit. */
  previous: Uint8Array;
}

/** What a room's members know in common before a commit. */
export interface Common {
  meeting: string;
  /** `plenary`, the side's id, or a sidebar's name. */
  room: string;
  charter: Charter;
  devices: Devices;
  /** The charter's version that the last commit went by. */
  lastCharter: number;
  /** For a sidebar; null in other rooms. */
  table: AtTable | null;
}

export const PLENARY = 'plenary';

type Verdict = { refused: Refusal } | { statement: Statement; devices: Devices };

/** A newcomer's key package, proven to be of the seat. */
export interface Newcomer {
  seat: string;
  deviceKey: Uint8Array;
  generation: number;
  ref: Uint8Array;
}

export function newcomerOf(add: Add): Newcomer {
  return {
    seat: seatOfIdentity(add.identity),
    deviceKey: add.deviceKey,
    generation: generationOfIdentity(add.identity),
    ref: add.ref,
  };
}

/**
 * Whether a newcomer needs the yes of a head or deputy of the own side. A device that was let in before does not, unless it was put
 * out. The first device of a link does not in the room of its side, nor a head's or deputy's at the table, since nobody else could
 * let the first of them in. In a sidebar nobody does: the table has let them in before.
 *
 * @param isPast whether it was done by an older charter than one's own: somebody may have had another role by that
 */
export function needsApproval(common: Common, newcomer: Newcomer, isPast = false): boolean {
  const { devices, charter, room } = common;
  if (isSidebar(room)) return false;
  if (devices.isKnown(newcomer.seat, newcomer.deviceKey)) return false;
  const comesByItself = room !== PLENARY || mayAdmit(charter, newcomer.seat, isPast);
  return !(comesByItself && devices.isFirst(newcomer.seat, newcomer.generation));
}

/** Whether a seat belongs in a room at all. */
export function belongs(charter: Charter, room: string, seat: string): boolean {
  const side = sideOf(charter, seat);
  const role = roleOf(charter, seat);
  if (isSidebar(room)) return role !== null && sidebarOf(role) === room;
  return side !== null && (room === PLENARY || side === room);
}

/** Whether the link by which somebody came is not the seat's any more. */
export function isWithdrawn(
  charter: Charter,
  { seat, generation }: Pick<Newcomer, 'seat' | 'generation'>,
): boolean {
  const current = currentGeneration(charter, seat);
  return current === null || generation < current;
}

/**
 * Whether one seat may let in or put out another: a head or deputy of the same side.
 *
 * @param isPast as in {@link needsApproval}
 */
export function answersFor(charter: Charter, seat: string, other: string, isPast = false): boolean {
  return (
    seat !== other &&
    mayAdmit(charter, seat, isPast) &&
    sideOf(charter, seat) !== null &&
    sideOf(charter, seat) === sideOf(charter, other)
  );
}

function mayAdmit(charter: Charter, seat: string, isPast: boolean): boolean {
  const role = roleOf(charter, seat);
  return isPast ? hasAdmitted(charter, seat) : role !== null && admits(role);
}

/** What a commit of somebody else's leads to. */
export interface Judged {
  refusal: Refusal | null;
  known: { devices: Devices; charter: number };
  processed: Processed;
}

/** Processes a commit by our own rules. The group that it is judged in stays good, whatever comes of it. */
export async function judgedCommit(
  group: Group,
  bytes: Uint8Array,
  psk: Psk,
  position: Position,
  common: Common,
): Promise<Judged> {
  let refusal: Refusal | null = null;
  let known = { devices: common.devices, charter: common.lastCharter };
  const processed = await group.process(bytes, psk, async (commit) => {
    const verdict = await judge(group, commit, position, common);
    if ('refused' in verdict) refusal = verdict.refused;
    else known = { devices: verdict.devices, charter: verdict.statement.charter };
    return !('refused' in verdict);
  });
  return { refusal, known, processed };
}

/** Judges a commit of somebody else's, before anything moves. All members judge alike, since all know the same. */
async function judge(group: Group, commit: CommitView, position: Position, common: Common): Promise<Verdict> {
  const statement = parseStatement(commit.authenticatedData);
  if (statement === null) return { refused: 'malformed' };
  if (statement.seq !== position.seq || !equal(statement.previous, position.previous))
    return { refused: 'misplaced' };
  if (statement.charter < common.lastCharter) return { refused: 'outdated' };
  if (statement.charter > common.charter.version) return { refused: 'ahead' };
  const members = group.members();
  const removal = judgeRemovals(commit, statement, common.charter);
  if (removal !== null) return { refused: removal };
  const addition = await judgeAdds(group, commit, statement, common, members);
  if (addition !== null) return { refused: addition };
  return { statement, devices: after(commit.adds.map(newcomerOf), statement, common.devices) };
}

function judgeRemovals(commit: CommitView, statement: Statement, charter: Charter): Refusal | null {
  const seats = commit.removes.map((member) => seatOfIdentity(member.identity));
  if (seats.length !== statement.removals.length) return 'malformed';
  const added = new Set(commit.adds.map((add) => seatOfIdentity(add.identity)));
  const isPast = statement.charter < charter.version;
  for (const seat of seats) {
    const why = statement.removals.find((removal) => removal.seat === seat)?.why;
    if (why === undefined) return 'malformed';
    const refusal = judgeRemoval(why, seat, seatOfIdentity(commit.sender.identity), added, charter, isPast);
    if (refusal !== null) return refusal;
  }
  return null;
}

function judgeRemoval(
  why: Why,
  seat: string,
  by: string,
  added: ReadonlySet<string>,
  charter: Charter,
  isPast: boolean,
): Refusal | null {
  switch (why) {
    case 'gone':
      return null;
    case 'replaced':
      return added.has(seat) ? null : 'unfounded';
    case 'putOut':
      return answersFor(charter, by, seat, isPast) ? null : 'forbidden';
    default:
      return why satisfies never;
  }
}

async function judgeAdds(
  group: Group,
  commit: CommitView,
  statement: Statement,
  common: Common,
  members: readonly Member[],
): Promise<Refusal | null> {
  const isPast = statement.charter < common.charter.version;
  const leaving = new Set(commit.removes.map((member) => member.leaf));
  const taken = new Set(
    members.filter((member) => !leaving.has(member.leaf)).map((member) => seatOfIdentity(member.identity)),
  );
  for (const add of commit.adds) {
    const newcomer = newcomerOf(add);
    if (!belongs(common.charter, common.room, newcomer.seat)) return 'uninvited';
    if (isSidebar(common.room) && !wasAtTable(common.table, newcomer.seat, newcomer.deviceKey))
      return 'notAtTable';
    // By an older charter than one's own it may have been right. Whose link was withdrawn since is removed next.
    if (!isPast && isWithdrawn(common.charter, newcomer)) return 'uninvited';
    if (taken.has(newcomer.seat)) return 'doubled';
    taken.add(newcomer.seat);
    if (!needsApproval(common, newcomer, isPast)) continue;
    const approval = statement.approvals.find(
      (one) => one.seat === newcomer.seat && equal(one.keyPackage, newcomer.ref),
    );
    if (approval === undefined || !answersFor(common.charter, approval.by, newcomer.seat, isPast))
      return 'unapproved';
    const approver = members.find((member) => seatOfIdentity(member.identity) === approval.by);
    // The statement's place is the commit's, as was found before.
    const place = { groupId: group.groupId, seq: statement.seq, previous: statement.previous };
    if (approver === undefined || !(await isApprovedBy(place, approval, approver.deviceKey)))
      return 'unapproved';
  }
  return null;
}

/** The devices known after a commit. */
export function after(
  added: readonly Newcomer[],
  statement: Pick<Statement, 'removals'>,
  devices: Devices,
): Devices {
  let known = devices;
  for (const { seat, why } of statement.removals) if (why === 'putOut') known = known.putOut(seat);
  for (const { seat, deviceKey, generation } of added) known = known.letIn(seat, deviceKey, generation);
  return known;
}
