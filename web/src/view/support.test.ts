import { describe, expect, it } from 'vitest';
import { missingFrom, unsupportedCrypto, type Surroundings } from './support';

const recent: Required<Surroundings> = {
  isSecureContext: true,
  crypto: { subtle: {} },
  WebSocket: {},
  RTCPeerConnection: { prototype: { addTransceiver: null } },
  RTCRtpSender: { prototype: { replaceTrack: null } },
  RTCRtpScriptTransform: {},
  Worker: {},
  indexedDB: {},
  navigator: { mediaDevices: {}, locks: {} },
  ResizeObserver: {},
};

function without(...names: (keyof Surroundings)[]): Surroundings {
  return Object.fromEntries(Object.entries(recent).filter(([name]) => !names.some((one) => one === name)));
}

describe('missingFrom', () => {
  it('lets a recent browser in', () => {
    expect(missingFrom(recent, true)).toBeNull();
  });

  it('says by name what is missing', () => {
    expect(missingFrom(without('RTCRtpScriptTransform'), true)).toBe('RTCRtpScriptTransform');
    expect(missingFrom(without('indexedDB', 'navigator'), true)).toBe('IndexedDB, Web Locks, mediaDevices');
    // Some browsers have the name and nothing behind it in a private window.
    expect(missingFrom({ ...recent, indexedDB: null }, true)).toBe('IndexedDB');
    expect(missingFrom(without('crypto', 'Worker'), true)).toBe('WebCrypto, Worker');
  });

  it('asks less of a page without a meeting', () => {
    expect(missingFrom(without('RTCRtpScriptTransform', 'RTCPeerConnection', 'indexedDB'), false)).toBeNull();
    expect(missingFrom(without('crypto'), false)).toBe('WebCrypto');
  });

  it('says of an insecure page nothing else', () => {
    expect(missingFrom({}, true)).toBe('insecure');
  });
});

describe('unsupportedCrypto', () => {
  it('is nothing here', async () => {
    expect(await unsupportedCrypto(crypto.subtle)).toBeNull();
  });

  it('names the curves that are refused', async () => {
    const without = (...refused: unknown[]): Pick<SubtleCrypto, 'generateKey'> => ({
      generateKey: ((algorithm: unknown) =>
        refused.includes(algorithm)
          ? Promise.reject(new DOMException('', 'NotSupportedError'))
          : Promise.resolve({})) as unknown as SubtleCrypto['generateKey'],
    });
    expect(await unsupportedCrypto(without('Ed25519'))).toBe('Ed25519');
    expect(await unsupportedCrypto(without('Ed25519', 'X25519'))).toBe('Ed25519, X25519');
  });
});
