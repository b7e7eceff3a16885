import { describe, expect, it } from 'vitest';
import type { ClientMessage, Entry, ServerMessage } from '../../signalling/messages';
import { decodeBase64Url, encodeBase64Url } from '../bytes';
import { keyPairFromSeed, randomBytes, type KeyPair } from '../crypto';
import type { Charter } from '../invitation/charter';
import { charterOf, seatIn, sideIn } from '../invitation/charter.testing';
import type { Written } from './around';
import { OpenRoom, SCHEDULE } from './open-room';

const MEETING = encodeBase64Url(randomBytes(16));
const SECRET = randomBytes(32);

/** What a server does with the log; a test may make it lie. */
class Log {
  entries: Entry[] = [];
  readonly guests: { seat: string; room: OpenRoom }[] = [];

  take(seat: string, message: ClientMessage): void {
    const tell = (answer: Extract<ServerMessage, { room: string }>): void => {
      this.guests.find((guest) => guest.seat === seat)?.room.receive(answer);
    };
    if (message.type === 'follow') {
      const { from } = message;
      const entries = this.entries.slice(from);
      tell({ type: 'log', room: SCHEDULE, from, head: this.entries.length, entries });
    } else if (message.type === 'append') {
      const head = this.entries.length;
      if (message.seq !== head) {
        tell({ type: 'conflict', room: SCHEDULE, head });
        return;
      }
      const entry: Entry = { kind: 'object', seat, bytes: message.bytes };
      this.entries.push(entry);
      tell({ type: 'accepted', room: SCHEDULE, seq: head });
      for (const { room } of this.guests)
        room.receive({ type: 'appended', room: SCHEDULE, seq: head, entry });
    } else throw new Error(`a guest sent ${message.type}`);
  }
}

interface Guest {
  room: OpenRoom;
  heard: Written[];
  kept: { text: string };
}

class Bench {
  readonly log = new Log();
  readonly #links = new Map<string, KeyPair>();

  static async of(...seats: string[]): Promise<Bench> {
    const bench = new Bench();
    for (const seat of seats) bench.#links.set(seat, await keyPairFromSeed(randomBytes(32)));
    return bench;
  }

