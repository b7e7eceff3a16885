/** 0 is the plenary, 1 the side room, 2 one's sidebar: each has its own group, and so its own keys. */
export type Context = 0 | 1 | 2;
export type Chamber = 'plenary' | 'caucus' | 'sidebar';
export type FrameKind = 'microphone' | 'camera' | 'screen';
export type Medium = 'audio' | 'video';

/** Of whom a slot may show frames: a person is microphone and camera, a screen nothing and screen. */
export interface Due {
  context: Context;
  /** In the group's tree. */
  leaf: number;
  kinds: { audio: FrameKind | null; video: FrameKind | null };
}

/**
 * Why a received frame was dropped: it is no protected frame at all; it came under an epoch whose key one does not hold; it is of
 * somebody or something else than what is due in the slot; its tag is wrong; it came before. The last happens to every receiver:
 * a Chromium that probes for bandwidth sends old packets again.
 */
export type DropReason = 'plain' | 'noKey' | 'otherSender' | 'forged' | 'replayed';

/** What a slot received since the start. */
export interface SlotReport {
  slot: number;
  opened: number;
  dropped: Record<DropReason, number>;
}

/** What a sender was given while it was allowed to send, since the start; dropped is what found no key. */
export interface SenderReport {
  chamber: Chamber;
  kind: FrameKind;
  protected: number;
  dropped: number;
}

export interface FramesReport {
  slots: SlotReport[];
  senders: SenderReport[];
  /** Microseconds that frames waited for their encryption or decryption, since the start. */
  cryptoUs: number;
}

/** What a transform is for, told to the worker with it. */
export type TransformOptions =
  { role: 'send'; chamber: Chamber; kind: FrameKind } | { role: 'receive'; slot: number; medium: Medium };

/** From the page to the worker, handled in order. */
export type Command =
  | { type: 'allow'; chamber: Chamber; kind: FrameKind; allowed: boolean }
  | { type: 'expect'; slot: number; due: Due | null }
  | {
      type: 'setEpoch';
      context: Context;
      epoch: bigint;
      baseKey: Uint8Array<ArrayBuffer>;
      ownLeaf: number;
      gone: readonly number[];
    }
  | { type: 'dropContext'; context: Context };

export function contextOf(chamber: Chamber): Context {
  switch (chamber) {
    case 'plenary':
      return 0;
    case 'caucus':
      return 1;
    case 'sidebar':
      return 2;
  }
}
