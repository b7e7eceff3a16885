import { describe, expect, it } from 'vitest';
import { openCard } from '../e2ee/invitation/card';
import { MAX_FORMER_KEYS, openCharter, invitationKeyOf } from '../e2ee/invitation/charter';
import { openDossier, type Dossier } from '../e2ee/invitation/dossier';
import { openRoster } from '../e2ee/invitation/roster';
import { OrganiserSecret, randomId } from '../e2ee/invitation/secrets';
import { writeMeeting, writePapers, writeSeat } from './writing';

const meeting = randomId();
const secret = OrganiserSecret.random();
const dossier: Dossier = {
  version: 4,
  title: 'Harbour dues',
  sides: ['Harbour', 'Ridge'].map((name) => ({
    id: randomId(),
    name,
    seats: [
      {
        id: randomId(),
        name: `Head of ${name}`,
        title: 'Chair',
        agency: 'Quay Agency',
        role: 'head',
        generation: 0,
      },
      { id: randomId(), name: `Adviser of ${name}`, title: '', agency: '', role: 'member', generation: 12 },
    ],
  })),
};
const side = dossier.sides[1] ?? { id: '', name: '', seats: [] };
const adviser = side.seats[1] ?? {
  id: '',
  name: '',
  title: '',
  agency: '',
  role: 'member',
  generation: 0,
};

describe('the papers of a meeting', () => {
  it('say the same to all who may read them', async () => {
    const papers = await writePapers(meeting, secret, dossier);
    const { publicKey } = await secret.signatureKeys();
    const charter = await openCharter(papers.charter, publicKey, meeting);
    const roster = await openRoster(papers.roster, await secret.rosterKey(), publicKey, meeting);
    expect(await openDossier(papers.dossier, await secret.dossierKey(), meeting)).toEqual(dossier);
    expect([papers.version, charter?.version, roster?.roster.version]).toEqual([4, 4, 4]);
    expect(roster?.roster.sides[1]?.seats[1]).toEqual({
      id: adviser.id,
      name: adviser.name,
      title: '',
      agency: '',
    });
    for (const one of [charter, roster?.roster])
      expect(one?.sides.map((of) => of.seats.map((seat) => seat.id))).toEqual(
        dossier.sides.map((of) => of.seats.map((seat) => seat.id)),
      );
  });

  it('hold the key of each link that counts, and of some before it', async () => {
    const papers = await writePapers(meeting, secret, dossier);
    const charter = await openCharter(papers.charter, (await secret.signatureKeys()).publicKey, meeting);
    if (charter === null) throw new Error('the charter does not open');
    for (const generation of [12, 11, 12 - MAX_FORMER_KEYS]) {
      const { publicKey } = await (await secret.linkSeed(adviser.id, generation)).invitationKeys();
      expect(invitationKeyOf(charter, adviser.id, generation)).toEqual(publicKey);
    }
    expect(invitationKeyOf(charter, adviser.id, 11 - MAX_FORMER_KEYS)).toBeNull();
  });

  it('let a link open its own card alone', async () => {
    const written = await writeSeat(meeting, secret, side, adviser);
    const seed = await secret.linkSeed(adviser.id, 12);
    expect(written).toMatchObject({ id: adviser.id, admits: false, linkHash: await seed.hash() });
    const card = await openCard(written.card, seed, meeting);
    expect(card).toMatchObject({ role: 'member', rosterKey: null, seat: { name: adviser.name } });
    expect(card?.sideSecret).toEqual(await secret.sideSecret(side.id));
    expect(card?.meetingSecret).toEqual(await secret.meetingSecret());
    expect(await openCard(written.card, await secret.linkSeed(adviser.id, 11), meeting)).toBeNull();
  });

  it('tell the server no secret, no name and no title', async () => {
    const request = await writeMeeting(meeting, secret, dossier);
    expect(request).toMatchObject({ id: meeting, organiserHash: await secret.hash() });
    expect(request.sides.map((of) => of.seats.map((seat) => seat.admits))).toEqual([
      [true, false],
      [true, false],
    ]);
    const sent = JSON.stringify(request);
    // What is signed and not sealed is base64url of JSON.
    const read =
      sent + atob(request.papers.charter.replaceAll('-', '+').replaceAll('_', '/').split('.')[0] ?? '');
    const seed = await secret.linkSeed(adviser.id, 12);
    for (const hidden of [
      'Harbour',
      'Ridge',
      'Adviser',
      'Chair',
      'Quay Agency',
      secret.reveal(),
      await secret.bearer(),
      seed.reveal(),
      await seed.enterSecret(),
    ])
      expect(read).not.toContain(hidden);
    expect(read).toContain('"role":"member"');
  });

  it('never look the same twice', async () => {
    const [first, second] = [
      await writePapers(meeting, secret, dossier),
      await writePapers(meeting, secret, dossier),
    ];
    expect(first.dossier).not.toBe(second.dossier);
    expect(first.charter).toBe(second.charter);
  });
});
