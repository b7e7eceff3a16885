import type {
  ActionCommand,
  BoardCommand,
  Command,
  Matter,
  TextCommand,
} from '../../../../course/built/rules.js';
import { parsePayload } from '../../../../e2ee/log/payload';
import type { RecordEntry } from '../../../../e2ee/record/chain';
import { t } from '../../../../i18n/language.svelte';
import { matterInWords } from '../../course/words';
import type { Room } from '../../room.svelte';
import { dayInWords } from '../actions/due';

/** An entry of the record, to be read. */
export interface RecordLine {
  n: number;
  seat: string;
  atMs: number;
  /** What was done. */
  text: string;
  /** What a print says instead, without the author: an item under the Chatham House Rule was dealt with; null for any other. */
  unattributed: string | null;
}

/** Of people and of sides. */
interface Names {
  seat: (seat: string) => string;
  sides: (ids: readonly string[]) => string;
}

/** As the page has them. */
export function namesIn(room: Room): Names {
  return {
    seat: (seat) => room.nameOf(seat).name,
    sides: (ids) =>
      room.everyone
        .filter((side) => ids.includes(side.id))
        .map((side) => side.name)
        .join(t('meeting.separator')),
  };
}

/** What earlier entries say of what later ones name by a place. */
interface Before {
  matters: Map<number, Matter>;
  /** Of alternatives, in their newest version, and of texts. */
  titles: Map<number, string>;
  /** Of actions, what is to be done. */
  actions: Map<number, string>;
}

/** The record in words. The rules took each entry, so it is what it says. */
export function linesOf(entries: readonly RecordEntry[], names: Names): RecordLine[] {
  const narration = new Narration(names);
  return entries.flatMap(({ seat, seq, seal, unattributed }, n) => {
    const payload = parsePayload(seal.text);
    if (payload === null || !('record' in payload)) return [];
    const { type, atMs } = payload;
    const command: unknown = JSON.parse(payload.command);
    const text = narration.say(type, command, seq);
    const printed = unattributed ? (withoutNames(type, command) ?? text) : null;
    return [{ n, seat, atMs, text, unattributed: printed }];
  });
}

/** Entry after entry in words, each by what those before it say. */
export class Narration {
  readonly #before: Before = { matters: new Map(), titles: new Map(), actions: new Map() };
  readonly #names: Names;

  constructor(names: Names) {
    this.#names = names;
  }

  /** Of a command that the rules took; of anything else it may throw, or give what is no text. */
  say(type: 'course' | 'board' | 'text' | 'action', command: unknown, seq: number): string {
    switch (type) {
      case 'course':
        return ofTable(command as Command, seq, this.#before, this.#names);
      case 'board':
        return ofBoard(command as BoardCommand, seq, this.#before);
      case 'text':
        return ofTexts(command as TextCommand, seq, this.#before);
      case 'action':
        return ofActions(command as ActionCommand, seq, this.#before, this.#names);
      default:
        return type satisfies never;
    }
  }
}

/** What is said of an entry whose words would name somebody who is there; null for any other. */
function withoutNames(type: string, command: unknown): string | null {
  const named = type === 'course' ? (command as Command).type : null;
  return named === 'admit' || named === 'depart' || named === 'declare'
    ? t(`record.${named}.unattributed`)
    : null;
}

function ofTable(command: Command, seq: number, { matters }: Before, names: Names): string {
  switch (command.type) {
    case 'propose':
      matters.set(seq, command.matter);
      return t('record.propose', { matter: matterInWords(command.matter) });
    case 'agree':
    case 'decline':
    case 'withdraw': {
      const matter = matters.get(command.motion);
      return t(`record.${command.type}`, { matter: matter === undefined ? '' : matterInWords(matter) });
    }
    case 'admit':
    case 'depart':
      return t(`record.${command.type}`, { name: names.seat(command.seat) });
    case 'declare':
      return command.others === ''
        ? t('record.declare.alone', { line: t(`presence.line.${command.line}`) })
        : t('record.declare', { others: command.others, line: t(`presence.line.${command.line}`) });
    case 'sign':
      return t('record.sign');
    case 'raiseHand':
    case 'lowerHand':
    case 'giveFloor':
    case 'yield':
    case 'next':
    case 'askDeclarations':
    case 'endSidebar':
      return '';
    default:
      return command satisfies never;
  }
}

function ofBoard(command: BoardCommand, seq: number, { titles }: Before): string {
  switch (command.type) {
    case 'tableAlternative':
      titles.set(seq, command.title);
      return t(command.isPlan ? 'record.plan' : 'record.alternative', { title: command.title });
    case 'reviseAlternative':
      titles.set(command.alternative, command.title);
      return t('record.revise', { title: command.title });
    case 'takeBackAlternative':
      return t('record.takeBack', { title: titles.get(command.alternative) ?? '' });
    case 'takePosition': {
      const title = titles.get(command.alternative) ?? '';
      const stance = t(`board.stance.${command.stance}`);
      return command.condition === ''
        ? t('record.position', { title, stance })
        : t('record.position.if', { title, stance, condition: command.condition });
    }
    case 'proposeCriteria':
      return t('record.criteria.propose', { criteria: command.items.map((one) => one.text).join('; ') });
    case 'agreeOnCriteria':
      return t('record.criteria.agree');
    case 'declineCriteria':
      return t('record.criteria.decline');
    case 'withdrawCriteria':
      return t('record.criteria.withdraw');
    case 'assess':
      return '';
    default:
      return command satisfies never;
  }
}

function ofTexts(command: TextCommand, seq: number, { titles }: Before): string {
  if (command.type === 'openText') titles.set(seq, command.title);
  const title = command.type === 'openText' ? command.title : (titles.get(command.text) ?? '');
  switch (command.type) {
    case 'openText':
      return t(command.kind === 'readout' ? 'record.text.readout' : 'record.text.joint', { title });
    case 'addParagraphs':
      return t('record.text.paragraphs', { title, count: command.paragraphs.length });
    case 'bracket':
    case 'dropWording':
    case 'acceptWording':
    case 'retractAcceptance':
    case 'initial':
    case 'uninitial':
    case 'approveText':
    case 'disapproveText':
      return t(`record.text.${command.type}`, { title });
    case 'addComment':
    case 'removeComment':
      return '';
    default:
      return command satisfies never;
  }
}

function ofActions(command: ActionCommand, seq: number, { actions }: Before, names: Names): string {
  if (command.type === 'proposeAction') {
    const { what, who, due } = command;
    actions.set(seq, what);
    const said = { what, sides: names.sides(who) };
    return due === ''
      ? t('record.action.propose', said)
      : t('record.action.propose.by', { ...said, day: dayInWords(due) });
  }
  return t(`record.action.${command.type}`, { what: actions.get(command.action) ?? '' });
}
