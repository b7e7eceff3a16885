import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { killOften, seeded } from '../src/kills.ts';
import { ParleyServer } from '../src/server.ts';

// Each costs four seconds; `KILLS=200 npm run kills` runs as many. KILL_SEED, which is printed, brings the same moments again.
const KILLS = Number(process.env['KILLS'] ?? 5);
const SEED = Number(process.env['KILL_SEED'] ?? Date.now());

let server: ParleyServer;

before(async () => {
  server = await ParleyServer.start();
});

after(async () => {
  await server?.dispose();
  // Members of a run that failed would look for the server for ever.
  setTimeout(() => process.exit(), 1000).unref();
});

test('a server that is killed again and again loses nothing that it acknowledged, and doubles nothing', async () => {
  console.log(`KILL_SEED=${SEED}`);
  const report = await killOften(server, KILLS, seeded(SEED));
  console.log(report);
  assert.ok(report.acknowledged > KILLS, JSON.stringify(report));
});
