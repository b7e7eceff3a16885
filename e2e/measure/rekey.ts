import assert from 'node:assert/strict';
import { cpus } from 'node:os';
import { eventually } from '../src/eventually.ts';
import { createMeeting, HeadlessMember, type HeadlessMeeting } from '../src/headless.ts';
import { ParleyServer } from '../src/server.ts';

// How long it takes until all have new keys, after somebody came, left, or was put out: headless members with the real client's keys, a
// real server, all on this machine.

const SIZES = [2, 10, 50];
const ROUNDS = 5;

async function until(what: string, holds: () => boolean): Promise<number> {
  const startMs = performance.now();
  while (!holds()) {
    if (performance.now() - startMs > 60_000) throw new Error(`still not: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  return performance.now() - startMs;
}

/** Whether these and nobody else are in one group, in one epoch. */
function areTogether(members: readonly HeadlessMember[], epochAfter: number): boolean {
  return members.every(
    (member) =>
      member.rooms.size > 0 &&
      member.plenary.members().length === members.length &&
      member.plenary.epoch > epochAfter &&
      member.plenary.epoch === members[0]!.plenary.epoch,
  );
}

/** Everyone but the last of the seats, in one group. */
async function gather(
  server: ParleyServer,
  size: number,
): Promise<{ meeting: HeadlessMeeting; members: HeadlessMember[] }> {
  const meeting = await createMeeting(server.origin, {
    Harbour: ['head', ...Array<'member'>(size - 1).fill('member')],
    Ridge: ['head'],
  });
  const heads = meeting.seats.filter((seat) => seat.role === 'head');
  const others = meeting.seats.filter((seat) => seat.role !== 'head').slice(0, size - 2);
  const members: HeadlessMember[] = [];
  for (const seat of [...heads, ...others]) {
    const member = await HeadlessMember.enter(server.origin, meeting, seat);
    members.push(member);
    if (seat.role === 'member') {
      await until('one waits', () => members[0]!.plenary.waiting().length > 0);
      members[0]!.plenary.admit(seat.id);
    }
    await until(`${members.length} are in`, () => areTogether(members, -1));
  }
  return { meeting, members };
}

async function measure(server: ParleyServer, size: number): Promise<Record<'join' | 'leave' | 'removal', number[]>> {
  const { meeting, members } = await gather(server, size);
  const head = members[0]!;
  const seat = meeting.seats.find(
    (one) => one.role === 'member' && !members.some((member) => member.seat.id === one.id),
  )!;
  const times: Record<'join' | 'leave' | 'removal', number[]> = { join: [], leave: [], removal: [] };
  for (let round = 0; round < ROUNDS * 2; round++) {
    const newcomer = await HeadlessMember.enter(server.origin, meeting, seat);
    await until('the newcomer waits', () => head.plenary.waiting().length > 0);
    const before = head.plenary.epoch;
    head.plenary.admit(seat.id);
    times.join.push(await until('all have new keys', () => areTogether([...members, newcomer], before)));
    const inside = head.plenary.epoch;
    if (round % 2 === 0) newcomer.leave();
    else head.plenary.putOut(seat.id);
    const kind = round % 2 === 0 ? 'leave' : 'removal';
    times[kind].push(await until('all have new keys', () => areTogether(members, inside)));
    newcomer.close();
    await eventually('the newcomer is gone', () => assert.equal(head.plenary.waiting().length, 0));
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
  for (const member of members) member.close();
  return times;
}

function median(values: readonly number[]): number {
  return [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0;
}

const server = await ParleyServer.start();
try {
  console.log(
    `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}; milliseconds until all have new keys, median of ${ROUNDS} (most)`,
  );
  console.log('members'.padEnd(10), 'join'.padEnd(16), 'leave'.padEnd(16), 'removal');
  for (const size of SIZES) {
    const times = await measure(server, size);
    const cell = (values: number[]): string =>
      `${median(values).toFixed(0)} (${Math.max(...values).toFixed(0)})`.padEnd(16);
    console.log(String(size).padEnd(10), cell(times.join), cell(times.leave), cell(times.removal));
  }
} finally {
  await server.dispose();
}
