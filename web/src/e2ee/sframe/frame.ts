import { concat } from '../bytes';
import { seal, TAG_BYTES, unseal } from './cipher';
import { decodeHeader, encodeHeader } from './header';
import { isOf, type Keyring, type SendingKey } from './keyring';
import { paddedOpus } from './opus';
import type { DropReason, Due, FrameKind, Medium } from './protocol';
import { isKeyFrame, shimLength, shimOf } from './shim';

/** The SFrame metadata: what the frame is of. */
const METADATA: Record<FrameKind, Uint8Array> = {
  microphone: Uint8Array.of(0),
  camera: Uint8Array.of(1),
  screen: Uint8Array.of(2),
};

const NO_SHIM = new Uint8Array(0);

/** A frame as it goes on the wire: shim (of video), SFrame header, ciphertext, tag. Null for what is no frame of its codec. */
export async function protectFrame(
  key: SendingKey,
  kind: FrameKind,
  frame: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const shim = kind === 'microphone' ? NO_SHIM : shimOf(frame);
  if (shim === null) return null;
  // Counted before anything is awaited: frames of several sources are on their way at once.
  const counter = key.counter.next++;
  const header = encodeHeader({ kid: key.kid, counter });
  const content = kind === 'microphone' ? paddedOpus(frame) : frame;
  const ciphertext = await seal(key, counter, concat(header, METADATA[kind]), content);
  return concat(shim, header, ciphertext);
}

/** The frame that came in a slot, or why it must not reach a decoder. */
export async function openFrame(
  keyring: Keyring,
  due: Due | null,
  medium: Medium,
  wire: Uint8Array<ArrayBuffer>,
  nowMs: number,
): Promise<Uint8Array<ArrayBuffer> | DropReason> {
  const shim = medium === 'audio' ? 0 : shimLength(wire);
  if (shim === null) return 'plain';
  const protectedPart = wire.subarray(shim);
  const header = decodeHeader(protectedPart);
  if (header === null || protectedPart.length < header.length + TAG_BYTES) return 'plain';
  const { kid, counter } = header;
  const kind = due?.kinds[medium] ?? null;
  if (due === null || kind === null || !isOf(kid, due.context, due.leaf)) return 'otherSender';
  const pending = keyring.receivingKey(due.context, due.leaf, kid, nowMs);
  if (pending === null) return 'noKey';
  const key = await pending;
  const window = key.windows[kind];
  if (!window.isFresh(counter)) return 'replayed';
  const headerBytes = protectedPart.subarray(0, header.length);
  const ciphertext = protectedPart.subarray(header.length);
  const openAs = (as: FrameKind): Promise<Uint8Array<ArrayBuffer> | null> =>
    unseal(key, counter, concat(headerBytes, METADATA[as]), ciphertext);
  const frame = await openAs(kind);
  if (frame === null) {
    // When a screen takes its owner's place in a slot, the last frames of the camera are no forgeries.
    const other = otherVideo(kind);
    return other !== null && (await openAs(other)) !== null ? 'otherSender' : 'forged';
  }
  if (!window.note(counter)) return 'replayed';
  // The shim is not authenticated. A delta frame shown as a key frame would start a decoder in the middle.
  if (medium === 'video' && isKeyFrame(frame) !== isKeyFrame(wire)) return 'forged';
  return frame;
}

function otherVideo(kind: FrameKind): FrameKind | null {
  switch (kind) {
    case 'microphone':
      return null;
    case 'camera':
      return 'screen';
    case 'screen':
      return 'camera';
  }
}
