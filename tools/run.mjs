// Runs one command with its output in a log.
import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';

/** A command that takes longer hangs, even on a machine that is slow. */
const LIMIT_MS = 50 * 60_000;

/**
 * @param {string[]} command
 * @param {{cwd: string, env: Record<string, string>, log: string}} options the log is appended to
 * @returns {Promise<boolean>} whether it could be started, ended in time and with 0
 */
export function run([program, ...args], { cwd, env, log }) {
  const output = openSync(log, 'a');
  // A group of its own, so that nothing that it started outlives it.
  const child = spawn(program, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', output, output],
    detached: true,
  });
  const end = () => stop(child.pid);
  const timer = setTimeout(end, LIMIT_MS);
  const interrupt = () => (end(), process.exit(130));
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
  return new Promise((resolve) => {
    child.once('error', () => resolve(false));
    child.once('close', (code) => resolve(code === 0));
  }).finally(() => {
    clearTimeout(timer);
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
    closeSync(output);
  });
}

function stop(pid) {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGTERM');
  } catch {
    // It is gone already.
  }
}
