import type { Frames } from '../e2ee/sframe/frames';
import type { Chamber } from '../e2ee/sframe/protocol';
import type { Offer, SlotSections, Sources, VideoEncoding, VideoSource } from '../signalling/messages';
import { withoutOrphanedFeedback } from './sdp';

/** One's own sources' tracks; null for one that is off. */
export interface Tracks {
  microphone: MediaStreamTrack | null;
  camera: MediaStreamTrack | null;
  screen: MediaStreamTrack | null;
}

export type SourceName = keyof Tracks;

type SendingSections = Record<SourceName, RTCRtpTransceiver>;

/** What of `Frames` a connection needs. */
export type FrameGuard = Pick<Frames, 'guards' | 'protect' | 'allow' | 'open'>;

interface Slot {
  audio: RTCRtpTransceiver;
  video: RTCRtpTransceiver;
  stream: MediaStream;
}

/** Lowest first, as the protocol wants them. Each is a quarter of the next one's area, so that a tile of any size has one near it. */
const CAMERA_ENCODINGS = [
  { rid: 'l', scaleResolutionDownBy: 4, maxBitrate: 150_000 },
  { rid: 'm', scaleResolutionDownBy: 2, maxBitrate: 500_000 },
  { rid: 'h', scaleResolutionDownBy: 1, maxBitrate: 1_700_000 },
];

// Text needs sharp pixels more than movement: few frames, all of them whole.
const SCREEN_ENCODING = { maxBitrate: 2_500_000, maxFramerate: 15 };

const CAMERA_SIZE = { width: 1280, height: 720 };
const SCREEN_SIZE = { width: 1920, height: 1080 };
const MAX_PIXELS = 8192;

const SOURCES = ['microphone', 'camera', 'screen'] as const;

/**
 * The one connection to the server: one's own three sources, once for the plenary, once for one's side's room and once for a
 * sidebar, and slots in which others are received. A section belongs to its chamber for life, with the encryption that belongs to it: so what was captured for one
 * chamber is never sent into another, however late it comes out of an encoder.
 */
export class Connection {
  readonly #peer = new RTCPeerConnection({ bundlePolicy: 'max-bundle', rtcpMuxPolicy: 'require' });
  readonly #frames: FrameGuard;
  readonly #sections: Record<Chamber, SendingSections>;
  readonly #slots: Slot[] = [];
  readonly #tracks: Tracks;
  #chamber: Chamber;
  /** Changes of tracks, one after the other. */
  #changed: Promise<void> = Promise.resolve();

