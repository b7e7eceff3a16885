import { buildSync } from 'esbuild';
import { fileURLToPath } from 'node:url';
import type { SourceConfig } from './page/source.ts';

export type { SourceConfig } from './page/source.ts';
export type { TileReading } from './page/reader.ts';
export type { Tone } from './page/recording.ts';
export type { ConnectionReading, TrackReading } from './page/connections.ts';
export type { EpochReading } from './page/epochs.ts';

let bundle: string | undefined;

function bundled(): string {
  bundle ??= buildSync({
    entryPoints: [fileURLToPath(new URL('page/install.ts', import.meta.url))],
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2022',
  }).outputFiles[0]!.text;
  return bundle;
}

/** The script that puts the instruments into a page, before the page's own scripts run. */
export function instrumentScript(config: SourceConfig): string {
  return `if (window === window.top) { ${bundled()}; window.installInstruments(${JSON.stringify(config)}); }`;
}

/**
 * Light enough that four browsers and the server share two cores. Tests of meetings ask for fewer pictures by E2E_FPS; those of pages say
 * E2E_DEVICES=none, since sound and pictures that nobody looks at take most of a machine: their people have no devices, unless one asks for
 * {@link WITH_DEVICES}.
 */
export const PLAIN: Omit<SourceConfig, 'person'> = {
  fps: Number(process.env['E2E_FPS'] ?? 8),
  height: 360,
  look: 'plain',
  sound: 'tone',
  tcpOnly: false,
  unguarded: false,
  mediaPorts: {},
  camera: true,
  failWith: process.env['E2E_DEVICES'] === 'none' ? 'NotFoundError' : undefined,
};

export const WITH_DEVICES = { failWith: undefined };
