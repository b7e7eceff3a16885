import { encodeBase64Url, utf8 } from '../e2ee/bytes';
import type { Payload } from '../e2ee/log/payload';
import type { Seal } from '../e2ee/log/sealed';
import { MeetingRecord } from './meeting-record.svelte';

/** A record of one's own, where nobody looks at the signatures. */
export function recordToTest(): MeetingRecord {
  const record = new MeetingRecord('meeting');
  record.credential = {
    device: encodeBase64Url(new Uint8Array(32)),
    generation: 0,
    proof: encodeBase64Url(new Uint8Array(64)),
  };
  return record;
}

export function sealToTest(payload: Payload | null): Seal {
  return {
    previous: new Uint8Array(32),
    header: new Uint8Array(13),
    text: JSON.stringify(payload),
    signature: utf8('s'.repeat(64)),
    key: new Uint8Array(32),
  };
}
