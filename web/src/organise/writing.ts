import { signCharterBase } from '../e2ee/invitation/charter';
import { organisingKeeper, seatOfPerson, writeSeat, writeSide } from '../e2ee/invitation/keeping';
import { sealRoster, signRosterBase } from '../e2ee/invitation/roster';
import type { OrganiserSecret } from '../e2ee/invitation/secrets';
import type { NewMeeting } from './api';
import { cleaned, type Draft, type DraftSide } from './draft';

// What the organiser's browser writes for the server to keep: signed, sealed, or hashes of what it is never given.

const FIRST_VERSION = 1;

/** The request that creates a meeting. */
export async function writeMeeting(
  meeting: string,
  secret: OrganiserSecret,
  draft: Draft,
): Promise<NewMeeting> {
  const { privateKey } = await secret.signatureKeys();
  const names = draft.sides.map((side) => ({ id: side.id, name: side.name.trim() }));
  const keepers = draft.sides.map(async ({ id }) => {
    const keeper = await secret.keeper(id);
    return { id, keeper: (await keeper.signatureKeys()).publicKey };
  });
  const signed = await signRosterBase({ meeting, title: draft.title.trim(), sides: names }, privateKey);
  return {
    id: meeting,
    organiserHash: await secret.hash(),
    papers: {
      charter: await signCharterBase({ meeting, sides: await Promise.all(keepers) }, privateKey),
      roster: await sealRoster(signed, await secret.rosterKey(), meeting),
    },
    sides: await Promise.all(draft.sides.map((side) => writeDraftSide(meeting, secret, side))),
  };
}

async function writeDraftSide(
  meeting: string,
  secret: OrganiserSecret,
  side: DraftSide,
): Promise<NewMeeting['sides'][number]> {
  const keeper = await organisingKeeper(secret, meeting, { id: side.id, name: side.name.trim() });
  const made = await Promise.all(
    side.people.map(async (person) => {
      const seed = await secret.linkSeed(person.id, 0);
      const seat = await seatOfPerson(cleaned(person), seed);
      return { seat, asked: await writeSeat(keeper, seat, seed) };
    }),
  );
  const seats = made.map((one) => one.seat);
  return {
    id: side.id,
    papers: await writeSide(keeper, { version: FIRST_VERSION, seats, changes: [] }),
    seats: made.map((one) => one.asked),
  };
}
