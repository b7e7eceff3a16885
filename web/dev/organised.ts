import { mount } from 'svelte';
import type { Role } from '../src/e2ee/invitation/charter';
import type { Dossier } from '../src/e2ee/invitation/dossier';
import { OrganiserSecret, randomId } from '../src/e2ee/invitation/secrets';
import { writePapers } from '../src/organise/writing';
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
  const dossier = dossierOf(cast);
  const papers = await writePapers(id, secret, dossier);
  const sides = dossier.sides.map((side, index) => ({
    id: side.id,
    seats: side.seats.map((seat, place) => ({
      id: seat.id,
      admits: seat.role !== 'member',
      generation: seat.generation,
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

function dossierOf({ title, names, people, functions, agencies, sides, each }: Cast): Dossier {
  return {
    version: 1,
    title,
    sides: Array.from({ length: sides }, (_, side) => ({
      id: randomId(),
      name: names[side] ?? '',
      seats: Array.from({ length: each }, (_, place) => ({
        id: randomId(),
        name: people[(place + side) % people.length] ?? '',
        title: functions[(place + side) % functions.length] ?? '',
        agency: agencies[(place + side) % agencies.length] ?? '',
        role: ROLES[place % ROLES.length] ?? 'member',
        generation: 0,
      })),
    })),
  };
}
