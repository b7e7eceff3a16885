import type { TextKind } from '../../../../course/built/rules.js';
import { parsePayload } from '../../../../e2ee/log/payload';
import { approvedIn, digestOf } from '../../../../e2ee/record/approvals';
import type { RecordEntry } from '../../../../e2ee/record/chain';

/** What a text says that was approved, as docs/record.md has it. */
export interface ApprovedText {
  digest: string;
  title: string;
  kind: TextKind;
  languages: readonly string[];
  /** Of each paragraph what it says in each language. */
  paragraphs: readonly (readonly string[])[];
  /** The entries that approve it, by their places in the record, and whose they are. */
  by: readonly { n: number; seat: string }[];
}

/**
 * The texts that a record's entries approve, to be read.
 *
 * @param forms as the rules have made them
 */
export function approvedTexts(forms: readonly string[], entries: readonly RecordEntry[]): ApprovedText[] {
  const by = new Map<string, { n: number; seat: string }[]>();
  for (const [n, { seat, seal }] of entries.entries()) {
    const payload = parsePayload(seal.text);
    const digest = payload?.type === 'text' ? approvedIn(payload.command)?.digest : undefined;
    if (digest !== undefined) by.set(digest, [...(by.get(digest) ?? []), { n, seat }]);
  }
  return forms.map((form) => {
    const said = JSON.parse(form) as Omit<ApprovedText, 'digest' | 'by'>;
    const digest = digestOf(form);
    return { ...said, digest, by: by.get(digest) ?? [] };
  });
}