  /** @param chamber where the tracks go; none go to the others */
  constructor(tracks: Tracks, chamber: Chamber, frames: FrameGuard) {
    this.#tracks = frames.guards ? { ...tracks } : { microphone: null, camera: null, screen: null };
    this.#chamber = chamber;
    this.#frames = frames;
    this.#sections = {
      plenary: this.#sendIn('plenary'),
      caucus: this.#sendIn('caucus'),
      sidebar: this.#sendIn('sidebar'),
    };
  }

  get slots(): number {
    return this.#slots.length;
  }

  /** The stream of each slot, microphone and camera of whoever sits in it together. */
  get streams(): readonly MediaStream[] {
    return this.#slots.map((slot) => slot.stream);
  }

  /**
   * An offer with at least so many slots.
   *
   * @param restart whether to look for the way to the server anew (ICE restart)
   */
  async offer(slots: number, restart: boolean): Promise<Offer> {
    // An offer that was never answered is taken back first.
    if (this.#peer.signalingState === 'have-local-offer')
      await this.#peer.setLocalDescription({ type: 'rollback' });
    while (this.#slots.length < slots) this.#slots.push(this.#receive());
    await this.#peer.setLocalDescription(await this.#peer.createOffer({ iceRestart: restart }));
    // The server finds our address by our checks, so nothing waits for candidates.
    return {
      sdp: withoutOrphanedFeedback(this.#peer.localDescription?.sdp ?? ''),
      plenary: this.#sources('plenary'),
      caucus: this.#sources('caucus'),
      sidebar: this.#sources('sidebar'),
      slots: this.#slots.map((slot): SlotSections => ({
        audio: midOf(slot.audio),
        video: midOf(slot.video),
      })),
    };
  }

  async accept(answer: string): Promise<void> {
    await this.#peer.setRemoteDescription({ type: 'answer', sdp: answer });
    await this.#keepScreenSharp();
  }

  /** Sends a track in the chamber that one is in; null for nothing. */
  setTrack(source: SourceName, track: MediaStreamTrack | null): Promise<void> {
    if (!this.#frames.guards) return Promise.resolve();
    this.#tracks[source] = track;
    return this.#inTurn(() => this.#replace(this.#chamber, source, this.#tracks[source]));
  }

  /** Moves all tracks into a chamber. When it is done nothing more is captured for another, or sent in it. */
  enter(chamber: Chamber): Promise<void> {
    return this.#inTurn(async () => {
      if (chamber === this.#chamber) return;
      await Promise.all(SOURCES.map((source) => this.#replace(this.#chamber, source, null)));
      this.#chamber = chamber;
      await Promise.all(SOURCES.map((source) => this.#replace(chamber, source, this.#tracks[source])));
    });
  }

  /** How much was received so far, and whether the browser has given up. */
  async read(): Promise<{ received: number; failed: boolean }> {
    let received = 0;
    for (const stats of (await this.#peer.getStats()).values() as Iterable<Record<string, unknown>>) {
      switch (stats['type']) {
        case 'transport':
        case 'inbound-rtp':
          received += numberOf(stats['packetsReceived']);
          break;
        case 'candidate-pair':
          received += numberOf(stats['responsesReceived']);
          break;
      }
    }
    const state = this.#peer.iceConnectionState;
    const failed = state === 'failed' || state === 'disconnected' || this.#peer.connectionState === 'failed';
    return { received, failed };
  }

  close(): void {
    this.#peer.close();
  }

  #inTurn(change: () => Promise<void>): Promise<void> {
    const changed = this.#changed.then(change);
    this.#changed = changed.catch(() => undefined);
    return changed;
  }

  async #replace(chamber: Chamber, source: SourceName, track: MediaStreamTrack | null): Promise<void> {
    if (this.#peer.signalingState === 'closed') return;
    this.#frames.allow(chamber, source, track !== null);
    await this.#sections[chamber][source].sender.replaceTrack(track);
  }

  #sendIn(chamber: Chamber): SendingSections {
    return {
      microphone: this.#send(chamber, 'microphone', 'audio', []),
      camera: this.#send(chamber, 'camera', 'video', CAMERA_ENCODINGS),
      screen: this.#send(chamber, 'screen', 'video', [SCREEN_ENCODING]),
    };
  }

  #send(
    chamber: Chamber,
    source: SourceName,
    medium: 'audio' | 'video',
    sendEncodings: RTCRtpEncodingParameters[],
  ): RTCRtpTransceiver {
    const track = chamber === this.#chamber ? this.#tracks[source] : null;
    const transceiver = this.#peer.addTransceiver(track ?? medium, { direction: 'sendonly', sendEncodings });
    this.#frames.protect(transceiver.sender, chamber, source);
    this.#frames.allow(chamber, source, track !== null);
    preferCodecs(transceiver, medium);
    return transceiver;
  }

  #receive(): Slot {
    const audio = this.#peer.addTransceiver('audio', { direction: 'recvonly' });
    const video = this.#peer.addTransceiver('video', { direction: 'recvonly' });
    this.#frames.open(audio.receiver, this.#slots.length, 'audio');
    this.#frames.open(video.receiver, this.#slots.length, 'video');
    preferCodecs(audio, 'audio');
    preferCodecs(video, 'video');
    const tracks = this.#frames.guards ? [audio.receiver.track, video.receiver.track] : [];
    return { audio, video, stream: new MediaStream(tracks) };
  }

  #sources(chamber: Chamber): Sources {
    const { microphone, camera, screen } = this.#sections[chamber];
    return {
      microphone: { mid: midOf(microphone) },
      camera: this.#videoSource(camera, this.#tracks.camera, CAMERA_ENCODINGS, CAMERA_SIZE),
      screen: this.#videoSource(screen, this.#tracks.screen, [SCREEN_ENCODING], SCREEN_SIZE),
    };
  }

  /** The sizes are those of the track that is or will be sent there. */
  #videoSource(
    section: RTCRtpTransceiver,
    track: MediaStreamTrack | null,
    encodings: readonly { rid?: string; scaleResolutionDownBy?: number; maxBitrate: number }[],
    usual: { width: number; height: number },
  ): VideoSource {
    const settings = track?.getSettings();
    const width = settings?.width ?? usual.width;
    const height = settings?.height ?? usual.height;
    return {
      mid: midOf(section),
      encodings: encodings.map((encoding): VideoEncoding => {
        const scale = encoding.scaleResolutionDownBy ?? 1;
        return {
          rid: encoding.rid ?? '',
          width: pixels(width / scale),
          height: pixels(height / scale),
          maxRateBps: encoding.maxBitrate,
        };
      }),
    };
  }

  async #keepScreenSharp(): Promise<void> {
    for (const { screen } of Object.values(this.#sections)) {
      try {
        const parameters = screen.sender.getParameters();
        await screen.sender.setParameters({ ...parameters, degradationPreference: 'maintain-resolution' });
      } catch {
        // A browser without the preference goes by the track's content hint.
      }
    }
  }
}

/** Leaves only what the server speaks in the offer: Opus and VP8 with its retransmission. An offer of many slots stays small. */
function preferCodecs(transceiver: RTCRtpTransceiver, kind: string): void {
  const wanted = kind === 'audio' ? ['audio/opus'] : ['video/vp8', 'video/rtx'];
  const codecs = RTCRtpReceiver.getCapabilities(kind)?.codecs ?? [];
  const chosen = codecs.filter((codec) => wanted.includes(codec.mimeType.toLowerCase()));
  if (chosen.length > 0 && 'setCodecPreferences' in transceiver) transceiver.setCodecPreferences(chosen);
}

function midOf(transceiver: RTCRtpTransceiver): string {
  if (transceiver.mid === null) throw new Error('a section of the offer has no mid');
  return transceiver.mid;
}

function pixels(size: number): number {
  return Math.min(MAX_PIXELS, Math.max(1, Math.round(size)));
}

function numberOf(value: unknown): number {
  return typeof value === 'number' ? value : 0;
}
