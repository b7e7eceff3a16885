import { beforeEach, describe, expect, it } from 'vitest';
import { Secret } from '../links/secret';
import type { Failure, NewSeat, OrganisedMeeting, OrganisedSeat, Result } from './api';
import { emptyPerson } from './draft';
import { Invitations, type Calls } from './invitations.svelte';

const seat = (id: string, more: Partial<OrganisedSeat> = {}): OrganisedSeat => ({
  id,
  name: id,
  title: '',
  generation: 0,
  revoked: false,
  present: false,
  ...more,
});

/** A server that keeps one meeting, and hashes alone. */
class FakeServer implements Calls {
  meeting: OrganisedMeeting = {
    id: 'meeting',
    title: 'Harbour dues',
    over: false,
    sides: [
      { id: 'A', name: 'Side A', seats: [seat('a1', { present: true }), seat('a2')] },
      { id: 'B', name: 'Side B', seats: [seat('b1', { generation: 3 })] },
    ],
  };
  readonly hashes = new Map<string, string>();
  down: Failure | null = null;

  read(): Promise<Result<OrganisedMeeting>> {
    return this.#answer(structuredClone(this.meeting));
  }
  addSeat(side: string, { linkHash, ...added }: NewSeat): Promise<Result<unknown>> {
    this.hashes.set(added.id, linkHash);
    this.meeting.sides.find((one) => one.id === side)?.seats.push(seat(added.id, added));
    return this.#answer(null);
  }
  renewLink(id: string, linkHash: string): Promise<Result<{ generation: number }>> {
    this.hashes.set(id, linkHash);
    const generation = this.#seat(id).generation + 1;
    Object.assign(this.#seat(id), { generation, revoked: false });
    return this.#answer({ generation });
  }
  revokeLink(id: string): Promise<Result<unknown>> {
    this.#seat(id).revoked = true;
    return this.#answer(null);
  }
  end(): Promise<Result<unknown>> {
    this.meeting.over = true;
    return this.#answer(null);
  }
  #seat(id: string): OrganisedSeat {
    const found = this.meeting.sides.flatMap((side) => side.seats).find((one) => one.id === id);
    if (found === undefined) throw new Error(`no seat ${id}`);
    return found;
  }
  #answer<T>(value: T): Promise<Result<T>> {
    return Promise.resolve(this.down ?? { ok: true, value });
  }
}

describe('Invitations', () => {
  const secret = Secret.random();
  let server: FakeServer;
  let invitations: Invitations;

  /** The hash of the secret in a seat's link. */
  async function hashInLink(id: string): Promise<string | undefined> {
    const fragment = new URL(invitations.links.get(id) ?? 'none:').hash.slice(1);
    return Secret.parse(fragment)?.hash();
  }

  beforeEach(async () => {
    server = new FakeServer();
    invitations = new Invitations(server, secret, 'https://parley.example');
    await invitations.refresh();
  });

  it('finds every link from the organiser’s secret alone', async () => {
    expect([...invitations.links.keys()]).toEqual(['a1', 'a2', 'b1']);
    expect(invitations.links.get('b1')).toBe(
      `https://parley.example/m/meeting#${(await secret.linkOf('b1', 3)).reveal()}`,
    );
    expect(invitations.present).toBe(1);
  });

  it('renews a link: another secret, whose hash the server has', async () => {
    const before = invitations.links.get('b1');
    expect(await invitations.renew(seat('b1', { generation: 3 }))).toBe(true);
    expect(invitations.links.get('b1')).not.toBe(before);
    expect(await hashInLink('b1')).toBe(server.hashes.get('b1'));
  });

  it('has no link for a seat whose link is revoked, until it is renewed', async () => {
    await invitations.revoke(seat('a2'));
    expect(invitations.links.has('a2')).toBe(false);
    await invitations.renew(seat('a2'));
    expect(await hashInLink('a2')).toBe(server.hashes.get('a2'));
  });

  it('adds a person with a link that works', async () => {
    const person = { ...emptyPerson(), name: ' Interpreter ' };
    expect(await invitations.add('B', person)).toBe(true);
    expect(invitations.meeting?.sides[1]?.seats[1]?.name).toBe('Interpreter');
    expect(await hashInLink(person.id)).toBe(server.hashes.get(person.id));
  });

  it('keeps showing what it knew when the server does not answer, and says so', async () => {
    server.down = { ok: false, reason: 'unreachable', detail: '' };
    expect(await invitations.end()).toBe(false);
    expect(invitations.failure?.reason).toBe('unreachable');
    expect(invitations.stale?.reason).toBe('unreachable');
    expect(invitations.meeting?.title).toBe('Harbour dues');
    server.down = null;
    await invitations.refresh();
    expect(invitations.stale).toBeNull();
    expect(invitations.meeting?.over).toBe(true);
  });
});
