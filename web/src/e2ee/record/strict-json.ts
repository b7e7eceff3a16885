/** What a text of JSON says; undefined for what is none, and where an object has a field twice: readers would differ in which counts. */
export function parseStrictly(text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  return hasFieldTwice(text) ? undefined : value;
}

const TOKENS = /"(?:[^"\\]|\\.)*"|[{}[\]:,]/g;

/** @param text JSON, as was found before */
function hasFieldTwice(text: string): boolean {
  /** Of each object that one is in, its fields so far; null for a list. */
  const around: (Set<string> | null)[] = [];
  let isField = false;
  for (const [token] of text.matchAll(TOKENS)) {
    const fields = around.at(-1) ?? null;
    if (token === '{' || token === '[') {
      around.push(token === '{' ? new Set() : null);
      isField = token === '{';
    } else if (token === '}' || token === ']') {
      around.pop();
      isField = false;
    } else if (token === ',') isField = fields !== null;
    else if (token === ':') isField = false;
    else if (isField && fields !== null) {
      const name = JSON.parse(token) as string;
      if (fields.has(name)) return true;
      fields.add(name);
    }
  }
  return false;
}
