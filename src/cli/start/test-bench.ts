import { performance } from 'node:perf_hooks';
import { stringify } from 'yaml';
import { channels } from '../../channels/index.ts';
import { connectors } from '../../connectors/index.ts';
import { types } from '../../control/catalog.ts';
import type {
  PlayedTrial,
  TestBench,
  TestResult,
  TrialAct,
  TrialAsked,
  TrialLine,
  TrialMoment,
  TrialPlace,
} from '../../control/test-bench.ts';
import { Failure } from '../../base/failure.ts';
import { isObject, type JsonObject } from '../../base/json.ts';
import { own } from '../../flow/flow.ts';
import type { Run } from '../../flow/run.ts';
import { watchPath } from '../../flow/watch-path.ts';
import type { DemoMessage } from '../../server/routes/demo/demo-state.ts';
import { isHeader } from '../transcript/lines.ts';
import { playTranscript, TranscriptMismatch } from '../transcript/play.ts';
import { writesRecord } from '../transcript/pretend/org.ts';
import { openPretendWorld } from '../transcript/pretend/pretend-world.ts';
import { parseTranscripts, type ParsedTranscript } from '../transcript/transcript.ts';
import { Impossible, type Hands, type ToldCall, type Visit } from '../transcript/world.ts';

/** Creates what drafts are tried on: pretend worlds inside this process, one for each conversation. */
export function createTestBench(): TestBench {
  return {
    play: async (place, asked) => play(place, asked),
    async write(place, asked, title) {
      const { moments, trouble } = await play(place, asked);
      if (trouble !== undefined) throw new Failure({ code: 'invalid', message: trouble });
      return writeTranscript(moments, asked, title);
    },
    async check(place, text) {
      const read = parseTranscripts(text);
      if ('problems' in read) {
        const message = read.problems.map(({ line, message: words }) => `${line}: ${words}`).join('\n');
        return [{ title: '', ok: false, ms: 0, message }];
      }
      const results: TestResult[] = [];
      for (const transcript of read.transcripts) results.push(await checkOne(place, transcript));
      return results;
    },
  };
}

async function checkOne(place: TrialPlace, { title = '', lines }: ParsedTranscript): Promise<TestResult> {
  const begun = performance.now();
  const end = (failed?: Pick<TestResult, 'message'>): TestResult => ({
    title,
    ok: !failed,
    ms: Math.round(performance.now() - begun),
    ...failed,
  });
  try {
    const header = lines.filter(isHeader);
    const world = await openPretendWorld({ project: projectOf(place), header, types, channels, connectors });
    try {
      await playTranscript({ file: title, lines }, world);
    } finally {
      await world.close();
    }
    return end();
  } catch (error) {
    if (error instanceof TranscriptMismatch || error instanceof Impossible) return end({ message: error.message });
    throw error;
  }
}

const projectOf = (place: TrialPlace) => ({ folder: place.flows[0]?.name ?? '', ...place });

/** A trial under way: what was seen of it so far. */
type Trial = {
  visit: Visit;
  hands: Hands;
  told: readonly ToldCall[];
  seen: number;
  watch: ReturnType<typeof watchPath>;
};

async function play(place: TrialPlace, asked: TrialAsked): Promise<PlayedTrial> {
  const watch = watchPath(types);
  const project = projectOf(place);
  const moments: TrialMoment[] = [];
  try {
    const header =
      asked.connection === undefined ? [] : [{ kind: 'channel', connection: asked.connection, line: 1 } as const];
    const world = await openPretendWorld({ project, header, types: watch.types, channels, connectors });
    const { hands } = world;
    try {
      if (!hands) throw new Impossible('a pretend world', 'there is none');
      const { name, hidden } = asked.customer;
      const visit = await world.enter({ kind: hidden ? 'hidden' : 'number', name });
      let trial: Trial = { visit, hands, told: toldCalls(place, asked), seen: 0, watch };
      for (const act of asked.acts) {
        hands.tell({ calls: trial.told, sends: [] });
        await perform(act, trial);
        const { moment, seen } = await look(act, trial);
        moments.push(moment);
        trial = { ...trial, seen };
        const complaint = await hands.complaint();
        if (complaint) return { now: hands.now(), moments, trouble: complaint.message };
      }
      return { now: hands.now(), moments };
    } finally {
      await world.close();
    }
  } catch (error) {
    if (error instanceof Impossible) return { now: moments.at(-1)?.at ?? 0, moments, trouble: error.message };
    throw error;
  }
}

