import assert from 'node:assert/strict';
import { test } from 'node:test';
import { allSeeAndHearAll } from '../../src/people.ts';
import { bothAgree } from '../../src/proceedings.ts';
import { a1, a2, a3, all, allSeePhase, appear, b1, b2, cable, portray, server, starts } from './stage.ts';

/** Each side by itself; then somebody without a network, and all without a server. */

const OUTAGE_MS = 8000;

test('each side confers by itself and returns, and nobody connects anew', async () => {
  await appear(true);
  await bothAgree(b1, a1, 'recess');
  await allSeePhase('recess');
  const before = await starts(all());
  await Promise.all(all().map((one) => one.toCaucus()));
  await Promise.all([allSeeAndHearAll(a1, a2, a3), allSeeAndHearAll(b1, b2)]);
  for (const one of [a1, a2, a3]) for (const other of [b1, b2]) assert.equal(await one.tile(other), undefined);
  await a2.write('We can accept the second if the fees stay');
  await a1.reads('We can accept the second if the fees stay');
  await b1.write('لا نقبل أقلّ من رصيفين');
  await b2.reads('لا نقبل أقلّ من رصيفين');
  await a1.closePanels();
  await portray(a1, 'caucus');
  await b1.closePanels();
  await portray(b1, 'caucus-ar');
  await Promise.all(all().map((one) => one.toTable()));
  await bothAgree(a1, b1, 'resumption');
  await allSeePhase('open');
  assert.deepEqual(await starts(all()), before, 'nobody connected anew');
  await allSeeAndHearAll(...all());
});

test('one loses the network for eight seconds and is back in the same seat', async () => {
  const { seat } = b2;
  cable.cut();
  await b2.page.getByTestId('recovering').waitFor();
  await b2.page.waitForTimeout(OUTAGE_MS);
  cable.mend();
  await allSeeAndHearAll(...all());
  await b2.settle();
  assert.equal(b2.seat, seat);
});

test('the server is killed and started again, and nothing that was acknowledged is lost', async () => {
  const said: string[] = [];
  for (const [at, one] of all().entries()) {
    said.push(`said before the end of the server, ${at}`);
    await one.write(said.at(-1)!);
  }
  await server.stop('SIGKILL');
  await server.start();
  await allSeeAndHearAll(...all());
  for (const one of all()) for (const line of said) await one.reads(line);
  await a3.page.reload();
  await a3.isAt('plenary');
  for (const line of said) await a3.reads(line);
  assert.deepEqual(await a3.chat(), said, 'each once, in their order');
  await allSeePhase('open');
  for (const one of all()) await one.closePanels();
});
