import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** What the server is started on. */
export type Place = {
  project: string;
  data: string;
  proofSeconds: number;
  /** How long waits that ran out while the server was down let replies go first; a minute unless told. */
  graceSeconds?: number;
};

/** One life of the server. */
export type ServerProcess = {
  pid: number | undefined;
  startedAt: number;
  /** Its address once it listens; rejects when it ends before, with what it said. */
  ready: Promise<string>;
  /** Resolves when it has ended, however that came. */
  ended: Promise<void>;
  /** Ends it with SIGKILL; resolves when it is gone. Rejects when it had ended by itself: nobody told it to. */
  kill(): Promise<void>;
  /** Asks it to end; rejects when it does not do so properly. */
  close(): Promise<void>;
};

const MAIN = join(import.meta.dirname, '..', '..', '..', 'src', 'main.ts');
const READY = /^rondine is ready: (\S+)/;
/** A start takes two seconds; on a machine where many programs want a core each it waits for one most of the time. */
const READY_WITHIN_MS = 90_000;
const CLOSE_WITHIN_MS = 20_000;

/** Starts the server on a free port of this machine; `hear` gets every line that it writes as a warning or error. */
export function startServer(place: Place, hear: (line: string) => void): ServerProcess {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', MAIN, '--project', place.project], {
    env: {
      ...withoutOwn(process.env),
      RONDINE_PORT: '0',
      RONDINE_DATA: place.data,
      RONDINE_PROOF_SECONDS: String(place.proofSeconds),
      ...(place.graceSeconds === undefined ? {} : { RONDINE_GRACE_SECONDS: String(place.graceSeconds) }),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  // Whatever goes wrong here, no server stays behind.
  const orphan = (): boolean => child.kill('SIGKILL');
  process.once('exit', orphan);
  child.once('close', () => process.off('exit', orphan));
  const said: string[] = [];
  createInterface({ input: child.stderr }).on('line', (line) => {
    said.push(line);
    hear(line);
  });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()).once('error', () => resolve()));
  const how = (): string => `${child.signalCode ?? `exit code ${child.exitCode}`}\n${said.slice(-30).join('\n')}`;
  const alive = (): boolean => child.exitCode === null && child.signalCode === null;
  return {
    pid: child.pid,
    startedAt: Date.now(),
    ready: new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`not ready in time\n${how()}`)), READY_WITHIN_MS);
      void ended.then(() => {
        clearTimeout(timer);
        reject(new Error(`The server ended while starting: ${how()}`));
      });
      createInterface({ input: child.stdout }).on('line', (line) => {
        const url = READY.exec(line)?.[1];
        if (url === undefined) return;
        clearTimeout(timer);
        resolve(url.replace('//localhost:', '//127.0.0.1:'));
      });
    }),
    ended,
    async kill() {
      if (!alive()) throw new Error(`The server had ended by itself: ${how()}`);
      child.kill('SIGKILL');
      await ended;
    },
    async close() {
      if (!alive()) throw new Error(`The server had ended by itself: ${how()}`);
      child.kill('SIGTERM');
      const force = setTimeout(() => child.kill('SIGKILL'), CLOSE_WITHIN_MS);
      await ended;
      clearTimeout(force);
      if (child.exitCode !== 0) throw new Error(`The server did not close properly: ${how()}`);
    },
  };
}

/** Settings of a running installation do not leak in. */
function withoutOwn(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('RONDINE_')));
}
