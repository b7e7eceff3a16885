import { decodeBase64Url, equal } from '../bytes';
import type { Devices } from './devices';
import { peekKeyPackage, type Member } from '../mls/group';
import {
  answersFor,
  belongs,
  isWithdrawn,
  needsApproval,
  newcomerOf,
  type Common,
  type Newcomer,
} from './rules';
import { generationOfIdentity, provenIdentity, seatOfIdentity } from './identity';
import { currentGeneration, type Charter } from '../invitation/charter';
import { isAtTable, isPutOut, isSidebar } from './sidebar';
import type { Why } from './statement';

/** Somebody who asks to be let in, with a key package that is proven to be of the seat. */
export interface Knock {
  newcomer: Newcomer;
  leafKey: Uint8Array;
  bytes: Uint8Array;
}

/** Somebody who waits for one's own yes. */
export interface Waiting {
  seat: string;
  /** `first`: of this link no device was ever let in. `putOut`: this very device was put out before. */
  device: 'first' | 'another' | 'putOut';
  deviceKey: Uint8Array;
}

/** A change of the group that is due. */
export interface Due {
  adds: readonly Knock[];
  removes: readonly { leaf: number; seat: string; why: Why }[];
  /** Of those added: who comes by one's own approval. */
  approved: readonly Newcomer[];
  /** Whether it is one's own to make, so that nobody else need be waited for. */
  own: boolean;
}

// In one commit. More make a crowd's entry quicker; fewer keep the commit below what the server takes.
const MAX_ADDS = 32;
const MAX_KNOCK_BYTES = 4 * 1024;

/** Who stands at a room's door, and who has to go: what members make their commits from. */
export class Doorway {
  readonly #knocks = new Map<string, Knock>();
  readonly #approved = new Map<string, Uint8Array>();
  readonly #putOut = new Set<string>();
  #absent: ReadonlySet<string> = new Set();
  #oneByOne = false;

  /** Somebody asks to be let in; false where the key package is not proven to be the seat's. */
  async knock(seat: string, keyPackage: string, charter: Charter, nowMs: number): Promise<boolean> {
    const bytes = decodeBase64Url(keyPackage);
    if (bytes === null || bytes.length > MAX_KNOCK_BYTES) return false;
    const add = await peekKeyPackage(bytes, BigInt(Math.floor(nowMs / 1000)));
    const proven = add === null ? null : await provenIdentity(add.identity, add.deviceKey, charter);
    if (add === null || proven?.seat !== seat) return false;
    this.#knocks.set(seat, { newcomer: newcomerOf(add), leafKey: add.leafKey, bytes });
    return true;
  }

  unknock(seat: string): void {
    this.#knocks.delete(seat);
    this.#approved.delete(seat);
  }

  absent(seats: readonly string[]): void {
    this.#absent = new Set(seats);
  }

  /** Lets in whoever knocks for a seat now; somebody else who knocks for it later needs another yes. */
  approve(seat: string, device?: Uint8Array): void {
    const newcomer = this.#knocks.get(seat)?.newcomer;
    if (newcomer === undefined || (device !== undefined && !equal(device, newcomer.deviceKey))) return;
    this.#approved.set(seat, newcomer.ref);
    this.#putOut.delete(seat);
  }

  putOut(seat: string): void {
    this.#putOut.add(seat);
    this.#approved.delete(seat);
  }

  /** Nothing of what was asked before is of use: another connection, or another group. */
  clear(): void {
    this.#knocks.clear();
    this.#approved.clear();
    this.#absent = new Set();
  }

