import { current, t } from '../../../../i18n/language.svelte';
import type { Key } from '../../../../i18n/catalogue';
import type { Audience, NotOpened, NotTabled } from '../../../../session/papers.svelte';
import type { Room } from '../../room.svelte';

/** For whom a paper is, in words. */
export function audienceText(room: Room, audience: Audience): string {
  switch (audience.to) {
    case 'all':
      return t('papers.for.all');
    case 'side':
      return t('papers.for.side', { side: room.ownSideName });
    case 'heads':
      return t('papers.for.heads');
    case 'other':
      return t('papers.for.other', { side: sideName(room, audience.side) });
    default:
      return audience satisfies never;
  }
}

function sideName(room: Room, side: string): string {
  const { who } = room.attendance.sealed;
  return who.sideName(side) ?? t('meeting.side.unnamed', { number: who.sideIndex(side) + 1 });
}

const NOT_TABLED = {
  idInvalid: 'papers.failed.again',
  tooLarge: 'papers.failed.tooLarge',
  meetingFull: 'papers.failed.meetingFull',
  tooMany: 'papers.failed.meetingFull',
  noSpace: 'papers.failed.noSpace',
  unknownFile: 'papers.failed.again',
  tooFast: 'papers.failed.tooFast',
  unavailable: 'papers.failed.again',
  kind: 'papers.failed.kind',
  empty: 'papers.failed.empty',
  unreadable: 'papers.failed.unreadable',
  broken: 'papers.failed.broken',
  cancelled: 'papers.failed.cancelled',
  unreachable: 'papers.failed.unreachable',
  notWritten: 'papers.failed.notWritten',
  nobody: 'papers.failed.nobody',
} as const satisfies Record<NotTabled, Key>;

export function notTabledText(why: NotTabled): string {
  return t(NOT_TABLED[why]);
}

const NOT_OPENED = {
  idInvalid: 'papers.view.broken',
  tooLarge: 'papers.view.broken',
  meetingFull: 'papers.view.broken',
  tooMany: 'papers.view.broken',
  noSpace: 'papers.view.broken',
  unknownFile: 'papers.view.gone',
  tooFast: 'papers.failed.tooFast',
  unavailable: 'papers.view.broken',
  unreachable: 'papers.view.broken',
  broken: 'papers.view.broken',
  changed: 'papers.view.changed',
  withdrawn: 'papers.view.withdrawn',
} as const satisfies Record<NotOpened, Key>;

export function notOpenedText(why: NotOpened): string {
  return t(NOT_OPENED[why]);
}

/** What happens when it is tabled, in words. */
export function whatHappens({ to }: Audience): string {
  const keys = {
    all: 'papers.what.all',
    side: 'papers.what.side',
    heads: 'papers.what.heads',
    other: 'papers.what.other',
  } as const;
  return t(keys[to]);
}

export function sizeText(sizeBytes: number): string {
  const isSmall = sizeBytes < 1_000_000;
  return new Intl.NumberFormat(current.language, {
    style: 'unit',
    unit: isSmall ? 'kilobyte' : 'megabyte',
    maximumFractionDigits: isSmall ? 0 : 1,
  }).format(isSmall ? Math.max(1, sizeBytes / 1_000) : sizeBytes / 1_000_000);
}
