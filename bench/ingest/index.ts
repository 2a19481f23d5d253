// The ingest bench: what it costs to take a webhook in, channel by channel. See HELP in options.ts.
import { rmSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { channels } from '../../src/channels/index.ts';
import { phones } from '../../src/simulator/phones.ts';
import { MachineError, makeDiskFolder, pinWorld } from '../harness/machine.ts';
import { interleave } from '../harness/statistics.ts';
import { UsageError } from '../harness/usage-error.ts';
import { probeDisk, type Disk } from './disk.ts';
import { measure, type Subject } from './measure.ts';
import { HELP, readOptions, type Options } from './options.ts';
import { gateLine, judge, summarize, tableOf, type Figures } from './report.ts';

const ROOT = join(import.meta.dirname, '..', '..');

/** Progress goes beside the figures, so that these can be piped. */
const note = (text: string): void => void process.stderr.write(text);

async function main(args: readonly string[]): Promise<boolean> {
  const options = readOptions(args);
  if (!options) {
    console.log(HELP);
    return true;
  }
  const subjects = subjectsOf(options);
  pinWorld();
  const folder = makeDiskFolder(options.data, join(ROOT, '.runtime', 'bench'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(130));
  const disk = probeDisk(folder);
  const summary = summarize(await runAll(subjects, options, folder));
  const gate = options.short ? undefined : judge(summary);
  if (options.json) console.log(JSON.stringify({ ...options, node: process.version, disk, summary, gate }));
  else print(options, { folder, disk }, summary);
  if (gate) console.log(`\n${gateLine(gate)}`);
  return gate?.holds ?? true;
}

function subjectsOf({ channel: wanted }: Options): Subject[] {
  const all = channels.flatMap((channel): Subject[] => {
    const kind = phones[channel.id];
    return kind ? [{ channel, kind }] : [];
  });
  const subjects = all.filter(({ channel }) => wanted === undefined || channel.id === wanted);
  if (subjects.length > 0) return subjects;
  const known = all.map(({ channel }) => channel.id).join(', ');
  throw new UsageError(`There is no channel "${wanted}" with a simulated phone. Those that have one: ${known}.`);
}

async function runAll(subjects: readonly Subject[], options: Options, folder: string): Promise<Figures[]> {
  const done: Figures[] = [];
  const order = interleave(subjects, options.rounds);
  for (const [index, subject] of order.entries()) {
    note(`\rrun ${index + 1} of ${order.length} (${subject.channel.id}) …        `);
    done.push(await measure(subject, options, folder));
  }
  note('\n');
  return done;
}

/** Where data are kept, and what the disk takes by itself. */
type Place = { folder: string; disk: Disk };

function print({ rounds, seconds, rate, flow }: Options, { folder, disk }: Place, summary: readonly Figures[]): void {
  console.log(
    `Webhooks with one message each: 64 at a time for about ${seconds} s, then ${rate} a second for ${seconds} s.`,
  );
  console.log(`${flow ? 'A flow takes each message and ends' : 'No flow takes them'}; medians of ${rounds} rounds.`);
  console.log(`Node ${process.version} on ${cpus()[0]?.model ?? 'unknown'}; data on disk in ${folder}.\n`);
  console.log(tableOf(summary));
  console.log(
    `\nThe disk keeps one page in ${disk.p50Ms.toFixed(1)} ms, at p99 in ${disk.p99Ms.toFixed(1)} ms: no answer comes sooner. ` +
      `${loadavg()[0]?.toFixed(1)} programs wanted a core of ${cpus().length} at the end.`,
  );
}

try {
  process.exitCode = (await main(process.argv.slice(2))) ? 0 : 1;
} catch (error) {
  const known = error instanceof UsageError || error instanceof MachineError;
  note(`\n${known ? error.message : error instanceof Error ? error.stack : String(error)}\n`);
  process.exitCode = 2;
}
