// Answers requests on standard input, one a line: mls-peer.ts says which. Run in web/.
import { createInterface } from 'node:readline';
import { runnerImport } from 'vite';

const { module } = await runnerImport('./dev/mls-peer.ts');
for await (const line of createInterface({ input: process.stdin })) console.log(await module.answer(line));
