import type { TextEvent } from '../../../course/built/rules.js';
import { t } from '../../../i18n/language.svelte';
import type { PaperEvent } from '../../../session/papers.svelte';
import type { JointTexts } from '../../../session/texts/joint-texts.svelte';
import type { Announcer } from '../announcer.svelte';
import type { Room } from '../room.svelte';
import type { Weighing } from './alternatives/weighing.svelte';
import { Looked, type Thing } from './looked.svelte';

/** In the order in which they are used. */
export const TABS = ['alternatives', 'texts', 'actions', 'papers', 'record'] as const;
export type Tab = (typeof TABS)[number];

/** Something that one is to know wherever one looks. */
interface Notice {
  id: number;
  /** Where it happened. */
  tab: Tab;
  /** Of a joint text. */
  joint: number | null;
  heading: string;
  text: string;
}

// Older ones are marked where they happened.
const MAX_NOTICES = 3;
// A sentence is heard; a page is read.
const MAX_TOLD_CHARS = 120;

/** What changed of what lies on the table: what one has not seen yet, and what is told of it. */
export class News {
  /** Which tab the panel shows, or will when it is opened. */
  tab = $state<Tab>(TABS[0]);
  /** Which joint text is open, where one is. */
  joint = $state<number | null>(null);
  /** The newest last. */
  notices = $state.raw<readonly Notice[]>([]);
  readonly texts: Looked;
  readonly actions: Looked;
  readonly papers: Looked;

  readonly #room: Room;
  readonly #weighing: Weighing;
  #textsTold = -1;
  #papersTold = -1;
  #count = 0;

  constructor(room: Room, weighing: Weighing) {
    this.#room = room;
    this.#weighing = weighing;
    const { sealed, session } = room.attendance;
    this.texts = new Looked('texts', sealed.meeting, session.you);
    this.actions = new Looked('actions', sealed.meeting, session.you);
    this.papers = new Looked('papers', sealed.meeting, session.you);
    // By their places, not by their authors' clocks: whoever dates something back would keep it quiet.
    this.#textsTold = this.#joint.state.happened.at(-1)?.act.seq ?? -1;
    this.#papersTold = sealed.papers.happened.at(-1)?.n ?? -1;
  }

