// The bench of those who wait: what a million conversations that wait for a reply cost. See HELP in options.ts.
import { rmSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { holdInMemory } from '../harness/hold-file.ts';
import { diskPlace, MachineError, makeFolder, pinWorld } from '../harness/machine.ts';
import { interleave } from '../harness/statistics.ts';
import { UsageError } from '../harness/usage-error.ts';
import { openKept, STORE_FILE } from './kept.ts';
import { measure, measureDue, type Plan } from './measure.ts';
import { HELP, readOptions, type Options } from './options.ts';
import { gateLines, gatesOf, tableOf, type DueFigures, type Figures } from './report.ts';

const OWN_PLACE = join(import.meta.dirname, '..', '..', '.runtime', 'bench');

/** Progress goes beside the figures, so that these can be piped. */
const note = (text: string): void => void process.stderr.write(text);

async function measureAll(options: Options, place: string, folder: string) {
  const { waiting, pairs, messages, due } = options;
  const warmUpMessages = Math.max(1000, Math.ceil(messages / 3));
  const toTake = pairs * (messages + warmUpMessages);
  const full = await openKept(place, { waiting, toTake }, (text) => note(`\r${text} …    `));
  note('\rreading the store into memory …                    ');
  const loose = await holdInMemory(join(full.dataFolder, STORE_FILE));
  if (loose !== undefined) note(`\rThe store may be taken out of memory meanwhile: ${loose}.\n`);
  const plan: Plan = { messages, warmUpMessages, folder, full };
  const runs: Figures[] = [];
  const order = interleave(['empty', 'full'] as const, pairs);
  for (const [index, part] of order.entries()) {
    note(`\rrun ${index + 1} of ${order.length} (${part}) …                    `);
    runs.push(await measure(part, plan));
  }
  if (due > 0) note(`\r${due} waits end at once …                    `);
  const ended: DueFigures | undefined = due > 0 ? await measureDue(due, plan) : undefined;
  note('\n');
  return { runs, due: ended, gates: gatesOf(runs, ended) };
}

async function main(args: readonly string[]): Promise<boolean> {
  const options = readOptions(args);
  if (!options) {
    console.log(HELP);
    return true;
  }
  pinWorld();
  const place = diskPlace(options.data, OWN_PLACE);
  const folder = makeFolder(place);
  process.once('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(130));
  const { waiting, pairs, messages } = options;
  const { runs, due, gates } = await measureAll(options, place, folder);
  if (options.json) console.log(JSON.stringify({ node: process.version, ...options, runs, dueFigures: due, gates }));
  else {
    console.log(`${waiting} conversations wait. ${pairs} pairs of ${messages} messages, 64 at a time; medians.`);
    console.log(`Node ${process.version} on ${cpus()[0]?.model ?? 'an unknown CPU'}; data on disk in ${place}.\n`);
    console.log(`${tableOf(runs)}\n\n${gateLines(gates)}`);
  }
  return gates.every(({ holds }) => holds);
}

try {
  process.exitCode = (await main(process.argv.slice(2))) ? 0 : 1;
} catch (error) {
  const known = error instanceof UsageError || error instanceof MachineError;
  note(`\n${known ? error.message : error instanceof Error ? error.stack : String(error)}\n`);
  process.exitCode = 2;
}
