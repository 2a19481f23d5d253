import { isDeepStrictEqual } from 'node:util';
import { isObject, type JsonObject } from '../../../src/base/json.ts';
import { advance } from '../../../src/flow/advance.ts';
import type { Flow } from '../../../src/flow/flow.ts';
import { newRun, type Run } from '../../../src/flow/run.ts';
import type { Types } from '../../../src/flow/step-type.ts';
import { textOf } from '../../../src/message/content.ts';
import type { EffectRecord, JournalRecord, Kind, MessageRecord, Records } from '../../../src/store/records.ts';
import { openStore } from '../../../src/store/sql/sqlite.ts';
import type { Store } from '../../../src/store/store.ts';
import type { Offence } from '../chaos/checks.ts';
import type { ShopCall } from './shop.ts';
import { aboutOf, STAFF } from './staff.ts';

/** A message as it is kept. */
export type Kept = Pick<MessageRecord, 'key' | 'lane' | 'direction' | 'at' | 'providerId' | 'status' | 'effect'> & {
  conversation: string;
  text: string;
  fate: string | undefined;
};

/** How a run ended, and what it was started with. */
export type Ended = Pick<Run, 'id' | 'status' | 'conversation' | 'failure' | 'at'> & {
  flow: string;
  waitsFor: string;
  input: JsonObject;
};

/** An effect and how it ended. */
export type Told = Pick<EffectRecord, 'key' | 'run' | 'state' | 'at' | 'endedAt' | 'unknownSince' | 'attempts'> & {
  code: string | undefined;
  /** Of a call of the shop: where it went and what it was about. */
  route: ShopCall['route'] | undefined;
  about: string | undefined;
  text: string | undefined;
};

/** What the store holds after the last proper close, as far as the checks look at it. */
export type Stored = {
  messages: Kept[];
  runs: Map<string, Ended>;
  effects: Told[];
  /** Effects that staff have settled. */
  settled: Set<string>;
  /** Journals with a gap, or that do not lead to their run when they are applied once more. */
  journals: Offence[];
  entries: number;
  stuck: Offence[];
};

/** Reads the store of a server that has ended, page by page: its journals alone would fill the memory. */
export async function readStored(folder: string, types: Types): Promise<Stored> {
  const store = await openStore({ folder });
  try {
    const stored: Stored = {
      messages: [],
      runs: new Map(),
      effects: [],
      settled: new Set(),
      journals: [],
      entries: 0,
      stuck: [],
    };
    await each(store, 'message', (record) => void stored.messages.push(keptOf(record)));
    await each(store, 'effect', (record) => void stored.effects.push(toldOf(record)));
    await each(store, 'stuck', ({ key, message }) => void stored.stuck.push({ where: key, what: message }));
    const flows = new Map<string, Flow>();
    await each(store, 'flow', ({ content }) => void flows.set(`${content.id}@${content.version}`, content));
    const fold = createFold(stored, { flows, types });
    await each(store, 'journal', fold.take);
    fold.end();
    await each(store, 'run', ({ run }) => {
      const folded = fold.states.get(run.id);
      if (folded !== digestOf(run)) stored.journals.push({ where: run.id, what: 'the journal folds to another run' });
      stored.runs.set(run.id, endedOf(run));
    });
    return stored;
  } finally {
    await store.close();
  }
}

const PAGE = 500;

async function each<K extends Kind>(store: Store, kind: K, visit: (record: Records[K]) => void): Promise<void> {
  for (let after: string | undefined; ;) {
    const page = await store.list(kind, { limit: PAGE, ...(after === undefined ? {} : { after }) });
    for (const record of page) visit(record);
    after = page.at(-1)?.key;
    if (page.length < PAGE) return;
  }
}

function keptOf({ content, routing, ...record }: MessageRecord): Kept {
  const { key, lane, direction, at, providerId, status, effect, conversation } = record;
  const ids = { ...(providerId === undefined ? {} : { providerId }), ...(effect === undefined ? {} : { effect }) };
  return { key, lane, direction, at, status, conversation, ...ids, text: textOf(content), fate: routing?.fate };
}

function toldOf(record: EffectRecord): Told {
  const { key, run, state, at, endedAt, unknownSince, attempts, request, failure } = record;
  const url = request.kind === 'call' && request.connection === 'shop' ? String(request.input['url']) : undefined;
  const [, route, article] = url?.split('/') ?? [];
  return {
    key,
    run,
    state,
    at,
    attempts,
    code: failure?.code,
    ...(endedAt === undefined ? {} : { endedAt }),
    ...(unknownSince === undefined ? {} : { unknownSince }),
    route: route as Told['route'],
    about: article ?? (request.kind === 'call' ? aboutOf(request) : undefined),
    text: request.kind === 'send' ? textOf(request.content) : undefined,
  };
}

function endedOf(run: Run): Ended {
  const { id, status, conversation, failure, at, flow, wait, input = {} } = run;
  return { id, status, conversation, at, flow: flow.id, waitsFor: wait.for, input, ...(failure ? { failure } : {}) };
}

type FoldParts = { flows: ReadonlyMap<string, Flow>; types: Types };

/** Applies journals once more, entry by entry as they come from the store, and remembers where each run ends. */
function createFold(stored: Stored, { flows, types }: FoldParts) {
  const states = new Map<string, string>();
  let run: Run | undefined;
  let wrong = false;
  const end = (): void => {
    if (run) states.set(run.id, digestOf(run));
  };
  const report = (entry: JournalRecord, what: string): void => {
    if (!wrong) stored.journals.push({ where: entry.key, what });
    wrong = true;
  };
  const take = (entry: JournalRecord): void => {
    const { event, after, number } = entry;
    stored.entries++;
    if ((event.type === 'done' || event.type === 'failed') && event.by === STAFF) stored.settled.add(event.effect);
    if (run?.id !== entry.run) {
      end();
      run = beginningOf(after);
      wrong = false;
    }
    if (number !== run.revision || event.at < run.changedAt) report(entry, 'is out of order');
    const flow = flows.get(`${run.flow.id}@${run.flow.version}`);
    if (!flow) return report(entry, 'has no flow version');
    run = advance(flow, run, event, types).run;
    if (digestOf(run) !== digestOf(after)) report(entry, 'folds to another state');
  };
  return { states, take, end };
}

/** The run before its first event: what never changes of it stands in every later state. */
function beginningOf({ id, flow, lane, connection, channel, conversation, ...born }: Run): Run {
  const { parent, depth, startedBy } = born;
  const run = newRun({ id, flow, lane, connection, channel, conversation });
  return {
    ...run,
    ...(parent ? { parent } : {}),
    ...(depth ? { depth } : {}),
    ...(startedBy === undefined ? {} : { startedBy }),
  };
}

/** Equal runs have equal digests, whatever the order of their members. */
function digestOf(run: Run): string {
  return JSON.stringify(run, (_name, value: unknown) =>
    isObject(value)
      ? Object.fromEntries(Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1)))
      : value,
  );
}

/** The first place where two lists differ, as text; undefined where they do not. */
export function difference(found: readonly string[], wanted: readonly string[]): string | undefined {
  if (isDeepStrictEqual(found, wanted)) return undefined;
  const at = found.findIndex((text, index) => text !== wanted[index]);
  const place = at < 0 ? found.length : at;
  return `has ${JSON.stringify(found[place])} at ${place}, not ${JSON.stringify(wanted[place])} (${found.length} of ${wanted.length})`;
}
