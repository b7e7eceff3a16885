// Corrects installed packages; run by npm after each installation. README.md here says what each correction is for.
// Exits with 1 where a package is not, to the letter, what the corrections were written for.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const MODULES = join(import.meta.dirname, '..', 'node_modules');

/**
 * What a package becomes.
 * @typedef {{name: string, version: string, edits: {file: string, from: string, to: string}[]}} Corrected
 */

/** @type {Corrected[]} */
const PACKAGES = [
  {
    name: 'ts-mls',
    version: '1.6.4',
    edits: [
      {
        file: 'dist/src/clientState.js',
        from: `                if (tree[nodeIndex]?.nodeType !== "leaf" && !dp.includes(toNodeIndex(i)))
                    return new ValidationError("Unmerged leaf did not represent a non-blank descendant leaf node");
                for (const parentIdx of dp) {`,
        to: `                const depth = dp.indexOf(toNodeIndex(i));
                if (tree[nodeIndex]?.nodeType !== "leaf" || depth < 0)
                    return new ValidationError("Unmerged leaf did not represent a non-blank descendant leaf node");
                for (const parentIdx of dp.slice(0, depth)) {`,
      },
      {
        file: 'dist/src/clientState.js',
        from: `                        if (!arraysEqual(dpNode.parent.unmergedLeaves, n.parent.unmergedLeaves))`,
        to: `                        if (!dpNode.parent.unmergedLeaves.includes(unmergedLeaf))`,
      },
      {
        file: 'dist/src/clientState.js',
        from: `        throwIfDefined(await validateKeyPackage(proposal.add.keyPackage, gc, ratchetTree, sentByClient, lifetimeConfig, authService, s));
        const [tree, ws] = await acc;
`,
        to: `        const [tree, ws] = await acc;
        throwIfDefined(await validateKeyPackage(proposal.add.keyPackage, gc, tree, sentByClient, lifetimeConfig, authService, s));
`,
      },
    ],
  },
];

/**
 * @param {Corrected} corrected
 * @returns {string | null} what is wrong
 */
function correct({ name, version, edits }) {
  const root = join(MODULES, name);
  const installed = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version;
  if (installed !== version) return `${name} is ${installed}; its corrections are for ${version}`;
  for (const { file, from, to } of edits) {
    const path = join(root, file);
    const text = readFileSync(path, 'utf8');
    const [before, after, ...more] = text.split(from);
    if (after !== undefined && more.length === 0) writeFileSync(path, before + to + after);
    else if (after !== undefined || !text.includes(to)) return `${name}/${file} is not as expected: ${from}`;
  }
  return null;
}

const faults = PACKAGES.map(correct).filter((fault) => fault !== null);
for (const fault of faults) console.error(`patches/apply.mjs: ${fault}`);
process.exitCode = faults.length > 0 ? 1 : 0;
