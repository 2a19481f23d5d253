import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** The product as a newcomer starts it, in a data folder of its own. */
export type Product = {
  url: string;
  /** The one-time link by which the first person becomes the owner. */
  setUpUrl: string;
  /** Ends it, and removes the data folder. */
  close(): Promise<void>;
};

const ROOT = join(import.meta.dirname, '..', '..');
const READY_WITHIN_MS = 120_000;

/** Starts what `npm start` starts, with an empty data folder and a free port; builds the pages when they are stale. */
export async function startProduct({ args = [] }: { args?: readonly string[] } = {}): Promise<Product> {
  const folder = await mkdtemp(join(tmpdir(), 'rondine-e2e-'));
  const child = spawn(process.execPath, [join(ROOT, 'scripts', 'bootstrap.js'), 'src/main.ts', ...args], {
    env: { ...process.env, RONDINE_PORT: '0', RONDINE_HOST: '127.0.0.1', RONDINE_DATA: folder, RONDINE_PROJECT: '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  // Whoever fails before it closes the product must not leave it behind.
  const abandon = (): void => void child.kill('SIGTERM');
  process.once('exit', abandon);
  const close = async (): Promise<void> => {
    process.off('exit', abandon);
    if (child.exitCode === null && child.signalCode === null) {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    }
    await rm(folder, { recursive: true, force: true });
  };
  const said: string[] = [];
  createInterface({ input: child.stderr }).on('line', (line) => said.push(line));
  try {
    const found = await new Promise<{ url: string; setUpUrl: string }>((resolve, reject) => {
      const fail = (why: string): void => reject(new Error(`The product ${why}.\n${said.join('\n')}`));
      const timer = setTimeout(() => fail('was not ready in time'), READY_WITHIN_MS);
      child.once('exit', (code) => fail(`ended with code ${code}`));
      child.once('error', (error) => fail(`could not be started: ${error.message}`));
      let url: string | undefined;
      createInterface({ input: child.stdout }).on('line', (line) => {
        said.push(line);
        url ??= /ready: (http:\S+)/.exec(line)?.[1];
        // The link is the last thing that is said to a newcomer.
        const setUpUrl = /^\s*(http\S+\/setup\?token=\S+)/.exec(line)?.[1];
        if (url === undefined || setUpUrl === undefined) return;
        clearTimeout(timer);
        resolve({ url, setUpUrl });
      });
    });
    return { ...found, close };
  } catch (error) {
    await close();
    throw error;
  }
}
