import { SvelteSet } from 'svelte/reactivity';
import type { Alarm } from '../../../e2ee/room/around';
import { t } from '../../../i18n/language.svelte';
import { isInvented } from '../../../session/invented';
import { stateOf } from '../../../session/room-state.svelte';
import type { SealedMeeting } from '../../../session/sealed-meeting.svelte';
import type { Place } from '../../../session/surroundings';
import type { Room } from '../room.svelte';

/** Alarms of one kind in one room. */
export interface AlarmGroup {
  key: string;
  place: Place;
  what: Alarm['what'] | 'invented';
  /** Who wrote what was invented; empty for all else. */
  seat: string;
  count: number;
  isNew: boolean;
}

/** One by itself; `at` tells it from others of its kind. */
type OneAlarm = Omit<AlarmGroup, 'count' | 'isNew'> & { at: string | number };

/** What went wrong in any room, by kinds, and what of it the person has put out of sight. */
export class Alarms {
  readonly #sealed: SealedMeeting;
  readonly #dismissed = new SvelteSet<string>();

  constructor(sealed: SealedMeeting) {
    this.#sealed = sealed;
  }

  readonly groups: readonly AlarmGroup[] = $derived.by(() => {
    const groups = new Map<string, AlarmGroup>();
    for (const { key, at, ...alarm } of this.#all()) {
      const known = groups.get(key);
      const isNew = known?.isNew === true || !this.#dismissed.has(`${key}.${at}`);
      groups.set(key, { key, ...alarm, count: (known?.count ?? 0) + 1, isNew });
    }
    return [...groups.values()];
  });

  get fresh(): readonly AlarmGroup[] {
    return this.groups.filter((group) => group.isNew);
  }

  /** Until another one comes. */
  dismiss({ key }: AlarmGroup): void {
    for (const alarm of this.#all()) if (alarm.key === key) this.#dismissed.add(`${key}.${alarm.at}`);
  }

  *#all(): Generator<OneAlarm> {
    for (const place of ['plenary', 'side', 'sidebar'] as const)
      for (const [at, { what }] of stateOf(this.#sealed, place).alarms.entries())
        yield { key: `${place}.${what}`, place, what, seat: '', at };
    const { course, board, texts, actions } = this.#sealed.table;
    const { schedule } = this.#sealed;
    const atTable = [course, board, texts.state, actions].flatMap(({ refusals }) => refusals);
    for (const { seq, seat } of atTable.filter(isInvented)) yield inventedBy(seat, seq);
    for (const { seq, seat } of schedule.state.refusals.filter(isInvented))
      yield inventedBy(seat, `dates ${seq}`);
  }
}

function inventedBy(seat: string, at: string | number): OneAlarm {
  return { key: `plenary.invented.${seat}`, place: 'plenary', what: 'invented', seat, at };
}

/** What happened, in words that need no knowledge of how it is made. */
export function alarmWords({ what, seat }: AlarmGroup, room: Room): { heading: string; text: string } {
  switch (what) {
    case 'invented':
      return {
        heading: t('alarm.invented', { name: room.nameOf(seat).name }),
        text: t('alarm.invented.text'),
      };
    case 'truncated':
    case 'rewritten':
    case 'brokenObject':
      return { heading: t('alarm.record'), text: t('alarm.record.text') };
    case 'refusedCommit':
    case 'refusedFounding':
      return { heading: t('alarm.keys'), text: t('alarm.keys.text') };
    case 'falseKnock':
      return { heading: t('alarm.knock'), text: t('alarm.knock.text') };
    case 'falseWelcome':
      return { heading: t('alarm.welcome'), text: t('alarm.welcome.text') };
    case 'lateKeys':
      return { heading: t('alarm.late'), text: t('alarm.late.text') };
    case 'failed':
      return { heading: t('alarm.failed'), text: t('alarm.failed.text') };
    default:
      return what satisfies never;
  }
}
