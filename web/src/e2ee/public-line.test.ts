import { describe, expect, it } from 'vitest';
import type { PublicLine } from '../course/built/rules.js';
import { keyPairFromSeed } from './crypto';
import { lineId, lineOf, lineText, pageId, signLine, verifyLine, type PlacedLine } from './public-line';

const SPAN = { zone: 'Asia/Amman', startMs: 1_804_147_200_000, minutes: 180 };
const LINES: readonly PublicLine[] = [
  { type: 'noComment' },
  { type: 'dateLine', span: SPAN },
  { type: 'topicLine', span: SPAN, level: 'Heads of “delegation”', topic: 'حركة المرور ليلًا' },
  { type: 'postponementLine', reason: '</script> "\\' },
  { type: 'cancellationLine', reason: '\u2028🚀' },
  {
    type: 'readout',
    notBeforeMs: 1_804_147_200_000,
    columns: [
      { language: 'en', text: '</script> "The pier"\n\nis open.' },
      { language: 'ar', text: 'الرصيف مفتوح.' },
    ],
  },
];
const PLACED: PlacedLine = {
  process: 'AAAAAAAAAAAAAAAAAAAAAA',
  meeting: 3,
  place: 7,
  line: { type: 'topicLine', span: SPAN, level: 'Heads', topic: 'Night traffic' },
};

describe('a line for the public', () => {
  it('is read back from its text', () => {
    for (const line of LINES) expect(lineOf(JSON.parse(lineText(line)))).toEqual(line);
  });

  it('has one text, however its fields are ordered', () => {
    const { zone, startMs, minutes } = SPAN;
    const other: PublicLine = { span: { minutes, startMs, zone }, type: 'dateLine' };
    expect(lineText(other)).toBe(lineText({ type: 'dateLine', span: SPAN }));
    expect(lineText(other)).toBe(
      '{"type":"dateLine","span":{"zone":"Asia/Amman","startMs":1804147200000,"minutes":180}}',
    );
  });

  it('fits into one message of signalling, whatever the characters', () => {
    const text = '"'.repeat(8_000);
    const columns = [
      { language: 'abcdefgh', text },
      { language: 'en', text },
    ];
    const longest: PublicLine = { type: 'readout', notBeforeMs: 253_370_764_800_000, columns };
    expect(lineOf(longest)).toEqual(longest);
    expect(lineText(longest).length).toBeLessThan(33_000);
  });

  it('is nothing else', () => {
    const columns = [{ language: 'en', text: 'a' }];
    const reason = 'a'.repeat(401);
    for (const value of [
      null,
      [],
      'noComment',
      {},
      { type: 'noComment', reason: 'a' },
      { type: 'rumour', reason: 'a' },
      { type: 'postponementLine' },
      { type: 'postponementLine', reason: ' ' },
      { type: 'cancellationLine', reason },
      { type: 'dateLine', span: { ...SPAN, startMs: -1 } },
      { type: 'dateLine', span: { ...SPAN, minutes: 0.5 } },
      { type: 'dateLine', span: { ...SPAN, more: 1 } },
      { type: 'topicLine', span: SPAN, level: 'a', topic: 1 },
      { type: 'readout', columns },
      { type: 'readout', notBeforeMs: -1, columns },
      { type: 'readout', notBeforeMs: 0, columns: [] },
      { type: 'readout', notBeforeMs: 0, columns: [columns[0], columns[0], columns[0]] },
      { type: 'readout', notBeforeMs: 0, columns: [{ language: '"><b>', text: 'a' }] },
      { type: 'readout', notBeforeMs: 0, columns: [{ language: 'en', text: 'a'.repeat(8_001) }] },
      { type: 'readout', notBeforeMs: 0, columns: [{ language: 'en', text: ' \n' }] },
    ])
      expect(lineOf(value), JSON.stringify(value)).toBeNull();
  });

  it('is signed with all that it is about', async () => {
    const { privateKey, publicKey } = await keyPairFromSeed(new Uint8Array(32).fill(5));
    const signature = await signLine(PLACED, privateKey);
    expect(signature).toHaveLength(86);
    expect(await verifyLine(PLACED, publicKey, signature)).toBe(true);
    const others: PlacedLine[] = [
      { ...PLACED, process: 'BAAAAAAAAAAAAAAAAAAAAA' },
      { ...PLACED, meeting: 4 },
      { ...PLACED, place: 8 },
      { ...PLACED, line: { type: 'noComment' } },
    ];
    for (const other of others) {
      expect(await verifyLine(other, publicKey, signature)).toBe(false);
      expect(await lineId(other)).not.toBe(await lineId(PLACED));
    }
    expect(await verifyLine(PLACED, publicKey, `${signature.slice(1)}A`)).toBe(false);
    expect(await verifyLine(PLACED, publicKey, '?')).toBe(false);
  });

  it('has a page of the address that the server makes as well', async () => {
    expect(await pageId('AAAAAAAAAAAAAAAAAAAAAA')).toBe('xv13LdgabYJ0JIQcrPtDQA');
  });
});
