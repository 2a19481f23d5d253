import { createHash } from 'node:crypto';
import type { FlowId } from '../base/ids.ts';
import type { Flow } from '../flow/flow.ts';
import { flowIdentity } from '../flow/flow-file.ts';
import type { FlowRecord } from '../store/records.ts';
import type { Store } from '../store/store.ts';

/** All published flow versions, in memory and on disk. */
export type FlowBook = {
  version(id: FlowId, version: number): Flow | undefined;
  /** The versions that new runs start with. */
  current(): readonly Flow[];
  /**
   * Makes a new current version, unless the current one means the same already.
   * Running runs keep theirs.
   */
  publish(flow: Omit<Flow, 'version'>, at: number): Promise<{ version: number; changed: boolean }>;
  /** Ends a flow's current version: no new run starts with it. Running runs go on. */
  unpublish(id: FlowId): Promise<void>;
};

const keyOf = (flow: FlowId, version: number): string => `${flow}@${version}`;

/** Loads every flow version of a store. */
export async function openFlowBook(store: Store): Promise<FlowBook> {
  const book = new Map<string, FlowRecord>();
  for (const record of await store.list('flow', { limit: 100_000 })) book.set(record.key, record);
  let current: readonly Flow[] = [];
  const refresh = (): void => {
    current = [...book.values()].filter((record) => record.current).map((record) => record.content);
  };
  refresh();
  return {
    version: (id, version) => book.get(keyOf(id, version))?.content,
    current: () => current,
    async publish(flow, at) {
      const versions = [...book.values()].filter((record) => record.flow === flow.id);
      const before = versions.find((record) => record.current);
      const hash = hashOf(flow);
      if (before?.hash === hash) return { version: before.version, changed: false };
      const version = Math.max(0, ...versions.map((record) => record.version)) + 1;
      const record: FlowRecord = {
        key: keyOf(flow.id, version),
        flow: flow.id,
        version,
        hash,
        content: { ...flow, version },
        current: true,
        publishedAt: at,
      };
      const retired = before ? { ...before, current: false } : undefined;
      await store.commit([
        { op: 'insert', kind: 'flow', record },
        ...(retired ? [{ op: 'put', kind: 'flow', record: retired } as const] : []),
      ]);
      book.set(record.key, record);
      if (retired) book.set(retired.key, retired);
      refresh();
      return { version, changed: true };
    },
    async unpublish(id) {
      const record = [...book.values()].find((each) => each.flow === id && each.current);
      if (!record) return;
      const retired = { ...record, current: false };
      await store.commit([{ op: 'put', kind: 'flow', record: retired }]);
      book.set(retired.key, retired);
      refresh();
    },
  };
}

/** Hash of a flow's meaning: key order, layout and version do not count. */
function hashOf(flow: Omit<Flow, 'version'>): string {
  return createHash('sha256').update(flowIdentity(flow)).digest('hex');
}
