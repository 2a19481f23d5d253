import { id, type FlowId } from '../base/ids.ts';
import { isObject, type JsonValue } from '../base/json.ts';
import type { DraftRecord } from '../store/records.ts';
import { ControlError, missing, type ControlParts } from './control.ts';
import { changeLabels, dropLabels, labelsOf, type FlowLabels } from './flow-labels.ts';
import { known, refuseErrors, contentOf } from './flows.ts';
import { setTimers } from './set-timers.ts';
import { dropTesters } from './testers.ts';

/** What removing a flow did: one that was never published is deleted, others are put away. Both can be taken back. */
export type Removed = { flow: FlowId; what: 'deleted' | 'archived'; version?: number };

/** How long a deleted flow can be taken back. */
const KEPT_MS = 30 * 86_400_000;
const PREFIX = 'flow-trash/';

type Kept = { draft: DraftRecord; labels: FlowLabels; at: number; by: string };

/** Removes flows, and takes that back. */
export function flowTrashFunctions(parts: ControlParts) {
  const { flows, store, now } = parts;
  return {
    /** Deletes a flow that was never published; unpublishes and hides any other. `revision` is that of its draft. */
    'flows.remove': async (input: { flow: string; revision: number; by: string }): Promise<Removed> => {
      const flow = known(parts, input.flow);
      const { revision, by } = input;
      await dropTesters(parts, flow);
      if (flows.history(flow).length === 0) return remove(parts, flow, { revision, by });
      const version = flows.current().find((each) => each.id === flow)?.version;
      await flows.unpublish(flow, now());
      if (version !== undefined) await setTimers(parts.host, flow);
      const archived = { at: now(), by, ...(version === undefined ? {} : { version }) };
      await changeLabels(store, flow, { archived });
      return { flow, what: 'archived', ...(version === undefined ? {} : { version }) };
    },

    /** Takes the removal of a flow back; with `publish` what was published before is published again. */
    'flows.bringBack': async (input: {
      flow: string;
      by: string;
      publish?: boolean;
    }): Promise<{ version?: number }> => {
      const flow = id.flow(input.flow);
      const { by, publish = false } = input;
      if (!flows.flows().includes(flow)) {
        await bringBack(parts, flow, by);
        return {};
      }
      const { archived } = await labelsOf(store, flow);
      if (!archived) throw new ControlError('refused', `The flow "${flow}" was not removed.`);
      const { version } = archived;
      if (publish && version !== undefined)
        refuseErrors(parts, contentOf(parts, { flow, version }).flow, `Version ${version} of "${flow}"`);
      await changeLabels(store, flow, { archived: undefined });
      if (!publish || version === undefined) return {};
      const again = await flows.republish(flow, version, { by, at: now(), note: `version ${version} again` });
      await setTimers(parts.host, flow);
      return { version: again.version };
    },
  };
}

async function remove(
  { flows, store, now }: ControlParts,
  flow: FlowId,
  { revision, by }: { revision: number; by: string },
): Promise<Removed> {
  const draft = flows.drafts.get(flow);
  const kept = draft && { draft, labels: await labelsOf(store, flow), at: now(), by };
  await flows.drafts.remove(flow, revision);
  const key = PREFIX + flow;
  // What is lost when the process dies between the two is what was to be deleted.
  await store.commit([{ op: 'put', kind: 'setting', record: { key, value: kept as unknown as JsonValue } }]);
  await dropLabels(store, flow);
  await sweep({ store, now });
  return { flow, what: 'deleted' };
}

async function bringBack({ flows, store, now }: ControlParts, flow: FlowId, by: string): Promise<void> {
  const kept = readKept((await store.get('setting', PREFIX + flow))?.value ?? null);
  if (!kept) return missing(`flow "${flow}" among the deleted ones`, 'What was deleted is kept for 30 days.');
  const { content, layout } = kept.draft;
  await flows.drafts.save(content, { by, at: now(), revision: 0, ...(layout ? { layout } : {}) });
  const { folder, tags } = kept.labels;
  if (folder !== '' || tags.length > 0) await changeLabels(store, flow, { folder, tags });
  await store.commit([{ op: 'delete', kind: 'setting', key: PREFIX + flow }]);
}

async function sweep({ store, now }: Pick<ControlParts, 'store' | 'now'>): Promise<void> {
  const all = await store.list('setting', { from: PREFIX, before: 'flow-trash0' });
  const old = all.filter(({ value }) => (readKept(value)?.at ?? 0) < now() - KEPT_MS);
  if (old.length > 0) await store.commit(old.map(({ key }) => ({ op: 'delete', kind: 'setting', key })));
}

function readKept(value: JsonValue): Kept | undefined {
  return isObject(value) && isObject(value['draft']) ? (value as unknown as Kept) : undefined;
}
