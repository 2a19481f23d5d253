import { id } from '../base/ids.ts';
import type { Diagnostic } from '../base/diagnostic.ts';
import { freshName, slugOf } from '../flow/edit/new-name.ts';
import type { Published } from '../engine/flow-book.ts';
import type { Flow, FlowFile } from '../flow/flow.ts';
import { inspectFlow } from './mappings.ts';
import { ControlError, type ControlParts } from './control.ts';
import { setTimers } from './set-timers.ts';
import { keyOf } from './flow-editing.ts';
import { checkFlow, contentOf, draftOf, known, nameOf, refuseErrors } from './flows.ts';

type Publishing = {
  flow: string;
  name?: string;
  note?: string;
  by: string;
  force?: boolean;
  /** The revision of the draft that was looked at; where it is another by now, nothing is published. */
  revision?: number;
  /** The warnings that somebody has read and accepted; where the list is given, any other keeps it from being published. */
  accepted?: readonly string[];
};

/** Changes flows: drafts, versions, what is current. Clocks follow what is published. */
export function flowChangeFunctions(parts: ControlParts) {
  const { flows, host, now } = parts;
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

    /** `force` publishes also what the systems behind the flow's connections would refuse. */
    'flows.publish': async (input: Publishing): Promise<Published & { warnings?: Diagnostic[] }> => {
      const { flow, force = false, accepted, revision, ...about } = input;
      const draft = draftOf(parts, flow);
      refuseErrors(parts, draft.content, `The draft of "${flow}"`);
      const warnings = await mappingWarnings(parts, draft.content, { what: `The draft of "${flow}"`, force });
      if (accepted) refuseUnread(parts, draft.content, { warnings, accepted });
      const seen = revision ?? draft.revision;
      const published = await flows.publishDraft(draft.key, { ...about, revision: seen, at: now() });
      if (published.changed) await setTimers(host, draft.key);
      return warnings.length > 0 ? { ...published, warnings } : published;
    },

    /** Makes an older version the draft, and with `publish` the current version too. */
    'flows.restore': async (input: {
      flow: string;
      version: number;
      by: string;
      publish?: boolean;
      revision?: number;
    }) => {
      const flow = known(parts, input.flow);
      const { version } = input;
      if (input.publish)
        refuseErrors(parts, contentOf(parts, { flow, version }).flow, `Version ${version} of "${flow}"`);
      const revision = input.revision ?? flows.drafts.get(flow)?.revision ?? 0;
      const change = { by: input.by, at: now(), revision };
      const draft = await flows.drafts.restore(flow, version, change);
      if (!input.publish) return { revision: draft.revision };
      const about = { by: input.by, at: now(), note: `version ${version} again` };
      const published = await flows.republish(flow, version, about);
      if (published.changed) await setTimers(host, flow);
      return { revision: draft.revision, published };
    },

    /** Makes an older version the current one once more; the draft stays as it is. */
    'flows.republish': async (input: { flow: string; version: number; by: string }): Promise<Published> => {
      const { version, by } = input;
      const flow = known(parts, input.flow);
      refuseErrors(parts, contentOf(parts, { flow, version }).flow, `Version ${version} of "${flow}"`);
      const published = await flows.republish(flow, version, { by, at: now(), note: `version ${version} again` });
      if (published.changed) await setTimers(host, flow);
      return published;
    },

    'flows.unpublish': async (input: { flow: string }) => {
      const flow = known(parts, input.flow);
      const before = flows.current().find((each) => each.id === flow)?.version;
      await flows.unpublish(flow, now());
      if (before !== undefined) await setTimers(host, flow);
      return before === undefined ? {} : { version: before };
    },

    'flows.duplicate': async ({ of, as, name, by }: { of: string; as?: string; name?: string; by: string }) => {
      const source = known(parts, of);
      const called = name ?? `${nameOf(parts, source)} (copy)`;
      const key = as ?? freshName(slugOf(called) || source, new Set(flows.flows()));
      const copy = { id: id.flow(key), name: called, by, at: now() };
      const draft = await flows.drafts.duplicate(source, copy);
      return { flow: draft.key, revision: draft.revision };
    },
  };
}

/** Throws where there are warnings that nobody has accepted. */
function refuseUnread(
  parts: ControlParts,
  content: Omit<Flow, 'version'>,
  { warnings, accepted }: { warnings: readonly Diagnostic[]; accepted: readonly string[] },
): void {
  const all = [...checkFlow(parts, content), ...warnings].filter(({ severity }) => severity === 'warning');
  const unread = all.filter((each) => !accepted.includes(keyOf(each)));
  if (unread.length === 0) return;
  const count = unread.length === 1 ? 'a warning' : `${unread.length} warnings`;
  const fact = `The draft of "${content.id}" has ${count} that nobody has accepted. Nothing was changed.`;
  throw new ControlError('invalid', fact, unread);
}

/** Throws where the systems behind a flow's connections would refuse what it gives them; gives what is only doubtful. */
async function mappingWarnings(
  parts: ControlParts,
  content: Omit<Flow, 'version'>,
  { what, force }: { what: string; force: boolean },
): Promise<Diagnostic[]> {
  const found = await inspectFlow(parts, content);
  const errors = found.filter(({ severity }) => severity === 'error');
  if (errors.length === 0 || force) return found;
  const count = errors.length === 1 ? 'one thing' : `${errors.length} things`;
  const fact = `${what} gives ${count} that a connected system would refuse. Nothing was changed.`;
  throw new ControlError('invalid', fact, errors, 'To publish it all the same: --force');
}
