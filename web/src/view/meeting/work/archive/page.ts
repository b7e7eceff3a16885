import type { Alternative } from '../../../../course/built/rules.js';
import { languages, type Key } from '../../../../i18n/catalogue';
import { current, t } from '../../../../i18n/language.svelte';
import type { Archived, ArchivedLine, NotArchived } from '../../../../session/archive';
import type { Tabled } from '../../../../session/papers.svelte';
import { eventInWords, formatInWords, spanInWords } from '../../../schedule/words';
import { dayInWords } from '../actions/due';
import { sizeText } from '../papers/papers.svelte';
import type { RecordLine } from '../record/lines';
import { html, Markup } from './markup';
import { paragraphsOf, sideNamed, stateOf } from './text-files';

/** What became of the papers. */
export interface PaperPlaces {
  /** By the paper's id, its file in the archive. */
  files: ReadonlyMap<string, string>;
  missing: ReadonlyMap<string, NotArchived>;
}

const STYLE = `
body{max-width:50rem;margin:2rem auto;padding:0 1rem;font:1rem/1.5 system-ui,sans-serif;color:#111;background:#fff}
h1,h2,h3{line-height:1.25}h2{margin-top:2.5rem;border-bottom:1px solid #999}h3{margin-top:1.5rem}
.soft{color:#555}li{margin:.35rem 0}pre{white-space:pre-wrap;font:inherit;background:#f4f4f4;padding:.75rem}
.private{border-inline-start:4px solid #a33;padding-inline-start:1rem}
`;

/** The archive to be read: one page without any script, that fetches nothing. */
export function pageOf(archive: Archived, lines: readonly RecordLine[], places: PaperPlaces): string {
  const words = new Words(archive);
  const { name, side } = words.person(archive.seat);
  const title = archive.title === '' ? t('archive.untitled') : archive.title;
  const sections = [
    section('archive.people', peopleIn(archive)),
    section('archive.dates', datesIn(archive, words)),
    section('record.heading', recordIn(lines, words)),
    section('archive.board', boardIn(archive, words)),
    section('archive.texts', textsIn(archive)),
    section('work.actions', actionsIn(archive, words)),
    section('archive.papers', papersIn(archive, places, words)),
    section('archive.chat.table', chatIn(archive.chat.table, words)),
    html`<div class="private">
      ${[
        section('archive.own', ownIn(archive, words)),
        section('archive.chat.side', chatIn(archive.chat.side, words)),
        section('archive.letters', chatIn(archive.chat.letters, words)),
      ]}
    </div>`,
  ];
  const page = html`<!doctype html>
    <html lang="${current.language}" dir="${languages[current.language].direction}">
      <head>
        <meta charset="utf-8" />
        <meta
          http-equiv="Content-Security-Policy"
          content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
        />
        <meta name="viewport" content="width=device-width" />
        <title>${title}</title>
        <style>
          ${new Markup(STYLE)}
        </style>
      </head>
      <body>
        <main>
          <h1><bdi>${title}</bdi></h1>
          <p>${t('archive.page.lead', { name, side, time: words.time(archive.atMs) })}</p>
          <p class="soft">${t('archive.page.proof')}</p>
          ${sections}
        </main>
      </body>
    </html>`;
  return page.text;
}

/** Names and times, as the page says them. */
class Words {
  readonly archive: Archived;
  readonly #times = new Intl.DateTimeFormat(current.locale, { dateStyle: 'medium', timeStyle: 'short' });

  constructor(archive: Archived) {
    this.archive = archive;
  }

  time(atMs: number): string {
    // An author's clock may say anything.
    return Math.abs(atMs) <= 8.64e15 ? this.#times.format(atMs) : '';
  }

  side(id: string): string {
    return sideNamed(this.archive, id);
  }

  person(seat: string): { name: string; side: string } {
    const found = this.archive.people.find(({ id }) => id === seat);
    return found === undefined
      ? { name: t('meeting.unnamed'), side: '' }
      : { name: found.name, side: this.side(found.side) };
  }

