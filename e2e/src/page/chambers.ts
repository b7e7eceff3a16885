import { Frames } from '../../../web/src/e2ee/sframe/frames';
import type { Chamber, Context, FramesReport } from '../../../web/src/e2ee/sframe/protocol';
import { Connection } from '../../../web/src/rtc/connection';
import { gathered, ownTracks } from './peer.ts';

const CHAMBERS = ['plenary', 'caucus', 'sidebar'] as const;
const LEAF = 3;

/** The client's own connection, and an end that receives each of its three chambers in a slot of its own. */
class Chambers {
  /** What was sent, and what came of it at the other end. */
  sent: FramesReport | null = null;
  received: FramesReport | null = null;
  readonly #frames = new Frames(new Worker('/worker.js', { type: 'module' }));
  readonly #theirFrames = new Frames(new Worker('/worker.js', { type: 'module' }));
  readonly #other = new RTCPeerConnection();
  #connection: Connection | null = null;

  async start(chamber: Chamber): Promise<void> {
    this.#frames.onreport = (report) => (this.sent = report);
    this.#theirFrames.onreport = (report) => (this.received = report);
    for (const context of [0, 1, 2] as Context[]) {
      const key = new Uint8Array(16).fill(7 + context);
      this.#frames.setEpoch(context, 1n, key, LEAF);
      this.#theirFrames.setEpoch(context, 1n, key, LEAF + 1);
      const kinds = { audio: 'microphone', video: 'camera' } as const;
      this.#theirFrames.expect(context, { context, leaf: LEAF, kinds });
    }
    const [microphone, camera] = await ownTracks();
    this.#connection = new Connection({ microphone, camera, screen: null }, chamber, this.#frames);
    const offer = await this.#connection.offer(1, false);
    await this.#other.setRemoteDescription({ type: 'offer', sdp: offer.sdp });
    for (const transceiver of this.#other.getTransceivers()) {
      const slot = CHAMBERS.findIndex((one) =>
        [offer[one].microphone.mid, offer[one].camera.mid].includes(transceiver.mid ?? ''),
      );
      if (slot >= 0) this.#theirFrames.open(transceiver.receiver, slot, slotMedium(transceiver));
    }
    await this.#other.setLocalDescription();
    await this.#connection.accept(await gathered(this.#other));
  }

  async enter(chamber: Chamber): Promise<void> {
    await this.#connection?.enter(chamber);
  }

  close(): void {
    this.#connection?.close();
    this.#other.close();
    this.#frames.close();
    this.#theirFrames.close();
  }
}

function slotMedium(transceiver: RTCRtpTransceiver): 'audio' | 'video' {
  return transceiver.receiver.track.kind === 'audio' ? 'audio' : 'video';
}

declare global {
  interface Window {
    chambers: Chambers;
  }
}

window.chambers = new Chambers();
