/** What this client needs of a browser, by the name that a person may look up. */
export interface Surroundings {
  isSecureContext?: boolean;
  crypto?: { subtle?: unknown };
  WebSocket?: unknown;
  RTCPeerConnection?: { prototype: object };
  RTCRtpSender?: { prototype: object };
  RTCRtpScriptTransform?: unknown;
  Worker?: unknown;
  indexedDB?: unknown;
  navigator?: { mediaDevices?: unknown; locks?: unknown };
  ResizeObserver?: unknown;
}

/** The curves that keys of people and groups are on, each with a use that its keys have. */
const CURVES = [
  ['Ed25519', 'sign'],
  ['X25519', 'deriveBits'],
] as const;

/** What is missing: `insecure` for a page by plain http, else the names of what the browser lacks; null where it has all. */
export function missingFrom(browser: Surroundings, media: boolean): string | null {
  if (browser.isSecureContext !== true) return 'insecure';
  const missing: string[] = [];
  if (browser.crypto?.subtle === undefined) missing.push('WebCrypto');
  if (browser.WebSocket === undefined) missing.push('WebSocket');
  if (media) {
    const connection = browser.RTCPeerConnection?.prototype ?? {};
    if (!('addTransceiver' in connection)) missing.push('WebRTC');
    if (!('replaceTrack' in (browser.RTCRtpSender?.prototype ?? {}))) missing.push('replaceTrack');
    if (browser.RTCRtpScriptTransform === undefined) missing.push('RTCRtpScriptTransform');
    if (browser.Worker === undefined) missing.push('Worker');
    if (browser.indexedDB == null) missing.push('IndexedDB');
    if (browser.navigator?.locks === undefined) missing.push('Web Locks');
    if (browser.navigator?.mediaDevices === undefined) missing.push('mediaDevices');
    if (browser.ResizeObserver === undefined) missing.push('ResizeObserver');
  }
  return missing.length === 0 ? null : missing.join(', ');
}

/** Which curves WebCrypto lacks, by name; null where it has all. */
export async function unsupportedCrypto(subtle: Pick<SubtleCrypto, 'generateKey'>): Promise<string | null> {
  const tried = await Promise.all(
    CURVES.map(async ([curve, use]) => {
      try {
        await subtle.generateKey(curve, false, [use]);
        return null;
      } catch {
        return curve;
      }
    }),
  );
  const missing = tried.filter((curve) => curve !== null);
  return missing.length === 0 ? null : missing.join(', ');
}