  /** Who, of which side, and when. */
  about(seat: string, atMs: number): Markup {
    const { name, side } = this.person(seat);
    return html`<span class="soft"><bdi>${name}</bdi>, <bdi>${side}</bdi>, ${this.time(atMs)}</span>`;
  }
}

function section(
  heading: Key & ('record.heading' | 'work.actions' | `archive.${string}`),
  content: Markup | null,
): Markup {
  const text = t(heading as 'record.heading');
  return html`<section>
    <h2>${text}</h2>
    ${content ?? html`<p class="soft">${t('archive.nothing')}</p>`}
  </section>`;
}

function list(items: readonly Markup[]): Markup | null {
  return items.length === 0
    ? null
    : html`<ul>
        ${items.map((one) => html`<li>${one}</li>`)}
      </ul>`;
}

function peopleIn(archive: Archived): Markup {
  const sides = archive.sides.map(({ id, name }) => {
    const people = archive.people.filter(({ side }) => side === id);
    return html`<h3><bdi>${name}</bdi></h3>
      ${
        list(
          people.map((one) => {
            const rest = [one.title, one.agency, one.role === null ? '' : t(`role.${one.role}`)];
            const after = rest.filter((part) => part !== '').join(', ');
            return html`<bdi>${one.name}</bdi> <span class="soft"><bdi>${after}</bdi></span>`;
          }),
        ) ?? ''
      }`;
  });
  return html`${sides}`;
}

function datesIn({ schedule }: Archived, words: Words): Markup | null {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const meetings = (schedule?.meetings ?? []).map((meeting) => {
    const { agreed } = meeting;
    const when =
      agreed === null
        ? ''
        : `${spanInWords(agreed.span, agreed.span.zone, current.locale)} (${agreed.span.zone}). ${formatInWords(agreed.format, agreed.venue)}`;
    const steps = meeting.history.map(({ side, event }) => {
      const { seat, atMs } = event.act;
      return html`<bdi>${words.side(side)}</bdi>:
        <bdi>${eventInWords(event, zone)}</bdi> ${words.about(seat, atMs)}`;
    });
    return html`<h3>${t(`schedule.state.${meeting.state}`)}</h3>
      <p>${when}</p>
      ${list(steps) ?? ''}`;
  });
  return meetings.length === 0 ? null : html`${meetings}`;
}

function recordIn(lines: readonly RecordLine[], words: Words): Markup | null {
  return list(lines.map(({ seat, atMs, text }) => html`<bdi>${text}</bdi> ${words.about(seat, atMs)}`));
}

function boardIn({ board }: Archived, words: Words): Markup | null {
  const alternatives = board.alternatives.map((one) => alternativeIn(one, words));
  return alternatives.length === 0 ? null : html`${alternatives}`;
}

function alternativeIn(one: Alternative, words: Words): Markup {
  const kind = t(one.isPlan ? 'board.plan' : 'board.alternative');
  const wordings = one.wordings.map(
    ({ act, title, text }, at) =>
      html`<p>${t('board.history.version', { number: at + 1, title })} ${words.about(act.seat, act.atMs)}</p>
        ${text === '' ? '' : html`<pre dir="auto">${text}</pre>`}`,
  );
  const positions = one.positions.map(
    ({ side, act, stance, condition }) =>
      html`<bdi>${words.side(side)}</bdi>: ${t(`board.stance.${stance}`)}
        <bdi>${condition}</bdi> ${words.about(act.seat, act.atMs)}`,
  );
  const assessments = one.assessments.map(
    ({ side, act, text }) =>
      html`<bdi>${words.side(side)}</bdi>: <bdi>${text}</bdi> ${words.about(act.seat, act.atMs)}`,
  );
  const title = one.wordings.at(-1)?.title ?? '';
  return html`<h3>${kind}: <bdi>${title}</bdi></h3>
    <p class="soft">
      ${t('board.by', { side: words.side(one.side) })}${one.isTakenBack ? `. ${t('board.takenBack')}` : ''}
    </p>
    ${wordings} ${list(positions) ?? ''} ${list(assessments) ?? ''}`;
}

