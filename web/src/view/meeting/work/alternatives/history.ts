import type { Act, Alternative, Stance, Edition } from '../../../../course/built/rules.js';

/** What moved about an alternative: another wording, or a side from one stance to another. */
type Change =
  | { type: 'wording'; act: Act; side: string; number: number; wording: Edition }
  | { type: 'position'; act: Act; side: string; from: Stance; to: Stance; condition: string };

/** The newest first. */
export function changesOf({ side, wordings, positions }: Alternative): Change[] {
  const stances = new Map<string, Stance>();
  const moves = positions.map((position): Change => {
    const from = stances.get(position.side) ?? 'notStated';
    stances.set(position.side, position.stance);
    const { act, stance: to, condition } = position;
    return { type: 'position', act, side: position.side, from, to, condition };
  });
  const versions = wordings.map((wording, at): Change => ({
    type: 'wording',
    act: wording.act,
    side,
    number: at + 1,
    wording,
  }));
  return [...moves, ...versions].sort((one, other) => other.act.seq - one.act.seq);
}
