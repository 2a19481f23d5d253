import variant from '@jitl/quickjs-wasmfile-release-sync';
import {
  newQuickJSWASMModuleFromVariant,
  newVariant,
  Scope,
  type QuickJSContext,
  type QuickJSHandle,
  type QuickJSRuntime,
  type QuickJSSyncVariant,
} from 'quickjs-emscripten-core';
import { HARNESS, LINES_BEFORE, SOURCE_NAME, wrap } from './harness.ts';
import {
  MAX_LOG_CHARACTERS,
  MAX_LOG_LINES,
  MAX_RESULT_BYTES,
  MAX_RESULT_DEPTH,
  type Job,
  type Limit,
  type Outcome,
  type Thrown,
} from './protocol.ts';

/** What a run came to, and whether the machine may run another after it. */
export type SandboxRun = { outcome: Outcome; reusable: boolean };

/** Runs one job at a time, to its end; nothing of one is seen by the next. */
export type Sandbox = { run(job: Job): SandboxRun; memoryBytes: number };

// The platform has it, but its types come only with a browser's.
declare const WebAssembly: {
  Memory: new (pages: { initial: number; maximum: number }) => { readonly buffer: ArrayBuffer };
};

// The package's types are those of its CommonJS form, where the variant is one level deeper.
const interpreter = variant as unknown as QuickJSSyncVariant;

/** What the interpreter is compiled for, and so the least that a sandbox can have. */
const INITIAL_MEMORY_BYTES = 16 * 1024 * 1024;
const PAGE_BYTES = 64 * 1024;
const MAX_STACK_BYTES = 256 * 1024;
const JOBS_PER_TURN = 1000;

/** How a run ends, without its logs. */
type End = Outcome extends infer Each ? (Each extends Outcome ? Omit<Each, 'logs'> : never) : never;

/**
 * Loads the interpreter, with so much memory for itself and all that a function keeps; 16 MiB at least.
 * It is WebAssembly without imports that reach out: code inside has no files, no network, no timers and no process.
 */
export async function createSandbox(memoryBytes: number): Promise<Sandbox> {
  // The interpreter's own limit counts blocks, not their size, in this build; what cannot grow needs no counting.
  const wasmMemory = new WebAssembly.Memory({
    initial: INITIAL_MEMORY_BYTES / PAGE_BYTES,
    maximum: Math.ceil(Math.max(memoryBytes, INITIAL_MEMORY_BYTES) / PAGE_BYTES),
  });
  const machine = await newQuickJSWASMModuleFromVariant(newVariant(interpreter, { wasmMemory }));
  const run = (job: Job): SandboxRun => {
    const log = createLog();
    let end: End;
    try {
      end = runInside(machine.newRuntime(), job, log.print);
    } catch (error) {
      end = collapse(error);
    }
    // Memory that has grown never shrinks, and what filled it may have left it in pieces.
    const grown = wasmMemory.buffer.byteLength > INITIAL_MEMORY_BYTES;
    return { outcome: { ...end, logs: log.lines() }, reusable: end.ended !== 'stopped' && !grown };
  };
  return { run, memoryBytes };
}

function runInside(runtime: QuickJSRuntime, job: Job, print: (line: string) => void): End {
  runtime.setMaxStackSize(MAX_STACK_BYTES);
  const context = runtime.newContext();
  const end = Scope.withScope((scope) => evaluate(context, scope, { job, print }));
  // What met a limit is left as it is: the thread ends, and taking it apart could fail.
  if (end.ended !== 'stopped') {
    context.dispose();
    runtime.dispose();
  }
  return end;
}

/** Stops what is interpreted from now on when its time is over; gives whether it is. */
function startClock(runtime: QuickJSRuntime, timeoutMs: number): () => boolean {
  const until = performance.now() + timeoutMs;
  let late = false;
  runtime.setInterruptHandler(() => (late ||= performance.now() > until));
  return () => late;
}

type Evaluation = { job: Job; print: (line: string) => void };

