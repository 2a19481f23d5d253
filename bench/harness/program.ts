import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { CORES, onCore } from './machine.ts';

/** A program to run: its arguments, its environment, and what it is called in words for people. */
export type Program = { name: string; args: readonly string[]; env: Readonly<Record<string, string>> };

/** A process under test that is ready. */
export type Process = {
  pid: number;
  /** The address that it said it listens on. */
  url: string;
  /** From its start until it said that it is ready. */
  readyMs: number;
  /** Ends it, letting it finish what is under way. Rejects when it ended badly or had something to complain about. */
  stop: () => Promise<void>;
  /** Ends it by force and throws the error with what the process complained about. */
  giveUp: (error: unknown) => never;
};

/** The product's main program. */
export const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url));

const READY_WITHIN_MS = 20_000;
const STOP_WITHIN_MS = 15_000;

/** Starts a program on the core of the process under test and waits until it is ready; `nodeOptions` go before it. */
export async function startProgram(
  { name, args, env }: Program,
  nodeOptions: readonly string[] = [],
): Promise<Process> {
  const node = [process.execPath, '--disable-warning=ExperimentalWarning', ...nodeOptions];
  const [command, all] = onCore(CORES.subject, [...node, ...args]);
  const began = performance.now();
  const child = spawn(command, all, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...withoutOwn(process.env), ...env } });
  endWithUs(child);
  const complaints = collect(child);
  const url = (await readyUrl(child, name, complaints)).replace('//localhost:', '//127.0.0.1:');
  return {
    pid: child.pid ?? 0,
    url,
    readyMs: performance.now() - began,
    stop: () => stop(child, name, complaints),
    giveUp(error) {
      child.kill('SIGKILL');
      const why = error instanceof Error ? error.message : String(error);
      throw new Error(`${why}\nThe ${name} said:\n${complaints.text || 'nothing'}`, { cause: error });
    },
  };
}

/** Nothing of a running installation leaks in. */
function withoutOwn(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('RONDINE_')));
}

/** A bench that is interrupted leaves no process behind. */
function endWithUs(child: ChildProcess): void {
  const end = (): void => void child.kill('SIGKILL');
  process.once('exit', end);
  child.once('close', () => process.off('exit', end));
}

/** Enough to see what went wrong; a process in trouble repeats itself. */
const COMPLAINTS_MAX = 4000;

function collect(child: ChildProcess): { text: string } {
  const complaints = { text: '' };
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    complaints.text = (complaints.text + text).slice(0, COMPLAINTS_MAX);
  });
  return complaints;
}

function readyUrl(child: ChildProcess, name: string, complaints: { text: string }): Promise<string> {
  return new Promise((resolve, reject) => {
    const fail = (why: string): void => {
      clearTimeout(timer);
      child.kill('SIGKILL');
      reject(new Error(`The ${name} ${why}.\n${complaints.text}`.trimEnd()));
    };
    const timer = setTimeout(() => fail(`was not ready within ${READY_WITHIN_MS / 1000} s`), READY_WITHIN_MS);
    child.once('error', (error) => fail(`could not be started: ${error.message}`));
    child.once('exit', (code) => fail(`ended with code ${code} while starting`));
    if (!child.stdout) return fail('has no output');
    createInterface({ input: child.stdout }).on('line', (line) => {
      const url = / is ready: (http:\S+)/.exec(line)?.[1];
      if (url === undefined) return;
      clearTimeout(timer);
      child.removeAllListeners('exit');
      resolve(url);
    });
  });
}

async function stop(child: ChildProcess, name: string, complaints: { text: string }): Promise<void> {
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
  else throw new Error(`The ${name} had ended by itself.\n${complaints.text}`);
  const force = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS);
  await ended;
  clearTimeout(force);
  if (child.exitCode !== 0 || complaints.text !== '')
    throw new Error(
      `The ${name} ended with ${child.signalCode ?? child.exitCode} and these complaints:\n${complaints.text}`,
    );
}
