import { createHash } from 'node:crypto';
import type { FlowId } from '../base/ids.ts';
import { isObject, type JsonValue } from '../base/json.ts';
import type { Flow } from '../flow/flow.ts';
import { isDraftVersion } from '../flow/draft-version.ts';
import { flowIdentity } from '../flow/flow-file.ts';
import type { DraftRecord, FlowRecord } from '../store/records.ts';
import type { Store, Write } from '../store/store.ts';

/** A flow before it has a version. */
export type Content = Omit<Flow, 'version'>;

/** The folder whose files some flows are read from. */
export type LoadedFlows = { dir: string; flows: readonly FlowId[] };

/** The setting that says which flows were read from files. */
const LOADED = 'loaded-flows';

/** Everything about flows as it is stored, in memory; changes are made one after the other. */
export type Shelf = {
  /** All versions of a flow, the oldest first. */
  versions(id: FlowId): readonly FlowRecord[];
  /** One version of a flow; asked for with every event of a run. */
  version(id: FlowId, version: number): Flow | undefined;
  flows(): readonly FlowId[];
  current(): readonly Flow[];
  draft(id: FlowId): DraftRecord | undefined;
  drafts(): readonly DraftRecord[];
  /** A frozen copy of a draft; `version` finds its content too. */
  frozen(id: FlowId, version: number): FlowRecord | undefined;
  /** Knows a frozen copy from now on; who starts a run with it stores it in the same commit. */
  knowFrozen(record: FlowRecord): void;
  /** Flows that were read from files; `dir` is unset where an older Rondine did it. */
  loaded(): Partial<LoadedFlows>;
  /** Runs one piece of work at a time, so that it decides on what is stored. */
  alone<T>(work: () => Promise<T>): Promise<T>;
  /** Stores all or nothing, then knows it. */
  commit(writes: readonly ShelfWrite[]): Promise<void>;
};

/** What a change of flows may write. */
export type ShelfWrite =
  | { op: 'version'; record: FlowRecord }
  | { op: 'retire'; record: FlowRecord }
  | { op: 'draft'; record: DraftRecord }
  | { op: 'drop'; draft: DraftRecord }
  | { op: 'loaded'; value: LoadedFlows };

/** Loads all versions and drafts of a store. */
export async function openShelf(store: Store): Promise<Shelf> {
  const versions = new Map<FlowId, FlowRecord[]>();
  const contents = new Map<FlowId, Map<number, Flow>>();
  const drafts = new Map<FlowId, DraftRecord>();
  const frozen = new Map<string, FlowRecord>();
  let current: readonly Flow[] = [];
  let loaded = readLoaded((await store.get('setting', LOADED))?.value);
  let last: Promise<unknown> = Promise.resolve();
  const keep = (record: FlowRecord): void => {
    if (isDraftVersion(record.version)) frozen.set(record.key, record);
    else {
      const others = (versions.get(record.flow) ?? []).filter(({ key }) => key !== record.key);
      versions.set(
        record.flow,
        [...others, record].sort((left, right) => left.version - right.version),
      );
    }
    const byNumber = contents.get(record.flow) ?? new Map<number, Flow>();
    contents.set(record.flow, byNumber.set(record.version, record.content));
  };
  const refresh = (): void => {
    current = [...versions.values()].flat().flatMap((record) => (record.current ? [record.content] : []));
  };
  for (const record of await store.list('flow', { limit: 100_000 })) keep(record);
  for (const record of await store.list('draft', { limit: 100_000 })) drafts.set(record.key, record);
  refresh();
  return {
    versions: (id) => versions.get(id) ?? [],
    version: (id, version) => contents.get(id)?.get(version),
    flows: () => [...new Set([...versions.keys(), ...drafts.keys()])],
    current: () => current,
    draft: (id) => drafts.get(id),
    drafts: () => [...drafts.values()],
    frozen: (id, version) => frozen.get(`${id}@${version}`),
    knowFrozen: keep,
    loaded: () => loaded,
    alone(work) {
      const next = last.then(work, work);
      last = next.catch(() => undefined);
      return next;
    },
    async commit(writes) {
      await store.commit(writes.map((write) => toWrite(write, drafts)));
      for (const write of writes) {
        if (write.op === 'version' || write.op === 'retire') keep(write.record);
        else if (write.op === 'draft') drafts.set(write.record.key, write.record);
        else if (write.op === 'drop') drafts.delete(write.draft.key);
        else loaded = write.value;
      }
      refresh();
    },
  };
}

function toWrite(write: ShelfWrite, drafts: ReadonlyMap<FlowId, DraftRecord>): Write {
  switch (write.op) {
    case 'version':
      return { op: 'insert', kind: 'flow', record: write.record };
    case 'retire':
      return { op: 'put', kind: 'flow', record: write.record };
    case 'draft': {
      const former = drafts.get(write.record.key);
      return former
        ? { op: 'put', kind: 'draft', record: write.record, former }
        : { op: 'insert', kind: 'draft', record: write.record };
    }
    case 'drop':
      return { op: 'delete', kind: 'draft', key: write.draft.key };
    case 'loaded':
      return {
        op: 'put',
        kind: 'setting',
        record: { key: LOADED, value: { dir: write.value.dir, flows: write.value.flows } },
      };
  }
}

function readLoaded(value: JsonValue | undefined): Partial<LoadedFlows> {
  const ids = (list: unknown) => (Array.isArray(list) ? (list as FlowId[]) : []);
  // An older Rondine wrote the list alone.
  if (!isObject(value)) return { flows: ids(value) };
  return { flows: ids(value['flows']), ...(typeof value['dir'] === 'string' ? { dir: value['dir'] } : {}) };
}

/** Hash of a flow's meaning: key order, layout and version do not count. */
export function hashOf(flow: Content): string {
  return createHash('sha256').update(flowIdentity(flow)).digest('hex');
}

/** The version that a frozen copy of a draft runs under: 48 bits of the hash of what it means, below zero. */
export function draftVersionOf(flow: Content): number {
  return -1 - Number.parseInt(hashOf(flow).slice(0, 12), 16);
}

/** The flow of a version, as an author works on it. */
export function contentOf({ content: { version: _version, ...content } }: FlowRecord): Content {
  return content;
}
