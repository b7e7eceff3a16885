import { equal } from '../bytes';

/** A device that a room has let in, ever. */
export interface Device {
  seat: string;
  /** The public key of its signatures. */
  key: Uint8Array;
  /** Of the link by which it came. */
  generation: number;
  /** Put out by the own head: it comes back by a new approval alone. */
  putOut: boolean;
}

// 80 bytes each in a Welcome. More lets people change devices more often; fewer leave the Welcome more room for members and eras.
export const MAX_DEVICES = 512;

/** All devices that a room has let in; every member holds the same list. Immutable. */
export class Devices {
  readonly all: readonly Device[];

  constructor(all: readonly Device[] = []) {
    this.all = all;
  }

  of(seat: string): readonly Device[] {
    return this.all.filter((device) => device.seat === seat);
  }

  keysOf(seat: string): readonly Uint8Array[] {
    return this.of(seat).map((device) => device.key);
  }

  /** Whether this very device was let in before and may come back by itself. */
  isKnown(seat: string, key: Uint8Array): boolean {
    return this.of(seat).some((device) => equal(device.key, key) && !device.putOut);
  }

  /** Whether a device is one too many to be let in. Those that were before come back as ever. */
  isClosedTo(seat: string, key: Uint8Array): boolean {
    return this.all.length >= MAX_DEVICES && !this.keysOf(seat).some((one) => equal(one, key));
  }

  /** Whether the seat's link has never let a device in. */
  isFirst(seat: string, generation: number): boolean {
    return this.of(seat).every((device) => device.generation < generation);
  }

  letIn(seat: string, key: Uint8Array, generation: number): Devices {
    const others = this.all.filter((device) => !(device.seat === seat && equal(device.key, key)));
    return new Devices([...others, { seat, key, generation, putOut: false }]);
  }

  putOut(seat: string): Devices {
    return new Devices(
      this.all.map((device) => (device.seat === seat ? { ...device, putOut: true } : device)),
    );
  }
}
