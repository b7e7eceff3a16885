import { Frames } from '../../../web/src/e2ee/sframe/frames';
import { withoutOrphanedFeedback } from '../../../web/src/rtc/sdp';
import type { Due, FramesReport } from '../../../web/src/e2ee/sframe/protocol';
import type { Attack } from './attacker.ts';

/** How a peer's media goes: encrypted, or as the codecs make it; or encrypted, with somebody in the middle behind it. */
export type Guard = 'sframe' | 'none' | 'attacked';

export interface PeerReading {
  report: FramesReport | null;
  state: RTCPeerConnectionState;
  /** Received, in this peer's one slot. */
  audioPackets: number;
  videoPackets: number;
  framesDecoded: number;
  /** Of the decoded sound: it grows while something is heard. */
  audioEnergy: number;
}

/**
 * One end of a call of two: microphone and camera each way, in the plenary. Ends in one page or in several, of one browser or of two,
 * reach each other by the descriptions that a test hands over. What is received is in an article of the peer's name.
 */
class Peer {
  readonly #connection = new RTCPeerConnection();
  readonly #worker: Worker | null;
  readonly #frames: Frames | null;
  readonly #received = new MediaStream();
  #report: FramesReport | null = null;

  constructor(name: string, guard: Guard) {
    const script = guard === 'attacked' ? '/attacker.js' : '/worker.js';
    this.#worker = guard === 'none' ? null : new Worker(script, { type: 'module' });
    this.#frames = this.#worker && new Frames(this.#worker);
    if (this.#frames) this.#frames.onreport = (report) => (this.#report = report);
    const tile = document.createElement('article');
    tile.dataset['seat'] = name;
    tile.dataset['showing'] = 'person';
    const video = document.createElement('video');
    video.autoplay = true;
    video.playsInline = true;
    video.srcObject = this.#received;
    tile.append(video);
    document.body.append(tile);
  }

  async offer(): Promise<string> {
    const [audio, video] = await ownTracks();
    this.#protect(this.#connection.addTransceiver(audio, { direction: 'sendonly' }), 'microphone');
    this.#protect(this.#connection.addTransceiver(video, { direction: 'sendonly' }), 'camera');
    this.#receive(this.#connection.addTransceiver('audio', { direction: 'recvonly' }), 'audio');
    this.#receive(this.#connection.addTransceiver('video', { direction: 'recvonly' }), 'video');
    await this.#connection.setLocalDescription();
    return gathered(this.#connection);
  }

  async answer(offer: string): Promise<string> {
    const tracks = await ownTracks();
    await this.#connection.setRemoteDescription({ type: 'offer', sdp: offer });
    const [theirAudio, theirVideo, audio, video] = this.#connection.getTransceivers();
    this.#receive(theirAudio!, 'audio');
    this.#receive(theirVideo!, 'video');
    this.#protect(audio!, 'microphone');
    this.#protect(video!, 'camera');
    for (const [at, transceiver] of [audio!, video!].entries()) {
      transceiver.direction = 'sendonly';
      await transceiver.sender.replaceTrack(tracks[at]!);
    }
    await this.#connection.setLocalDescription();
    return gathered(this.#connection);
  }

  async accept(answer: string): Promise<void> {
    await this.#connection.setRemoteDescription({ type: 'answer', sdp: answer });
  }

  /** @param fill what every byte of the base key is */
  setEpoch(epoch: number, fill: number, ownLeaf: number): void {
    this.#frames?.setEpoch(0, BigInt(epoch), new Uint8Array(16).fill(fill), ownLeaf);
  }

  expect(due: Due | null): void {
    this.#frames?.expect(0, due);
  }

  /** What the one in the middle does from now on. */
  attack(attack: Attack): void {
    this.#worker?.postMessage({ type: 'attack', attack });
  }

  dropKeys(): void {
    this.#frames?.dropContext(0);
  }

  /** Stops the picture that this end sends. */
  async stopPicture(): Promise<void> {
    this.#frames?.allow('plenary', 'camera', false);
    for (const { sender } of this.#connection.getTransceivers())
      if (sender.track?.kind === 'video') await sender.replaceTrack(null);
  }

  async read(): Promise<PeerReading> {
    const reading: PeerReading = {
      report: this.#report,
      state: this.#connection.connectionState,
      audioPackets: 0,
      videoPackets: 0,
      framesDecoded: 0,
      audioEnergy: 0,
    };
    (await this.#connection.getStats()).forEach((stats: Record<string, unknown>) => {
      if (stats['type'] !== 'inbound-rtp') return;
      const packets = Number(stats['packetsReceived'] ?? 0);
      if (stats['kind'] === 'audio') reading.audioPackets += packets;
      else reading.videoPackets += packets;
      reading.framesDecoded += Number(stats['framesDecoded'] ?? 0);
      reading.audioEnergy += Number(stats['totalAudioEnergy'] ?? 0);
    });
    return reading;
  }

  close(): void {
    this.#connection.close();
    this.#frames?.close();
  }

  #protect(transceiver: RTCRtpTransceiver, kind: 'microphone' | 'camera'): void {
    this.#frames?.protect(transceiver.sender, 'plenary', kind);
    this.#frames?.allow('plenary', kind, true);
    preferCodecs(transceiver, kind === 'microphone' ? ['audio/opus'] : ['video/vp8', 'video/rtx']);
  }

  #receive(transceiver: RTCRtpTransceiver, medium: 'audio' | 'video'): void {
    this.#frames?.open(transceiver.receiver, 0, medium);
    preferCodecs(transceiver, medium === 'audio' ? ['audio/opus'] : ['video/vp8', 'video/rtx']);
    this.#received.addTrack(transceiver.receiver.track);
  }
}

/** The description with all its candidates in it. */
export async function gathered(connection: RTCPeerConnection): Promise<string> {
  while (connection.iceGatheringState !== 'complete')
    await new Promise((changed) => connection.addEventListener('icegatheringstatechange', changed, { once: true }));
  return withoutOrphanedFeedback(connection.localDescription?.sdp ?? '');
}

let own: Promise<[MediaStreamTrack, MediaStreamTrack]> | undefined;

/** The picture is the instruments'. The sound is the browser's own: where there is no loudspeaker Firefox makes none for a script. */
export function ownTracks(): Promise<[MediaStreamTrack, MediaStreamTrack]> {
  own ??= (async () => {
    const devices = navigator.mediaDevices;
    const sound = await MediaDevices.prototype.getUserMedia.call(devices, { audio: true });
    const picture = await devices.getUserMedia({ video: true });
    return [sound.getAudioTracks()[0]!, picture.getVideoTracks()[0]!];
  })();
  return own;
}

function preferCodecs(transceiver: RTCRtpTransceiver, wanted: readonly string[]): void {
  const codecs = RTCRtpReceiver.getCapabilities(wanted[0]!.split('/')[0]!)?.codecs ?? [];
  transceiver.setCodecPreferences(codecs.filter((codec) => wanted.includes(codec.mimeType.toLowerCase())));
}

const peers: Record<string, Peer> = {};

declare global {
  interface Window {
    peers: Record<string, Peer>;
    addPeer: (name: string, guard: Guard) => void;
  }
}

window.peers = peers;
window.addPeer = (name, guard) => {
  peers[name] = new Peer(name, guard);
};