async function perform(act: TrialAct, { visit, hands }: Trial): Promise<void> {
  switch (act.kind) {
    case 'say':
      return void (await visit.act({ text: act.text }));
    case 'tap': {
      const { thread } = await visit.now();
      const offered = thread.messages.flatMap(({ from, choices }) => (from === 'business' ? choices : []));
      const choice = offered.findLast(({ title }) => title === act.title);
      if (!choice) throw new Impossible(`"${act.title}" to tap`, 'nothing of that name is offered');
      return void (await visit.act({ choice: { ...choice } }));
    }
    case 'wait':
      return hands.pass(act.ms);
    case 'release':
      return hands.release(visit.customer.id, 'staff');
    case 'resume':
      return hands.resume(act.data);
  }
}

/** What came of an act. */
async function look(act: TrialAct, trial: Trial): Promise<{ moment: TrialMoment; seen: number }> {
  const { visit, hands, seen, watch } = trial;
  const { thread } = await visit.now();
  const [run] = await hands.runs(visit.customer.id);
  const calls = hands.calls().map(({ line: _line, ...call }) => call);
  const lines = thread.messages.slice(seen).map(lineOf);
  const moment = { at: hands.now(), act, lines, ...watch.take(), calls, ...(run ? { run: runOf(run) } : {}) };
  return { moment, seen: thread.messages.length };
}

function lineOf({ from, text, choices }: DemoMessage): TrialLine {
  return { from: from === 'business' ? 'bot' : from, text, choices };
}

function runOf({ status, at, wait, vars, failure }: Run): NonNullable<TrialMoment['run']> {
  return {
    status,
    vars,
    ...(at === null ? {} : { step: at }),
    ...(status === 'active' ? { waitsFor: wait.for } : {}),
    ...(wait.until === undefined ? {} : { until: wait.until }),
    ...(failure ? { failure } : {}),
  };
}

/** How often one step is answered after one act. */
const ANSWERS = 5;

/** What the outside is told to answer: pinned outputs; else nothing in particular, and orgs keep what is written. */
function toldCalls({ flows: [flow], connections }: TrialPlace, { pins = {} }: TrialAsked): ToldCall[] {
  const outside = new Map(
    connections.filter(({ kind }) => kind === 'connector').map((each) => [each.key as string, each]),
  );
  return Object.entries(flow?.steps ?? {}).flatMap(([step, { type, params }], id): ToldCall[] => {
    const { connection, operation, input } = params;
    if (type !== 'call' || typeof connection !== 'string' || typeof operation !== 'string') return [];
    const behind = outside.get(connection);
    const connector = behind && connectors.find((each) => each.id === behind.type);
    if (!connector || !own(connector.operations, operation)) return [];
    const pin = own(pins, step);
    if (!pin && writesRecord(operation, isObject(input) ? input : {})) return [];
    const of = { flow: flow?.id ?? '', step };
    const told: ToldCall = { id, connection, operation, answer: { returns: pin ?? {} }, of };
    return Array.from({ length: ANSWERS }, () => told);
  });
}

/** A trial as the lines of a transcript. */
function writeTranscript(moments: readonly TrialMoment[], asked: TrialAsked, title: string): string {
  const head: JsonObject[] = [
    { title },
    ...(asked.customer.hidden ? [{ sender: 'hidden' }] : []),
    ...(asked.connection === undefined ? [] : [{ channel: asked.connection }]),
  ];
  const lines = moments.flatMap(({ act, calls, lines: said }) => [
    actLine(act),
    ...calls.map((call) => callLine(call, calls)),
    ...said.flatMap(({ from, text, choices }) => (from === 'bot' ? [botLine(text, choices)] : [])),
  ]);
  const run = moments.at(-1)?.run;
  const end = run ? [{ run: run.status === 'active' ? 'waiting' : run.status }] : [];
  return stringify([...head, ...lines, ...end], { lineWidth: 0 });
}

function actLine(act: TrialAct): JsonObject | string {
  switch (act.kind) {
    case 'say':
      return { customer: act.text };
    case 'tap':
      return { tap: act.title };
    case 'wait':
      return { wait: `PT${Math.max(1, Math.round(act.ms / 1000))}S` };
    case 'release':
      return 'release';
    case 'resume':
      return { resume: act.data };
  }
}

function botLine(text: string, choices: TrialLine['choices']): JsonObject {
  return { bot: text, ...(choices.length > 0 ? { buttons: choices.map(({ title }) => title) } : {}) };
}

type Call = TrialMoment['calls'][number];

/**
 * What was asked, and what it was answered: records by what was written. Where another call of the same operation was
 * answered by a pin, lines about calls tell in their order which is which.
 */
function callLine({ connection, operation, input, returns }: Call, all: readonly Call[]): JsonObject {
  const isLike = (other: Call): boolean => other.connection === connection && other.operation === operation;
  if (returns || all.some((other) => other.returns && isLike(other)))
    return { call: { connection, operation, input, ...(returns ? { returns } : {}) } };
  const { object, fields } = input;
  return { salesforce: { [operation]: object ?? '', fields: fields ?? {} } };
}
