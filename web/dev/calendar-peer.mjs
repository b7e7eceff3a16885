// Answers requests on standard input, one a line: calendar-peer.ts says which. Run in web/.
import { createInterface } from 'node:readline';
import { createServer } from 'vite';

// Stays for as long as requests come: the page loads what writes calendars when it is first wanted.
const vite = await createServer({
  configFile: false,
  appType: 'custom',
  logLevel: 'error',
  server: { middlewareMode: true, ws: false, watch: null },
});
const module = await vite.ssrLoadModule('/dev/calendar-peer.ts');
for await (const line of createInterface({ input: process.stdin })) console.log(await module.answer(line));
await vite.close();
