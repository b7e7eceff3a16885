import { decodeBase64Url, encodeBase64Url } from '../bytes';
import { hkdf, keyPairFromSeed, randomBytes, sha256, type Bytes, type KeyPair } from '../crypto';

// All secrets of a meeting come from one by HKDF, each under a label of its own, but for the seeds of links that a side made itself. Two of
// the classes here are what links carry in their fragments; what is derived from them leaves as bytes.

const SECRET_BYTES = 32;
const ID_BYTES = 16;

/** What the organiser's link carries. Whoever has it can read and change all of a meeting. */
export class OrganiserSecret {
  readonly #bytes: Bytes;

  private constructor(bytes: Bytes) {
    this.#bytes = bytes;
  }

  static random(): OrganiserSecret {
    return new OrganiserSecret(randomBytes(SECRET_BYTES));
  }

  /** Null where the text is not 32 bytes in base64url. */
  static parse(text: string): OrganiserSecret | null {
    const bytes = parseSecret(text);
    return bytes === null ? null : new OrganiserSecret(bytes);
  }

  /** The whole secret, for the organiser's link. */
  reveal(): string {
    return encodeBase64Url(this.#bytes);
  }

  /** What is shown to the server. Nothing else follows from it. */
  async bearer(): Promise<string> {
    return encodeBase64Url(await this.#derive('parley organise'));
  }

  /** What the server stores of the bearer. */
  async hash(): Promise<string> {
    return encodeBase64Url(await sha256(await this.#derive('parley organise')));
  }

  /** Signs which sides there are, who keeps the roster of each, and the title. */
  async signatureKeys(): Promise<KeyPair> {
    return keyPairFromSeed(await this.#derive('parley organiser signature'));
  }

  /** What everyone who was invited to the meeting holds. */
  meetingSecret(): Promise<Bytes> {
    return this.#derive('parley meeting secret');
  }

  /** What those hold who keep the roster of one side. */
  async keeper(side: string): Promise<KeeperSecret> {
    return new KeeperSecret(await this.#derive(`parley keeper ${side}`));
  }

  rosterKey(): Promise<Bytes> {
    return this.#derive('parley roster key');
  }

  /**
   * The seed of a link that the organiser makes, so that the organiser's link alone brings it back.
   *
   * @param generation 0 for the first link of a seat, one more with each renewal
   */
  async linkSeed(seat: string, generation: number): Promise<LinkSeed> {
    return new LinkSeed(await this.#derive(`parley link ${seat} ${generation}`));
  }

  toString(): string {
    return `OrganiserSecret(${prefixOf(this.#bytes)}…)`;
  }

  toJSON(): string {
    return this.toString();
  }

  #derive(info: string): Promise<Bytes> {
    return hkdf(this.#bytes, info);
  }
}

/** By what a side's roster is kept: in the cards of those of the side who prepare. */
export class KeeperSecret {
  readonly #bytes: Bytes;

  /** @param bytes 32 */
  constructor(bytes: Bytes) {
    this.#bytes = bytes;
  }

  /** The whole secret, for a card. */
  reveal(): Bytes {
    return this.#bytes;
  }

  /** Signs who the side's people are. */
  async signatureKeys(): Promise<KeyPair> {
    return keyPairFromSeed(await this.#derive('parley keeper signature'));
  }

  /** What everyone who was invited for the side holds. */
  sideSecret(): Promise<Bytes> {
    return this.#derive('parley side secret');
  }

  dossierKey(): Promise<Bytes> {
    return this.#derive('parley dossier key');
  }

  toString(): string {
    return `KeeperSecret(${prefixOf(this.#bytes)}…)`;
  }

  toJSON(): string {
    return this.toString();
  }

  #derive(info: string): Promise<Bytes> {
    return hkdf(this.#bytes, info);
  }
}

/** What the link of one seat carries. The server never sees it. */
export class LinkSeed {
  readonly #bytes: Bytes;

  /** @param bytes 32 */
  constructor(bytes: Bytes) {
    this.#bytes = bytes;
  }

  static random(): LinkSeed {
    return new LinkSeed(randomBytes(SECRET_BYTES));
  }

  /** Null where the text is not 32 bytes in base64url. */
  static parse(text: string): LinkSeed | null {
    const bytes = parseSecret(text);
    return bytes === null ? null : new LinkSeed(bytes);
  }

  /** The whole seed, for the link. */
  reveal(): string {
    return encodeBase64Url(this.#bytes);
  }

  /** What is shown to the server to take the seat. Nothing else follows from it. */
  async enterSecret(): Promise<string> {
    return encodeBase64Url(await this.#derive('parley enter'));
  }

  /** What the server stores of the secret that is shown. */
  async hash(): Promise<string> {
    return encodeBase64Url(await sha256(await this.#derive('parley enter')));
  }

  /** Opens the seat's card. */
  cardKey(): Promise<Bytes> {
    return this.#derive('parley card');
  }

  /** Vouches for a device of the seat's holder; the charter has the public key. */
  async invitationKeys(): Promise<KeyPair> {
    return keyPairFromSeed(await this.#derive('parley invitation'));
  }

  /** From which the key follows that opens letters to the seat. */
  letterSeed(): Promise<Bytes> {
    return this.#derive('parley letters');
  }

  toString(): string {
    return `LinkSeed(${prefixOf(this.#bytes)}…)`;
  }

  toJSON(): string {
    return this.toString();
  }

  #derive(info: string): Promise<Bytes> {
    return hkdf(this.#bytes, info);
  }
}

/** A fresh id for a meeting, a side or a seat: 128 random bits, base64url. */
export function randomId(): string {
  return encodeBase64Url(randomBytes(ID_BYTES));
}

function parseSecret(text: string): Bytes | null {
  const bytes = decodeBase64Url(text);
  return bytes?.length === SECRET_BYTES ? bytes : null;
}

function prefixOf(bytes: Bytes): string {
  return encodeBase64Url(bytes).slice(0, 4);
}
