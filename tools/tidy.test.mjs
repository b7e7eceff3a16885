import assert from 'node:assert/strict';
import { test } from 'node:test';
import { check, functions } from './tidy.mjs';

const complaints = (path, text) => check(path, text).length;

test('counts the lines of a file', () => {
  assert.equal(complaints('a/B.java', 'x\n'.repeat(500)), 0);
  assert.equal(complaints('a/B.java', 'x\n'.repeat(501)), 1);
  assert.equal(complaints('a/b.json', 'x\n'.repeat(501)), 0, 'data may be long');
  assert.equal(complaints('web/src/signalling/messages.ts', 'x\n'.repeat(501)), 0, 'generated code may be long');
});

const body = (indentation, lines) => `${indentation}  x();\n`.repeat(lines) + `${indentation}}\n`;

test('finds the methods of a Java class, and not its statements and types', () => {
  const text = [
    'record A(int b) implements C {',
    '  A {',
    '    check(b);',
    '  }',
    '',
    '  private static <T> List<T> of(int one, @Nullable String two) throws IOException {',
    '    if (one > 2) {',
    '      list.forEach(each -> {',
    '        each.run();',
    '      });',
    '    }',
    '    return switch (one) {',
    '      default -> List.of();',
    '    };',
    '  }',
    '',
    '  A(',
    '      int one,',
    '      int two) {',
    '    int c = call(one);',
    '    call(new B() {',
    '    });',
    '  }',
    '}',
  ];
  assert.deepEqual(functions('A.java', text), [
    { at: 5, length: 10 },
    { at: 16, length: 7 },
  ]);
});

test('counts the lines of a function', () => {
  for (const [path, head, indentation] of [
    ['A.java', '  void a(int b) {\n', '  '],
    ['a.ts', 'export async function a(\n  b: number,\n): Promise<void> {\n', ''],
  ]) {
    const headLines = head.split('\n').length - 1;
    assert.equal(complaints(path, head + body(indentation, 69 - headLines)), 0);
    assert.equal(complaints(path, head + body(indentation, 70 - headLines)), 1);
  }
});

test('lets a list of values be long', () => {
  const list = (start) => `  Stream<A> a() {\n    ${start}(\n${'        x,\n'.repeat(100)}        x);\n  }\n`;
  assert.equal(complaints('A.java', list('return Stream.of')), 0);
  assert.equal(complaints('A.java', list('call')), 1);
});

test('refuses names that say nothing', () => {
  assert.equal(complaints('a/Rooms.java', 'final class Rooms {}'), 0);
  assert.equal(complaints('a/Rooms.java', 'final class ' + 'RoomManager {}'), 1);
  assert.equal(complaints('a/StringUtils.java', 'final class ' + 'StringUtils {}'), 2);
  assert.equal(complaints('web/src/util.ts', ''), 1);
  assert.equal(complaints('a/Implied.java', 'interface Implied {}'), 0);
});

test('refuses leftovers and package registries', () => {
  assert.equal(complaints('a.md', `TO${''}DO: more`), 1);
  assert.equal(complaints('a.json', `https://registry.${''}npmjs.org/x`), 1);
});

test('refuses styles that name left or right', () => {
  for (const style of ['left: 0;', 'margin-left: 1px;', 'border-right-color: red;', 'border-top-left-radius: 2px;', 'text-align: right;'])
    assert.equal(complaints('web/src/a.css', `a {\n  ${style}\n}`), 1, style);
  for (const style of ['inset-inline-start: 0;', 'margin-inline: 1px;', 'text-align: end;', 'left: 0; /* physical: a clock face */'])
    assert.equal(complaints('web/src/a.css', `a {\n  ${style}\n}`), 0, style);
  assert.equal(complaints('web/src/A.svelte', 'const at = {\n  left: 1,\n};\n<style>\n  a {\n    left: 0;\n  }\n</style>'), 1);
});

test('refuses assertions without words in tests in browsers', () => {
  const wordless = (line) => check('e2e/test/some.test.ts', `${line}\n`).length;
  assert.equal(wordless('  assert.ok(found);'), 1);
  assert.equal(wordless("  assert.ok(found.includes('a, b)'));"), 1);
  assert.equal(wordless('  assert.ok(\n    found.every((one, at) => one < at),\n  );'), 1);
  assert.equal(wordless("  assert.ok(found, 'nothing is there');"), 0);
  assert.equal(wordless('  assert.ok(found(1, 2) > 0, `${one}: (none)`);'), 0);
  assert.equal(check('web/src/some.test.ts', 'assert.ok(found);\n').length, 0);
});
