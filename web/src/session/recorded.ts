import type { BoardCommand, TextCommand } from '../course/built/rules.js';
import { parseJson } from '../e2ee/invitation/fields';
import type { Said } from '../e2ee/log/payload';

/** What binds a side in a joint text. How a wording comes about, and what is remarked on it, does not. */
const OF_TEXTS: Record<TextCommand['type'], boolean> = {
  openText: true,
  addParagraphs: true,
  bracket: true,
  dropWording: true,
  acceptWording: true,
  retractAcceptance: true,
  initial: true,
  uninitial: true,
  approveText: true,
  disapproveText: true,
  addComment: false,
  removeComment: false,
};

/** What binds a side on the board: all but what it says of an alternative by the way. */
const OF_BOARDS: Record<BoardCommand['type'], boolean> = {
  proposeCriteria: true,
  agreeOnCriteria: true,
  declineCriteria: true,
  withdrawCriteria: true,
  tableAlternative: true,
  reviseAlternative: true,
  takeBackAlternative: true,
  takePosition: true,
  assess: false,
};

/**
 * Whether what the rules took, or would take, goes into the record of the meeting.
 *
 * @param byRules whether the rules of the table say so, of what is theirs
 * @param isOnRecord asked of what is laid on the table: none of it is recorded while an item off the record is dealt with
 */
export function isRecorded(said: Said, byRules: boolean, isOnRecord: () => boolean): boolean {
  switch (said.type) {
    case 'course':
      return byRules;
    case 'text': {
      const { type } = parseJson(said.command) as { type: TextCommand['type'] };
      return OF_TEXTS[type] && isOnRecord();
    }
    case 'board': {
      const { type } = parseJson(said.command) as { type: BoardCommand['type'] };
      return OF_BOARDS[type] && isOnRecord();
    }
    // All of it: it is a promise.
    case 'action':
      return isOnRecord();
    case 'wording':
    case 'schedule':
      return false;
    default:
      return said satisfies never;
  }
}
