import { concat, utf8 } from '../bytes';
import { randomBytes } from '../crypto';

/** What one device keeps of a seat between pages: its keys, and what it knows of its rooms. */
export interface Keep {
  /** Null where there is nothing, or nothing that opens. */
  read: (name: string) => Promise<Uint8Array | null>;
  /** Done when it is on the disk. Rejects where another page has taken over. */
  write: (name: string, content: Uint8Array) => Promise<void>;
  /** Forgets all of it. */
  forget: () => Promise<void>;
  /** Lets another page have it. */
  release: () => void;
}

/** The browser lets a page keep nothing, or nothing more. */
export class NothingKept extends Error {}

const DATABASE = 'parley';
const KEYS = 'keys';
const OWNERS = 'owners';
const BOXES = 'boxes';
const NONCE_BYTES = 12;

/**
 * Opens what this browser keeps of a seat, for this page alone: another page that has it is told, and can write no more. All is sealed
 * under a key that the browser uses for us but gives to nobody, so that a copy of its files without the browser opens nothing.
 *
 * Rejects with NothingKept where the browser keeps nothing, as reading and writing do later.
 *
 * @param taken called when another page took over
 */
export async function openKeep(meeting: string, seat: string, taken: () => void): Promise<Keep> {
  const name = `${meeting}/${seat}`;
  const release = await lock(`parley ${name}`, taken);
  const database = await openDatabase();
  const owner = crypto.randomUUID();
  const key = await keyOf(database, name);
  await done(database, [OWNERS], (transaction) => {
    transaction.objectStore(OWNERS).put(owner, name);
  });
  return {
    read: async (what) => {
      const box = await get(database, BOXES, `${name}/${what}`);
      return box instanceof Uint8Array ? open(key, `${name}/${what}`, box) : null;
    },
    write: async (what, content) => {
      const box = await seal(key, `${name}/${what}`, content);
      await done(database, [OWNERS, BOXES], (transaction) => {
        const current = transaction.objectStore(OWNERS).get(name);
        // In one transaction with the writing: the page before may be in the middle of a step.
        current.onsuccess = () => {
          if (current.result === owner) transaction.objectStore(BOXES).put(box, `${name}/${what}`);
          else transaction.abort();
        };
      });
    },
    forget: () =>
      done(database, [KEYS, BOXES], (transaction) => {
        transaction.objectStore(KEYS).delete(name);
        transaction.objectStore(BOXES).delete(IDBKeyRange.bound(`${name}/`, `${name}/\uffff`));
      }),
    release: () => {
      database.close();
      release();
    },
  };
}

/** Forgets what this browser keeps of a meeting, of whichever seats. Rejects where it cannot. */
export async function forgetAll(meeting: string): Promise<void> {
  const database = await openDatabase();
  const range = IDBKeyRange.bound(`${meeting}/`, `${meeting}/\uffff`);
  try {
    await done(database, [KEYS, OWNERS, BOXES], (transaction) => {
      for (const store of [KEYS, OWNERS, BOXES]) transaction.objectStore(store).delete(range);
    });
  } finally {
    database.close();
  }
}

/** Takes the lock, from whoever has it; gives the way to let it go. */
function lock(name: string, taken: () => void): Promise<() => void> {
  return new Promise((resolve, reject) => {
    let held = false;
    const hold = (): Promise<void> =>
      new Promise((release) => {
        held = true;
        resolve(() => {
          held = false;
          release();
        });
      });
    navigator.locks.request(name, { steal: true }, hold).catch((failure: unknown) => {
      if (held) taken();
      else reject(notKept(failure));
    });
  });
}

function openDatabase(): Promise<IDBDatabase> {
  return settled(() => {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => {
      for (const store of [KEYS, OWNERS, BOXES]) request.result.createObjectStore(store);
    };
    return request;
  });
}

async function keyOf(database: IDBDatabase, name: string): Promise<CryptoKey> {
  const kept = await get(database, KEYS, name);
  if (kept instanceof CryptoKey) return kept;
  const fresh = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, [
    'encrypt',
    'decrypt',
  ]);
  await done(database, [KEYS], (transaction) => {
    transaction.objectStore(KEYS).put(fresh, name);
  });
  return fresh;
}

async function seal(key: CryptoKey, name: string, content: Uint8Array): Promise<Uint8Array> {
  const iv = randomBytes(NONCE_BYTES);
  const parameters = { name: 'AES-GCM', iv, additionalData: utf8(name) };
  return concat(iv, new Uint8Array(await crypto.subtle.encrypt(parameters, key, new Uint8Array(content))));
}

async function open(key: CryptoKey, name: string, box: Uint8Array): Promise<Uint8Array | null> {
  const iv = new Uint8Array(box.subarray(0, NONCE_BYTES));
  const parameters = { name: 'AES-GCM', iv, additionalData: utf8(name) };
  try {
    const content = await crypto.subtle.decrypt(parameters, key, new Uint8Array(box.subarray(NONCE_BYTES)));
    return new Uint8Array(content);
  } catch {
    return null;
  }
}

function get(database: IDBDatabase, store: string, name: string): Promise<unknown> {
  return settled(() => database.transaction(store).objectStore(store).get(name) as IDBRequest<unknown>);
}

/** Strict: a key that was used and then forgotten by a crash might be used again. */
function done(
  database: IDBDatabase,
  stores: string[],
  work: (transaction: IDBTransaction) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    try {
      const transaction = database.transaction(stores, 'readwrite', { durability: 'strict' });
      transaction.oncomplete = () => {
        resolve();
      };
      transaction.onabort = () => {
        const { error } = transaction;
        reject(error === null ? new Error('another page has taken over') : notKept(error));
      };
      work(transaction);
    } catch (failure) {
      reject(notKept(failure));
    }
  });
}

/** Some browsers refuse when they are asked, others when they answer. */
function settled<T>(ask: () => IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    try {
      const request = ask();
      request.onsuccess = () => {
        resolve(request.result);
      };
      request.onerror = () => {
        reject(notKept(request.error));
      };
    } catch (failure) {
      reject(notKept(failure));
    }
  });
}

const notKept = (cause: unknown): NothingKept => new NothingKept('the browser keeps nothing', { cause });
