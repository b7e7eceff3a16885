// Runs every check and test, tells how long each took, and counts what the test runners' own reports say.
// Called by ./parley test, which has found a JDK, Node and Maven. Arguments: the parts to run; none means all.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { count, inWords, sum } from './reports.mjs';
import { run } from './run.mjs';

const ROOT = join(import.meta.dirname, '..');
const TARGET = join(ROOT, 'target', 'test');
const MODULES = ['media', 'meeting', 'record', 'course', 'course-web', 'sim', 'interop', 'server'];
const NAMES = ['tidy', 'web', ...MODULES, 'e2e'];
/** By Debian's package: where it or another distribution's puts the browser, and the variable that names another. */
const BROWSERS = {
  chromium: {
    places: ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/opt/google/chrome/chrome'],
    variable: 'CHROMIUM',
  },
  'firefox-esr': { places: ['/usr/bin/firefox-esr', '/usr/bin/firefox'], variable: 'FIREFOX' },
};
/** How much of a failed part's log is shown. */
const SHOWN_LINES = 150;

/**
 * What a part consists of.
 * @typedef {{name: string, cwd: string, commands: string[][], reports: Record<string, () => string[]>, env?: Record<string, string>,
 *   error?: RegExp}} Part the lines that `error` matches make it fail, whatever its commands' exit codes
 */

/** @returns {Part} */
function tidy() {
  const tests = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.test.mjs'));
  return {
    name: 'tidy',
    cwd: ROOT,
    commands: [
      ['node', 'tools/tidy.mjs'],
      ['node', '--test', ...tests.map((name) => join('tools', name))],
    ],
    env: nodeReport('tidy'),
    reports: { tidy: () => [join(TARGET, 'tidy.xml')] },
  };
}

/**
 * What the web client's checks and the tests of interop both need: before them, so that neither brings it while the other reads it.
 * @returns {Part}
 */
function common() {
  return {
    name: 'common',
    cwd: ROOT,
    commands: [
      ['npm', '--prefix', 'web', 'ci'],
      [join(ROOT, 'parley'), 'rules'],
    ],
    reports: {},
  };
}

/** @returns {Part} */
function web() {
  return {
    name: 'web',
    cwd: join(ROOT, 'web'),
    commands: [
      ['npm', 'run', 'check'],
      ['npm', 'run', 'build'],
    ],
    env: { PARLEY_TEST_REPORT: join(TARGET, 'web.xml') },
    reports: { web: () => [join(TARGET, 'web.xml')] },
  };
}

/**
 * Format and static checks come with Maven's own phases. Tests that fail don't stop it, so that all modules run; a test process that
 * dies doesn't either, which Maven's log alone tells.
 * @returns {Part}
 */
function java(modules) {
  const surefire = (module) => join(ROOT, module, 'target', 'surefire-reports');
  MODULES.forEach((module) => rmSync(surefire(module), { recursive: true, force: true }));
  const some = modules.length < MODULES.length ? ['-pl', modules.join(','), '-am'] : [];
  const found = (module) => () =>
    existsSync(surefire(module))
      ? readdirSync(surefire(module)).filter((name) => name.endsWith('.xml')).map((name) => join(surefire(module), name))
      : [];
  return {
    name: 'java',
    cwd: ROOT,
    commands: [['mvn', '-B', '-ntp', ...some, '-Dmaven.test.failure.ignore=true', 'test']],
    reports: Object.fromEntries(modules.map((module) => [module, found(module)])),
    error: /^\[ERROR\]/,
  };
}

/**
 * What no sound or picture is measured in, two files at a time; then the rest, alone: browsers that encode want all cores.
 * @returns {Part[]}
 */
function e2e() {
  const part = (name, commands) => ({
    name,
    cwd: join(ROOT, 'e2e'),
    commands,
    env: nodeReport(name),
    reports: { [name]: () => [join(TARGET, `${name}.xml`)] },
  });
  const made = [...installBrowsers(), [join(ROOT, 'parley'), 'build'], ['npm', 'ci'], ['npm', 'run', 'check']];
  return [
    part('e2e-pages', [...made, ['npm', 'run', 'test:pages']]),
    part('e2e-meetings', [['npm', 'run', 'test:meetings']]),
  ];
}

