// The lead bench: what one flow from message to Lead costs, held against a bare process. See HELP in options.ts.
import { rmSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { MachineError, makeDiskFolder, makeFolder, pinWorld } from '../harness/machine.ts';
import { measure, type Measure, type Run } from './measure.ts';
import { HELP, readOptions, type Options } from './options.ts';
import { UsageError } from '../harness/usage-error.ts';
import { profileProduct, profileText } from './profile.ts';
import { comparisonsOf, gateLine, summarize, tableOf, type Summary } from './report.ts';
import { interleave } from '../harness/statistics.ts';
import type { Part } from './subject.ts';

const ROOT = join(import.meta.dirname, '..', '..');

const GATED: readonly Part[] = ['product', 'rival', 'rival, grouped'];
const WITH_STATUSES: readonly Part[] = ['product', 'rival'];

/** Up to here a short run, on a machine that does other things, is no proof of anything. */
const SHORT_BOUND = 2;
/** Rounds that a short run adds before it says that the gate does not hold. */
const ROUNDS_IN_DOUBT = 5;

/** Progress goes beside the figures, so that these can be piped. */
const note = (text: string): void => void process.stderr.write(text);

async function runAll(options: Options, folder: string, series: Series): Promise<Measure[]> {
  const done: Measure[] = [];
  const order = interleave(series.parts, series.rounds);
  for (const [index, part] of order.entries()) {
    note(`\r${series.name}: run ${index + 1} of ${order.length} (${part}) …        `);
    const { window: _, ...figures } = await measure({ ...runOf(options, folder), part, statuses: series.statuses });
    done.push(figures);
  }
  note('\n');
  return done;
}

type Series = { name: string; parts: readonly Part[]; rounds: number; statuses: Run['statuses'] };

function runOf({ load, warmUpFlows }: Options, folder: string): Omit<Run, 'part'> {
  return { load, warmUpFlows, folder, statuses: [] };
}

async function compare(options: Options, folder: string): Promise<boolean> {
  const gatedSeries = { name: 'gated', parts: GATED, rounds: options.pairs, statuses: [] } as const;
  const runs = await runAll(options, folder, gatedSeries);
  if (options.short && !summarize(runs).gate.holds) {
    note('The gate does not hold over so few rounds on a busy machine; measuring on.\n');
    runs.push(...(await runAll(options, folder, { ...gatedSeries, rounds: ROUNDS_IN_DOUBT })));
  }
  const withStatuses = await runAll(options, folder, {
    name: 'with statuses',
    parts: WITH_STATUSES,
    rounds: options.statusPairs,
    statuses: ['sent', 'delivered'],
  });
  const [gated, statuses] = [summarize(runs), summarize(withStatuses)];
  if (options.json) console.log(JSON.stringify({ ...facts(options, folder), gated: { ...gated, runs }, statuses }));
  else print(options, folder, { gated, statuses });
  if (gated.gate.holds || !options.short) return gated.gate.holds;
  note(
    `A short run fails beyond ${SHORT_BOUND} only: so few rounds tell a jump and no more; the full form has the gate.\n`,
  );
  return gated.gate.cpu <= SHORT_BOUND;
}

function facts({ pairs, load, warmUpFlows }: Options, folder: string) {
  return { node: process.version, cpu: cpus()[0]?.model ?? 'unknown', pairs, load, warmUpFlows, folder };
}

function print(options: Options, folder: string, { gated, statuses }: { gated: Summary; statuses: Summary }): void {
  const { node, cpu, load } = facts(options, folder);
  const each = 'flows' in load ? `${load.flows} flows` : `${load.seconds} s`;
  console.log(
    `64 flows in flight, ${options.pairs} rounds of ${each} after ${options.warmUpFlows} to warm up; medians.`,
  );
  console.log(`Node ${node} on ${cpu}; data on disk in ${folder}.`);
  console.log('The rival commits each step by itself; "grouped" shares a commit among one turn of the event loop,');
  console.log('as the product does.\n');
  console.log(tableOf(gated.parts));
  console.log(`\n${comparisonsOf(gated.comparisons)}`);
  if (statuses.parts.length > 0) {
    console.log('\nWith the statuses sent and delivered of each reply (not gated):\n');
    console.log(`${tableOf(statuses.parts)}\n\n${comparisonsOf(statuses.comparisons)}`);
  }
  console.log(`\n${gateLine(gated.gate)}`);
}

/** A profile may be taken in memory: it samples time, and waiting for a disk would drown the rest. */
function dataFolder({ profile, data }: Options): string {
  return profile && data !== undefined ? makeFolder(data) : makeDiskFolder(data, join(ROOT, '.runtime', 'bench'));
}

async function main(args: readonly string[]): Promise<boolean> {
  const options = readOptions(args);
  if (!options) {
    console.log(HELP);
    return true;
  }
  pinWorld();
  const folder = dataFolder(options);
  process.once('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(130));
  if (!options.profile) return compare(options, folder);
  const summary = await profileProduct(runOf(options, folder), ROOT);
  console.log(options.json ? JSON.stringify(summary) : profileText(summary));
  return true;
}

try {
  process.exitCode = (await main(process.argv.slice(2))) ? 0 : 1;
} catch (error) {
  const known = error instanceof UsageError || error instanceof MachineError;
  note(`\n${known ? error.message : error instanceof Error ? error.stack : String(error)}\n`);
  process.exitCode = 2;
}
