import type { ServerMessage } from '../signalling/messages';
import type { FileAnswer } from './files';
import type { LineAnswer } from './publicity.svelte';
import type { PurgeAnswer } from './purging.svelte';

/** A message that names a room, or is about a line for the public, or a file. */
export type RoomMessage = Extract<ServerMessage, { room: string }> | LineAnswer | PurgeAnswer | FileAnswer;

const TYPES: Record<RoomMessage['type'], true> = {
  log: true,
  appended: true,
  accepted: true,
  conflict: true,
  notWritten: true,
  notMember: true,
  knocked: true,
  unknocked: true,
  mayFound: true,
  welcome: true,
  absent: true,
  linePublished: true,
  lineTakenDown: true,
  lineShutOut: true,
  lineRefused: true,
  purgeShutOut: true,
  purgeRefused: true,
  fileTicket: true,
  fileRefused: true,
};

/** Whether it is for the rooms' secrets, and not for the session itself. */
export function isOfRooms(message: ServerMessage): message is RoomMessage {
  return Object.hasOwn(TYPES, message.type);
}
