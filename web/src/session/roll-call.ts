import type { Command, View } from '../course/built/rules.js';
import { admits, roleOf, sideOf, type Charter } from '../e2ee/invitation/charter';
import type { CourseState } from './rules-state.svelte';

/** What a roll call goes by. */
export interface Here {
  charter: Charter;
  you: string;
  /** The seats of the plenary's group: who holds the keys is there. */
  members: readonly string[];
}

/** Keeps in the record who of one's side is at the table. */
export class RollCall {
  readonly #course: CourseState;
  /** Null before the card was opened. */
  readonly #here: () => Here | null;
  #calling = false;

  constructor(course: CourseState, here: () => Here | null) {
    this.#course = course;
    this.#here = here;
  }

  /** Says what the record does not say yet, where it is one's own to say. */
  async call(): Promise<void> {
    const here = this.#here();
    const { view } = this.#course;
    if (this.#calling || here === null || view === null) return;
    this.#calling = true;
    for (const command of rollCall(here, view)) await this.#course.send(here.you, command);
    this.#calling = false;
  }

  /** One goes: where nobody else would say so, one says it oneself. */
  async depart(): Promise<void> {
    const here = this.#here();
    if (here === null || this.#course.view?.present.includes(here.you) !== true) return;
    if (!isLastCaller(here)) return;
    await this.#course.send(here.you, { type: 'depart', seat: here.you });
  }
}

/** What is to be said of who is there: the first head or deputy of the side says it, others say nothing. */
export function rollCall({ charter, you, members }: Here, view: Pick<View, 'present'>): Command[] {
  const own = sideWith(charter, you);
  const here = own.filter((seat) => members.includes(seat));
  if (callersOf(charter, here)[0] !== you) return [];
  return [
    ...here.filter((seat) => !view.present.includes(seat)).map((seat) => ({ type: 'admit', seat }) as const),
    ...own
      .filter((seat) => view.present.includes(seat) && !members.includes(seat))
      .map((seat) => ({ type: 'depart', seat }) as const),
  ];
}

/** Whether nobody would say of oneself that one has gone. */
export function isLastCaller({ charter, you, members }: Here): boolean {
  const callers = callersOf(charter, sideWith(charter, you)).filter((seat) => members.includes(seat));
  return callers.every((seat) => seat === you);
}

function sideWith(charter: Charter, you: string): string[] {
  const side = sideOf(charter, you);
  return charter.sides.find((one) => one.id === side)?.seats.map((seat) => seat.id) ?? [];
}

function callersOf(charter: Charter, seats: readonly string[]): string[] {
  return seats.filter((seat) => {
    const role = roleOf(charter, seat);
    return role !== null && admits(role);
  });
}
