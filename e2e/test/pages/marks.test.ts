import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { MarkSearch, findIn, formsOf, marked, textMark, type Mark } from '../../src/marks.ts';

const text = marked('Title');
const secret: Mark = { name: 'secret', bytes: randomBytes(32) };

test('a mark is found in each of its forms, wherever it stands', () => {
  for (const mark of [textMark(text), secret]) {
    for (const { form, bytes } of formsOf(mark)) {
      const around = Buffer.concat([randomBytes(1013), bytes, randomBytes(7)]);
      assert.deepEqual(findIn(around, [mark]), [`${mark.name}: ${form}, 1 times`]);
      for (let cut = 990; cut < around.length; cut += 3) {
        const search = new MarkSearch([mark]);
        search.feed(around.subarray(0, cut));
        search.feed(around.subarray(cut));
        search.feed(Buffer.alloc(0), true);
        assert.deepEqual(search.lines, [`${mark.name}: ${form}, 1 times`], `cut at ${cut}`);
      }
    }
  }
});

test('Base64 of more than the mark has the mark in it', () => {
  for (let before = 0; before < 6; before++) {
    for (let after = 0; after < 3; after++) {
      const box = Buffer.concat([randomBytes(before), secret.bytes, randomBytes(after)]);
      for (const encoding of ['base64', 'base64url'] as const)
        assert.equal(findIn(box.toString(encoding), [secret]).length, 1, `${before} ${after} ${encoding}`);
    }
  }
});

test('nothing is found where there is nothing', () => {
  assert.deepEqual(findIn(randomBytes(1 << 20), [textMark(text), secret]), []);
  const almost = Buffer.from(text);
  almost[almost.length - 1]! ^= 1;
  assert.deepEqual(findIn(almost, [textMark(text)]), []);
});
