import { describe, expect, it } from 'vitest';
import { Frames } from './frames';
import type { Command, FramesReport } from './protocol';

class RecordingWorker {
  onmessage: ((event: { data: FramesReport }) => void) | null = null;
  onerror: (() => void) | null = null;
  onmessageerror: (() => void) | null = null;
  readonly told: Command[] = [];
  terminated = false;

  postMessage(command: Command, transfer: Transferable[]): void {
    this.told.push(structuredClone(command, { transfer }));
  }

  terminate(): void {
    this.terminated = true;
  }
}

function framesWithWorker(): { frames: Frames; worker: RecordingWorker } {
  const worker = new RecordingWorker();
  return { frames: new Frames(worker as unknown as Worker), worker };
}

describe('Frames', () => {
  it('tells the worker in order', () => {
    const { frames, worker } = framesWithWorker();
    const due = { context: 1, leaf: 3, kinds: { audio: null, video: 'screen' } } as const;
    frames.expect(2, due);
    frames.allow('caucus', 'camera', true);
    frames.dropContext(1);
    expect(worker.told).toEqual([
      { type: 'expect', slot: 2, due },
      { type: 'allow', chamber: 'caucus', kind: 'camera', allowed: true },
      { type: 'dropContext', context: 1 },
    ]);
    frames.close();
    expect(worker.terminated).toBe(true);
  });

  it('tells that there is no worker, and guards nothing', async () => {
    const frames = new Frames(null);
    let failures = 0;
    frames.onfailed = () => failures++;
    expect(frames.guards).toBe(false);
    const sender = {} as RTCRtpSender;
    frames.protect(sender, 'plenary', 'camera');
    expect(sender.transform).toBeUndefined();
    frames.dropContext(0);
    frames.close();
    await Promise.resolve();
    expect(failures).toBe(1);
  });

  it('tells that the worker does not load, or fails', () => {
    const { frames, worker } = framesWithWorker();
    let failures = 0;
    frames.onfailed = () => failures++;
    worker.onerror?.();
    worker.onmessageerror?.();
    expect(failures).toBe(2);
  });

  it('leaves the caller its key', () => {
    const { frames, worker } = framesWithWorker();
    const baseKey = new Uint8Array(32).fill(5).subarray(8, 24);
    frames.setEpoch(0, 2n ** 60n, baseKey, 1023, [4]);
    expect(baseKey).toEqual(new Uint8Array(16).fill(5));
    expect(worker.told).toEqual([
      {
        type: 'setEpoch',
        context: 0,
        epoch: 2n ** 60n,
        baseKey: new Uint8Array(16).fill(5),
        ownLeaf: 1023,
        gone: [4],
      },
    ]);
  });

  it('refuses what no key could be derived from or no frame could name', () => {
    const { frames, worker } = framesWithWorker();
    expect(() => {
      frames.setEpoch(0, 0n, new Uint8Array(15), 0);
    }).toThrow();
    for (const leaf of [-1, 1024, NaN])
      expect(() => {
        frames.setEpoch(0, 0n, new Uint8Array(16), leaf);
      }).toThrow();
    expect(worker.told).toEqual([]);
  });

  it('hands on what the worker reports', () => {
    const { frames, worker } = framesWithWorker();
    const reports: FramesReport[] = [];
    const report: FramesReport = { slots: [], senders: [], cryptoUs: 7 };
    worker.onmessage?.({ data: report });
    frames.onreport = (one) => reports.push(one);
    worker.onmessage?.({ data: report });
    expect(reports).toEqual([report]);
  });
});
