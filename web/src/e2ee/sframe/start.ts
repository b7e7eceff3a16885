import { startWorker } from '../../workers';
import { Frames } from './frames';

/** With its worker; without one where the browser refuses it, so that nothing is sent or shown. */
export function startFrames(): Frames {
  return new Frames(startWorker('frames'));
}
