/** Of one mail to calendars, as in the protocol. */
export const MAX_ADDRESSES = 20;

/** As in the rules (RFC 5321, section 4.5.3.1). */
export const MAX_ADDRESS = 254;

const NAME = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
const LABEL = '[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?';
const ADDRESS = new RegExp(`^(?=[^@]{1,64}@)${NAME}(?:\\.${NAME})*@${LABEL}(?:\\.${LABEL})*$`);

/** What stands between spaces, commas and semicolons, each once. */
export function addressesIn(text: string): readonly string[] {
  return [...new Set(text.split(/[\s,;]+/).filter((word) => word !== ''))];
}

export function isAddress(text: string): boolean {
  return text.length <= MAX_ADDRESS && ADDRESS.test(text);
}

/** The first that is none; null where all are. */
export function wrongAddress(addresses: readonly string[]): string | null {
  return addresses.find((address) => !isAddress(address)) ?? null;
}
