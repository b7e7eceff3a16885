import type {
  Alternative,
  BoardCommand,
  BoardEvent,
  BoardView,
  CriteriaProposal,
  Criterion,
  Outline,
  Position,
  Stance,
} from '../../../../course/built/rules.js';
import { t } from '../../../../i18n/language.svelte';
import type { BoardState, Sent } from '../../../../session/rules-state.svelte';
import type { Scoring } from '../../../../session/scoring.svelte';
import type { Announcer } from '../../announcer.svelte';
import type { Room } from '../../room.svelte';
import type { TableSide } from '../../table';
import { Looked, type Thing } from '../looked.svelte';

/** Of alternatives, those that were taken back among them; as in the rules. */
export const MAX_ALTERNATIVES = 500;
/** Instead of an alternative, a criterion or a version. */
export const NONE = -1;

/** In the order in which they are offered. */
export const STANCES = [
  'supports',
  'couldAccept',
  'reserves',
  'opposes',
  'notStated',
] as const satisfies readonly Stance[];

/** Where a side's condition goes into a joint text. */
export interface Passages {
  /** The text's. */
  title: string;
  /** Why it did not go there, in words; empty where it did. */
  put: (condition: string) => Promise<string>;
}

/** How a proposal of criteria looks from one's own side. */
interface Pending {
  proposal: CriteriaProposal;
  /** Whose keys are there, by name. */
  given: readonly string[];
  awaited: readonly string[];
  mayAgree: boolean;
  mayWithdraw: boolean;
}

/** The board as it is seen from one's seat: what lies on it, and what one may do. */
export class Weighing {
  /** Why the last act came to nothing; null where it did not. */
  failure = $state<Exclude<Sent, 'written'> | null>(null);
  busy = $state(false);
  readonly looked: Looked;

  readonly #room: Room;
  readonly #read = new Map<number, { text: string; outline: Outline }>();
  #toldTo = NONE;

  constructor(room: Room) {
    this.#room = room;
    const { sealed, session } = room.attendance;
    this.looked = new Looked('alternatives', sealed.meeting, session.you);
  }

