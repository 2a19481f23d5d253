import { id, type FlowId } from '../base/ids.ts';
import type { Diagnostic } from '../base/diagnostic.ts';
import type { JsonObject } from '../base/json.ts';
import type { FlowFile } from '../flow/flow.ts';
import { checkFlowShape } from '../flow/flow-file.ts';
import { diff, type FlowDiff } from '../flow/diff/diff.ts';
import { describeDiff } from '../flow/diff/describe-diff.ts';
import { freshName, slugOf } from '../flow/edit/new-name.ts';
import { ControlError, type ControlParts } from './control.ts';
import { inspectFlow } from './mappings.ts';
import { checkFlow, contentOf, drainOf, draftOf, known, type FlowRef, type VersionDrain } from './flows.ts';

type Content = FlowFile['flow'];

/** What an author works on; of a flow without a draft its newest version, at revision 0. */
export type DraftView = {
  flow: Content;
  layout?: JsonObject;
  revision: number;
  changedAt?: number;
  by?: string;
  /** The version that new runs start with. */
  current?: number;
  hasChanges: boolean;
  managedBy?: string;
};

/** What publishing the draft would do. */
export type PublishPreview = {
  /** The version that it would become; the current one where nothing changed. */
  version: number;
  changed: boolean;
  /** These keep it from being published; those with `forced` only until somebody insists. */
  errors: (Diagnostic & { forced?: true })[];
  /** To be accepted one by one, by `key`. */
  warnings: (Diagnostic & { key: string })[];
  changes: FlowDiff;
  /** Runs under way stay on their versions. */
  drain: VersionDrain[];
};

/** Where a new flow comes from: nothing, or a file. */
export type NewFlow = { name: string; id?: string; language?: string; file?: FlowFile; by: string };

const BLANK = { settings: { timeZone: 'Europe/Rome', country: 'IT' }, triggers: [{ type: 'message' as const }] };

/** What the editor asks: drafts with their revisions, new flows, comparisons, what publishing would do. */
export function flowEditingFunctions(parts: ControlParts) {
  const { flows, now } = parts;
  return {
    'flows.draft': async ({ flow }: { flow: string }): Promise<DraftView> => draftView(parts, known(parts, flow)),

    /** Keeps a draft that is based on `revision`; what has not the form of a flow is refused. */
    'flows.save': async (input: {
      flow: string;
      content: Content;
      layout?: JsonObject;
      revision: number;
      by: string;
    }): Promise<DraftView> => {
      const { content, layout, revision, by } = input;
      const flow = known(parts, input.flow);
      const wrong = checkFlowShape(content);
      if (content.id !== flow || wrong.length > 0)
        throw new ControlError('invalid', `This is no draft of "${flow}". Nothing was changed.`, wrong);
      await flows.drafts.save(content, { by, at: now(), revision, ...(layout ? { layout } : {}) });
      return draftView(parts, flow);
    },

    /** Makes a flow; its id comes from its name unless told. */
    'flows.create': async ({ name, id: wanted, language = 'it', file, by }: NewFlow): Promise<DraftView> => {
      const taken = new Set<string>(flows.flows());
      if (wanted !== undefined && taken.has(wanted))
        throw new ControlError('taken', `There is a flow "${wanted}" already. Choose another id.`);
      const key = id.flow(wanted ?? freshName(slugOf(name) || 'flow', taken));
      const content: Content = file
        ? { ...file.flow, id: key, name }
        : { id: key, name, language, ...BLANK, start: id.step('start'), steps: {} };
      const wrong = checkFlowShape(content);
      if (wrong.length > 0) throw new ControlError('invalid', 'This is no flow. Nothing was made.', wrong);
      const { layout } = file ?? {};
      await flows.drafts.save(content, { by, at: now(), revision: 0, ...(layout ? { layout } : {}) });
      return draftView(parts, key);
    },

    /** What is different between two states of a flow; in words too. */
    'flows.diff': async (input: {
      flow: string;
      from: FlowRef['version'];
      to: FlowRef['version'];
    }): Promise<{ changes: FlowDiff; words: string[] }> => {
      const { flow, from, to } = input;
      const changes = diff(
        contentOf(parts, { flow, version: from }).flow,
        contentOf(parts, { flow, version: to }).flow,
      );
      return { changes, words: describeDiff(changes) };
    },

    'flows.previewPublish': async ({ flow }: { flow: string }): Promise<PublishPreview> => {
      const draft = draftOf(parts, flow);
      const found = checkFlow(parts, draft.content);
      const isSound = found.every(({ severity }) => severity !== 'error');
      const outside = isSound ? await inspectFlow(parts, draft.content) : [];
      const [newest] = flows.history(draft.key);
      const current = flows.current().find((each) => each.id === draft.key);
      const changed = flows.drafts.hasChanges(draft.key);
      return {
        version: changed || !current ? (newest?.version ?? 0) + 1 : current.version,
        changed,
        errors: [
          ...found.filter(({ severity }) => severity === 'error'),
          ...outside.filter(({ severity }) => severity === 'error').map((each) => ({ ...each, forced: true as const })),
        ],
        warnings: [...found, ...outside]
          .filter(({ severity }) => severity === 'warning')
          .map((each) => ({ ...each, key: keyOf(each) })),
        changes: diff(current ?? { ...draft.content, steps: {}, triggers: [], handlers: [] }, draft.content),
        drain: await drainOf(parts, draft.key),
      };
    },
  };
}

/** What a finding is called when it is accepted: the same finding at the same place. */
export function keyOf({ code, path }: Pick<Diagnostic, 'code' | 'path'>): string {
  return `${code} ${path.join('.')}`;
}

function draftView(parts: ControlParts, flow: FlowId): DraftView {
  const { flows } = parts;
  const draft = flows.drafts.get(flow);
  const [newest] = flows.history(flow);
  const current = flows.current().find((each) => each.id === flow)?.version;
  const managedBy = flows.managedBy(flow);
  const { flow: content, layout } = draft
    ? { flow: draft.content, layout: draft.layout }
    : contentOf(parts, { flow, ...(newest ? { version: newest.version } : {}) });
  return {
    flow: content,
    ...(layout ? { layout } : {}),
    revision: draft?.revision ?? 0,
    ...(draft ? { changedAt: draft.changedAt, by: draft.by } : {}),
    ...(current === undefined ? {} : { current }),
    hasChanges: flows.drafts.hasChanges(flow),
    ...(managedBy === undefined ? {} : { managedBy }),
  };
}
