import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';
import { LAUNCHER, ParleyServer, runServer } from '../../src/server.ts';

const oneLine = (text: string): void => assert.equal(text.trim().split('\n').length, 1, text);

test('--help names every option', () => {
  const done = spawnSync(LAUNCHER, ['--help'], { encoding: 'utf8', timeout: 300_000 });
  assert.equal(done.status, 0, done.stderr);
  for (const option of [
    '--data',
    '--http-port',
    '--https-port',
    '--bind',
    '--media-port',
    '--announce',
    '--max-participants',
    '--admin-port',
  ]) {
    assert.ok(done.stdout.includes(option), `${option} in\n${done.stdout}`);
  }
});

test('an option that there is not gets one clear line and an exit that is not zero', () => {
  const done = runServer('--no-such-option');
  assert.notEqual(done.code, 0);
  oneLine(done.err);
  assert.match(done.err, /--no-such-option/);
  assert.doesNotMatch(done.err + done.out, /\tat |Exception/);
});

test('a value that an option cannot have, too', () => {
  for (const words of [['--http-port', 'abc'], ['--http-port', '70000'], ['--data']]) {
    const done = runServer(...words);
    assert.notEqual(done.code, 0);
    oneLine(done.err);
    assert.ok(done.err.includes(words[0]!), done.err);
  }
});

test('a port in use, too', async () => {
  const squatter = createServer();
  await new Promise<void>((resolve) => squatter.listen(0, '0.0.0.0', resolve));
  const { port } = squatter.address() as AddressInfo;
  try {
    const server = await ParleyServer.start();
    await server.stop();
    for (const option of ['--http-port', '--media-port', '--admin-port']) {
      const done = runServer(...server.options(), option, String(port));
      assert.notEqual(done.code, 0, option);
      oneLine(done.err);
      assert.ok(done.err.includes(String(port)), done.err);
      assert.doesNotMatch(done.err + done.out, /\tat /);
    }
    await server.dispose();
  } finally {
    squatter.close();
  }
});

test('says where it is reached and where its data lie, and stops cleanly', async () => {
  const server = await ParleyServer.start();
  try {
    assert.ok(server.log.includes(server.origin), server.log);
    assert.ok(server.log.includes(server.data), server.log);
    assert.equal(await server.stop('SIGINT'), 130);
    await server.start();
    assert.equal(await server.stop('SIGTERM'), 143);
    assert.doesNotMatch(server.log, /Exception/);
  } finally {
    await server.dispose();
  }
});

test('verify tells what of a record is proven, by its exit code too', () => {
  const sample = (name: string): string =>
    join(import.meta.dirname, '../../../server/src/test/resources/org/parley/server/verify', `${name}.record`);
  const code = 'NOV7L-H5LEQ-V5FLM-BRXTW-7YLTF-I';
  const verify = (input: string, ...words: string[]) =>
    spawnSync(LAUNCHER, ['verify', ...words], { input, encoding: 'utf8', timeout: 300_000 });
  const whole = verify(`${code}\n`, sample('whole'));
  assert.equal(whole.status, 0, whole.stderr);
  assert.match(whole.stdout, /entries are proven and signed by/);
  const dropped = verify('', sample('dropped'), '--code', code, '--json');
  assert.equal(dropped.status, 1, dropped.stderr);
  assert.deepEqual((JSON.parse(dropped.stdout) as { faults: unknown }).faults, [{ n: 16, fault: 'outOfPlace' }]);
  const wrong = verify('nothing\n', sample('whole'));
  assert.equal(wrong.status, 2);
  oneLine(wrong.stderr);
});