  /**
   * A change could not be made: each newcomer is tried alone from now on, and one who alone is to blame is forgotten.
   *
   * @returns that one's seat, or null
   */
  blame(adds: Due['adds']): string | null {
    this.#oneByOne = adds.length > 1;
    const [first] = adds;
    if (first === undefined || this.#oneByOne) return null;
    this.unknock(first.newcomer.seat);
    return first.newcomer.seat;
  }

  /** How many of those who are there come before a seat. */
  turnOf(you: string, seats: readonly string[]): number {
    const present = [...new Set(seats)].filter((seat) => !this.#absent.has(seat));
    return Math.max(0, present.indexOf(you));
  }

  /** Forgets who is in now, and who was put out. Who only happened to be gone is put out on coming back. */
  settle(members: readonly Member[], devices: Devices): void {
    this.#oneByOne = false;
    for (const [seat, { newcomer }] of this.#knocks)
      if (members.some((member) => equal(member.deviceKey, newcomer.deviceKey) && isOf(member, seat)))
        this.unknock(seat);
    for (const seat of this.#putOut)
      if (devices.of(seat).every((device) => device.putOut)) this.#putOut.delete(seat);
  }

  /** Those who wait for the yes of a seat. */
  waiting(common: Common, you: string): Waiting[] {
    return [...this.#knocks.values()]
      .map((knock) => knock.newcomer)
      .filter(
        (newcomer) =>
          isInvited(common, newcomer) &&
          !common.devices.isClosedTo(newcomer.seat, newcomer.deviceKey) &&
          needsApproval(common, newcomer) &&
          answersFor(common.charter, you, newcomer.seat) &&
          !this.#isApproved(newcomer),
      )
      .map((newcomer) => ({
        seat: newcomer.seat,
        device: deviceOf(common, newcomer),
        deviceKey: newcomer.deviceKey,
      }));
  }

  /** What is to change in the group, as one seat sees it; null for nothing. */
  due(common: Common, members: readonly Member[], you: string): Due | null {
    const maxAdds = this.#oneByOne ? 1 : MAX_ADDS;
    const adds: Knock[] = [];
    const approved: Newcomer[] = [];
    // Those of one change count together.
    let { devices } = common;
    for (const knock of this.#knocks.values()) {
      const { newcomer } = knock;
      if (adds.length === maxAdds || newcomer.seat === you || !isInvited(common, newcomer)) continue;
      // With this very key package it is in already: its Welcome is on its way.
      if (members.some((member) => equal(member.leafKey, knock.leafKey))) continue;
      if (devices.isClosedTo(newcomer.seat, newcomer.deviceKey)) continue;
      if (needsApproval(common, newcomer)) {
        if (!answersFor(common.charter, you, newcomer.seat) || !this.#isApproved(newcomer)) continue;
        approved.push(newcomer);
      }
      adds.push(knock);
      devices = devices.letIn(newcomer.seat, newcomer.deviceKey, newcomer.generation);
    }
    const removes = this.#removes(common, members, adds, you);
    if (adds.length === 0 && removes.length === 0) return null;
    return {
      adds,
      removes,
      approved,
      own:
        approved.length > 0 ||
        removes.some((one) => one.why === 'putOut') ||
        members.some((member) => seatOfIdentity(member.identity) !== you && isOut(common, member)),
    };
  }

  #removes(common: Common, members: readonly Member[], adds: readonly Knock[], you: string): Due['removes'] {
    const removes: { leaf: number; seat: string; why: Why }[] = [];
    for (const member of members) {
      const seat = seatOfIdentity(member.identity);
      const generation = generationOfIdentity(member.identity);
      if (seat === you) continue;
      if (this.#putOut.has(seat) && answersFor(common.charter, you, seat))
        removes.push({ leaf: member.leaf, seat, why: 'putOut' });
      // Who knocks though being a member has lost the state, or comes on another device.
      else if (adds.some((knock) => knock.newcomer.seat === seat))
        removes.push({ leaf: member.leaf, seat, why: 'replaced' });
      // That their links are withdrawn one knows from the organiser, and need not hear from the server.
      else if (
        this.#absent.has(seat) ||
        isWithdrawn(common.charter, { seat, generation }) ||
        isOut(common, member)
      )
        removes.push({ leaf: member.leaf, seat, why: 'gone' });
    }
    return removes;
  }

  #isApproved(newcomer: Newcomer): boolean {
    const ref = this.#approved.get(newcomer.seat);
    return ref !== undefined && equal(ref, newcomer.ref);
  }
}

function isOf(member: Member, seat: string): boolean {
  return seatOfIdentity(member.identity) === seat;
}

/** Whether the seat belongs in the room, and the link is the one that counts now; in a sidebar, whether the device sits at the table. */
function isInvited({ charter, room, table }: Common, { seat, generation, deviceKey }: Newcomer): boolean {
  return (
    belongs(charter, room, seat) &&
    currentGeneration(charter, seat) === generation &&
    (!isSidebar(room) || isAtTable(table, seat, deviceKey))
  );
}

/** Whether a member of a sidebar has to go at once: not of its circle any more, or put out by the own head. */
function isOut({ charter, room, table }: Common, member: Member): boolean {
  const seat = seatOfIdentity(member.identity);
  return isSidebar(room) && (!belongs(charter, room, seat) || isPutOut(table, seat, member.deviceKey));
}

function deviceOf(common: Common, newcomer: Newcomer): Waiting['device'] {
  const known = common.devices.of(newcomer.seat);
  if (known.some((device) => equal(device.key, newcomer.deviceKey) && device.putOut)) return 'putOut';
  return known.some((device) => device.generation === newcomer.generation) ? 'another' : 'first';
}
