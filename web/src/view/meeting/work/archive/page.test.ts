import { expect, it } from 'vitest';
import type { Archived } from '../../../../session/archive';
import { html } from './markup';
import { paperFile, textFile } from './names';
import { pageOf } from './page';
import { textFiles } from './text-files';

const HOSTILE = `</pre><script>alert(1)</script><img src=x onerror="alert(1)">'"&`;
const ACT = { seat: 'a1', seq: 1, atMs: 1_800_000_000_000 };

/** Of a meeting in which everything that somebody may write is made to hurt. */
const archive: Archived = {
  meeting: 'meeting',
  seat: 'a1',
  side: 'a',
  atMs: ACT.atMs,
  title: HOSTILE,
  sides: [
    { id: 'a', name: HOSTILE },
    { id: 'b', name: 'Ridge' },
  ],
  people: [{ id: 'a1', name: HOSTILE, title: HOSTILE, agency: HOSTILE, side: 'a', role: 'head' }],
  schedule: null,
  course: null,
  board: {
    criteria: {},
    proposal: null,
    alternatives: [
      {
        id: 1,
        isPlan: false,
        side: 'a',
        isTakenBack: false,
        wordings: [{ act: ACT, title: HOSTILE, text: HOSTILE }],
        positions: [{ side: 'b', act: ACT, version: 1, stance: 'couldAccept', condition: HOSTILE }],
        assessments: [{ side: 'a', criterion: 0, act: ACT, text: HOSTILE }],
        changed: 1,
      },
    ],
  },
  texts: [
    {
      id: 1,
      kind: 'joint',
      title: HOSTILE,
      languages: ['en', 'fr'],
      clean: false,
      approvals: [],
      paragraphs: [
        {
          id: 2,
          columns: [
            {
              segments: [
                { type: 'agreedText', id: 1, text: 'Ships may ' },
                {
                  type: 'passage',
                  id: 3,
                  seq: 1,
                  before: '',
                  wordings: [
                    { side: 'a', text: HOSTILE, seq: 1 },
                    { side: 'b', text: 'call', seq: 1 },
                  ],
                  acceptances: [],
                },
                { type: 'agreedText', id: 4, text: '.' },
              ],
            },
            { segments: [{ type: 'agreedText', id: 5, text: 'Les navires.' }] },
          ],
          comments: [],
          initials: [],
        },
      ],
    },
  ],
  actions: [
    {
      id: 9,
      who: ['a'],
      what: HOSTILE,
      due: '2027-03-09',
      state: 'agreed',
      keys: [],
      history: [{ side: 'a', act: ACT, deed: 'proposed' }],
    },
  ],
  own: {
    redLine: HOSTILE,
    fallback: HOSTILE,
    weights: [],
    scores: [],
    drafts: [{ id: 'd', content: HOSTILE }],
    remarks: [{ seat: 'a1', text: 1, paragraph: 2, body: HOSTILE, atMs: 0 }],
  },
  chat: {
    table: [{ seat: 'b1', text: HOSTILE, atMs: Number.MAX_SAFE_INTEGER }],
    side: [],
    letters: [{ seat: 'a1', to: 'b1', text: HOSTILE, atMs: 0 }],
  },
  papers: ['official', 'nonPaper'].map((paperClass, at) => ({
    id: `p${at}`,
    name: `${HOSTILE}${at}`,
    media: 'application/pdf',
    sizeBytes: 10,
    hash: '',
    class: paperClass as 'official' | 'nonPaper',
    key: 'the key',
    atMs: ACT.atMs,
    seat: 'a1',
    audience: { to: 'all' },
    readers: [],
    withdrawn: null,
  })),
  record: new Uint8Array(),
};

it('is a page in which nothing that somebody wrote is more than text', () => {
  const line = { n: 0, seat: 'a1', atMs: ACT.atMs, text: HOSTILE, unattributed: null };
  const page = pageOf(archive, [line], {
    files: new Map([['p0', paperFile(1, HOSTILE, 'application/pdf')]]),
    missing: new Map([['p1', 'unknownFile']]),
  });
  expect(page).toMatch(/^<!doctype html>/);
  expect(page).not.toContain('<script');
  expect(page).not.toContain('<img');
  expect(page).not.toContain('the key');
  expect(page).toContain("default-src 'none'; style-src 'unsafe-inline'");
  expect(page.match(/&lt;script&gt;/g)?.length).toBeGreaterThan(15);
  expect(page).toContain('not in it: the server does not have it any more');
  // Balanced: no text closed what it stands in.
  for (const tag of ['section', 'ul', 'li', 'pre', 'bdi', 'div'])
    expect(page.split(`<${tag}`).length - 1, tag).toBe(page.split(`</${tag}>`).length - 1);
});

it('has joint texts as plain text, in each language, with what is open in brackets', () => {
  const [english, french] = textFiles(archive);
  expect(english?.content).toContain(`Ships may [${HOSTILE}: ${HOSTILE} | Ridge: call].`);
  expect(french?.content).toContain('Les navires.');
  expect(english?.name).toMatch(/^texts\/01-.*-en\.txt$/);
});

it('names files so that no name is a way out of the folder, or a program', () => {
  const names = [
    '../../etc/passwd',
    'C:\\x.exe',
    '..',
    '',
    'a/b.html',
    '\u202egnp.exe',
    'con.',
    'x'.repeat(300),
  ];
  for (const name of names) {
    const file = paperFile(1, name, 'image/png');
    expect(file).toMatch(/^papers\/01[^/\\:]*\.png$/);
    expect(file).not.toMatch(/\.\.|\u202e/);
    expect(file.length).toBeLessThan(90);
  }
  expect(paperFile(3, 'Plan of the harbour.pdf', 'application/pdf')).toBe(
    'papers/03-Plan-of-the-harbour.pdf',
  );
  expect(paperFile(12, 'תוכנית.txt', 'text/plain')).toBe('papers/12-תוכנית.txt');
  expect(textFile(1, 'Joint text', '../fr')).toBe('texts/01-Joint-text-fr.txt');
});

it('writes text as text, in attributes as well', () => {
  expect(html`<a href="${'"><b>'}">${'<&>'}</a>${[html`<i></i>`, html`<i></i>`]}`.text).toBe(
    '<a href="&quot;&gt;&lt;b&gt;">&lt;&amp;&gt;</a><i></i><i></i>',
  );
});
