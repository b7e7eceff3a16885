import assert from 'node:assert/strict';
import { test } from 'node:test';
import { count, inWords, sum } from './reports.mjs';

const surefire = `<?xml version="1.0"?>
<testsuite name="org.parley.A" tests="4" errors="1" skipped="1" failures="1">
  <properties><property name="x" value="&lt;testcase/&gt;"/></properties>
  <testcase name="a > b" classname="org.parley.A" time="0.1"/>
  <testcase name="b" classname="org.parley.A" time="0.1"><failure message="no" type="E"><![CDATA[<testcase/>]]></failure></testcase>
  <testcase name="c" classname="org.parley.A" time="0.1">
    <system-out><![CDATA[<testcase name="d"/><failure/>]]></system-out>
  </testcase>
  <testcase name="d" classname="org.parley.A" time="0"><error type="E"/></testcase>
  <testcase name="e" classname="org.parley.A" time="0"><skipped/></testcase>
</testsuite>`;

test("counts a report's tests, and not what they print", () => {
  assert.deepEqual(count(surefire), { passed: 2, failed: 2, skipped: 1 });
});

test('counts nested suites', () => {
  const node = `<testsuites><testsuite name="s"><testcase name="a" time="1"/><testsuite name="t"><testcase name="b" time="1">
    <failure type="testCodeFailure" message="x"/></testcase></testsuite></testsuite></testsuites>`;
  assert.deepEqual(count(node), { passed: 1, failed: 1, skipped: 0 });
});

test('says what it counted', () => {
  assert.equal(inWords(sum([count(surefire), { passed: 3, failed: 0, skipped: 0 }])), '5 passed, 2 failed, 1 skipped');
  assert.equal(inWords({ passed: 1, failed: 0, skipped: 0 }), '1 passed, 0 failed');
});
