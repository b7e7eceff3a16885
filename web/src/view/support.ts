/** What this client needs of a browser, by the name that a person may look up. */
export interface Surroundings {
  isSecureContext?: boolean;
  crypto?: { subtle?: unknown };
  WebSocket?: unknown;
  RTCPeerConnection?: { prototype: object };
  RTCRtpSender?: { prototype: object };
  navigator?: { mediaDevices?: unknown };
  ResizeObserver?: unknown;
}

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
    if (browser.navigator?.mediaDevices === undefined) missing.push('mediaDevices');
    if (browser.ResizeObserver === undefined) missing.push('ResizeObserver');
  }
  return missing.length === 0 ? null : missing.join(', ');
}