function textsIn(archive: Archived): Markup | null {
  const texts = archive.texts.map((text) => {
    const columns = text.languages.map(
      (language, at) =>
        html`<div lang="${language}" dir="auto">
          ${paragraphsOf(archive, text, at).map((one) => html`<p dir="auto">${one}</p>`)}
        </div>`,
    );
    return html`<h3><bdi>${text.title}</bdi></h3>
      <p class="soft">${stateOf(text)}</p>
      ${columns}`;
  });
  return texts.length === 0 ? null : html`${texts}`;
}

function actionsIn({ actions }: Archived, words: Words): Markup | null {
  return list(
    actions.map(({ who, what, due, state, history }) => {
      const sides = who.map((side) => words.side(side)).join(t('meeting.separator'));
      const day = due === '' ? '' : ` ${t('actions.due', { day: dayInWords(due) })}`;
      const steps = history.map(({ side, act, deed }) => {
        const { name } = words.person(act.seat);
        return html`<bdi>${t(`actions.step.${deed}`, { name, side: words.side(side) })}</bdi>
          <span class="soft">${words.time(act.atMs)}</span>`;
      });
      return html`<bdi>${what}</bdi>: <bdi>${sides}</bdi>${day} (${t(`actions.${state}`)})
        ${list(steps) ?? ''}`;
    }),
  );
}

function papersIn({ papers }: Archived, { files, missing }: PaperPlaces, words: Words): Markup | null {
  return list(
    papers.map((paper) => {
      const file = files.get(paper.id);
      const why = missing.get(paper.id);
      const where =
        file === undefined
          ? html`<strong>${missingText(why ?? 'broken')}</strong>`
          : html`<a href="${file.split('/').map(encodeURIComponent).join('/')}">${file}</a>`;
      return html`<bdi>${paper.name}</bdi>, ${t(`papers.class.${paper.class}`)}, ${sizeText(paper.sizeBytes)}
        ${authorOf(paper, words)}<br />${where}`;
    }),
  );
}

/** A non-paper is nobody's, here as well. */
function authorOf(paper: Tabled, words: Words): Markup | string {
  return paper.class === 'nonPaper' ? '' : words.about(paper.seat, paper.atMs);
}

/** Why a paper is not in it. */
export function missingText(why: NotArchived): string {
  if (why === 'tooMuch') return t('archive.missing.tooMuch');
  if (why === 'changed') return t('archive.missing.changed');
  return t(why === 'unknownFile' ? 'archive.missing.gone' : 'archive.missing.failed');
}

function chatIn(lines: readonly ArchivedLine[], words: Words): Markup | null {
  return list(
    lines.map(({ seat, to, text, atMs }) => {
      const reader = to === undefined ? '' : html` → <bdi>${words.person(to).name}</bdi>`;
      return html`${words.about(seat, atMs)}${reader}<br /><bdi>${text}</bdi>`;
    }),
  );
}

function ownIn({ own, board }: Archived, words: Words): Markup | null {
  const named = (id: number): string =>
    board.alternatives.find((one) => one.id === id)?.wordings.at(-1)?.title ?? String(id);
  const parts = [
    ...(own.redLine === '' ? [] : [titled('archive.own.redLine', own.redLine)]),
    ...(own.fallback === '' ? [] : [titled('archive.own.fallback', own.fallback)]),
    ...own.drafts.map(({ content }) => titled('archive.own.draft', content)),
  ];
  const scores = (own.scores as { alternative: number; criterion: number; value: number }[]).map(
    ({ alternative, criterion, value }) =>
      html`${t('archive.own.score', { title: named(alternative), criterion: criterion + 1, value })}`,
  );
  const remarks = own.remarks.map(
    ({ seat, body, atMs }) => html`<bdi>${body}</bdi> ${words.about(seat, atMs)}`,
  );
  if (parts.length === 0 && scores.length === 0 && remarks.length === 0) return null;
  return html`${parts} ${list(scores) ?? ''} ${list(remarks) ?? ''}`;
}

function titled(
  key: 'archive.own.redLine' | 'archive.own.fallback' | 'archive.own.draft',
  text: string,
): Markup {
  return html`<h3>${t(key)}</h3>
    <pre dir="auto">${text}</pre>`;
}
