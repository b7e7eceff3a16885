import { Frames } from './frames';
import workerUrl from './worker.ts?worker&url';

/** A script's address that a browser with Trusted Types accepts. */
interface Policy {
  createScriptURL: (url: string) => unknown;
}

interface PolicyFactory {
  createPolicy: (name: string, rules: { createScriptURL: (url: string) => string }) => Policy;
}

let policy: Policy | undefined;

/** The only script that this page ever starts beside its own. */
function trusted(url: string): string {
  const factory = (window as { trustedTypes?: PolicyFactory }).trustedTypes;
  if (factory === undefined) return url;
  policy ??= factory.createPolicy('parley-worker', {
    createScriptURL: (asked) => {
      if (asked !== workerUrl) throw new TypeError('not the worker');
      return asked;
    },
  });
  return policy.createScriptURL(url) as string;
}

/** With its worker; without one where the browser refuses it, so that nothing is sent or shown. */
export function startFrames(): Frames {
  return new Frames(startWorker());
}

function startWorker(): Worker | null {
  try {
    return new Worker(trusted(workerUrl), { type: 'module' });
  } catch {
    return null;
  }
}
