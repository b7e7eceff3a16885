import { rolesBy, stampsOf, type Charter } from '../e2ee/invitation/charter';
import type { Link, Said } from '../e2ee/log/payload';
import type { Seal } from '../e2ee/log/sealed';
import type { Written } from '../e2ee/room/around';
import type { MeetingRecord } from './meeting-record.svelte';

export interface Entry {
  seq: number;
  seat: string;
  /** Null where it states changes of roles alone. */
  said: Said | null;
  /** The changes of roles that its author goes by. */
  stamps: readonly string[];
  /** Its place in the record, as it says itself. */
  link: Link | null;
  seal: Seal;
  fresh: boolean;
}

/** Rules that follow a log. */
interface Following {
  takes: (type: Said['type']) => boolean;
  /** Begins anew, at the start of the log. */
  begin: (charter: Charter | null) => void;
  take: (entry: Entry) => void;
}

/**
 * A log that several rules are for, and the record of it: they are folded together, in the log's order, since the record is one. What comes
 * of it depends on the log and the newest charter alone: a charter may reach one client before an entry and another after it, so when it
 * changes, all is folded again. Charters add seats and take none away, and a change of somebody's role counts from where the log first
 * states it, so nothing that was done is undone by that.
 */
export class LogFold {
  /** Null for a log that has none. */
  readonly record: MeetingRecord | null;
  /** Whether what is done now goes into the record; the rules of the table say so. */
  isOnRecord = (): boolean => true;
  /** Whether it may be told without saying who did it; likewise. */
  isUnattributed = (): boolean => false;
  readonly #rules: Following[] = [];
  #charter: Charter | null = null;
  /** Of the log, which has a limit. */
  #entries: Entry[] = [];

  constructor(record: MeetingRecord | null) {
    this.record = record;
  }

  add(rules: Following): void {
    this.#rules.push(rules);
  }

  setCharter(charter: Charter): void {
    if (this.#charter !== null && isSame(this.#charter, charter)) return;
    this.#charter = charter;
    this.#fold();
  }

  /** The log is read from its start again. */
  restarted(): void {
    this.#entries = [];
    this.#fold();
  }

  /** Takes the next object of the log, whether it is new or read again. */
  written({ seq, seat, fresh, payload, seal }: Written): void {
    if (payload === null || !('stamps' in payload)) return;
    const said = payload.type === 'roles' ? null : payload;
    if (said !== null && !this.#rules.some((one) => one.takes(said.type))) return;
    // In just that writing: one that readers of a record could take in two ways is no entry.
    const isPlain = JSON.stringify(payload) === seal.text;
    const link = said !== null && 'record' in said && isPlain ? said.record : null;
    const entry = { seq, seat, said, stamps: payload.stamps, link, seal, fresh };
    this.#entries.push(entry);
    this.#take(entry);
  }

  #fold(): void {
    this.record?.restarted();
    for (const rules of this.#rules) rules.begin(this.#charter);
    for (const entry of this.#entries) this.#take({ ...entry, fresh: false });
  }

  #take(entry: Entry): void {
    for (const rules of this.#rules)
      if (entry.said === null || rules.takes(entry.said.type)) rules.take(entry);
      // Whoever it is for, the changes of roles that it states count for all that follows.
      else if (entry.stamps.length > 0) rules.take({ ...entry, said: null });
  }
}

function isSame(one: Charter, other: Charter): boolean {
  const told = ({ sides }: Charter): string => JSON.stringify(sides.map((side) => side.changes));
  return newestOf(one) === newestOf(other) && told(one) === told(other);
}

/** The delegations with all changes of roles. */
export function newestOf(charter: Charter): string {
  return delegationsOf(charter, new Set(stampsOf(charter)));
}

export function delegationsOf(charter: Charter, stamps: ReadonlySet<string>): string {
  return JSON.stringify(rolesBy(charter, stamps));
}
