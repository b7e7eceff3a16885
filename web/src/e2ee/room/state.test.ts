import { describe, expect, it } from 'vitest';
import { randomBytes } from '../crypto';
import { WELCOME_MAX_BYTES } from '../mls/welcome';
import { decodeKnowledge, encodeKnowledge, handedEras, NOTHING_KNOWN } from './state';

describe('what is handed over to a newcomer', () => {
  it('fits into a Welcome however often somebody was removed, and holds what is newest', () => {
    const eras = Array.from({ length: 5_000 }, (_, epoch) => ({
      generation: 12,
      epoch,
      begin: 90_000 + epoch,
      key: randomBytes(32),
    }));
    const knowledge = { ...NOTHING_KNOWN, eras: handedEras(eras) };
    const bytes = encodeKnowledge(knowledge);
    expect(bytes.length).toBeLessThan(WELCOME_MAX_BYTES / 2);
    expect(decodeKnowledge(bytes)?.eras.at(-1)).toEqual(eras.at(-1));
  });
});
