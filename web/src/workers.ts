import pdfWorkerUrl from 'pdfjs-dist/build/pdf.worker.min.mjs?url';
import framesWorkerUrl from './e2ee/sframe/worker.ts?worker&url';

/** A script's address that a browser with Trusted Types accepts. */
interface Policy {
  createScriptURL: (url: string) => unknown;
}

interface PolicyFactory {
  createPolicy: (name: string, rules: { createScriptURL: (url: string) => string }) => Policy;
}

/** The only scripts that this page ever starts beside its own: what encrypts frames, and what reads PDFs. */
const URLS = { frames: framesWorkerUrl, pdf: pdfWorkerUrl } as const;

let policy: Policy | undefined;

function trusted(url: string): string {
  const factory = (window as { trustedTypes?: PolicyFactory }).trustedTypes;
  if (factory === undefined) return url;
  policy ??= factory.createPolicy('parley-worker', {
    createScriptURL: (asked) => {
      if (!Object.values(URLS).includes(asked)) throw new TypeError('not one of the workers');
      return asked;
    },
  });
  return policy.createScriptURL(url) as string;
}

/** Null where the browser refuses it. */
export function startWorker(name: keyof typeof URLS): Worker | null {
  try {
    return new Worker(trusted(URLS[name]), { type: 'module' });
  } catch {
    return null;
  }
}
