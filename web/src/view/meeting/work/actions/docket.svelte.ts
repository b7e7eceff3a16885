import type { Action, ActionCommand, Listing } from '../../../../course/built/rules.js';
import { t } from '../../../../i18n/language.svelte';
import type { ActionsState, Sent } from '../../../../session/rules-state.svelte';
import type { Room } from '../../room.svelte';
import type { TableSide } from '../../table';

/** Instead of an action. */
const NONE = -1;

/** What is to be done, as it is seen from one's seat, and what one may do about it. */
export class Docket {
  /** Why the last act came to nothing; null where it did not. */
  failure = $state<Exclude<Sent, 'written'> | null>(null);
  busy = $state(false);
  readonly #room: Room;

  constructor(room: Room) {
    this.#room = room;
  }

  get state(): ActionsState {
    return this.#room.attendance.sealed.table.actions;
  }

  get #you(): string {
    return this.#room.attendance.session.you;
  }

  get #canWrite(): boolean {
    return this.#room.attendance.sealed.plenary.standing === 'inside';
  }

  /** The sides as everybody has them in one order, which is the charter's. */
  readonly sides: readonly TableSide[] = $derived.by(() =>
    this.#room.everyone.toSorted((one, other) => one.index - other.index),
  );

  /** What is to be done by a day first, the nearest at the top. */
  readonly agreed: readonly Listing[] = $derived.by(() =>
    this.#in('agreed').toSorted(
      (one, other) =>
        Number(one.due === '') - Number(other.due === '') ||
        one.due.localeCompare(other.due) ||
        one.id - other.id,
    ),
  );

  readonly proposed: readonly Listing[] = $derived.by(() => this.#in('proposed'));

  /** The last that was done at the top. */
  readonly done: readonly Listing[] = $derived.by(() =>
    this.#in('done').toSorted((one, other) => other.changed - one.changed),
  );

  #in(state: Listing['state']): readonly Listing[] {
    return (this.state.view?.actions ?? []).filter((one) => one.state === state);
  }

  /** Whether one speaks for one's side: who has the right is told that there is no such action. */
  get speaks(): boolean {
    return (
      this.#canWrite && this.state.refusal(this.#you, { type: 'withdrawAction', action: NONE }) === 'over'
    );
  }

  may(command: ActionCommand): boolean {
    return this.#canWrite && this.state.refusal(this.#you, command) === null;
  }

  /** With its history; null where it is gone. */
  detail(id: number): Action | null {
    return JSON.parse(this.state.detail(id)) as Action | null;
  }

  sideNames(ids: readonly string[]): string {
    return this.sides
      .filter((side) => ids.includes(side.id))
      .map((side) => side.name)
      .join(t('meeting.separator'));
  }

  personNamed(seat: string): string {
    return this.#room.nameOf(seat).name;
  }

  /** True where it is in the log. */
  async send(command: ActionCommand): Promise<boolean> {
    this.busy = true;
    const sent = await this.state.send(this.#you, command);
    this.busy = false;
    this.failure = sent === 'written' ? null : sent;
    return sent === 'written';
  }
}
