import { t } from '../../../i18n/language.svelte';
import type { Verification } from '../../../e2ee/verification/ceremony';
import type { Room } from '../room.svelte';

// What the list of changes calls the organiser's list of names, beside seats.
const NAMES = 'names';

/** The state in a word or two. */
export function shortWords({ state }: Verification): string {
  return t(`verify.short.${state}`);
}

/** The state in a sentence, with who is meant. */
export function longWords(verification: Verification, room: Room): string {
  switch (verification.state) {
    case 'never':
      return t('verify.never');
    case 'asked':
      return t('verify.asked', { name: room.nameOf(verification.by).name });
    case 'shown':
      return t('verify.shown');
    case 'verified':
      return t('verify.verified', { names: room.namesOf(verification.by) });
    case 'changed':
      return t('verify.changed', { names: sinceOf(verification.since, room) });
    case 'mismatch':
      return t('verify.mismatch');
    default:
      return verification satisfies never;
  }
}

function sinceOf(since: readonly string[], room: Room): string {
  return since
    .map((one) => (one === NAMES ? t('verify.since.names') : room.nameOf(one).name))
    .join(t('meeting.separator'));
}
