import { t } from '../../i18n/language.svelte';
import type { Failure } from '../../organise/api';

/** A failure in plain words. */
export function failureText(failure: Failure): string {
  switch (failure.reason) {
    case 'unreachable':
      return t('failure.unreachable');
    case 'rateLimited':
      return t('failure.rateLimited');
    case 'serverFull':
      return t('failure.serverFull');
    case 'meetingOver':
      return t('failure.meetingOver');
    case 'unknownLink':
      return t('failure.unknownLink');
    case 'stale':
      return t('failure.stale');
    case 'unreadable':
      return t('failure.unreadable');
    case 'tooMuchText':
    case 'tooManySeats':
    case 'tooManyLinks':
    case 'tooManyChanges':
    case 'notKeeper':
    case 'unavailable':
      return t(`failure.${failure.reason}`);
    default:
      return t('failure.other', { reason: failure.detail === '' ? failure.reason : failure.detail });
  }
}
