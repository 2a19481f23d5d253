import { Worker } from 'node:worker_threads';
import { Failure } from '../../base/failure.ts';
import type { Job, Outcome, Report } from './protocol.ts';

/** Bounds of a pool; every member has a default. */
export type FunctionPoolOptions = {
  /** Threads at a time. Default 2. */
  threads?: number;
  /** Functions that may wait for a thread. Default 1000. */
  waiting?: number;
  /** A thread without work for so long is ended. Default 30,000. */
  idleMs?: number;
  /** What a function gets beyond its own time before its thread is ended. Default 250. */
  graceMs?: number;
  /** Time for a thread to begin. Default 10,000. */
  startMs?: number;
};

/** Threads that run functions. */
export type FunctionPool = {
  /** Runs a function and tells how it ended. Throws `unavailable` when there is no thread to be had, or too many wait. */
  run(job: Job): Promise<Outcome>;
  /** How many threads there are now. */
  threads(): number;
  /** Ends all threads; what runs or waits fails with `unavailable`. */
  close(): Promise<void>;
};

type Task = { job: Job; resolve: (outcome: Outcome) => void; reject: (failure: Failure) => void };
type Thread = { worker: Worker; task?: Task; begun: boolean; timer?: NodeJS.Timeout };

type Pool = { limits: Required<FunctionPoolOptions>; waiting: Task[]; threads: Set<Thread> };

/**
 * Makes a pool of threads, started when they are needed.
 * An idle thread does not keep the process alive, a running function does, for no longer than it may take.
 */
export function createFunctionPool(options: FunctionPoolOptions = {}): FunctionPool {
  const defaults = { threads: 2, waiting: 1000, idleMs: 30_000, graceMs: 250, startMs: 10_000 };
  const pool: Pool = { limits: { ...defaults, ...options }, waiting: [], threads: new Set() };
  return {
    run: (job) =>
      new Promise((resolve, reject) => {
        const { length } = pool.waiting;
        if (length >= pool.limits.waiting) throw unavailable(`${length} functions wait for a thread already.`);
        pool.waiting.push({ job, resolve, reject });
        next(pool);
      }),
    threads: () => pool.threads.size,
    close: async () => {
      const tasks = [...pool.waiting.splice(0), ...[...pool.threads].flatMap(({ task }) => task ?? [])];
      await Promise.all([...pool.threads].map((thread) => retire(pool, thread)));
      for (const task of tasks) task.reject(unavailable('The function did not finish: its threads were ended.'));
    },
  };
}

/** Gives waiting tasks to threads, as long as there are both. */
function next(pool: Pool): void {
  for (let task = pool.waiting[0]; task; task = pool.waiting[0]) {
    const idle = [...pool.threads].find((thread) => !thread.task);
    if (!idle && pool.threads.size >= pool.limits.threads) return;
    pool.waiting.shift();
    give(pool, idle ?? start(pool), task);
  }
}

function give(pool: Pool, thread: Thread, task: Task): void {
  thread.task = task;
  thread.begun = false;
  thread.worker.ref();
  arm(pool, thread, pool.limits.startMs);
  thread.worker.postMessage(task.job, []);
}

function start(pool: Pool): Thread {
  const worker = new Worker(new URL('worker.ts', import.meta.url), {
    name: 'function',
    // Nothing of the process is of use there: no environment, no flags, no terminal.
    env: {},
    argv: [],
    execArgv: [],
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: 64, maxYoungGenerationSizeMb: 16 },
  });
  const thread: Thread = { worker, begun: false };
  pool.threads.add(thread);
  worker.on('message', (report: Report) => hear(pool, thread, report));
  worker.on('error', (error) => lose(pool, thread, error));
  worker.on('exit', () => lose(pool, thread));
  return thread;
}

/** Sets the one clock of a thread anew; when it has run out, a report that has arrived meanwhile comes first. */
function arm(pool: Pool, thread: Thread, ms: number): void {
  clearTimeout(thread.timer);
  const timer = setTimeout(() => setImmediate(() => thread.timer === timer && giveUp(pool, thread)), ms);
  thread.timer = timer;
}

function giveUp(pool: Pool, thread: Thread): void {
  const { task, begun } = thread;
  void retire(pool, thread);
  if (begun) task?.resolve({ ended: 'stopped', limit: 'time', logs: [] });
  else task?.reject(unavailable(`No thread for a function began within ${pool.limits.startMs} ms.`));
  next(pool);
}

function hear(pool: Pool, thread: Thread, report: Report): void {
  const { task } = thread;
  if (!task) return;
  if (report.type === 'begun') {
    thread.begun = true;
    return arm(pool, thread, task.job.timeoutMs + pool.limits.graceMs);
  }
  if (report.reusable) rest(pool, thread);
  else void retire(pool, thread);
  task.resolve(report.outcome);
  next(pool);
}

function rest(pool: Pool, thread: Thread): void {
  delete thread.task;
  thread.worker.unref();
  clearTimeout(thread.timer);
  thread.timer = setTimeout(() => void retire(pool, thread), pool.limits.idleMs).unref();
}

function retire(pool: Pool, thread: Thread): Promise<unknown> {
  pool.threads.delete(thread);
  clearTimeout(thread.timer);
  delete thread.timer;
  delete thread.task;
  return thread.worker.terminate();
}

function lose(pool: Pool, thread: Thread, error?: unknown): void {
  if (!pool.threads.has(thread)) return;
  const { task, begun } = thread;
  void retire(pool, thread);
  if (task) loseTask(task, begun, error);
  next(pool);
}

/** A thread that ended by itself: out of its own memory by the work of the function, or by a fault of ours. */
function loseTask(task: Task, begun: boolean, error: unknown): void {
  const code = (error as { code?: unknown } | undefined)?.code;
  if (code === 'ERR_WORKER_OUT_OF_MEMORY') return task.resolve({ ended: 'stopped', limit: 'memory', logs: [] });
  const message = `The thread of a function ended by itself: ${error instanceof Error ? error.message : 'without an error'}.`;
  task.reject(new Failure({ code: begun ? 'defect' : 'unavailable', message }, { cause: error }));
}

function unavailable(message: string): Failure {
  return new Failure({ code: 'unavailable', message });
}
