import { randomUUID } from 'node:crypto';
import type { Diagnostic } from '../../base/diagnostic.ts';
import { id, type FlowId } from '../../base/ids.ts';
import type { JsonObject } from '../../base/json.ts';
import type { Published } from '../../engine/flow-book.ts';
import type { Flow, FlowFile } from '../../flow/flow.ts';
import { validate } from '../../flow/validate/validate.ts';
import { clockLane } from '../../inbox/timers.ts';
import type { DraftRecord, FlowRecord } from '../../store/records.ts';
import { catalogOf } from '../start/catalog.ts';
import { ControlError, missing, type ControlParts } from './control.ts';
import { countRuns } from './run-counts.ts';

/** Which state of a flow is meant: a version, the draft, or the current version where nothing is said. */
export type FlowRef = { flow: string; version?: number | 'draft' };

/** A flow at a glance. */
export type FlowSummary = {
  flow: FlowId;
  name: string;
  /** The version that new runs start with; absent where none does. */
  current?: number;
  versions: number;
  draft?: Pick<DraftRecord, 'revision' | 'changedAt' | 'by'> & { hasChanges: boolean };
  /** The folder that it is read from and changed in. */
  managedBy?: string;
  triggers: string[];
  activeRuns: number;
};

/** One version, without its content. */
export type VersionSummary = Omit<FlowRecord, 'content' | 'hash'>;

/** Runs that are under way on one version. */
export type VersionDrain = { version: number; current: boolean; activeRuns: number; oldest?: string };

/** Looks after flows: drafts, versions, what starts and what drains. */
export function flowFunctions(parts: ControlParts) {
  const { flows, host, now } = parts;
  const setTimers = async (flow: FlowId): Promise<void> => {
    await host.accept(clockLane(flow), `timers/${randomUUID()}`, { type: 'timers', flow });
  };
  return {
    'flows.list': async (): Promise<FlowSummary[]> => {
      const active = await countRuns(parts.store, { status: 'active' }, (run) => run.flow.id);
      return flows
        .flows()
        .map((flow) => summaryOf(parts, flow, active.get(flow)?.count ?? 0))
        .sort((left, right) => (left.flow < right.flow ? -1 : 1));
    },

    'flows.get': async (ref: FlowRef): Promise<FlowFile & { version?: number }> => contentOf(parts, ref),

    'flows.check': async ({ flow }: { flow: JsonObject }): Promise<Diagnostic[]> => check(parts, flow),

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
        findings: check(parts, file.flow),
      };
    },

    'flows.publish': async (input: { flow: string; name?: string; note?: string; by: string }): Promise<Published> => {
      const { flow, ...about } = input;
      const draft = flows.drafts.get(id.flow(flow)) ?? noDraft(parts, flow);
      const errors = check(parts, draft.content).filter(({ severity }) => severity === 'error');
      if (errors.length > 0)
        throw new ControlError(
          'invalid',
          `The draft of "${flow}" has ${errors.length === 1 ? 'an error' : `${errors.length} errors`} and cannot be published.`,
          errors,
        );
      const published = await flows.publishDraft(draft.key, { ...about, revision: draft.revision, at: now() });
      if (published.changed) await setTimers(draft.key);
      return published;
    },

    'flows.history': async ({ flow }: { flow: string }): Promise<VersionSummary[]> => {
      known(parts, flow);
      return flows.history(id.flow(flow)).map(({ content: _content, hash: _hash, ...rest }) => rest);
    },

    /** Makes an older version the draft, and with `publish` the current version too. */
    'flows.restore': async (input: { flow: string; version: number; by: string; publish?: boolean }) => {
      const flow = known(parts, input.flow);
      const revision = flows.drafts.get(flow)?.revision ?? 0;
      const change = { by: input.by, at: now(), revision };
      const draft = await flows.drafts.restore(flow, input.version, change);
      if (!input.publish) return { revision: draft.revision };
      const about = { by: input.by, at: now(), note: `version ${input.version} again` };
      const published = await flows.republish(flow, input.version, about);
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

    'flows.drain': async (input: { flow: string }): Promise<VersionDrain[]> => {
      const flow = known(parts, input.flow);
      const active = await countRuns(parts.store, { flow, status: 'active' }, (run) => String(run.flow.version));
      return flows.history(flow).map(({ version, current }) => {
        const found = active.get(String(version));
        return { version, current, activeRuns: found?.count ?? 0, ...(found ? { oldest: found.first } : {}) };
      });
    },
  };
}

