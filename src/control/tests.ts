import { id, type FlowId } from '../base/ids.ts';
import type { JsonObject } from '../base/json.ts';
import { freshName, slugOf } from '../flow/edit/new-name.ts';
import { own, type Flow, type FlowFile } from '../flow/flow.ts';
import type { ControlParts } from './control.ts';
import { ControlError, missing } from './control.ts';
import { types } from './catalog.ts';
import type { PlayedTrial, TestResult, TrialAsked, TrialPlace } from './test-bench.ts';

type Content = FlowFile['flow'];

/** A conversation that is kept with a flow, as a transcript. */
export type KeptTest = { key: string; title: string; text: string; savedAt: number; by: string };

/** One kept conversation, and how it went. */
export type TestOutcome = { key: string; title: string; ok: boolean; ms: number; message?: string };

const PREFIX = 'flow-tests/';
/** Most conversations that are kept with one flow. */
const MOST = 200;

/** Trials of drafts in pretend worlds, and the conversations that are kept as tests. */
export function testFunctions(parts: ControlParts) {
  const { store, now } = parts;
  return {
    /** Plays a conversation with a flow as it is written now, kept or not. */
    'tests.play': ({ flow, ...asked }: TrialAsked & { flow: Content }): Promise<PlayedTrial> =>
      benchOf(parts).play(placeOf(parts, flow), asked),

    'tests.list': async ({ flow }: { flow: string }): Promise<readonly KeptTest[]> => testsOf(parts, id.flow(flow)),

    /** Keeps a conversation: played, and written down with all that came of it. Or a transcript as it is. */
    'tests.save': async (input: {
      flow: string;
      title: string;
      by: string;
      content?: Content;
      asked?: TrialAsked;
      text?: string;
    }): Promise<KeptTest> => {
      const { title, by, content, asked } = input;
      const flow = id.flow(input.flow);
      const kept = await testsOf(parts, flow);
      if (kept.length >= MOST)
        throw new ControlError('refused', `"${flow}" has ${MOST} tests. Delete some before keeping another one.`);
      const bench = benchOf(parts);
      const text =
        input.text ?? (content && asked ? await bench.write(placeOf(parts, content), asked, title) : undefined);
      if (text === undefined)
        throw new ControlError('invalid', 'There is nothing to keep: give a transcript, or a flow and what was done.');
      const key = freshName(slugOf(title) || 'test', new Set(kept.map((test) => test.key)));
      const made: KeptTest = { key, title, text, savedAt: now(), by };
      await keep(store, flow, [...kept, made]);
      return made;
    },

    'tests.delete': async ({ flow, test }: { flow: string; test: string }): Promise<void> => {
      const kept = await testsOf(parts, id.flow(flow));
      if (!kept.some(({ key }) => key === test)) missing(`test "${test}"`, `The flow is "${flow}".`);
      await keep(
        store,
        id.flow(flow),
        kept.filter(({ key }) => key !== test),
      );
    },

    /** Plays every kept conversation with the draft, or with the flow that is given. */
    'tests.run': async ({ flow, content }: { flow: string; content?: Content }): Promise<readonly TestOutcome[]> => {
      const key = id.flow(flow);
      const published = parts.flows.current().find((each) => each.id === key);
      const draft = content ?? parts.flows.drafts.get(key)?.content ?? published;
      if (!draft) missing(`flow "${flow}"`, '');
      const place = placeOf(parts, draft);
      const outcomes: TestOutcome[] = [];
      for (const test of await testsOf(parts, key)) {
        const results = await benchOf(parts).check(place, test.text);
        outcomes.push({ key: test.key, title: test.title, ...whole(results) });
      }
      return outcomes;
    },
  };
}

/** A text of several conversations did well where each did. */
function whole(results: readonly TestResult[]): Pick<TestOutcome, 'ok' | 'ms' | 'message'> {
  const failed = results.find(({ ok }) => !ok);
  const ms = results.reduce((sum, result) => sum + result.ms, 0);
  return { ok: !failed, ms, ...(failed?.message === undefined ? {} : { message: failed.message }) };
}

function benchOf({ bench }: ControlParts) {
  if (bench) return bench;
  throw new ControlError('unreachable', 'Conversations cannot be played here: the server was started without that.');
}

/** The world in which a draft is tried: the connections, settings and calendars that there are, and the flows it calls. */
function placeOf({ connections, installation, flows }: ControlParts, draft: Content): TrialPlace {
  const { calendars, settings, secrets } = installation.facts();
  return {
    connections: connections.all().map(({ record: { key, kind, type } }) => ({ key, kind, type, config: {} })),
    flows: [draft, ...calledBy(draft, flows.current())],
    calendars,
    settings,
    // Nothing goes out, so that no secret needs to be opened.
    secrets: Object.fromEntries(Object.keys(secrets).map((name) => [name, name])),
  };
}

/** The flows that one calls, and those that they call. */
function calledBy(first: Content, all: readonly Omit<Flow, 'version'>[]): Omit<Flow, 'version'>[] {
  const found = new Map<string, Omit<Flow, 'version'>>();
  const look = ({ steps }: Pick<Flow, 'steps'>): void => {
    for (const { type, params } of Object.values(steps))
      for (const name of callsOf(type, params)) {
        const flow = all.find((each) => each.id === name);
        if (!flow || name === first.id || found.has(name)) continue;
        found.set(name, flow);
        look(flow);
      }
  };
  look(first);
  return [...found.values()];
}

function callsOf(type: string, params: JsonObject): readonly string[] {
  try {
    return own(types.steps, type)?.calls?.(params) ?? [];
  } catch {
    // Params that are still unfinished.
    return [];
  }
}

async function testsOf({ store }: Pick<ControlParts, 'store'>, flow: FlowId): Promise<readonly KeptTest[]> {
  const record = await store.get('setting', PREFIX + flow);
  return (record?.value ?? []) as unknown as readonly KeptTest[];
}

async function keep(store: ControlParts['store'], flow: FlowId, tests: readonly KeptTest[]): Promise<void> {
  const former = await store.get('setting', PREFIX + flow);
  const record = { key: PREFIX + flow, value: tests as unknown as JsonObject[] };
  await store.commit([
    former ? { op: 'put', kind: 'setting', record, former } : { op: 'insert', kind: 'setting', record },
  ]);
}
