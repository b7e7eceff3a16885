import { openKeep } from '../e2ee/device/keep';
import type { LinkSeed } from '../e2ee/invitation/secrets';
import { startFrames } from '../e2ee/sframe/start';
import type { Frames } from '../e2ee/sframe/frames';
import type { Chamber } from '../e2ee/sframe/protocol';
import { Connection, type SourceName, type Tracks } from '../rtc/connection';
import { Sources } from '../rtc/sources.svelte';
import type { OpenChannel } from '../signalling/socket';
import { Received } from './received.svelte';
import { SealedMeeting } from './sealed-meeting.svelte';
import { Session } from './session.svelte';
import type { MediaConnection, Place } from './surroundings';

/** A connection that one's own tracks go into. */
export interface SendingConnection extends MediaConnection {
  setTrack: (source: SourceName, track: MediaStreamTrack | null) => Promise<void>;
}

export interface Ways {
  open: OpenChannel;
  frames: () => MediaFrames;
  connect: (tracks: Tracks, chamber: Chamber, frames: MediaFrames) => SendingConnection;
  openKeep: typeof openKeep;
}

/** The encryption of frames, as far as a page without media needs it. */
export type MediaFrames = Pick<
  Frames,
  | 'guards'
  | 'protect'
  | 'allow'
  | 'open'
  | 'expect'
  | 'setEpoch'
  | 'dropContext'
  | 'onreport'
  | 'onfailed'
  | 'close'
>;

// Longer lets a slow line still say that one goes; shorter lets one go sooner.
const DEPART_MS = 1000;

/** One person's attendance of a meeting on this page: the session with the server, and the devices, tied together. */
export class Attendance {
  readonly sources = new Sources();
  readonly session: Session;
  readonly sealed: SealedMeeting;
  /** What became of the frames that came. */
  readonly received: Received;
  /** Why a screen could not be shared. */
  shareFailed = $state(false);

  readonly #insideKey: string;
  readonly #frames: MediaFrames;
  #connection: SendingConnection | null = null;
  #joinAtOnce: boolean;

  constructor(meeting: string, seed: LinkSeed, ways: Ways) {
    this.#insideKey = `parley.inside.${meeting}`;
    // Reloading the page is no reason to be asked about devices again, nor to leave the table.
    const inside = sessionStorage.getItem(this.#insideKey);
    this.#joinAtOnce = inside !== null;
    const place: Place = inside === 'plenary' ? 'plenary' : 'side';
    this.#frames = ways.frames();
    this.sealed = new SealedMeeting(meeting, seed, {
      send: (message) => {
        this.session.send(message);
      },
      media: this.#frames,
      openKeep: ways.openKeep,
      taken: () => {
        this.session.taken();
      },
      nowMs: () => Date.now(),
      random: () => Math.random(),
    });
    this.session = new Session(meeting, place, {
      open: ways.open,
      enterSecret: () => seed.enterSecret(),
      secrets: this.sealed,
      connect: (chamber) => (this.#connection = ways.connect(this.sources.tracks, chamber, this.#frames)),
      publishing: () => this.sources.publishing,
      nowMs: () => performance.now(),
      random: () => Math.random(),
    });
    this.received = new Received(this.#frames, this.session, this.sealed);
    this.sources.onchange = (source) => {
      void this.#connection?.setTrack(source, this.sources.tracks[source]);
      this.session.publish();
    };
  }

  /** Whether the device check is skipped, because the person was inside a moment ago. */
  get joinAtOnce(): boolean {
    return this.#joinAtOnce;
  }

  start(): void {
    this.session.start();
    void this.sources.start();
  }

  join(): void {
    this.#joinAtOnce = false;
    this.sources.goWithout('camera');
    this.sources.goWithout('microphone');
    sessionStorage.setItem(this.#insideKey, this.session.place);
    this.session.join();
  }

  /** Goes to the table, or to the own side's room. */
  async move(place: Place): Promise<void> {
    await this.session.move(place);
    sessionStorage.setItem(this.#insideKey, this.session.place);
  }

  leave(): void {
    this.sources.stop();
    sessionStorage.removeItem(this.#insideKey);
    const tooLong = new Promise((resolve) => setTimeout(resolve, DEPART_MS));
    void Promise.race([this.sealed.table.roll.depart(), tooLong]).then(() => {
      this.session.leave();
    });
  }

  /** The session ended without our doing: nothing here may go on recording. */
  ended(): void {
    this.sources.stop();
    sessionStorage.removeItem(this.#insideKey);
  }

  /** After the seat was taken in another window. */
  takeBack(): void {
    this.join();
    void this.sources.start();
  }

  async toggleShare(): Promise<void> {
    this.shareFailed = false;
    if (this.sources.screenTrack !== null) this.sources.stopScreen();
    else this.shareFailed = (await this.sources.shareScreen()) === 'failed';
  }

  close(): void {
    this.session.close();
    this.sources.stop();
    this.#frames.close();
  }
}

/** The real ones, of a browser. */
export const browserWays: Omit<Ways, 'open'> = {
  frames: startFrames,
  connect: (tracks, chamber, frames) => new Connection(tracks, chamber, frames),
  openKeep,
};
