import { protectFrame } from '../../../web/src/e2ee/sframe/frame';
import { decodeHeader, encodeHeader } from '../../../web/src/e2ee/sframe/header';
import { Keyring } from '../../../web/src/e2ee/sframe/keyring';
import type { Command, TransformOptions } from '../../../web/src/e2ee/sframe/protocol';
import { shimLength } from '../../../web/src/e2ee/sframe/shim';

/**
 * What somebody in the middle does to protected frames, from now on: sends the first ones again in the place of new ones; has them say
 * that they are of the next leaf; changes one bit of what is encrypted.
 */
export type Attack = 'none' | 'replay' | 'relabel' | 'tamper';

type Frame = RTCEncodedAudioFrame | RTCEncodedVideoFrame;

interface Surroundings {
  onmessage: ((event: MessageEvent<Command | { type: 'attack'; attack: Attack }>) => void) | null;
  onrtctransform:
    | ((event: {
        transformer: { options: TransformOptions; readable: ReadableStream<Frame>; writable: WritableStream<Frame> };
      }) => void)
    | null;
}

/** Of each source; they are the ones sent again. */
const KEPT_FRAMES = 40;

const surroundings = globalThis as unknown as Surroundings;
const keyring = new Keyring();
let attack: Attack = 'none';
let told: Promise<void> = Promise.resolve();

/** In the place of the client's worker, at the sending end: what it sends is what an honest client sent, as it comes from the middle. */
surroundings.onmessage = ({ data }) => {
  if (data.type === 'attack') attack = data.attack;
  if (data.type !== 'setEpoch') return;
  const { context, epoch, baseKey, ownLeaf } = data;
  told = told.then(() => keyring.setEpoch(context, epoch, baseKey, ownLeaf, performance.now()));
};

surroundings.onrtctransform = ({ transformer }) => {
  const { options, readable, writable } = transformer;
  void (options.role === 'send' ? send(options.kind, readable, writable) : readable.pipeTo(new WritableStream()));
};

async function send(
  kind: Parameters<typeof protectFrame>[1],
  readable: ReadableStream<Frame>,
  writable: WritableStream<Frame>,
): Promise<void> {
  const [reader, writer] = [readable.getReader(), writable.getWriter()];
  const kept: Uint8Array<ArrayBuffer>[] = [];
  let sentAgain = 0;
  for (;;) {
    const { value: frame } = await reader.read();
    if (frame === undefined) return;
    await told;
    const key = keyring.sendingKey(0);
    if (frame.data.byteLength === 0 || key === null) continue;
    const honest = await protectFrame(key, kind, new Uint8Array(frame.data));
    if (honest === null) continue;
    if (attack === 'none' && kept.length < KEPT_FRAMES) kept.push(honest);
    const wire = attack === 'replay' ? kept[sentAgain++ % kept.length]! : changed(honest, kind === 'microphone');
    frame.data = wire.slice().buffer;
    await writer.write(frame);
  }
}

function changed(wire: Uint8Array<ArrayBuffer>, isSound: boolean): Uint8Array<ArrayBuffer> {
  const shim = isSound ? 0 : shimLength(wire)!;
  const { kid, counter, length } = decodeHeader(wire.subarray(shim))!;
  switch (attack) {
    case 'none':
    case 'replay':
      return wire;
    case 'relabel': {
      const header = encodeHeader({ kid: kid + 256n, counter });
      return Uint8Array.from([...wire.subarray(0, shim), ...header, ...wire.subarray(shim + length)]);
    }
    case 'tamper': {
      const other = wire.slice();
      other[shim + length]! ^= 1;
      return other;
    }
  }
}
