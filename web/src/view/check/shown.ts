// More would only push what matters out of sight.
const MAX_CHARS = 400;
/** Steers what stands around it, or is not seen; but for the two joiners without which some scripts are not written. */
const HIDDEN = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}\p{Cn}]/gu;

/** Text of an untrusted file, made fit to be read: nothing in it is hidden, and none of it moves what stands around. */
export function shown(text: string): string {
  const points = Array.from(text);
  const cut = points.length > MAX_CHARS ? `${points.slice(0, MAX_CHARS).join('')}…` : text;
  return cut.replace(HIDDEN, (char) => `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`);
}