function evaluate(context: QuickJSContext, scope: Scope, { job, print }: Evaluation): End {
  const harness = scope.manage(context.unwrapResult(context.evalCode(HARNESS, 'harness')));
  const printer = scope.manage(context.newFunction('print', (line) => print(context.getString(line))));
  const run = scope.manage(context.unwrapResult(context.callFunction(harness, context.undefined, printer)));
  const input = scope.manage(context.newString(job.input));
  const isLate = startClock(context.runtime, job.timeoutMs);
  const failed = (error: QuickJSHandle): End => {
    const end = readError(context, scope.manage(error));
    return isLate() ? stopped('time') : end;
  };
  const main = context.evalCode(wrap(job.source), SOURCE_NAME);
  if (main.error) return failed(main.error);
  const started = context.callFunction(run, context.undefined, scope.manage(main.value), input);
  if (started.error) return failed(started.error);
  const promise = scope.manage(started.value);
  for (;;) {
    const state = context.getPromiseState(promise);
    if (state.type === 'rejected') return failed(state.error);
    if (state.type === 'fulfilled') return readResult(context.getString(scope.manage(state.value)));
    if (isLate()) return stopped('time');
    if (!context.runtime.hasPendingJob()) return stopped('stuck');
    const turn = context.runtime.executePendingJobs(JOBS_PER_TURN);
    if (turn.error) return failed(turn.error);
  }
}

function stopped(limit: Limit): End {
  return { ended: 'stopped', limit };
}

function readResult(report: string): End {
  const result = report.slice(1);
  if (report[0] === 'j') return { ended: 'unwritable', message: result };
  if (report[0] === 't' || Buffer.byteLength(result) > MAX_RESULT_BYTES) return stopped('size');
  if (isDeeperThan(JSON.parse(result), MAX_RESULT_DEPTH)) {
    return { ended: 'unwritable', message: `it is nested more than ${MAX_RESULT_DEPTH} levels deep` };
  }
  return { ended: 'returned', result };
}

function isDeeperThan(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((member) => isDeeperThan(member, levels - 1));
}

function readError(context: QuickJSContext, error: QuickJSHandle): End {
  const dumped: unknown = context.dump(error);
  const { name, message, stack } = (typeof dumped === 'object' ? (dumped ?? {}) : {}) as Record<string, unknown>;
  if (message === 'out of memory') return stopped('memory');
  // The parser of JSON reports it as a SyntaxError.
  if (message === 'stack overflow') return stopped('depth');
  const thrown: Thrown = {
    name: typeof name === 'string' ? cut(name, 100) : 'Error',
    message: cut(messageOf(dumped, message), MAX_LOG_CHARACTERS),
    ...placeIn(typeof stack === 'string' ? stack : ''),
  };
  return { ended: 'threw', thrown };
}

function messageOf(dumped: unknown, message: unknown): string {
  if (typeof message === 'string') return message;
  if (typeof dumped === 'string') return dumped;

  return typeof dumped === 'bigint' || typeof dumped === 'symbol'
    ? String(dumped)
    : (JSON.stringify(dumped) ?? 'undefined');
}

/** The innermost line of the author's own code in a stack trace. */
function placeIn(stack: string): { line?: number; column?: number } {
  const found = new RegExp(`\\b${SOURCE_NAME}:(\\d+)(?::(\\d+))?`).exec(stack);
  const line = Number(found?.[1]) - LINES_BEFORE;
  if (!found || line < 1) return {};
  return { line, ...(found[2] === undefined ? {} : { column: Number(found[2]) }) };
}

/** What the machine itself threw: it cannot be trusted with a further run. */
function collapse(error: unknown): End {
  const text = String(error);
  // The interpreter's own frames can use up the thread's stack before its own limit is met.
  if (text.includes('call stack')) return stopped('depth');
  if (text.includes('memory')) return stopped('memory');
  throw error;
}

function createLog(): { print(line: string): void; lines(): string[] } {
  const kept: string[] = [];
  let count = 0;
  return {
    print: (line) => {
      if (++count <= MAX_LOG_LINES) kept.push(cut(line, MAX_LOG_CHARACTERS));
    },
    lines: () => (count <= MAX_LOG_LINES ? kept : [...kept, `… ${count - MAX_LOG_LINES} more lines`]),
  };
}

function cut(text: string, characters: number): string {
  return text.length <= characters ? text : `${text.slice(0, characters).toWellFormed()}…`;
}
