import * as Y from 'yjs';
import { encodeBase64Url } from '../../e2ee/bytes';
import { charterOf, seatIn, sideIn } from '../../e2ee/invitation/charter.testing';
import { parsePayload } from '../../e2ee/log/payload';
import type { Written } from '../../e2ee/room/around';
import { LogFold } from '../log-fold';
import { recordToTest, sealToTest } from '../record.testing';
import { JointTexts } from './joint-texts.svelte';
import { seeded } from './writing';

const CHARTER = charterOf('meeting', [
  sideIn('A', [seatIn('robin', 'head'), seatIn('alex', 'expert'), seatIn('noa', 'member')]),
  sideIn('B', [seatIn('kim', 'head'), seatIn('sam', 'adviser')]),
]);
const SEATS = ['robin', 'alex', 'kim', 'sam'] as const;

/** One log that all follow, and lines to it that may be down. */
export class Server {
  readonly log: Written[] = [];
  readonly clients: Client[] = [];

  append(seat: string, written: object): void {
    const payload = parsePayload(JSON.stringify(written));
    this.log.push({ seq: this.log.length, seat, fresh: true, payload, seal: sealToTest(payload) });
    for (const client of this.clients) client.read(this);
  }
}

export class Client {
  readonly log = new LogFold(recordToTest());
  readonly texts: JointTexts;
  isOnline = true;
  kept: Uint8Array | null = null;
  /** Objects that the log has taken from it. */
  acknowledged = 0;
  /** What was done and not sent yet. */
  readonly acts: string[] = [];
  #read = 0;

  constructor(
    readonly server: Server,
    readonly seat: string,
  ) {
    this.texts = new JointTexts(
      (_, payload) => {
        if (!this.isOnline) return Promise.resolve(false);
        server.append(seat, this.texts.state.finished(seat, payload));
        this.acknowledged++;
        return Promise.resolve(true);
      },
      () => server.log.length * 1000,
      this.log,
    );
    server.clients.push(this);
  }

  async start(kept: Uint8Array | null = null): Promise<this> {
    this.kept = kept;
    await this.texts.seated(this.seat, {
      read: () => Promise.resolve(this.kept),
      write: (_, content) => {
        this.kept = content;
        return Promise.resolve();
      },
    });
    this.log.setCharter(CHARTER);
    this.read(this.server);
    this.texts.settled();
    return this;
  }

  read(server: Server): void {
    if (!this.isOnline) return;
    while (this.#read < server.log.length) {
      const object = server.log[this.#read++];
      if (object === undefined) continue;
      this.log.written(object);
      this.texts.written(object);
    }
  }

  /** Sends what was done meanwhile, as it was seen then. */
  act(server: Server): void {
    while (this.isOnline) {
      const command = this.acts.shift();
      if (command === undefined) return;
      const said = { type: 'text', command, atMs: server.log.length, stamps: [], record: null } as const;
      server.append(this.seat, this.texts.state.finished(this.seat, said));
    }
  }

  get whole(): string {
    const { followed, view } = this.texts.state;
    return JSON.stringify([
      view,
      view?.texts.map(({ id }) =>
        followed?.outline(id).map((place) => [place, followed.paragraph(id, place.id)]),
      ),
    ]);
  }

  said(passage: number, side: string): string | undefined {
    const { followed } = this.texts.state;
    for (const place of followed?.outline(0) ?? [])
      for (const column of followed?.paragraph(0, place.id)?.columns ?? [])
        for (const one of column.segments)
          if (one.type === 'passage' && one.id === passage)
            return one.wordings.find((wording) => wording.side === side)?.text;
    return undefined;
  }
}

export const columnOf = (client: Client, paragraph: number): { id: number }[] => [
  ...(client.texts.state.followed?.paragraph(0, paragraph)?.columns[0]?.segments ?? []),
];

export const settle = async (): Promise<void> => {
  for (let i = 0; i < 8; i++) await Promise.resolve();
};

export async function table(): Promise<{ server: Server; clients: Client[] }> {
  const server = new Server();
  const clients: Client[] = [];
  for (const seat of SEATS) clients.push(await new Client(server, seat).start());
  const [robin] = clients;
  await robin?.texts.send({ type: 'openText', kind: 'joint', title: 'On the pier', languages: ['en'] });
  await robin?.texts.send({
    type: 'addParagraphs',
    text: 0,
    after: -1,
    paragraphs: [{ wordings: ['The pier is open.'] }, { wordings: ['By day.'] }],
  });
  return { server, clients };
}

export function updateOf(content: string): string {
  const doc = seeded('wording', '');
  doc.getText('wording').insert(0, content);
  return encodeBase64Url(Y.encodeStateAsUpdate(doc));
}
