import { openFrame, protectFrame } from './frame';
import { KEPT_MS, Keyring } from './keyring';
import {
  contextOf,
  type Chamber,
  type Command,
  type FrameKind,
  type FramesReport,
  type SenderReport,
  type TransformOptions,
} from './protocol';
import { isKeyFrame } from './shim';
import { Slot } from './slot';

/** What is used of a worker's surroundings; the page's types do not have it. */
interface Surroundings {
  onmessage: ((event: MessageEvent<Command>) => void) | null;
  onrtctransform: ((event: { transformer: Transformer }) => void) | null;
  postMessage: (report: FramesReport) => void;
}

interface Transformer {
  readonly options: TransformOptions;
  readonly readable: ReadableStream<EncodedFrame>;
  readonly writable: WritableStream<EncodedFrame>;
  sendKeyFrameRequest: () => Promise<unknown>;
}

interface Sender {
  allowed: boolean;
  report: SenderReport;
}

type EncodedFrame = RTCEncodedAudioFrame | RTCEncodedVideoFrame;
type Stage = (bytes: Uint8Array<ArrayBuffer>) => Promise<Uint8Array<ArrayBuffer> | null>;

// Lower shows trouble sooner; higher leaves the page in peace.
const REPORT_INTERVAL_MS = 500;

const surroundings = globalThis as unknown as Surroundings;
const keyring = new Keyring();
const slots = new Map<number, Slot>();
const senders = new Map<string, Sender>();
let cryptoMs = 0;
let reporting = false;
let handled = Promise.resolve();

surroundings.onmessage = ({ data }) => {
  // One after the other. A new epoch that fails must not leave the old one in its place.
  handled = handled
    .then(() => handle(data))
    .catch(() => {
      if (data.type === 'setEpoch') keyring.dropContext(data.context);
    });
};

surroundings.onrtctransform = ({ transformer }) => {
  const { options } = transformer;
  const stage = options.role === 'send' ? protecting(options) : opening(options, transformer);
  // It ends with the connection.
  relay(transformer, stage).catch(() => undefined);
};

/** Hands each frame on, changed or not at all; one after the other, so that they stay in order. */
async function relay({ readable, writable }: Transformer, stage: Stage): Promise<void> {
  const reader = readable.getReader();
  const writer = writable.getWriter();
  for (;;) {
    const { value: frame } = await reader.read();
    if (frame === undefined) return;
    // Browsers hand over empty audio frames where one is missing.
    if (frame.data.byteLength === 0) continue;
    // Whatever goes wrong with one frame, it is not handed on, and the next is another try.
    const bytes = await stage(new Uint8Array(frame.data)).catch(() => null);
    if (bytes === null) continue;
    frame.data = bytes.buffer;
    await writer.write(frame);
  }
}

async function handle(command: Command): Promise<void> {
  switch (command.type) {
    case 'allow':
      senderAt(command.chamber, command.kind).allowed = command.allowed;
      return;
    case 'expect':
      slotAt(command.slot).expect(command.due, performance.now());
      return;
    case 'setEpoch': {
      const { context, epoch, baseKey, ownLeaf, gone } = command;
      await keyring.setEpoch(context, epoch, baseKey, ownLeaf, performance.now(), gone);
      setTimeout(() => {
        keyring.expire(performance.now());
      }, KEPT_MS);
      for (const slot of slots.values()) slot.retry(performance.now());
      return;
    }
    case 'dropContext':
      keyring.dropContext(command.context);
      return;
    default:
      return command satisfies never;
  }
}

function protecting({ chamber, kind }: Extract<TransformOptions, { role: 'send' }>): Stage {
  const sender = senderAt(chamber, kind);
  const { report } = sender;
  return async (frame) => {
    if (!sender.allowed) return null;
    const key = keyring.sendingKey(contextOf(chamber));
    const wire = key === null ? null : await timed(protectFrame(key, kind, frame));
    if (wire === null) report.dropped++;
    else report.protected++;
    reportSoon();
    return wire;
  };
}

function opening(
  { slot: index, medium }: Extract<TransformOptions, { role: 'receive' }>,
  transformer: Transformer,
): Stage {
  const slot = slotAt(index);
  if (medium === 'video')
    slot.ask = () => {
      transformer.sendKeyFrameRequest().catch(() => undefined);
    };
  return async (wire) => {
    const opened = await timed(openFrame(keyring, slot.due, medium, wire, performance.now()));
    const nowMs = performance.now();
    reportSoon();
    if (typeof opened === 'string') {
      slot.dropped(medium, opened, nowMs);
      return null;
    }
    slot.opened(medium, isKeyFrame(wire), nowMs);
    return opened;
  };
}

async function timed<T>(work: Promise<T>): Promise<T> {
  const startMs = performance.now();
  const result = await work;
  cryptoMs += performance.now() - startMs;
  return result;
}

function slotAt(index: number): Slot {
  let slot = slots.get(index);
  if (slot === undefined) slots.set(index, (slot = new Slot(index)));
  return slot;
}

function senderAt(chamber: Chamber, kind: FrameKind): Sender {
  const name = `${chamber} ${kind}`;
  let sender = senders.get(name);
  if (sender === undefined)
    senders.set(name, (sender = { allowed: false, report: { chamber, kind, protected: 0, dropped: 0 } }));
  return sender;
}

function reportSoon(): void {
  if (reporting) return;
  reporting = true;
  setTimeout(() => {
    reporting = false;
    surroundings.postMessage({
      slots: [...slots.values()].map((slot) => slot.report),
      senders: [...senders.values()].map((sender) => sender.report),
      cryptoUs: Math.round(cryptoMs * 1000),
    });
  }, REPORT_INTERVAL_MS);
}
