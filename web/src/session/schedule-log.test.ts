import { describe, expect, it } from 'vitest';
import { encodeBase64Url } from '../e2ee/base64url';
import { keyPairFromSeed, randomBytes, type KeyPair } from '../e2ee/crypto';
import type { Charter } from '../e2ee/invitation/charter';
import { charterOf, seatIn, sideIn } from '../e2ee/invitation/charter.testing';
import { OrganiserSecret, type LinkSeed } from '../e2ee/invitation/secrets';
import { SCHEDULE } from '../e2ee/room/open-room';
import type { ClientMessage } from '../signalling/messages';
import { ScheduleLog } from './schedule-log.svelte';

const MEETING = encodeBase64Url(randomBytes(16));
const SECRET = randomBytes(32);

/** A page whose keys are there when the test lets them be. */
class Page {
  readonly sent: ClientMessage[] = [];
  readonly asked: ((keys: KeyPair) => void)[] = [];
  readonly log: ScheduleLog;

  private constructor(
    readonly keys: KeyPair,
    readonly charter: Charter,
    seed: LinkSeed,
  ) {
    seed.invitationKeys = () => new Promise<KeyPair>((resolve) => this.asked.push(resolve));
    const around = { send: (message: ClientMessage) => this.sent.push(message), nowMs: () => 0 };
    this.log = new ScheduleLog(MEETING, seed, around, () => undefined);
    this.log.setCharter(charter);
  }

  static async open(): Promise<Page> {
    const keys = await keyPairFromSeed(randomBytes(32));
    const sides = ['you', 'other'].map((id) =>
      sideIn(`side of ${id}`, [seatIn(id, 'head', { key: keys.publicKey })]),
    );
    const seed = await OrganiserSecret.random().linkSeed('you', 0);
    return new Page(keys, charterOf(MEETING, sides), seed);
  }

  connect(): Promise<void> {
    return this.log.connected('you', SECRET, this.charter);
  }

  types(): string[] {
    return this.sent.map((message) => message.type);
  }
}

describe('the log of the schedule', () => {
  it('opens one room, though the line breaks and comes again before it is open', async () => {
    const page = await Page.open();
    const connections = [page.connect(), page.connect()];
    expect(page.asked).toHaveLength(1);
    page.asked[0]?.(page.keys);
    await Promise.all(connections);
    const description = { zone: 'Etc/UTC', languages: [], emblem: '', weekend: [], holidays: [], mail: '' };
    const sent = page.log.state.send('you', { type: 'describeSide', description });
    page.log.receive({ type: 'log', room: SCHEDULE, from: 0, head: 0, entries: [] });
    await expect.poll(() => page.types()).toContain('append');
    page.log.receive({ type: 'notWritten', room: SCHEDULE, seq: 0, why: 'logFull' });
    expect(await sent).toBe('unwritten');
  });

  it('does not follow where the line broke meanwhile', async () => {
    const page = await Page.open();
    const connected = page.connect();
    page.log.disconnected();
    page.asked[0]?.(page.keys);
    await connected;
    expect(page.types()).toEqual([]);
    await page.connect();
    await expect.poll(() => page.types()).toEqual(['follow']);
  });
});
