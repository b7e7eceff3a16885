import { equal } from '../bytes';
import { hkdf } from '../crypto';
import type { Role } from '../invitation/charter';
import type { Devices } from './devices';

/** Rooms beside the table, each for a circle of all sides: named as the course names the circle. */
export const SIDEBARS = ['heads', 'experts'] as const;

export type SidebarName = (typeof SIDEBARS)[number];

export function isSidebar(room: string): room is SidebarName {
  return (SIDEBARS as readonly string[]).includes(room);
}

/** To which sidebar somebody of a role may go; null for none. */
export function sidebarOf(role: Role): SidebarName | null {
  switch (role) {
    case 'head':
    case 'deputy':
      return 'heads';
    case 'adviser':
    case 'expert':
      return 'experts';
    case 'secretariat':
    case 'noteTaker':
    case 'interpreter':
    case 'observer':
    case 'technician':
    case 'member':
      return null;
    default:
      return role satisfies never;
  }
}

/** From which a sidebar's pre-shared keys are derived: a label of its own, so that nothing of one room follows from another's. */
export function sidebarSecret(
  meetingSecret: Uint8Array,
  meeting: string,
  name: SidebarName,
): Promise<Uint8Array> {
  return hkdf(meetingSecret, `parley sidebar ${meeting}/${name}`);
}

/** What the plenary's room knows: beside the charter all that decides which devices may be in a sidebar. */
export interface AtTable {
  /** That the plenary's log has let in, ever. */
  readonly devices: Devices;
  members: () => readonly { seat: string; deviceKey: Uint8Array }[];
}

/** Whether the table has let a device in, ever. Whoever reads more of its log finds no less. */
export function wasAtTable(table: AtTable | null, seat: string, deviceKey: Uint8Array): boolean {
  return table?.devices.keysOf(seat).some((key) => equal(key, deviceKey)) === true;
}

/** Whether a device is of a member of the table's group now. */
export function isAtTable(table: AtTable | null, seat: string, deviceKey: Uint8Array): boolean {
  return (
    table?.members().some((member) => member.seat === seat && equal(member.deviceKey, deviceKey)) === true
  );
}

/** Whether the own head has put a device out. */
export function isPutOut(table: AtTable | null, seat: string, deviceKey: Uint8Array): boolean {
  return table?.devices.isKnown(seat, deviceKey) !== true;
}