/** Nothing where they are, or where they cannot be installed: then the tests say what to install. */
function installBrowsers() {
  const missing = Object.entries(BROWSERS)
    .filter(([, { places, variable }]) => process.env[variable] === undefined && !places.some((path) => existsSync(path)))
    .map(([name]) => name);
  if (missing.length === 0 || process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return [];
  return [
    ['apt-get', '-q', 'update'],
    ['apt-get', '-q', '-y', 'install', '--no-install-recommends', ...missing],
  ];
}

/** Lets Node's test runner write a report beside what it prints. */
const nodeReport = (name) => ({
  NODE_OPTIONS:
    '--test-reporter=spec --test-reporter-destination=stdout ' +
    `--test-reporter=junit --test-reporter-destination=${join(TARGET, `${name}.xml`)}`,
});

/**
 * Runs a part's commands up to the first that fails, and counts its tests; a part that fails counts at least one as failed. What it has to
 * say it says at its end, as another may run beside it.
 */
async function runPart(part) {
  const said = [part.name];
  const log = join(TARGET, `${part.name}.log`);
  rmSync(log, { force: true });
  let ok = true;
  for (const command of part.commands) {
    const started = Date.now();
    ok = await run(command, { cwd: part.cwd, env: part.env ?? {}, log });
    const shown = command.map((word) => word.replace(`${ROOT}/`, '')).join(' ');
    said.push(`  ${String(Math.round((Date.now() - started) / 1000)).padStart(4)} s  ${shown}${ok ? '' : ': FAILED'}`);
    if (!ok) break;
  }
  const counts = Object.entries(part.reports).map(([name, reports]) => counted(name, reports(), said));
  const total = sum(counts);
  const lines = existsSync(log) ? readFileSync(log, 'utf8').split('\n') : [];
  const errors = lines.filter((line) => part.error?.test(line));
  if (total.failed === 0 && (!ok || errors.length > 0)) total.failed = 1;
  if (total.failed > 0) {
    said.push(...(errors.length > 0 ? errors : lines).slice(-SHOWN_LINES), `  the whole log: ${log}`);
  }
  console.log(said.join('\n'));
  return total;
}

/** A report that is missing or empty is a failure: its tests did not run. */
function counted(name, reports, said) {
  const counts = sum(reports.filter((path) => existsSync(path)).map((path) => count(readFileSync(path, 'utf8'))));
  if (counts.passed + counts.failed === 0) {
    said.push(`    ${name}: ran no test`);
    return { passed: 0, failed: 1, skipped: counts.skipped };
  }
  said.push(`    ${name}: ${inWords(counts)}`);
  return counts;
}

async function main(names) {
  const unknown = names.find((name) => !NAMES.includes(name));
  if (unknown !== undefined) {
    console.error(`There is no part '${unknown}'; there are ${NAMES.join(', ')}`);
    process.exit(2);
  }
  const wanted = (name) => names.length === 0 || names.includes(name);
  rmSync(TARGET, { recursive: true, force: true });
  mkdirSync(TARGET, { recursive: true });
  const started = Date.now();
  const totals = [];
  if (wanted('tidy')) totals.push(await runPart(tidy()));
  if (wanted('web') || wanted('interop')) totals.push(await runPart(common()));
  // Side by side: each leaves a core idle for much of its time.
  const sideBySide = [
    ...(wanted('web') ? [web()] : []),
    ...(MODULES.some(wanted) ? [java(MODULES.filter(wanted))] : []),
  ];
  totals.push(...(await Promise.all(sideBySide.map(runPart))));
  if (wanted('e2e')) for (const part of e2e()) totals.push(await runPart(part));
  const total = sum(totals);
  console.log(`${Math.round((Date.now() - started) / 1000)} s in all`);
  console.log(inWords(total));
  process.exitCode = total.failed > 0 ? 1 : 0;
}

await main(process.argv.slice(2));
