import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { CommandError, defineCommand, UsageError, type Answer, type Call, type Io } from '../command.ts';
import { styled, type Line } from '../terminal/text.ts';
import { createDemoWorld } from '../transcript/demo-world.ts';
import { NoWorld, type World } from '../transcript/world.ts';
import type { FlowCoverage } from '../transcript/pretend/coverage.ts';
import { percentOf } from '../transcript/pretend/coverage.ts';
import { TestedProjectError } from '../transcript/read-tested.ts';
import { startServerProcess, type ServerProcess } from '../transcript/server-process.ts';
import { findSuites, NothingToTest, type FoundSuite } from '../transcript/suite/find-suites.ts';
import { formatJunit } from '../transcript/suite/junit.ts';
import { runSuite, type Played, type SuiteResult } from '../transcript/suite/run-suite.ts';

const options = {
  junit: { type: 'string', value: 'FILE', about: 'also write the results for a CI server (JUnit XML)' },
  coverage: { type: 'boolean', about: 'print the steps and exits that no transcript goes through' },
  'min-coverage': { type: 'string', value: 'PERCENT', about: 'fail when fewer of the exits are taken' },
  simulated: {
    type: 'boolean',
    about: 'play what can be against a server with simulators; other systems are called where their variables are set',
  },
} as const;

/** Plays the transcripts of projects and says what of their flows they go through. */
export const flowTest = defineCommand({
  name: 'flow test',
  summary:
    'Plays the transcripts of a project: whether its flows say and do what is written. Nothing goes out, no credentials are needed, and time stands still between two lines.',
  takes: '[DIR|FILE ...]',
  count: [0, 1000],
  options,
  prints:
    'a list with the folder of each project, its transcripts (file, line, title, ok, ms, failure) and how much of each flow they cover',
  examples: [
    'flow test',
    'flow test my-project --coverage',
    'flow test my-project --min-coverage 80 --junit results.xml',
    'flow test my-project/transcripts/late.yaml',
    'flow test examples/whatsapp-lead --simulated',
  ],
  run: runFlowTest,
});

/** Plays transcripts as the command does; prints each as it ends. */
export async function runFlowTest(call: Call<typeof options>): Promise<Answer> {
  const { values, args, io } = call;
  const least = percentage(values['min-coverage']);
  if (values.simulated && least !== undefined)
    throw new UsageError('--min-coverage is for the pretend world: leave out --simulated.');
  try {
    const suites = findSuites(args.length === 0 ? ['.'] : args, io.cwd);
    const results = await runAll(suites, values.simulated === true, io);
    if (values.junit !== undefined) await writeFile(resolve(io.cwd, values.junit), formatJunit(results));
    return answerOf(results, { least, detailed: values.coverage === true });
  } catch (error) {
    if (error instanceof NothingToTest || error instanceof TestedProjectError) throw new CommandError(error.message);
    throw error;
  }
}

function percentage(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const number = Number(text.replace(/%$/, ''));
  if (text.trim() !== '' && number >= 0 && number <= 100) return number;
  throw new UsageError(`--min-coverage takes a number from 0 to 100, not "${text}".`);
}

async function runAll(suites: readonly FoundSuite[], simulated: boolean, io: Io): Promise<SuiteResult[]> {
  const results: SuiteResult[] = [];
  for (const suite of suites)
    results.push(await (simulated ? runSimulated(suite, io) : runSuite(suite, { cwd: io.cwd })));
  return results;
}

/** Plays a project's transcripts against a server that has loaded it, with a simulator behind each connection. */
async function runSimulated(suite: FoundSuite, { cwd }: Io): Promise<SuiteResult> {
  let server: ServerProcess | undefined;
  let world: Promise<World> | undefined;
  const start = (): Promise<World> => {
    server = startServerProcess({ args: ['--project', suite.folder, '--simulators'] });
    return readyOf(server).then(createDemoWorld);
  };
  try {
    return await runSuite(suite, { cwd, simulated: () => (world ??= start()) });
  } finally {
    await server?.stop();
  }
}

/** The server's address; what keeps it from starting is told as it says it. */
async function readyOf({ ready }: ServerProcess): Promise<string> {
  try {
    return await ready;
  } catch (error) {
    throw new NoWorld(error instanceof Error ? error.message : String(error));
  }
}

type Wanted = { least: number | undefined; detailed: boolean };

function answerOf(results: readonly SuiteResult[], { least, detailed }: Wanted): Answer {
  const played = results.flatMap((result) => result.played);
  const coverage = results.flatMap((result) => result.coverage);
  const failed = played.filter(({ ok }) => !ok).length;
  const percent = percentOf(coverage);
  const tooLittle = least !== undefined && percent < least;
  const text: Line[] = [
    ...played.flatMap(playedLines),
    '',
    ...coverage.flatMap((each) => coverageLines(each, detailed)),
    ...(tooLittle ? [[styled('red', `${percent} % of the exits are taken; at least ${least} % are asked for.`)]] : []),
    [styled(failed > 0 ? 'red' : 'green', summaryOf(played, failed))],
  ];
  return { json: results, text, failed: failed > 0 || tooLittle };
}

function playedLines({ ok, title, file, ms, left, failure }: Played): Line[] {
  const name = title === file ? title : `${title}  ${file}`;
  if (left !== undefined) return [[styled('dim', `- ${name} (not played: ${left})`)]];
  const head: Line = [styled(ok ? 'green' : 'red', ok ? '✔' : '✘'), ` ${name} `, styled('dim', `(${ms} ms)`)];
  return [head, ...(failure ? failure.message.split('\n').map((line) => `    ${line}`) : [])];
}

function coverageLines({ flow, steps, exits }: FlowCoverage, detailed: boolean): Line[] {
  const share = exits.all === 0 ? 100 : Math.floor((100 * exits.taken) / exits.all);
  const head = `${flow}: ${share} % of its exits (${exits.taken} of ${exits.all}), ${steps.taken} of ${steps.all} steps`;
  if (!detailed) return [head];
  const never = [
    ...steps.never.map((step) => `  never reached: ${step}`),
    // The exits of a step that was never reached are not worth a line each.
    ...exits.never
      .filter((exit) => !steps.never.includes(exit.slice(0, exit.lastIndexOf('.'))))
      .map((exit) => `  never taken:   ${exit}`),
  ];
  return [head, ...never];
}

function summaryOf(played: readonly Played[], failed: number): string {
  const ms = Math.round(played.reduce((sum, each) => sum + each.ms, 0));
  const left = played.filter((each) => each.left !== undefined).length;
  const number = played.length - left;
  if (number === 0 && left > 0)
    return left === 1
      ? 'The transcript cannot be played against simulators.'
      : `None of the ${left} transcripts can be played against simulators.`;
  const notPlayed = left > 0 ? `, ${left} not played` : '';
  const count = `${number} ${number === 1 ? 'transcript' : 'transcripts'} played in ${ms} ms${notPlayed}`;
  return failed === 0 ? `${count}: all went as written.` : `${count}: ${failed} did not go as written.`;
}
