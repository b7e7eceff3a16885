import { t } from '../../../i18n/language.svelte';
import type { Assurance, Progress, Verification } from '../../../e2ee/verification/ceremony';
import type { Doubtful } from '../../../e2ee/verification/doubts';
import type { Room } from '../room.svelte';

// What the list of changes calls the organiser's list of names, beside seats.
const NAMES = 'names';

/** What is to be seen first: what speaks against the keys, then a comparison that is not over, then what came of those before. */
export function foremost({ holds, round }: Verification): Assurance | Progress {
  return holds.state === 'mismatch' || round === null ? holds : round;
}

/** The state in a word or two. */
export function shortWords(verification: Verification): string {
  return t(`verify.short.${foremost(verification).state}`);
}

/** The state in a sentence, with who is meant. */
export function longWords(verification: Verification, room: Room): string {
  const shown = foremost(verification);
  switch (shown.state) {
    case 'never':
      return t('verify.never');
    case 'asked':
      return t('verify.asked', { name: room.nameOf(shown.by).name });
    case 'shown':
      return t('verify.shown');
    case 'broken':
      return t('verify.broken');
    case 'verified':
      return t('verify.verified', { names: room.namesOf(shown.by) });
    case 'changed':
      return t('verify.changed', { names: sinceOf(shown.since, room) });
    case 'mismatch':
      return shown.otherWords.length > 0 ? t('verify.mismatch') : t('verify.falseNumber');
    default:
      return shown satisfies never;
  }
}

/** Whose word or deed speaks against the keys, and what to do. */
export function doubtWords({ otherWords, falseNumber }: Doubtful, room: Room): string {
  return [
    otherWords.length > 0 ? t('verify.mismatch.by', { names: room.namesOf(otherWords) }) : '',
    falseNumber.length > 0 ? t('verify.falseNumber.by', { names: room.namesOf(falseNumber) }) : '',
    t('verify.mismatch.text'),
  ]
    .filter((text) => text !== '')
    .join(' ');
}

/** What was in doubt once, and was settled since; empty for nothing. */
export function settledWords({ otherWords, falseNumber }: Doubtful, room: Room): string {
  const seats = [...new Set([...otherWords, ...falseNumber])];
  return seats.length === 0 ? '' : t('verify.settled', { names: room.namesOf(seats) });
}

/** For whom a comparison waits; empty where it waits for nobody, or one can't know. */
export function awaitedWords(round: Progress | null, room: Room): string {
  if (round === null || round.state === 'broken' || round.awaited === null) return '';
  if (round.awaited.length > 0) return t('verify.awaited', { names: room.namesOf(round.awaited) });
  return round.state === 'asked' ? t('verify.alone') : '';
}

function sinceOf(since: readonly string[], room: Room): string {
  return since
    .map((one) => (one === NAMES ? t('verify.since.names') : room.nameOf(one).name))
    .join(t('meeting.separator'));
}
