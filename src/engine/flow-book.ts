import type { FlowId } from '../base/ids.ts';
import type { Flow } from '../flow/flow.ts';
import type { DraftRecord, FlowRecord } from '../store/records.ts';
import type { Store } from '../store/store.ts';
import { createDrafts, managerOf, openDraft, versionOf, type FlowDrafts } from './flow-drafts.ts';
import { managedRefusal, unknownRefusal } from './flow-refusal.ts';
import {
  contentOf,
  draftVersionOf,
  hashOf,
  openShelf,
  type Content,
  type LoadedFlows,
  type Shelf,
  type ShelfWrite,
} from './flow-shelf.ts';

/** What a publisher says about a version. */
export type VersionFacts = Pick<FlowRecord, 'name' | 'note' | 'by'>;

/** The version that new runs start with, and whether publishing made it. */
export type Published = { version: number; changed: boolean };

/**
 * All flows: their published versions and what authors work on, in memory and on disk. Changes are made one after the
 * other, are on disk when they resolve, and never disturb a run under way. A change that may not be made rejects with
 * `FlowRefusal`.
 */
export type FlowBook = {
  version(id: FlowId, version: number): Flow | undefined;
  /** The versions that new runs start with. */
  current(): readonly Flow[];
  /** The versions that new runs started with at a moment. */
  at(time: number): readonly Flow[];
  /** Every version of a flow that was ever published, the newest first. */
  history(id: FlowId): readonly FlowRecord[];
  /** Every flow, published or not. */
  flows(): readonly FlowId[];
  /** The folder whose files a flow is read from: it is changed nowhere else. */
  managedBy(id: FlowId): string | undefined;
  drafts: FlowDrafts;
  /** The draft of a flow as test users get it: under a number that no published version has. */
  trial(id: FlowId): Flow | undefined;
  /**
   * Freezes what `trial` gave, for runs that begin with it: `version` finds it from now on, whatever becomes of the
   * draft. Gives what is to be stored along with the run; the same draft gives the same record.
   */
  freeze(trial: Flow): FlowRecord;
  /** A frozen draft; undefined for what is none, or was never run. */
  frozen(id: FlowId, version: number): FlowRecord | undefined;
  /**
   * Makes a new current version, unless the current one means the same already.
   * Running runs keep theirs.
   */
  publish(flow: Content, at: number, facts?: VersionFacts): Promise<Published>;
  /** Makes the draft the current version; it stays as the state that the author goes on from. */
  publishDraft(id: FlowId, about: VersionFacts & { revision: number; at: number }): Promise<Published>;
  /** Makes an older version current again, as a new version. */
  republish(id: FlowId, version: number, about: VersionFacts & { at: number }): Promise<Published>;
  /** Ends a flow's current version: no new run starts with it. Running runs go on. Nothing where none is current. */
  unpublish(id: FlowId, at?: number): Promise<void>;
  /**
   * Publishes the flows of a folder, which manages them from now on, and ends those that it no longer holds: all or
   * nothing. What means the same as before changes nothing.
   */
  load(folder: { dir: string; flows: readonly Content[]; at: number }): Promise<void>;
  /** Lets go of the flows that a folder manages: from now on they are changed here. They stay published. */
  release(): Promise<void>;
};

/** Loads every flow version and every draft of a store. */
export async function openFlowBook(store: Store): Promise<FlowBook> {
  const shelf = await openShelf(store);
  const { alone } = shelf;
  const publish = async (flow: Content, facts: VersionFacts & { at: number }): Promise<Published> => {
    const folder = managerOf(shelf, flow.id);
    if (folder !== undefined) throw managedRefusal(flow.id, folder);
    const { writes, ...published } = newVersion(shelf, flow, facts);
    if (published.changed) await shelf.commit(writes);
    return published;
  };
  return {
    version: (id, version) => shelf.version(id, version),
    current: () => shelf.current(),
    at: (time) => shelf.flows().flatMap((id) => currentAt(shelf.versions(id), time)),
    history: (id) => shelf.versions(id).toReversed(),
    flows: () => shelf.flows(),
    managedBy: (id) => managerOf(shelf, id),
    drafts: createDrafts(shelf),
    trial: (id) => trialOf(shelf.draft(id)),
    freeze: (trial) => freeze(shelf, trial),
    frozen: (id, version) => shelf.frozen(id, version),
    publish: (flow, at, facts = {}) => alone(() => publish(flow, { ...facts, at })),
    publishDraft: (id, { revision, ...facts }) =>
      alone(async () => {
        const draft = openDraft(shelf, id, revision);
        if (!draft) throw unknownRefusal(id, `A draft of "${id}"`);
        return publish(draft.content, facts);
      }),
    republish: (id, version, facts) => alone(async () => publish(contentOf(versionOf(shelf, id, version)), facts)),
    unpublish: (id, at) =>
      alone(async () => {
        const folder = managerOf(shelf, id);
        if (folder !== undefined) throw managedRefusal(id, folder);
        const writes = retire(shelf, id, at);
        if (writes.length > 0) await shelf.commit(writes);
      }),
    load: (folder) => alone(() => load(shelf, folder)),
    release: () => alone(() => shelf.commit([{ op: 'loaded', value: { dir: '', flows: [] } }])),
  };
}

