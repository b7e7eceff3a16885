import { keep, recall } from '../kept';
import type { SourceName, Tracks } from './connection';
import {
  capture,
  captureBoth,
  listDevices,
  type Captured,
  type Devices,
  type Problem,
  type Recorder,
} from './devices';

const CHOICE_KEY = 'parley.devices';

/** What a person chose last time on this device. */
interface Choice {
  camera: string;
  microphone: string;
  speaker: string;
  cameraOn: boolean;
  microphoneOn: boolean;
}

/** One's own camera, microphone and screen: which devices, on or off, and what is wrong with them. */
export class Sources {
  /** Whether it should be on; it is, where there is no problem. */
  cameraOn = $state(true);
  microphoneOn = $state(true);
  cameraTrack = $state.raw<MediaStreamTrack | null>(null);
  microphoneTrack = $state.raw<MediaStreamTrack | null>(null);
  screenTrack = $state.raw<MediaStreamTrack | null>(null);
  cameraProblem = $state<Problem | null>(null);
  microphoneProblem = $state<Problem | null>(null);
  /** Whether the browser is asking the person just now. */
  asking = $state(false);
  devices = $state.raw<Devices>({ camera: [], microphone: [], speaker: [] });
  /** Ids of the chosen devices; empty for the browser's choice. */
  chosen = $state({ camera: '', microphone: '', speaker: '' });

  /** Told after a source changed its track or went on or off. */
  onchange: (source: SourceName) => void = () => undefined;

  // Counts a source's requests: an answer to an older one is of no use any more.
  readonly #requests = { camera: 0, microphone: 0, screen: 0 };

