import { mount } from 'svelte';
import type { Role } from '../src/e2ee/invitation/charter';
import { OrganiserSecret, randomId } from '../src/e2ee/invitation/secrets';
import type { Draft } from '../src/organise/draft';
import { writeMeeting } from '../src/organise/writing';
import OrganisePage from '../src/view/organise/OrganisePage.svelte';

export interface Cast {
  title: string;
  /** Of the sides. */
  names: readonly string[];
  people: readonly string[];
  functions: readonly string[];
  agencies: readonly string[];
  sides: number;
  each: number;
}

const ROLES: readonly Role[] = ['head', 'deputy', 'member', 'member'];

/** The organiser's page, with a server that gives one meeting. */
export async function showOrganiser(target: HTMLElement, cast: Cast, over: boolean): Promise<void> {
  const id = randomId();
  const secret = OrganiserSecret.random();
  const { papers, sides: written } = await writeMeeting(id, secret, draftOf(cast));
  const sides = written.map((side, index) => ({
    id: side.id,
    papers: side.papers,
    seats: side.seats.map(({ id: seat, admits, keeps }, place) => ({
      id: seat,
      admits,
      keeps,
      generation: 0,
      revoked: index === 1 && place === 1,
      present: place === 0,
    })),
  }));
  const refused = new URLSearchParams(location.search).get('fails');
  window.fetch = (_, request) =>
    Promise.resolve(
      refused !== null && request?.method !== 'GET'
        ? Response.json({ reason: refused, detail: '' }, { status: 409 })
        : Response.json({ id, over, papers, sides }),
    );
  mount(OrganisePage, { target, props: { meeting: id, secret } });
}

function draftOf({ title, names, people, functions, agencies, sides, each }: Cast): Draft {
  return {
    title,
    sides: Array.from({ length: sides }, (_, side) => ({
      id: randomId(),
      name: names[side] ?? '',
      people: Array.from({ length: each }, (_person, place) => ({
        id: randomId(),
        name: people[(place + side) % people.length] ?? '',
        title: functions[(place + side) % functions.length] ?? '',
        agency: agencies[(place + side) % agencies.length] ?? '',
        role: ROLES[place % ROLES.length] ?? 'member',
      })),
    })),
  };
}
