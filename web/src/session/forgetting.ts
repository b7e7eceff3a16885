import { forgetAll } from '../e2ee/device/keep';

/** Forgets on this device all that its browser kept of a meeting, whichever seats it had there. False where it could not. */
export async function forgetMeeting(meeting: string): Promise<boolean> {
  for (const storage of [localStorage, sessionStorage])
    for (const key of Object.keys(storage))
      if (key.startsWith('parley.') && key.split('.').includes(meeting)) storage.removeItem(key);
  return forgetAll(meeting).then(
    () => true,
    () => false,
  );
}