  get #board(): BoardState {
    return this.#room.attendance.sealed.table.board;
  }

  get #you(): string {
    return this.#room.attendance.session.you;
  }

  /** Null for whoever was not let in to the table. */
  get view(): BoardView | null {
    return this.#room.attendance.sealed.isAdmitted ? this.#board.view : null;
  }

  get canWrite(): boolean {
    return this.#room.attendance.sealed.plenary.standing === 'inside';
  }

  /** The sides as everybody has them in one order. */
  readonly sides: readonly TableSide[] = $derived.by(() =>
    this.#room.everyone.toSorted((one, other) => one.index - other.index),
  );

  readonly ownSide: TableSide | undefined = $derived.by(() => this.#room.everyone.find((side) => side.yours));

  get scoring(): Scoring {
    return this.#room.attendance.sealed.table.scoring;
  }

  get criteria(): readonly Criterion[] {
    return this.view?.criteria.items ?? [];
  }

  /** What did not change stays the same object: of hundreds only the one that did is shown anew. */
  #known(outline: Outline): Outline {
    const text = JSON.stringify(outline);
    const known = this.#read.get(outline.id);
    if (known?.text === text) return known.outline;
    this.#read.set(outline.id, { text, outline });
    return outline;
  }

  /** The plan first; those that were taken back last. */
  readonly alternatives: readonly Outline[] = $derived.by(() =>
    (this.view?.alternatives ?? [])
      .map((one) => this.#known(one))
      .toSorted(
        (one, other) =>
          Number(one.isTakenBack) - Number(other.isTakenBack) ||
          Number(other.isPlan) - Number(one.isPlan) ||
          one.id - other.id,
      ),
  );

  readonly standing: readonly Outline[] = $derived(this.alternatives.filter((one) => !one.isTakenBack));

  readonly overlap: readonly Outline[] = $derived.by(() => {
    const ids = this.view?.overlap ?? [];
    return this.standing.filter((one) => ids.includes(one.id));
  });

  readonly pending: Pending | null = $derived.by(() => {
    const { proposal } = this.view ?? {};
    if (proposal === null || proposal === undefined) return null;
    const has = (side: TableSide): boolean => proposal.keys.some((key) => key.side === side.id);
    return {
      proposal,
      given: this.sides.filter(has).map((side) => side.name),
      awaited: this.sides.filter((side) => !has(side)).map((side) => side.name),
      mayAgree: this.may({ type: 'agreeOnCriteria', proposal: proposal.seq }),
      mayWithdraw: this.may({ type: 'withdrawCriteria', proposal: proposal.seq }),
    };
  });

  /** Whether one speaks for one's side: who has the right is told that there is no such alternative. */
  readonly speaks: boolean = $derived.by(() =>
    this.#hasRight({ type: 'takeBackAlternative', alternative: NONE }),
  );

  readonly assesses: boolean = $derived.by(() =>
    this.#hasRight({ type: 'assess', alternative: NONE, criteria: NONE, criterion: NONE, text: '' }),
  );

  #hasRight(command: BoardCommand): boolean {
    return this.canWrite && this.#board.refusal(this.#you, command) === 'unknown';
  }

  may(command: BoardCommand): boolean {
    return this.canWrite && this.#board.refusal(this.#you, command) === null;
  }

  /** All that is known of one: its texts and its history. */
  detail(id: number): Alternative | null {
    return JSON.parse(this.#board.detail(id)) as Alternative | null;
  }

  named(id: number): string {
    return this.view?.alternatives.find((one) => one.id === id)?.title ?? '';
  }

  sideNamed(id: string): string {
    return this.sides.find((side) => side.id === id)?.name ?? '';
  }

  personNamed(seat: string): string {
    return this.#room.nameOf(seat).name;
  }

  positionOf(alternative: Outline, side: string): Position | null {
    return alternative.positions.find((one) => one.side === side) ?? null;
  }

  ownPosition(alternative: Outline): Position | null {
    return this.ownSide === undefined ? null : this.positionOf(alternative, this.ownSide.id);
  }

  /** What a side says of it under a criterion; empty for nothing. */
  cell(alternative: Outline, side: string, criterion: number): string {
    const found = alternative.assessments.find((one) => one.side === side && one.criterion === criterion);
    return found?.text ?? '';
  }

  isOwn(alternative: Outline): boolean {
    return alternative.side === this.ownSide?.id;
  }

  readonly things: readonly Thing[] = $derived(
    this.alternatives.map(({ id, changed }) => ({ id, version: changed })),
  );

  /** Whether it takes no more alternatives. */
  get isFull(): boolean {
    return this.alternatives.length >= MAX_ALTERNATIVES;
  }

  /** How many one has not seen as they are now. */
  get unseen(): number {
    return this.looked.unseen(this.things);
  }

  /** Whether it changed since one looked last. Before the first look all is new, so nothing is marked. */
  isNew({ id, changed }: Outline): boolean {
    return !this.looked.isFirst && this.looked.isNew({ id, version: changed });
  }

  /** True where it is in the log. */
  async send(command: BoardCommand): Promise<boolean> {
    this.busy = true;
    const sent = await this.#board.send(this.#you, command);
    this.busy = false;
    this.failure = sent === 'written' ? null : sent;
    return sent === 'written';
  }

  takePosition(alternative: Outline, stance: Stance, condition: string): Promise<boolean> {
    return this.send({
      type: 'takePosition',
      alternative: alternative.id,
      version: alternative.version,
      stance,
      condition: condition.trim(),
    });
  }

  /** Has what others did read aloud. */
  tell(announcer: Pick<Announcer, 'tell'>): void {
    const news = this.#board.happened.filter((event) => event.act.seq > this.#toldTo);
    for (const event of news) {
      const text =
        event.act.seat === this.#you && event.type !== 'criteriaCarried' ? '' : this.#inWords(event);
      if (text !== '') announcer.tell(text);
    }
    this.#toldTo = Math.max(this.#toldTo, ...news.map((event) => event.act.seq));
  }

  /** Empty for what is not worth an interruption. */
  #inWords(event: BoardEvent): string {
    const { name, side } = this.#room.nameOf(event.act.seat);
    switch (event.type) {
      case 'alternativeTabled':
        return t(event.isPlan ? 'board.say.plan' : 'board.say.tabled', { name, title: event.title });
      case 'alternativeRevised':
        return t('board.say.revised', { name, title: event.title });
      case 'alternativeTakenBack':
        return t('board.say.takenBack', { name, title: this.named(event.alternative) });
      case 'positionTaken':
        return t('board.say.position', {
          side,
          title: this.named(event.alternative),
          stance: t(`board.stance.${event.stance}`),
        });
      case 'criteriaProposed':
        return t('board.say.criteria', { name });
      case 'criteriaCarried':
        return t('board.say.carried');
      case 'criteriaDeclined':
        return t('board.say.declined', { name });
      case 'criteriaAgreed':
      case 'criteriaWithdrawn':
      case 'criteriaLapsed':
      case 'assessed':
        return '';
      default:
        return event satisfies never;
    }
  }
}