/** Trials by their drafts: the same draft is the same flow until its author changes it. */
const trials = new WeakMap<DraftRecord, Flow>();

function trialOf(draft: DraftRecord | undefined): Flow | undefined {
  if (!draft) return undefined;
  let trial = trials.get(draft);
  if (!trial) trials.set(draft, (trial = { ...draft.content, version: draftVersionOf(draft.content) }));
  return trial;
}

function freeze(shelf: Shelf, trial: Flow): FlowRecord {
  const known = shelf.frozen(trial.id, trial.version);
  if (known) return known;
  const { version, ...content } = trial;
  const draft = shelf.draft(trial.id);
  const record: FlowRecord = {
    key: `${trial.id}@${version}`,
    flow: trial.id,
    version,
    hash: hashOf(content),
    content: trial,
    current: false,
    publishedAt: draft?.changedAt ?? 0,
    ...(draft ? { by: draft.by } : {}),
  };
  shelf.knowFrozen(record);
  return record;
}

/** What has to be written so that a flow has a new current version; nothing where it means the same. */
function newVersion(
  shelf: Shelf,
  flow: Content,
  { at, name, note, by }: VersionFacts & { at: number },
): Published & { writes: ShelfWrite[] } {
  const versions = shelf.versions(flow.id);
  const before = versions.find((record) => record.current);
  const hash = hashOf(flow);
  if (before?.hash === hash) return { version: before.version, changed: false, writes: [] };
  const version = (versions.at(-1)?.version ?? 0) + 1;
  const record: FlowRecord = {
    key: `${flow.id}@${version}`,
    flow: flow.id,
    version,
    hash,
    content: { ...flow, version },
    current: true,
    publishedAt: at,
    ...(name === undefined ? {} : { name }),
    ...(note === undefined ? {} : { note }),
    ...(by === undefined ? {} : { by }),
  };
  return { version, changed: true, writes: [{ op: 'version', record }, ...retire(shelf, flow.id, at)] };
}

function retire(shelf: Shelf, id: FlowId, at: number | undefined): ShelfWrite[] {
  const before = shelf.versions(id).find((record) => record.current);
  if (!before) return [];
  return [{ op: 'retire', record: { ...before, current: false, ...(at === undefined ? {} : { retiredAt: at }) } }];
}

async function load(
  shelf: Shelf,
  { dir, flows, at }: { dir: string; flows: readonly Content[]; at: number },
): Promise<void> {
  const value: LoadedFlows = { dir, flows: flows.map(({ id }) => id) };
  const removed = (shelf.loaded().flows ?? []).filter((id) => !value.flows.includes(id));
  await shelf.commit([
    ...flows.flatMap((flow) => newVersion(shelf, flow, { at }).writes),
    ...removed.flatMap((id) => retire(shelf, id, at)),
    { op: 'loaded', value },
  ]);
}

/** The version of one flow that was current at a moment. One without an end was current until the next one came. */
function currentAt(versions: readonly FlowRecord[], time: number): Flow[] {
  return versions.flatMap((record, at) => {
    const end = record.retiredAt ?? versions[at + 1]?.publishedAt ?? record.publishedAt;
    const isCurrent = record.publishedAt <= time && (record.current || time < end);
    return isCurrent ? [record.content] : [];
  });
}
