import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** A real server of its own, with a demo in a temporary data folder. */
export type ServerProcess = {
  /** Resolves to its address once it listens; rejects with its own words when it does not. */
  ready: Promise<string>;
  /** The last of what it complained about. */
  complaints(): string;
  /** Resolves to its exit code once it has ended. */
  exited: Promise<number | null>;
  pid: number;
  /** Ends the server with its simulators and removes the folder. Safe to call at any time and twice. */
  stop(): Promise<void>;
};

const MAIN = join(import.meta.dirname, '..', '..', 'main.ts');
const READY = /^rondine is ready: (\S+)/;
const READY_WITHIN_MS = 30_000;
const STOP_WITHIN_MS = 5000;
const COMPLAINTS_KEPT = 4000;

/** What a server is started with; all of it may be left out. */
export type ServerProcessOptions = {
  args?: readonly string[];
  /** Environment variables beside this process's own, such as `RONDINE_DATA` for a folder that is there already. */
  env?: Readonly<Record<string, string>>;
};

/** Starts a server as `npm start` does: on a free port of this machine and with an empty data folder, unless told. */
export function startServerProcess({ args = [], env = {} }: ServerProcessOptions = {}): ServerProcess {
  const folder = mkdtempSync(join(tmpdir(), 'rondine-demo-'));
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', MAIN, ...args], {
    env: { ...ownEnvironment(), RONDINE_PORT: '0', RONDINE_DATA: folder, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said = `${said}${text}`.slice(-COMPLAINTS_KEPT);
  });
  const gone = new Promise<void>((resolve) => child.once('close', () => resolve()).once('error', () => resolve()));
  let stopping: Promise<void> | undefined;
  const end = async (): Promise<void> => {
    await stopChild(child, gone);
    await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
  };
  const ready = readyUrl(child, () => said.trim());
  // Whoever stops the server before it is ready has no use for the reason why it never was.
  ready.catch(() => {});
  return {
    ready,
    complaints: () => said.trim(),
    exited: gone.then(() => child.exitCode),
    pid: child.pid ?? 0,
    stop: () => (stopping ??= end()),
  };
}

/** This process's environment without settings of a running installation. */
function ownEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('RONDINE_')));
}

function readyUrl(child: ChildProcess, complaints: () => string): Promise<string> {
  return new Promise((resolve, reject) => {
    const fail = (why: string): void => {
      clearTimeout(timer);
      reject(new Error([`The server ${why}.`, complaints()].join('\n').trimEnd()));
    };
    const timer = setTimeout(() => fail(`was not ready within ${READY_WITHIN_MS / 1000} s`), READY_WITHIN_MS);
    child.once('error', (error) => fail(`could not be started: ${error.message}`));
    child.once('close', (code, signal) => fail(`ended while starting (${signal ?? `exit code ${code}`})`));
    if (!child.stdout) return fail('has no output');
    createInterface({ input: child.stdout }).on('line', (line) => {
      const url = READY.exec(line)?.[1];
      if (url === undefined) return;
      clearTimeout(timer);
      resolve(url);
    });
  });
}

async function stopChild(child: ChildProcess, gone: Promise<void>): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
  const force = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS);
  await gone;
  clearTimeout(force);
}
