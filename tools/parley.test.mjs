// The launcher in a tree of its own, with tools that only say how they were called.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';

const LAUNCHER = join(import.meta.dirname, '..', 'parley');
const SYSTEM_TOOLS = ['sh', 'cat', 'cp', 'date', 'dirname', 'find', 'getconf', 'head', 'mkdir', 'readlink', 'sed', 'tail', 'touch'];
const SOURCES = [
  'pom.xml',
  ...['media', 'meeting', 'record', 'course', 'course-web', 'server'].flatMap((module) => [`${module}/pom.xml`, `${module}/src/main/A.java`]),
  'web/index.html',
];
const RULES = 'web/src/course/built/rules.js';

let tree;

beforeEach(() => {
  tree = mkdtempSync(join(tmpdir(), 'parley launcher '));
  write('parley', readFileSync(LAUNCHER), 0o755);
  SOURCES.forEach((path) => write(path, ''));
  jdk('old jdk', 17);
  jdk('jdk', 25);
  mkdirSync(join(tree, 'bin'));
  for (const tool of SYSTEM_TOOLS) symlinkSync(which(tool), join(tree, 'bin', tool));
  symlinkSync(process.execPath, join(tree, 'bin', 'node'));
  script('bin/npm', '[ "$1" != run ] || { mkdir -p dist; touch dist/index.html; }');
  script(
    'bin/mvn',
    'case "$*" in',
    '  -v) echo "Apache Maven 3.8.7" ;;',
    '  *course-web*) mkdir -p course-web/target/rules; touch course-web/target/rules/rules.js ;;',
    '  *) mkdir -p server/target; touch server/target/parley.jar ;;',
    'esac',
  );
});

afterEach(() => rmSync(tree, { recursive: true }));

function write(path, content, mode = 0o644) {
  const file = join(tree, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content, { mode });
}

const script = (path, ...lines) => write(path, ['#!/bin/sh', ...lines].join('\n') + '\n', 0o755);

function jdk(home, version) {
  write(`${home}/release`, `IMPLEMENTOR="x"\nJAVA_VERSION="${version}.0.1"\n`);
  script(`${home}/bin/javac`);
  script(`${home}/bin/java`, `echo 'JDK ${version}'`, 'for word; do echo "java: $word"; done');
}

function which(tool) {
  return process.env.PATH.split(':').map((folder) => join(folder, tool)).find((path) => existsSync(path));
}

/** The launcher, found by the tree's own PATH alone. */
function parley(...args) {
  const env = { PATH: join(tree, 'bin'), HOME: tree, JAVA_HOME: join(tree, 'jdk') };
  return spawnSync(join(tree, 'parley'), args, { cwd: tmpdir(), env, encoding: 'utf8' });
}

const age = (path, seconds) => utimesSync(join(tree, path), Date.now() / 1000 - seconds, Date.now() / 1000 - seconds);

/** As after a build some time ago, of sources that are older still. */
function built() {
  write(RULES, '');
  write('web/dist/index.html', '');
  write('server/target/parley.jar', '');
  SOURCES.forEach((path) => age(path, 200));
  age(RULES, 150);
  age('web/dist/index.html', 100);
  age('server/target/parley.jar', 50);
}

test('starts the server with its options, without a build where nothing changed', () => {
  built();
  const { status, stdout, stderr } = parley('--port', '1 2');
  assert.equal(status, 0);
  assert.match(stdout, /java: -jar\njava: .*\/server\/target\/parley\.jar\njava: --port\njava: 1 2\n$/);
  assert.equal(stderr, '');
});

test('hands a record to be verified to the program', () => {
  built();
  assert.match(parley('verify', 'a record', '--json').stdout, /java: -jar\njava: .*\njava: verify\njava: a record\njava: --json\n$/);
});

for (const [source, steps] of [
  ['media/src/main/A.java', ['server']],
  ['record/src/main/A.java', ['server']],
  ['course/src/main/A.java', ['rules', 'web client', 'server']],
  ['course-web/pom.xml', ['rules', 'web client', 'server']],
  ['pom.xml', ['rules', 'web client', 'server']],
  ['web/index.html', ['web client', 'server']],
]) {
  test(`builds what a change of ${source} makes stale`, () => {
    built();
    age(source, 0);
    const { status, stderr } = parley('build');
    assert.equal(status, 0, stderr);
    assert.equal(stderr.replaceAll(/ … \d+ s/g, ''), steps.map((step) => `Building the ${step}\n`).join(''));
    assert.match(parley().stdout, /-jar/);
  });
}

test('builds the rules alone for npm, where they changed', () => {
  built();
  assert.equal(parley('rules').stderr, '');
  age('course-web/src/main/A.java', 0);
  assert.match(parley('rules').stderr, /^Building the rules … \d+ s\n$/);
  assert.equal(parley('rules').stderr, '');
  rmSync(join(tree, RULES));
  assert.match(parley('rules').stderr, /^Building the rules/);
});

test('builds before the first start', () => {
  const { status, stdout, stderr } = parley();
  assert.equal(status, 0, stderr);
  assert.match(stderr, /rules.*\n.*web client.*\n.*server/);
  assert.match(stdout, /-jar/);
});

test('shows the end of the log of a build that fails, and where the log is', () => {
  script('bin/npm', 'echo a reason; exit 3');
  const { status, stdout, stderr } = parley();
  assert.equal(status, 1);
  assert.match(stderr, /failed\na reason\n.*\/target\/build\.log\n$/);
  assert.equal(stdout, '');
});

test('passes over a JDK that is too old', () => {
  built();
  const env = { PATH: `${join(tree, 'jdk', 'bin')}:${join(tree, 'bin')}`, HOME: tree, JAVA_HOME: join(tree, 'old jdk') };
  const { stdout } = spawnSync(join(tree, 'parley'), { env, encoding: 'utf8' });
  assert.match(stdout, /^JDK 25\n/);
});

test('runs from a link', () => {
  built();
  symlinkSync(join(tree, 'parley'), join(tree, 'bin', 'parley'));
  assert.equal(spawnSync(join(tree, 'bin', 'parley'), { env: { PATH: join(tree, 'bin'), HOME: tree, JAVA_HOME: join(tree, 'jdk') } }).status, 0);
});

test('names options and commands before anything is built', () => {
  write('tools/help.txt', readFileSync(join(dirname(LAUNCHER), 'tools', 'help.txt')));
  const { status, stdout, stderr } = parley('--help');
  assert.equal(status, 0);
  assert.match(stdout, /--data=DIR[^]*\.\/parley test/);
  assert.equal(stderr, '');
});

test('says in one line that Maven is missing', () => {
  rmSync(join(tree, 'bin', 'mvn'));
  const { status, stderr } = parley('build');
  assert.equal(status, 1);
  assert.match(stderr, /^Parley needs Maven [^\n]*\n$/);
});
