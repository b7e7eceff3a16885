// Answers requests on standard input, one a line: record-peer.ts says which. Run in web/.
import { createInterface } from 'node:readline';
import { createServer } from 'vite';

const vite = await createServer({
  configFile: false,
  appType: 'custom',
  logLevel: 'error',
  server: { middlewareMode: true, ws: false, watch: null },
});
const module = await vite.ssrLoadModule('/dev/record-peer.ts');
for await (const line of createInterface({ input: process.stdin })) console.log(await module.answer(line));
await vite.close();
