import { randomUUID } from 'node:crypto';
import { id, type FlowId } from '../../base/ids.ts';
import type { Published } from '../../engine/flow-book.ts';
import type { FlowFile } from '../../flow/flow.ts';
import { clockLane } from '../../inbox/timers.ts';
import type { ControlParts } from './control.ts';
import { checkFlow, contentOf, draftOf, known, nameOf, refuseErrors } from './flows.ts';

/** Changes flows: drafts, versions, what is current. Clocks follow what is published. */
export function flowChangeFunctions(parts: ControlParts) {
  const { flows, host, now } = parts;
  const setTimers = async (flow: FlowId): Promise<void> => {
    await host.accept(clockLane(flow), `timers/${randomUUID()}`, { type: 'timers', flow });
  };
  return {
    'flows.import': async ({ file, by }: { file: FlowFile; by: string }) => {
      const revision = flows.drafts.get(file.flow.id)?.revision ?? 0;
      const { layout } = file;
      const change = { by, at: now(), revision, ...(layout ? { layout } : {}) };
      const draft = await flows.drafts.save(file.flow, change);
      return {
        flow: file.flow.id,
        revision: draft.revision,
        changed: draft.revision !== revision,
        hasChanges: flows.drafts.hasChanges(file.flow.id),
        findings: checkFlow(parts, file.flow),
      };
    },

    'flows.publish': async (input: { flow: string; name?: string; note?: string; by: string }): Promise<Published> => {
      const { flow, ...about } = input;
      const draft = draftOf(parts, flow);
      refuseErrors(parts, draft.content, `The draft of "${flow}"`);
      const published = await flows.publishDraft(draft.key, { ...about, revision: draft.revision, at: now() });
      if (published.changed) await setTimers(draft.key);
      return published;
    },

    /** Makes an older version the draft, and with `publish` the current version too. */
    'flows.restore': async (input: { flow: string; version: number; by: string; publish?: boolean }) => {
      const flow = known(parts, input.flow);
      const { version } = input;
      if (input.publish)
        refuseErrors(parts, contentOf(parts, { flow, version }).flow, `Version ${version} of "${flow}"`);
      const revision = flows.drafts.get(flow)?.revision ?? 0;
      const change = { by: input.by, at: now(), revision };
      const draft = await flows.drafts.restore(flow, version, change);
      if (!input.publish) return { revision: draft.revision };
      const about = { by: input.by, at: now(), note: `version ${version} again` };
      const published = await flows.republish(flow, version, about);
      if (published.changed) await setTimers(flow);
      return { revision: draft.revision, published };
    },

    'flows.unpublish': async (input: { flow: string }) => {
      const flow = known(parts, input.flow);
      const before = flows.current().find((each) => each.id === flow)?.version;
      await flows.unpublish(flow, now());
      if (before !== undefined) await setTimers(flow);
      return before === undefined ? {} : { version: before };
    },

    'flows.duplicate': async ({ of, as, name, by }: { of: string; as: string; name?: string; by: string }) => {
      const source = known(parts, of);
      const copy = { id: id.flow(as), name: name ?? `${nameOf(parts, source)} (copy)`, by, at: now() };
      const draft = await flows.drafts.duplicate(source, copy);
      return { flow: draft.key, revision: draft.revision };
    },
  };
}
