import type { FlowId } from '../base/ids.ts';
import { isObject, type JsonValue } from '../base/json.ts';
import type { Store } from '../store/store.ts';
import { ControlError } from './control.ts';

/** Where a flow stands among others: for people's order, and no part of what it means. */
export type FlowLabels = {
  /** The folder that it lies in, as `Sales/Italy`; empty at the top. */
  folder: string;
  tags: readonly string[];
  /** Set while it is put away: it is not listed, and nothing starts it. */
  archived?: { at: number; by: string; version?: number };
  /** Grows with each change: 0 where nothing was ever said. */
  revision: number;
};

/** Nothing said. */
const NONE: FlowLabels = { folder: '', tags: [], revision: 0 };

const PREFIX = 'flow-labels/';

type Keeping = Pick<Store, 'get' | 'list' | 'commit'>;

/** The labels of every flow that has some. */
export async function allLabels(store: Pick<Store, 'list'>): Promise<ReadonlyMap<string, FlowLabels>> {
  const records = await store.list('setting', { from: PREFIX, before: 'flow-labels0', limit: 100_000 });
  return new Map(records.map(({ key, value }) => [key.slice(PREFIX.length), readLabels(value)]));
}

/** The labels of a flow. */
export async function labelsOf(store: Pick<Store, 'get'>, flow: FlowId): Promise<FlowLabels> {
  return readLabels((await store.get('setting', PREFIX + flow))?.value ?? null);
}

/** Changes labels that are as the caller has seen them; without `revision` whatever they are. */
export async function changeLabels(
  store: Keeping,
  flow: FlowId,
  { revision, ...change }: Partial<FlowLabels>,
): Promise<FlowLabels> {
  const former = (await store.get('setting', PREFIX + flow)) ?? undefined;
  const before = readLabels(former?.value ?? null);
  if (revision !== undefined && revision !== before.revision)
    throw new ControlError('stale', `The labels of "${flow}" were changed meanwhile. Load them again.`);
  const after: FlowLabels = { ...before, ...change, revision: before.revision + 1 };
  const record = { key: PREFIX + flow, value: after as unknown as JsonValue };
  await store.commit([
    former ? { op: 'put', kind: 'setting', record, former } : { op: 'insert', kind: 'setting', record },
  ]);
  return after;
}

/** Forgets the labels of a flow that is gone. */
export async function dropLabels(store: Keeping, flow: FlowId): Promise<void> {
  await store.commit([{ op: 'delete', kind: 'setting', key: PREFIX + flow }]);
}

function readLabels(value: JsonValue): FlowLabels {
  return isObject(value) ? { ...NONE, ...(value as unknown as Partial<FlowLabels>) } : NONE;
}