/** What is wrong with a flow here, among these connections and flows. */
function check({ flows, connections, installation }: ControlParts, flow: unknown): Diagnostic[] {
  const others = flows.current().filter((each) => each.id !== (flow as { id?: unknown } | null)?.id);
  const around = [...others, ...(isFlow(flow) ? [flow] : [])];
  const catalog = catalogOf({
    connections: connections.all().map(({ record }) => record),
    facts: installation.facts(),
    flows: around,
  });
  return validate({ ...(flow as object), version: 0 }, catalog);
}

function isFlow(value: unknown): value is Omit<Flow, 'version'> {
  return Array.isArray((value as { triggers?: unknown } | null)?.triggers);
}

/** The id of a flow that is here; throws for one that is not. */
export function known({ flows }: Pick<ControlParts, 'flows'>, flow: string): FlowId {
  if (flows.flows().includes(id.flow(flow))) return id.flow(flow);
  const all = flows.flows();
  return missing(`flow "${flow}"`, all.length > 0 ? `There is ${all.join(', ')}.` : 'There is none yet: import one.');
}

function noDraft(parts: ControlParts, flow: string): never {
  known(parts, flow);
  const folder = parts.flows.managedBy(id.flow(flow));
  return missing(
    `draft of "${flow}"`,
    folder === undefined
      ? `Import a changed file first: rondine flow import FILE.`
      : `It is managed by ${folder}: change its file there and start again.`,
  );
}

function contentOf(parts: ControlParts, { flow, version }: FlowRef): FlowFile & { version?: number } {
  const key = known(parts, flow);
  const draft = parts.flows.drafts.get(key);
  if (version === 'draft') {
    const { content, layout } = draft ?? noDraft(parts, flow);
    return { rondine: 1, flow: content, ...(layout ? { layout } : {}) };
  }
  const history = parts.flows.history(key);
  const found =
    version === undefined ? history.find(({ current }) => current) : history.find((each) => each.version === version);
  if (!found) {
    const versions = history.map((each) => each.version).join(', ');
    const what = version === undefined ? `current version of "${flow}"` : `version ${version} of "${flow}"`;
    return missing(what, `There is ${[versions, draft ? 'the draft' : ''].filter(Boolean).join(' and ')}.`);
  }
  const { version: number, ...content } = found.content;
  return { rondine: 1, flow: content, ...(draft?.layout ? { layout: draft.layout } : {}), version: number };
}

function nameOf({ flows }: ControlParts, flow: FlowId): string {
  return flows.drafts.get(flow)?.content.name ?? flows.history(flow)[0]?.content.name ?? flow;
}

function summaryOf(parts: ControlParts, flow: FlowId, activeRuns: number): FlowSummary {
  const { flows } = parts;
  const history = flows.history(flow);
  const current = history.find((version) => version.current);
  const draft = flows.drafts.get(flow);
  const managedBy = flows.managedBy(flow);
  const content = current?.content ?? draft?.content ?? history[0]?.content;
  return {
    flow,
    name: nameOf(parts, flow),
    ...(current ? { current: current.version } : {}),
    versions: history.length,
    ...(draft
      ? {
          draft: {
            revision: draft.revision,
            changedAt: draft.changedAt,
            by: draft.by,
            hasChanges: flows.drafts.hasChanges(flow),
          },
        }
      : {}),
    ...(managedBy === undefined ? {} : { managedBy }),
    triggers: [...new Set((content?.triggers ?? []).map(({ type }) => type))],
    activeRuns,
  };
}