  get #joint(): JointTexts {
    return this.#room.attendance.sealed.table.texts;
  }

  readonly textThings: readonly Thing[] = $derived.by(() =>
    (this.#joint.state.view?.texts ?? []).map(({ id, changed }) => ({ id, version: changed })),
  );

  readonly actionThings: readonly Thing[] = $derived.by(() =>
    (this.#room.attendance.sealed.table.actions.view?.actions ?? []).map(({ id, changed }) => ({
      id,
      version: changed,
    })),
  );

  readonly paperThings: readonly Thing[] = $derived.by(() =>
    this.#room.attendance.sealed.papers.list.map(({ id, withdrawn }) => ({
      id,
      version: withdrawn === null ? 0 : 1,
    })),
  );

  /** How many things one has not seen as they are now. */
  readonly unseen: Readonly<Record<Tab, number>> = $derived.by(() => ({
    alternatives: this.#weighing.unseen,
    texts: this.texts.unseen(this.textThings),
    actions: this.actions.unseen(this.actionThings),
    papers: this.papers.unseen(this.paperThings),
    // All that comes into it was seen elsewhere.
    record: 0,
  }));

  get unseenOfAll(): number {
    return TABS.reduce((sum, tab) => sum + this.unseen[tab], 0);
  }

  /** Leads the panel to where it happened. */
  show(notice: Notice): void {
    this.tab = notice.tab;
    if (notice.joint !== null) this.joint = notice.joint;
    this.forget(notice);
  }

  forget(notice: Notice): void {
    this.notices = this.notices.filter((one) => one !== notice);
  }

  /**
   * Says what happened since it was last called.
   *
   * @param shown the tab that one looks at; null where the panel is closed
   */
  tell(announcer: Pick<Announcer, 'tell'>, shown: Tab | null): void {
    const texts = this.#joint.state.happened.filter(({ act }) => act.seq > this.#textsTold);
    this.#textsTold = Math.max(this.#textsTold, ...texts.map(({ act }) => act.seq));
    for (const event of texts) this.#tellText(event, announcer);
    const papers = this.#room.attendance.sealed.papers.happened.filter(({ n }) => n > this.#papersTold);
    this.#papersTold = Math.max(this.#papersTold, ...papers.map(({ n }) => n));
    for (const event of papers) this.#tellPaper(event, announcer, shown === 'papers');
  }

  #tellText(event: TextEvent, announcer: Pick<Announcer, 'tell'>): void {
    const { type, act, text } = event;
    const title = this.#joint.state.view?.texts.find((one) => one.id === text)?.title ?? '';
    const side = this.#sideName(this.#joint.state.followed?.sideOf(act.seat) ?? '');
    switch (type) {
      case 'passageAgreed': {
        const content = event.content.slice(0, MAX_TOLD_CHARS);
        announcer.tell(
          content === '' ? t('texts.say.struck', { title }) : t('texts.say.agreed', { title, content }),
        );
        return;
      }
      case 'initialsCleared': {
        const outline = this.#joint.state.followed?.outline(text) ?? [];
        const number = outline.findIndex((one) => one.id === event.paragraph) + 1;
        const sides = this.#sideNames(event.sides);
        const heading = number === 0 ? t('texts.cleared.gone') : t('texts.cleared.initials', { number });
        const line = t('texts.cleared.initials.text', { title, side, sides });
        this.#notice({ tab: 'texts', joint: text, heading, text: line }, announcer);
        return;
      }
      case 'approvalsCleared': {
        const sides = this.#sideNames(event.sides);
        const heading = t('texts.cleared.approvals', { title });
        const line = t('texts.cleared.approvals.text', { side, sides });
        this.#notice({ tab: 'texts', joint: text, heading, text: line }, announcer);
        return;
      }
      case 'textApproved':
        announcer.tell(t('texts.say.approved', { title, sides: side }));
        return;
      case 'acceptanceRetracted':
      case 'approvalWithdrawn':
      case 'bracketOpened':
      case 'commentAdded':
      case 'commentRemoved':
      case 'initialsWithdrawn':
      case 'paragraphGone':
      case 'paragraphInitialled':
      case 'paragraphsAdded':
      case 'passageGone':
      case 'textOpened':
      case 'wordingAccepted':
      case 'wordingDropped':
      case 'wordingWritten':
        return;
      default:
        event satisfies never;
    }
  }

  /** @param isSeen whether one looks at the list, where it is marked */
  #tellPaper({ type, seat, paper }: PaperEvent, announcer: Pick<Announcer, 'tell'>, isSeen: boolean): void {
    if (seat === this.#room.attendance.session.you) return;
    const { name, side } = this.#room.nameOf(seat);
    const title = paper.name;
    const isNobodys = paper.class === 'nonPaper';
    const heading = t(type === 'tabled' ? 'papers.notice.tabled' : 'papers.notice.withdrawn');
    const text =
      type === 'tabled'
        ? isNobodys
          ? t('papers.notice.nonPaper', { title })
          : t('papers.notice.tabled.text', { name, side, title, kind: t(`papers.class.${paper.class}`) })
        : isNobodys
          ? t('papers.notice.withdrawn.nonPaper', { title })
          : t('papers.notice.withdrawn.text', { name, side, title });
    if (isSeen) announcer.tell(`${heading} ${text}`);
    else this.#notice({ tab: 'papers', joint: null, heading, text }, announcer);
  }

  #notice(notice: Omit<Notice, 'id'>, announcer: Pick<Announcer, 'tell'>): void {
    announcer.tell(`${notice.heading} ${notice.text}`);
    this.notices = [...this.notices, { ...notice, id: this.#count++ }].slice(-MAX_NOTICES);
  }

  #sideName(side: string): string {
    const { who } = this.#room.attendance.sealed;
    return who.sideName(side) ?? t('meeting.side.unnamed', { number: who.sideIndex(side) + 1 });
  }

  #sideNames(sides: readonly string[]): string {
    return sides.map((side) => this.#sideName(side)).join(t('meeting.separator'));
  }
}
