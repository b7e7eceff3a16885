import type { Event, Matter } from '../../course/built/rules.js';

/** A short sound of the page: somebody wants something of one, the meeting begins or goes on, it pauses or ends, an item's time is over. */
export type Sound = 'knock' | 'begins' | 'pauses' | 'time';

/** What there is to be heard of. */
export interface Audible {
  /** Seats of all who are there, wherever. */
  present: readonly string[];
  /** Seats of those who wait to be let in by oneself. */
  callers: readonly string[];
  /** In the course of the meeting, while one was there. */
  happened: readonly Event[];
  /** Motions that want one's key, by their places in the log. */
  motions: readonly number[];
  /** The agenda's item that is dealt with: since when, and whether that is longer than planned. */
  item: { takenUpMs: number; isOver: boolean } | null;
}

/** What was heard of, so that it is heard once. */
export interface Memory {
  callers: readonly string[];
  /** Places in the log. */
  asked: number;
  told: number;
  item: Audible['item'];
}

export const SILENCE: Memory = { callers: [], asked: -1, told: -1, item: null };

const TURNS: Partial<Record<Matter['type'], Sound>> = {
  opening: 'begins',
  resumption: 'begins',
  recess: 'pauses',
  closing: 'pauses',
};

/**
 * What is heard at a look, each sound once. A log that is read again, or a door at which the same people still stand after a broken
 * connection, is not heard again.
 */
export function hear(
  memory: Memory,
  now: Audible,
  you: string,
): { memory: Memory; sounds: readonly Sound[] } {
  const callers = now.callers.filter((seat) => !memory.callers.includes(seat));
  const asks = now.happened
    .filter((event) => event.type === 'proposed' && now.motions.includes(event.act.seq))
    .map((event) => event.act.seq);
  const news = now.happened.filter((event) => event.act.seq > memory.told);
  const asked = news.some((event) => event.type === 'declarationsAsked' && event.act.seat !== you);
  const turn = news.flatMap((event) => turnOf(event)).at(-1);
  const { item } = now;
  const isTime = item?.isOver === true && memory.item?.takenUpMs === item.takenUpMs && !memory.item.isOver;
  return {
    sounds: [
      ...(callers.length > 0 || asked || asks.some((seq) => seq > memory.asked) ? ['knock' as const] : []),
      ...(turn === undefined ? [] : [turn]),
      ...(isTime ? ['time' as const] : []),
    ],
    memory: {
      callers: [...memory.callers.filter((seat) => now.present.includes(seat)), ...callers],
      asked: Math.max(memory.asked, ...asks),
      told: Math.max(memory.told, ...news.map((event) => event.act.seq)),
      item,
    },
  };
}

function turnOf(event: Event): Sound[] {
  const sound = event.type === 'carried' ? TURNS[event.motion.matter.type] : undefined;
  return sound === undefined ? [] : [sound];
}
