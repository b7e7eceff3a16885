import { makeCard, signName, type Named } from '../e2ee/invitation/card';
import { admits, MAX_FORMER_KEYS, signCharter, type CharterSeat } from '../e2ee/invitation/charter';
import { sealDossier, type Dossier, type DossierSeat, type DossierSide } from '../e2ee/invitation/dossier';
import { sealRoster, signRoster } from '../e2ee/invitation/roster';
import type { OrganiserSecret } from '../e2ee/invitation/secrets';
import type { NewMeeting, NewSeat, Papers } from './api';

// What the organiser's browser writes for the server to keep: signed, sealed, or hashes of what it is never given.

/** The request that creates a meeting. */
export async function writeMeeting(
  meeting: string,
  secret: OrganiserSecret,
  dossier: Dossier,
): Promise<NewMeeting> {
  const sides = await Promise.all(
    dossier.sides.map(async (side) => ({
      id: side.id,
      seats: await Promise.all(side.seats.map((seat) => writeSeat(meeting, secret, side, seat))),
    })),
  );
  const papers = await writePapers(meeting, secret, dossier);
  return { id: meeting, organiserHash: await secret.hash(), papers, sides };
}

export async function writePapers(
  meeting: string,
  secret: OrganiserSecret,
  dossier: Dossier,
): Promise<Papers> {
  const { version, title, sides } = dossier;
  const { privateKey } = await secret.signatureKeys();
  const charterSides = await Promise.all(
    sides.map(async (side) => ({
      id: side.id,
      seats: await Promise.all(side.seats.map((seat) => charterSeat(secret, seat))),
    })),
  );
  const signed = await signRoster({ meeting, version, title, sides }, privateKey);
  return {
    version,
    charter: await signCharter({ meeting, version, sides: charterSides }, privateKey),
    roster: await sealRoster(signed, await secret.rosterKey(), meeting),
    dossier: await sealDossier(dossier, await secret.dossierKey(), meeting),
  };
}

/** What a seat's link of the present generation needs. */
export async function writeSeat(
  meeting: string,
  secret: OrganiserSecret,
  side: DossierSide,
  { id, name, title, agency, role, generation }: DossierSeat,
): Promise<NewSeat> {
  const { privateKey, publicKey } = await secret.signatureKeys();
  const seed = await secret.linkSeed(id, generation);
  const named: Named = { meeting, sideId: side.id, sideName: side.name, seatId: id, name, title, agency };
  const card = {
    organiserKey: publicKey,
    meetingSecret: await secret.meetingSecret(),
    sideSecret: await secret.sideSecret(side.id),
    side: { id: side.id, name: side.name },
    seat: { id, name, title, agency },
    role,
    certificate: await signName(named, privateKey),
    rosterKey: admits(role) ? await secret.rosterKey() : null,
  };
  const linkHash = await seed.hash();
  return { id, admits: admits(role), linkHash, card: await makeCard(card, seed, meeting) };
}

async function charterSeat(secret: OrganiserSecret, seat: DossierSeat): Promise<CharterSeat> {
  const { id, role, generation } = seat;
  const keyOf = async (of: number): Promise<CharterSeat['key']> =>
    (await (await secret.linkSeed(id, of)).invitationKeys()).publicKey;
  const count = Math.min(generation, MAX_FORMER_KEYS);
  const former = await Promise.all(Array.from({ length: count }, (_, back) => keyOf(generation - 1 - back)));
  return { id, role, generation, key: await keyOf(generation), former };
}
