import type { Secret } from '../links/secret';
import { Connection, type SourceName, type Tracks } from '../rtc/connection';
import { Sources } from '../rtc/sources.svelte';
import type { OpenChannel } from '../signalling/socket';
import { Session, type MediaConnection } from './session.svelte';

/** A connection that one's own tracks go into. */
export interface SendingConnection extends MediaConnection {
  setTrack: (source: SourceName, track: MediaStreamTrack | null) => Promise<void>;
}

export interface Ways {
  open: OpenChannel;
  connect: (tracks: Tracks) => SendingConnection;
}

/** One person's attendance of a meeting on this page: the session with the server, and the devices, tied together. */
export class Attendance {
  readonly sources = new Sources();
  readonly session: Session;
  /** Why a screen could not be shared. */
  shareFailed = $state(false);

  readonly #insideKey: string;
  #connection: SendingConnection | null = null;
  #joinAtOnce: boolean;

  constructor(meeting: string, secret: Secret, ways: Ways) {
    this.#insideKey = `parley.inside.${meeting}`;
    // Reloading the page is no reason to be asked about devices again.
    this.#joinAtOnce = sessionStorage.getItem(this.#insideKey) !== null;
    this.session = new Session(meeting, secret.reveal(), {
      open: ways.open,
      connect: () => (this.#connection = ways.connect(this.sources.tracks)),
      publishing: () => this.sources.publishing,
      nowMs: () => performance.now(),
      random: () => Math.random(),
    });
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
    sessionStorage.setItem(this.#insideKey, 'inside');
    this.session.join();
  }

  leave(): void {
    this.session.leave();
    this.sources.stop();
    sessionStorage.removeItem(this.#insideKey);
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
  }
}

/** The real connection. */
export function connect(tracks: Tracks): SendingConnection {
  return new Connection(tracks);
}
