import { SvelteSet } from 'svelte/reactivity';
import type { Alarm } from '../../../e2ee/room/around';
import { t } from '../../../i18n/language.svelte';
import { stateOf } from '../../../session/room-state.svelte';
import type { SealedMeeting } from '../../../session/sealed-meeting.svelte';
import type { Place } from '../../../session/surroundings';

/** Alarms of one kind in one room. */
export interface AlarmGroup {
  key: string;
  place: Place;
  what: Alarm['what'];
  count: number;
  isNew: boolean;
}

/** What went wrong in any room, by kinds, and what of it the person has put out of sight. */
export class Alarms {
  readonly #sealed: SealedMeeting;
  readonly #dismissed = new SvelteSet<string>();

  constructor(sealed: SealedMeeting) {
    this.#sealed = sealed;
  }

  readonly groups: readonly AlarmGroup[] = $derived.by(() => {
    const groups = new Map<string, AlarmGroup>();
    for (const place of ['plenary', 'side', 'sidebar'] as const)
      for (const [at, { what }] of stateOf(this.#sealed, place).alarms.entries()) {
        const key = `${place}.${what}`;
        const known = groups.get(key);
        const isNew = known?.isNew === true || !this.#dismissed.has(`${key}.${at}`);
        groups.set(key, { key, place, what, count: (known?.count ?? 0) + 1, isNew });
      }
    return [...groups.values()];
  });

  get fresh(): readonly AlarmGroup[] {
    return this.groups.filter((group) => group.isNew);
  }

  /** Until another one comes. */
  dismiss({ key, place, what }: AlarmGroup): void {
    for (const [at, alarm] of stateOf(this.#sealed, place).alarms.entries())
      if (alarm.what === what) this.#dismissed.add(`${key}.${at}`);
  }
}

/** What happened, in words that need no knowledge of how it is made. */
export function alarmWords(what: Alarm['what']): { heading: string; text: string } {
  switch (what) {
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
