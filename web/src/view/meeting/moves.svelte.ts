import { t } from '../../i18n/language.svelte';
import type { Attendance } from '../../session/attendance.svelte';
import type { Place } from '../../session/surroundings';

/** Going between the table, the room of one's side and one's sidebar, and what became of it. */
export class Moves {
  /** Whether one came back to the room of one's side without wanting to. */
  brought = $state(false);
  /** Whether one came back there because the sidebar was ended. */
  sidebarOver = $state(false);
  /** Whether one was at the table before. */
  wasAtTable = $state(false);
  /** Whether the call to the table was put out of sight. */
  declined = $state(false);

  readonly #attendance: Attendance;
  #wanted: Place;

  constructor(attendance: Attendance) {
    this.#attendance = attendance;
    this.#wanted = attendance.session.place;
  }

  get moving(): boolean {
    return this.#attendance.session.moving;
  }

  /** Whether one can go to the table now, or from it to the room of one's side. */
  get possible(): boolean {
    const { session, sealed } = this.#attendance;
    return session.linked && !session.moving && (session.place === 'plenary' || sealed.isAdmitted);
  }

  get sidebarPossible(): boolean {
    return this.possible && this.#attendance.sealed.sidebar.isOpen;
  }

  /** Whether one was let in to the table, and does not know it yet. */
  get isCalled(): boolean {
    const { session, sealed } = this.#attendance;
    const isNew = !this.wasAtTable && !this.brought && !this.declined;
    return session.place === 'side' && !session.moving && sealed.isAdmitted && isNew;
  }

  /** What is to be said of the table, seen from the room of one's side. */
  get tableState(): string {
    const { sealed } = this.#attendance;
    if (sealed.isAdmitted) return t('control.table.all');
    return sealed.admits ? t('control.table.opening') : t('control.table.notAdmitted');
  }

  async go(place: Place): Promise<void> {
    const possible = place === 'sidebar' ? this.sidebarPossible : this.possible;
    if (!possible || place === this.#attendance.session.place) return;
    this.#wanted = place;
    this.brought = false;
    this.sidebarOver = false;
    await this.#attendance.move(place);
  }

  /** To be called when the place or the admission changed: an effect sees to it. */
  follow(): void {
    const { session, sealed } = this.#attendance;
    // Whoever is let in anew is told anew.
    if (!sealed.isAdmitted) this.declined = false;
    // Nobody is led to the table unasked: in the room of one's side nobody else hears one.
    const isOver = session.place === 'sidebar' && sealed.sidebar.opened === null;
    if (isOver && session.linked && !session.moving) void this.#attendance.move('side');
    if (session.place !== 'side') {
      this.wasAtTable = true;
      this.brought = false;
      this.sidebarOver = false;
    } else if (this.#wanted === 'plenary') {
      this.brought = true;
      this.wasAtTable = false;
    } else if (this.#wanted === 'sidebar') {
      this.sidebarOver = true;
    }
    this.#wanted = session.place;
  }
}
