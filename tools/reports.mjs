// Reads how many tests passed out of JUnit's XML, which Surefire, Vitest and Node's test runner all write.

/** @returns {{passed: number, failed: number, skipped: number}} */
export function count(xml) {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  // Output of tests is no part of the structure.
  const structure = xml.replace(/<!\[CDATA\[[\s\S]*?\]\]>|<!--[\s\S]*?-->/g, '');
  for (const [, closed, content = ''] of structure.matchAll(/<testcase\b(?:"[^"]*"|[^">])*?(?:(\/)>|>([\s\S]*?)<\/testcase>)/g)) {
    if (!closed && /<(?:failure|error)\b/.test(content)) counts.failed++;
    else if (!closed && /<skipped\b/.test(content)) counts.skipped++;
    else counts.passed++;
  }
  return counts;
}

/** Adds counts up. */
export const sum = (all) =>
  all.reduce(
    (a, b) => ({ passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped }),
    { passed: 0, failed: 0, skipped: 0 },
  );

/** As people and machines read it. */
export const inWords = ({ passed, failed, skipped }) =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
