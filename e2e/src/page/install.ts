import { connection, connections, installConnections } from './connections.ts';
import { epochs, installEpochs } from './epochs.ts';
import { clicks, forget, installReader, tiles } from './reader.ts';
import { heardIn } from './recording.ts';
import { installSources, loudness, shown, type Look, type SourceConfig } from './source.ts';

/** What a test calls in a page, as `window.instruments`. */
const instruments = {
  tiles,
  forget,
  connection,
  clicks,
  epochs,
  heardIn,
  peer: (): RTCPeerConnection | undefined => connections.at(-1),
  /** What the sources are made from; a test may change it. */
  config: undefined as unknown as SourceConfig,
  /** How loud the own tone is from now on, 0 to 1. */
  speak(level: number): void {
    loudness.value = level;
    for (const gain of loudness.gains) gain.gain.value = level;
  },
  /** What the camera shows from now on. */
  show(look: Look): void {
    shown.look = look;
  },
};
export type Instruments = typeof instruments;

declare global {
  interface Window {
    instruments: Instruments;
    /** Set by the loopback proof only. */
    installInstruments(config: SourceConfig): void;
  }
}

window.installInstruments = (config: SourceConfig): void => {
  instruments.config = config;
  window.instruments = instruments;
  installConnections(config);
  installSources(config);
  installReader();
  installEpochs();
};