  charter(): Charter {
    const seats = [...this.#links].map(([id, link]) => seatIn(id, 'head', { key: link.publicKey }));
    return charterOf(MEETING, [sideIn('side', seats)]);
  }

  async arrive(seat: string, kept = { text: '' }, key?: KeyPair): Promise<Guest> {
    const link = key ?? this.#links.get(seat);
    if (link === undefined) throw new Error(`nobody invited ${seat}`);
    const heard: Written[] = [];
    const guest = { meeting: MEETING, seat, invitationKey: link.privateKey, meetingSecret: SECRET };
    const room = new OpenRoom(
      guest,
      this.charter(),
      {
        // A moment later, as over a line.
        send: (message) => {
          queueMicrotask(() => {
            this.log.take(seat, message);
          });
        },
        recall: () => kept.text,
        keep: (text) => (kept.text = text),
      },
      { written: (object) => heard.push(object), changed: () => undefined },
    );
    this.log.guests.push({ seat, room });
    room.connected();
    await this.settled();
    return { room, heard, kept };
  }

  async settled(): Promise<void> {
    for (let i = 0; i < 5; i++) {
      await new Promise((done) => setTimeout(done));
      await Promise.all(this.log.guests.map(({ room }) => room.settled()));
    }
  }
}

const wish = (command: string) => ({ type: 'schedule', command, atMs: 5, stamps: [] }) as const;
const commands = (guest: Guest): string[] =>
  guest.heard.flatMap(({ payload }) => (payload?.type === 'schedule' ? [payload.command] : []));

describe('the log of all who were invited', () => {
  it('gives everybody the same, in one order, to who comes later as well', async () => {
    const bench = await Bench.of('robin', 'kim');
    const [robin, kim] = [await bench.arrive('robin'), await bench.arrive('kim')];
    const posts = [robin.room.post(wish('1')), kim.room.post(wish('2')), robin.room.post(wish('3'))];
    await bench.settled();
    expect(await Promise.all(posts)).toEqual([true, true, true]);
    expect(commands(kim)).toEqual(commands(robin));
    expect(commands(robin)).toHaveLength(3);
    expect(commands(robin).indexOf('1')).toBeLessThan(commands(robin).indexOf('3'));
    bench.log.guests.length = 0;
    const later = await bench.arrive('kim');
    expect(commands(later)).toEqual(commands(robin));
    expect([robin, kim, later].flatMap((guest) => guest.room.alarms)).toEqual([]);
  });

  it('is sealed: the server is given nothing of what is written', async () => {
    const bench = await Bench.of('robin');
    const robin = await bench.arrive('robin');
    await robin.room.post(wish('the quay at dawn'));
    const bytes = decodeBase64Url(bench.log.entries[0]?.bytes ?? '') ?? new Uint8Array();
    expect(bytes.length).toBeGreaterThan(256);
    expect(new TextDecoder('latin1').decode(bytes)).not.toContain('quay');
  });

  it('writes again what did not arrive before the line broke, and once what did', async () => {
    const bench = await Bench.of('robin');
    const robin = await bench.arrive('robin');
    const take = bench.log.take.bind(bench.log);
    bench.log.take = () => undefined;
    const lost = robin.room.post(wish('lost'));
    await bench.settled();
    bench.log.take = (seat, message) => {
      // It is written, and the answer is lost.
      if (message.type === 'append') bench.log.entries.push({ kind: 'object', seat, bytes: message.bytes });
      else take(seat, message);
    };
    robin.room.disconnected();
    robin.room.connected();
    await bench.settled();
    bench.log.take = take;
    robin.room.disconnected();
    robin.room.connected();
    expect(await lost).toBe(true);
    expect(commands(robin)).toEqual(['lost']);
    expect(bench.log.entries).toHaveLength(1);
  });

  it('knows what a device has read before from news', async () => {
    const bench = await Bench.of('robin', 'kim');
    const robin = await bench.arrive('robin');
    await robin.room.post(wish('1'));
    bench.log.guests.length = 0;
    const kim = await bench.arrive('kim');
    await kim.room.post(wish('2'));
    const again = await bench.arrive('robin', robin.kept);
    expect(again.heard.map(({ fresh }) => fresh)).toEqual([false, true]);
  });
});

describe('a server that lies about it', () => {
  async function written(): Promise<{ bench: Bench; robin: Guest }> {
    const bench = await Bench.of('robin', 'kim');
    const robin = await bench.arrive('robin');
    for (const command of ['1', '2', '3']) await robin.room.post(wish(command));
    bench.log.guests.length = 0;
    return { bench, robin };
  }

  it('is found out when it leaves out the end', async () => {
    const { bench, robin } = await written();
    bench.log.entries.pop();
    const again = await bench.arrive('robin', robin.kept);
    expect(again.room.alarms.map(({ what }) => what)).toEqual(['truncated']);
  });

  it('is found out when it drops, swaps or changes an entry', async () => {
    for (const lie of [
      (entries: Entry[]) => entries.splice(1, 1),
      (entries: Entry[]) => entries.splice(0, 2, ...entries.slice(0, 2).reverse()),
      (entries: Entry[]) => entries.splice(1, 1, { ...(entries[1] as Entry), seat: 'kim' }),
    ]) {
      const { bench } = await written();
      lie(bench.log.entries);
      const kim = await bench.arrive('kim');
      expect(kim.room.alarms.map(({ what }) => what)).toContain('brokenObject');
      expect(commands(kim).every((command, at) => command === String(at + 1))).toBe(true);
    }
  });

  it('cannot let somebody write who has no link', async () => {
    const { bench } = await written();
    await bench.arrive('kim', { text: '' }, await keyPairFromSeed(randomBytes(32))).then(({ room }) => {
      void room.post(wish('forged'));
    });
    await bench.settled();
    bench.log.guests.length = 0;
    const robin = await bench.arrive('robin');
    expect(commands(robin)).toEqual(['1', '2', '3']);
    expect(robin.room.alarms.map(({ what }) => what)).toEqual(['brokenObject']);
  });
});
