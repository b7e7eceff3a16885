import { existsSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import puppeteer, { type Browser } from 'puppeteer-core';

/** Where distributions put Firefox; FIREFOX names another. */
const PLACES = ['/usr/bin/firefox-esr', '/usr/bin/firefox'];

export function firefoxPath(): string {
  const path = process.env['FIREFOX'] ?? PLACES.find((place) => existsSync(place));
  if (!path || !existsSync(path))
    throw new Error('Firefox is missing: install it (Debian: firefox-esr), or name it in FIREFOX');
  return path;
}

/**
 * A headless Firefox, driven by WebDriver BiDi, whose devices are its own fake ones.
 *
 * @param more preferences
 */
export function launchFirefox(more: Record<string, unknown> = {}): Promise<Browser> {
  return puppeteer.launch({
    browser: 'firefox',
    executablePath: firefoxPath(),
    headless: true,
    extraPrefsFirefox: {
      'media.navigator.streams.fake': true,
      'media.navigator.permission.disabled': true,
      // Sound and picture start without a click.
      'media.autoplay.default': 0,
      'media.autoplay.blocking_policy': 0,
      // Both ends of a call are on this machine.
      'media.peerconnection.ice.loopback': true,
      'media.peerconnection.ice.obfuscate_host_addresses': false,
      ...more,
    },
  });
}

/**
 * Options of a server that a Firefox on this machine can reach. It opens no socket on the loopback interface where it has another one,
 * and from there none leads to a loopback address.
 */
export function reachableByFirefox(): string[] {
  const addresses = Object.values(networkInterfaces()).flatMap((each) => each ?? []);
  const outward = addresses.find((one) => one.family === 'IPv4' && !one.internal);
  return outward === undefined ? [] : ['--bind', '0.0.0.0', '--announce', outward.address];
}
