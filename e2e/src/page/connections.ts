import type { SourceConfig } from './source.ts';

/** Every connection that the page has made, the newest last. */
export const connections: RTCPeerConnection[] = [];

/** What became of the page's newest connection. */
export interface ConnectionReading {
  state: RTCPeerConnectionState | 'none';
  /** The transport of the chosen path. */
  protocol: string;
  made: number;
  sentBytes: number;
  receivedBytes: number;
  /** Per encoding of the camera sent. */
  sent: { rid: string; height: number; bytes: number; frames: number }[];
  /** Per stream sent, of either room. */
  streams: { ssrc: number; kind: 'audio' | 'video' }[];
  /** Per track received, whatever it is of. */
  received: TrackReading[];
  availableOutgoingBps: number;
}

/** What came for one track, since the start. */
export interface TrackReading {
  /** As a tile's tracks are called. */
  track: string;
  bytes: number;
  packets: number;
  framesDecoded: number;
  /** Of the decoded sound: it grows while something is heard. */
  energy: number;
}

/** Rewrites what the page is told about where the server's media is. */
function rewrite(sdp: string, config: SourceConfig): string {
  return sdp
    .split('\r\n')
    .filter((line) => !(config.tcpOnly && /^a=candidate:\S+ \d+ udp /i.test(line)))
    .map((line) =>
      line.replace(
        /^(a=candidate:\S+ \d+ \S+ \d+ )(\S+) (\d+)( .*)$/i,
        (whole, head: string, _host, port: string, tail) => {
          const other = config.mediaPorts[port];
          return other === undefined ? whole : `${head}127.0.0.1 ${other}${tail}`;
        },
      ),
    )
    .join('\r\n');
}

export function installConnections(config: SourceConfig): void {
  const Real = window.RTCPeerConnection as typeof RTCPeerConnection | undefined;
  if (!Real) return;
  window.RTCPeerConnection = class extends Real {
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      connections.push(this);
    }

    override setRemoteDescription(description: RTCSessionDescriptionInit): Promise<void> {
      const sdp = description.sdp;
      if (sdp === undefined) return super.setRemoteDescription(description);
      return super.setRemoteDescription({ type: description.type, sdp: rewrite(sdp, config) });
    }
  };
  // What the page's script believes to encrypt goes as the codecs make it.
  if (config.unguarded) Object.defineProperty(RTCRtpSender.prototype, 'transform', { set: () => undefined });
}

export async function connection(): Promise<ConnectionReading> {
  const reading: ConnectionReading = {
    state: 'none',
    protocol: '',
    made: connections.length,
    sentBytes: 0,
    receivedBytes: 0,
    sent: [],
    streams: [],
    received: [],
    availableOutgoingBps: 0,
  };
  const peer = connections.at(-1);
  if (!peer) return reading;
  reading.state = peer.connectionState;
  const stats = new Map<string, Record<string, unknown>>();
  (await peer.getStats()).forEach((report: Record<string, unknown>) => stats.set(String(report['id']), report));
  for (const report of stats.values()) {
    if (report['type'] === 'transport' && typeof report['selectedCandidatePairId'] === 'string') {
      const pair = stats.get(report['selectedCandidatePairId']);
      const remote = stats.get(String(pair?.['remoteCandidateId']));
      reading.protocol = String(remote?.['protocol'] ?? '');
      reading.sentBytes = Number(report['bytesSent'] ?? 0);
      reading.receivedBytes = Number(report['bytesReceived'] ?? 0);
      reading.availableOutgoingBps = Number(pair?.['availableOutgoingBitrate'] ?? 0);
    }
    if (report['type'] === 'outbound-rtp')
      reading.streams.push({ ssrc: Number(report['ssrc']), kind: report['kind'] === 'audio' ? 'audio' : 'video' });
    if (report['type'] === 'outbound-rtp' && report['kind'] === 'video') {
      reading.sent.push({
        rid: String(report['rid'] ?? ''),
        height: Number(report['frameHeight'] ?? 0),
        bytes: Number(report['bytesSent'] ?? 0),
        frames: Number(report['framesEncoded'] ?? 0),
      });
    }
    if (report['type'] === 'inbound-rtp') reading.received.push(trackReading(report));
  }
  return reading;
}

function trackReading(report: Record<string, unknown>): TrackReading {
  return {
    track: String(report['trackIdentifier'] ?? ''),
    bytes: Number(report['bytesReceived'] ?? 0),
    packets: Number(report['packetsReceived'] ?? 0),
    framesDecoded: Number(report['framesDecoded'] ?? 0),
    energy: Number(report['totalAudioEnergy'] ?? 0),
  };
}