  constructor() {
    const choice = recallChoice();
    this.chosen = { camera: choice.camera, microphone: choice.microphone, speaker: choice.speaker };
    this.cameraOn = choice.cameraOn;
    this.microphoneOn = choice.microphoneOn;
    navigator.mediaDevices.addEventListener('devicechange', this.#list);
  }

  get tracks(): Tracks {
    return { microphone: this.microphoneTrack, camera: this.cameraTrack, screen: this.screenTrack };
  }

  /** What the others may expect to get. */
  get publishing(): { microphone: boolean; camera: boolean; screen: boolean } {
    return {
      microphone: this.microphoneOn && this.microphoneTrack !== null,
      camera: this.cameraOn && this.cameraTrack !== null,
      screen: this.screenTrack !== null,
    };
  }

  /** Starts what should be on; asks the person where the browser wants that. */
  async start(): Promise<void> {
    this.asking = true;
    if (this.cameraOn) {
      const requests = [++this.#requests.camera, ++this.#requests.microphone] as const;
      const both = await captureBoth(this.chosen.camera, this.chosen.microphone);
      this.#take('camera', both.camera, requests[0]);
      this.#take('microphone', both.microphone, requests[1]);
    } else {
      await this.#capture('microphone');
    }
    this.asking = false;
    this.onchange('camera');
    this.onchange('microphone');
    this.#list();
  }

  async setMicrophone(on: boolean): Promise<void> {
    this.microphoneOn = on;
    this.#keepChoice();
    if (this.microphoneTrack !== null) this.microphoneTrack.enabled = on;
    else if (on) await this.#capture('microphone');
    this.onchange('microphone');
  }

  problemOf(recorder: Recorder): Problem | null {
    return recorder === 'camera' ? this.cameraProblem : this.microphoneProblem;
  }

  retry(recorder: Recorder): Promise<void> {
    return recorder === 'camera' ? this.setCamera(true) : this.setMicrophone(true);
  }

  /** The person knows of the problem and goes on without the device. */
  goWithout(recorder: Recorder): void {
    this.#set(recorder, this.tracks[recorder], null);
  }

  /** Unmutes for a while without changing what the person chose. */
  talk(on: boolean): void {
    if (this.microphoneTrack === null || this.microphoneOn === on) return;
    this.microphoneOn = on;
    this.microphoneTrack.enabled = on;
    this.onchange('microphone');
  }

  /** Off stops the device, so that its light goes out. */
  async setCamera(on: boolean): Promise<void> {
    this.cameraOn = on;
    this.#keepChoice();
    if (!on) {
      this.#requests.camera++;
      this.#drop('camera');
      this.cameraProblem = null;
    } else if (this.cameraTrack === null) {
      await this.#capture('camera');
    }
    this.onchange('camera');
  }

  /** @param id empty for the browser's choice */
  async choose(device: Recorder | 'speaker', id: string): Promise<void> {
    this.chosen[device] = id;
    this.#keepChoice();
    if (device === 'microphone' || (device === 'camera' && this.cameraOn)) {
      await this.#capture(device);
      this.onchange(device);
    }
  }

  /** `cancelled` where the person thought better of it. */
  async shareScreen(): Promise<'shared' | 'cancelled' | 'failed'> {
    const request = ++this.#requests.screen;
    try {
      const stream = await navigator.mediaDevices.getDisplayMedia({
        video: { frameRate: { ideal: 15, max: 30 } },
      });
      const [track] = stream.getVideoTracks();
      if (track === undefined) return 'failed';
      if (request !== this.#requests.screen) {
        // The meeting ended while the person was choosing.
        track.stop();
        return 'cancelled';
      }
      // The encoder then keeps letters sharp and gives up frames instead.
      track.contentHint = 'text';
      track.onended = () => {
        if (this.screenTrack === track) this.stopScreen();
      };
      this.screenTrack?.stop();
      this.screenTrack = track;
      this.onchange('screen');
      return 'shared';
    } catch (error) {
      // Browsers tell the person's and the system's no apart by the message alone.
      const cancelled =
        error instanceof DOMException && error.name === 'NotAllowedError' && !/system/i.test(error.message);
      return cancelled ? 'cancelled' : 'failed';
    }
  }

  stopScreen(): void {
    this.screenTrack?.stop();
    this.screenTrack = null;
    this.onchange('screen');
  }

  /** Lets all devices go. */
  stop(): void {
    this.#requests.camera++;
    this.#requests.microphone++;
    this.#drop('camera');
    this.#drop('microphone');
    this.#requests.screen++;
    this.screenTrack?.stop();
    this.screenTrack = null;
  }

  async #capture(recorder: Recorder): Promise<void> {
    const request = ++this.#requests[recorder];
    // Some devices give their picture to one taker only: let go of the old one first.
    this.#drop(recorder);
    const captured = await capture(recorder, this.chosen[recorder]);
    this.#take(recorder, captured, request);
    this.#list();
  }

  #take(recorder: Recorder, captured: Captured, request: number): void {
    if (request !== this.#requests[recorder]) {
      if ('track' in captured) captured.track.stop();
      return;
    }
    if ('problem' in captured) {
      this.#set(recorder, null, captured.problem);
      return;
    }
    const { track } = captured;
    if (recorder === 'microphone') track.enabled = this.microphoneOn;
    track.onended = () => {
      if (this.tracks[recorder] !== track) return;
      this.#set(recorder, null, 'lost');
      this.onchange(recorder);
    };
    this.#set(recorder, track, null);
  }

  #drop(recorder: Recorder): void {
    this.tracks[recorder]?.stop();
    if (recorder === 'camera') this.cameraTrack = null;
    else this.microphoneTrack = null;
  }

  #set(recorder: Recorder, track: MediaStreamTrack | null, problem: Problem | null): void {
    if (recorder === 'camera') {
      this.cameraTrack = track;
      this.cameraProblem = problem;
    } else {
      this.microphoneTrack = track;
      this.microphoneProblem = problem;
    }
  }

  readonly #list = (): void => {
    void listDevices().then((devices) => (this.devices = devices));
  };

  #keepChoice(): void {
    const choice: Choice = {
      ...$state.snapshot(this.chosen),
      cameraOn: this.cameraOn,
      microphoneOn: this.microphoneOn,
    };
    keep(CHOICE_KEY, JSON.stringify(choice));
  }
}

function recallChoice(): Choice {
  let kept: Partial<Record<keyof Choice, unknown>> = {};
  try {
    kept = (JSON.parse(recall(CHOICE_KEY)) ?? {}) as typeof kept;
  } catch {
    // Nothing was kept, or something else.
  }
  const text = (value: unknown): string => (typeof value === 'string' ? value : '');
  return {
    camera: text(kept.camera),
    microphone: text(kept.microphone),
    speaker: text(kept.speaker),
    cameraOn: kept.cameraOn !== false,
    microphoneOn: kept.microphoneOn !== false,
  };
}
