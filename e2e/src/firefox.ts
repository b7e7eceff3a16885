import { existsSync } from 'node:fs';
import puppeteer, { type Browser } from 'puppeteer-core';

/** Where distributions put Firefox; FIREFOX names another. */
const PLACES = ['/usr/bin/firefox-esr', '/usr/bin/firefox'];

export function firefoxPath(): string {
  const path = process.env['FIREFOX'] ?? PLACES.find((place) => existsSync(place));
  if (!path || !existsSync(path))
    throw new Error('Firefox is missing: install it (Debian: firefox-esr), or name it in FIREFOX');
  return path;
}

/** A headless Firefox, driven by WebDriver BiDi, whose devices are its own fake ones. */
export function launchFirefox(): Promise<Browser> {
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
    },
  });
}
