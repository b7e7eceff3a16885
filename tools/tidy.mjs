// Checks that no formatter or compiler makes: lengths, names, leftovers. STYLE.md says why each is a rule.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

const MAX_FILE_LINES = 500;
const MAX_FUNCTION_LINES = 70;

/** Nobody reads or writes these by hand; a test holds each to what it is generated from. */
const GENERATED = new Set(['web/src/signalling/messages.ts']);

const CODE = /\.(java|ts|js|mjs|svelte|css|sh)$/;
const VAGUE = '(?:Manager|Helper|Utils?|Impl)';
const VAGUE_FILE = new RegExp(`^(?:\\w*${VAGUE}|(?:manager|helper|util)s?)\\.\\w+$`);
const VAGUE_TYPE = new RegExp(`\\b(?:class|interface|record|enum|type)\\s+(\\w*${VAGUE})\\b`, 'g');
const LEFTOVER = /\b(?:TO[D]O|FI[X]ME|XX[X])\b/;
const REGISTRY = /\brepo\d?\.maven\b|\bregistry\.(?:npmjs|yarnpkg)\b|\bcentral\.sonatype\b|\bdeb\.debian\b/;
const SIDE = '(?:left|right)';
const PHYSICAL = new RegExp(
  `(?:^|[\\s;{])(?:(?:(?:scroll-)?(?:margin|padding)-|border-|border-(?:top|bottom)-|inset-)?${SIDE}(?:-[a-z]+)?\\s*:` +
    `|(?:text-align|float|clear)\\s*:\\s*${SIDE}\\b)`,
);

/** All that is wrong with a file, as lines to print. */
export function check(path, text) {
  const lines = text.replace(/\n$/, '').split('\n');
  return [
    ...tooLong(path, lines),
    ...vagueNames(path, text),
    ...everyLine(path, lines, LEFTOVER, 'do it, or say in an issue that it is to be done'),
    ...everyLine(path, lines, REGISTRY, 'names a package registry: ADR 1 says why not'),
    ...physicalStyles(path, lines),
    ...wordless(path, text),
  ];
}

function tooLong(path, lines) {
  if (!CODE.test(path) || GENERATED.has(path)) return [];
  const found = functions(path, lines)
    .filter(({ length }) => length > MAX_FUNCTION_LINES)
    .map(({ at, length }) => `${path}:${at + 1}: a function of ${length} lines, over ${MAX_FUNCTION_LINES}`);
  if (lines.length > MAX_FILE_LINES) found.push(`${path}: ${lines.length} lines, over ${MAX_FILE_LINES}`);
  return found;
}

/** The functions of a formatted file: from a line that starts one to the brace that closes it at the same indentation. */
export function functions(path, lines) {
  const found = [];
  for (let at = 0; at < lines.length; at++) {
    if (!startsFunction(path, lines, at)) continue;
    const indentation = lines[at].match(/^\s*/)[0];
    const end = lines.findIndex((line, other) => other > at && line === `${indentation}}`);
    if (end > at && !isTable(lines.slice(at, end))) found.push({ at, length: end - at + 1 });
  }
  return found;
}

function startsFunction(path, lines, at) {
  if (path.endsWith('.java')) return startsMethod(lines, at);
  return /^\s*(?:export )?(?:default )?(?:async )?function\b/.test(lines[at]);
}

/** A method or constructor: a name and balanced parentheses up to an opening brace, and no statement or type. */
function startsMethod(lines, at) {
  const notMethod = /^\s*(?:[^\s\w<]|(?:if|for|while|switch|try|catch|do|else|return|throw|new|synchronized|case|default)\b)/;
  if (notMethod.test(lines[at]) || !/^\s+[^=]*\w\(/.test(lines[at])) return false;
  const end = lines.findIndex((line, other) => other >= at && /[;{}]$/.test(line));
  if (end < 0 || !/\)(?: throws [\w., ]+)? \{$|^\s+throws [\w., ]+ \{$/.test(lines[end])) return false;
  const head = lines.slice(at, end + 1).join('\n');
  if (/ = |->|\b(?:class|interface|record|enum)\b/.test(head)) return false;
  return head.split('(').length === head.split(')').length;
}

/** A method that only lists values is as long as the list. */
const isTable = (lines) => /^\s*return (?:Stream|List|Set|Map)\.of(?:Entries)?\($/.test(lines[1] ?? '');

function vagueNames(path, text) {
  const found = VAGUE_FILE.test(basename(path)) ? [`${path}: the name says nothing: what is it?`] : [];
  if (!CODE.test(path)) return found;
  return [...found, ...[...text.matchAll(VAGUE_TYPE)].map(([, name]) => `${path}: ${name} says nothing: what is it?`)];
}

/** Left and right change places in a mirrored layout, so styles say start and end; a line may say why it means left or right. */
function physicalStyles(path, lines) {
  if (!/^web\/.*\.(svelte|css)$/.test(path)) return [];
  const style = path.endsWith('.svelte') ? lines.findIndex((line) => line.startsWith('<style')) : 0;
  if (style < 0) return [];
  return lines.flatMap((line, at) =>
    at >= style && PHYSICAL.test(line) && !line.includes('/* physical:')
      ? [`${path}:${at + 1}: left and right change places in a mirrored layout: say start, end or inline`]
      : [],
  );
}

/** Node reads the source again for what a failed `assert.ok` has no words for: half a minute a time, where the source is TypeScript. */
function wordless(path, text) {
  if (!/^e2e\/.*\.ts$/.test(path)) return [];
  return [...text.matchAll(/\bassert\.ok\(/g)]
    .filter(({ index }) => !hasSecondArgument(text, text.indexOf('(', index)))
    .map(({ index }) => `${path}:${text.slice(0, index).split('\n').length}: an assertion without words: say what is wrong`);
}

/** Of the call whose arguments begin at that parenthesis. Signs within quotes count for nothing. */
function hasSecondArgument(text, start) {
  const bare = text.slice(start).replace(/(['"`])(?:\\.|(?!\1)[^\\])*\1|\/(?![/*\s])(?:\\.|[^/\n\\])+\//g, (quoted) => '_'.repeat(quoted.length));
  let depth = 0;
  for (let at = 0; at < bare.length; at++) {
    if ('([{'.includes(bare[at])) depth++;
    if (')]}'.includes(bare[at]) && --depth === 0) return false;
    if (bare[at] === ',' && depth === 1 && !/^,\s*\)/.test(bare.slice(at))) return true;
  }
  return false;
}

function everyLine(path, lines, pattern, complaint) {
  return lines.flatMap((line, at) => (pattern.test(line) ? [`${path}:${at + 1}: ${complaint}`] : []));
}

function main() {
  const root = join(import.meta.dirname, '..');
  const git = ['ls-files', '--cached', '--others', '--exclude-standard', '--deduplicate', '-z'];
  const deleted = new Set(list(root, ['ls-files', '--deleted', '-z']));
  const paths = list(root, git).filter((path) => !deleted.has(path));
  const found = paths.flatMap((path) => {
    const bytes = readFileSync(join(root, path));
    return bytes.includes(0) ? [] : check(path, bytes.toString());
  });
  found.forEach((complaint) => console.error(complaint));
  console.log(`${paths.length} files, ${found.length} complaints`);
  process.exitCode = found.length > 0 || paths.length === 0 ? 1 : 0;
}

const list = (cwd, args) => execFileSync('git', args, { cwd, encoding: 'utf8' }).split('\0').filter(Boolean);

if (process.argv[1] === import.meta.filename) main();
