// The Salesforce bench: how few calls many writes cost, and how little CPU. See HELP in options.ts.
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startOrgServer } from '../../src/simulator/salesforce/server.ts';
import { CORES, MachineError, makeDiskFolder, onCore, pinWorld } from '../harness/machine.ts';
import { interleave } from '../harness/statistics.ts';
import { UsageError } from '../harness/usage-error.ts';
import { burst, ORG_TAKES_MS } from './burst.ts';
import { HELP, readOptions, type Options } from './options.ts';
import { summarize, textOf, type Figures, type Part } from './report.ts';

/** What a program is to do: create Leads by key, so many with a request, so many requests at once. */
type Batches = { org: string; batches: number; size: number; atOnce: number; warmUp: number };

const ROOT = join(import.meta.dirname, '..', '..');
const CONNECTOR = fileURLToPath(new URL('./connector.ts', import.meta.url));
const RIVAL = fileURLToPath(new URL('./rival.ts', import.meta.url));
const GROUP = 200;
/** Requests at once: as many as an org takes well. */
const AT_ONCE = 4;
/** A run of single creates is as long as one of groups when it makes fewer Leads. */
const SINGLES_A_BATCH = 25;

const note = (text: string): void => void process.stderr.write(text);

async function measure(part: Part, { batches }: Options): Promise<Figures> {
  const org = await startOrgServer({ callLog: false, dailyApiRequests: 100_000_000 });
  const alone = part === 'pool, one by one';
  const count = alone ? batches * SINGLES_A_BATCH : batches;
  const task: Batches = {
    org: org.url,
    batches: count,
    size: alone ? 1 : GROUP,
    atOnce: AT_ONCE,
    warmUp: Math.ceil(count / 2),
  };
  try {
    const { cpuMicros, leads } = await run(part === 'connector' ? CONNECTOR : RIVAL, task);
    return { part, cpuMicros: cpuMicros / leads };
  } finally {
    await org.close();
  }
}

/** Runs a program on its core; it prints the CPU that it used. */
async function run(program: string, task: Batches): Promise<{ cpuMicros: number; leads: number }> {
  const node = [process.execPath, '--disable-warning=ExperimentalWarning', program, JSON.stringify(task)];
  const [command, args] = onCore(CORES.subject, node);
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let printed = '';
  child.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  if (code !== 0) throw new Error(`${program} ended with ${code}.`);
  return JSON.parse(printed) as { cpuMicros: number; leads: number };
}

async function main(args: readonly string[]): Promise<boolean> {
  const options = readOptions(args);
  if (!options) {
    console.log(HELP);
    return true;
  }
  pinWorld();
  const folder = makeDiskFolder(undefined, join(ROOT, '.runtime', 'bench'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(130));
  const runs: Figures[] = [];
  const order = interleave<Part>(['connector', 'pool', 'pool, one by one'], options.pairs);
  for (const [index, part] of order.entries()) {
    note(`\rrun ${index + 1} of ${order.length} (${part}) …        `);
    runs.push(await measure(part, options));
  }
  note('\nthe burst …\n');
  const summary = summarize(runs, await burst(options.burst, folder));
  if (options.json) console.log(JSON.stringify({ node: process.version, ...summary, runs }));
  else {
    console.log(
      `Leads by key, ${GROUP} with a request, ${AT_ONCE} requests at once; medians of ${options.pairs} rounds.`,
    );
    console.log(`In the burst the org takes ${ORG_TAKES_MS} ms for a call. Node ${process.version}.\n`);
    console.log(textOf(summary));
  }
  return summary.holds;
}

try {
  process.exitCode = (await main(process.argv.slice(2))) ? 0 : 1;
} catch (error) {
  const known = error instanceof UsageError || error instanceof MachineError;
  note(`\n${known ? error.message : error instanceof Error ? error.stack : String(error)}\n`);
  process.exitCode = 2;
}
