import { MAX_LEAF } from './keyring';
import type {
  Chamber,
  Command,
  Context,
  Due,
  FrameKind,
  FramesReport,
  Medium,
  TransformOptions,
} from './protocol';

const BASE_KEY_BYTES = 16;

/**
 * Puts end-to-end encryption between a connection and the codecs: nothing is sent but protected frames, and nothing is decoded but what
 * was due and opened. One for as long as the page has its keys: another would count from 0 anew under the same ones.
 */
export class Frames {
  /** Told what became of the frames, at most every half second. */
  onreport: (report: FramesReport) => void = () => undefined;

  /** Told when the worker could not be started, or failed. Nothing is sent or shown then. */
  onfailed: () => void = () => undefined;

  readonly #worker: Worker | null;

  /** @param worker runs worker.ts, and is nobody else's; null where it could not be started */
  constructor(worker: Worker | null) {
    this.#worker = worker;
    if (worker === null) {
      // As of a worker that does not load: told once there is somebody to listen.
      queueMicrotask(() => {
        this.onfailed();
      });
      return;
    }
    worker.onmessage = ({ data }: MessageEvent<FramesReport>) => {
      this.onreport(data);
    };
    worker.onerror = worker.onmessageerror = () => {
      this.onfailed();
    };
  }

  /** Whether there is anything between a connection and the codecs. Where there is not, no track may come near either. */
  get guards(): boolean {
    return this.#worker !== null;
  }

  /** Before its media starts, and once: a sender belongs to its chamber for life. It sends nothing before it is allowed to. */
  protect(sender: RTCRtpSender, chamber: Chamber, kind: FrameKind): void {
    this.#transform(sender, { role: 'send', chamber, kind });
  }

  /**
   * Whether a source's frames are sent in a chamber. A sender without a track is not silent: Firefox repeats the last picture every second,
   * of a camera that was turned off or is shown in another chamber.
   */
  allow(chamber: Chamber, kind: FrameKind, allowed: boolean): void {
    this.#tell({ type: 'allow', chamber, kind, allowed });
  }

  /** Before its media starts. Nothing is shown before `expect` says of whom. */
  open(receiver: RTCRtpReceiver, slot: number, medium: Medium): void {
    this.#transform(receiver, { role: 'receive', slot, medium });
  }

  /** Whose frames a slot lets through from now on; null for nobody's. */
  expect(slot: number, due: Due | null): void {
    this.#tell({ type: 'expect', slot, due });
  }

  /**
   * Sends under this epoch from now on, and opens what comes under it; the one before is opened for five seconds more. An epoch that does
   * not follow the last one is another group's, and ends that one's at once.
   *
   * @param gone leaves whose members are out since the epoch before: of theirs nothing is opened any more
   */
  setEpoch(
    context: Context,
    epoch: bigint,
    baseKey: Uint8Array,
    ownLeaf: number,
    gone: readonly number[] = [],
  ): void {
    if (baseKey.length !== BASE_KEY_BYTES) throw new RangeError('not a base key');
    if (!(ownLeaf >= 0 && ownLeaf <= MAX_LEAF)) throw new RangeError('no frame could name this leaf');
    const own = Uint8Array.from(baseKey);
    this.#tell({ type: 'setEpoch', context, epoch, baseKey: own, ownLeaf, gone }, [own.buffer]);
  }

  /** Forgets a room's keys: nothing is sent in it or received from it any more. */
  dropContext(context: Context): void {
    this.#tell({ type: 'dropContext', context });
  }

  close(): void {
    this.#worker?.terminate();
  }

  #tell(command: Command, transfer: Transferable[] = []): void {
    this.#worker?.postMessage(command, transfer);
  }

  #transform(of: RTCRtpSender | RTCRtpReceiver, options: TransformOptions): void {
    if (this.#worker !== null) of.transform = new RTCRtpScriptTransform(this.#worker, options);
  }
}
