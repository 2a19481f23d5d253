import type { Diagnostic } from '../base/diagnostic.ts';
import { id, type FlowId, type RunId } from '../base/ids.ts';
import type { JsonObject } from '../base/json.ts';
import type { Flow, FlowFile } from '../flow/flow.ts';
import { validate } from '../flow/validate/validate.ts';
import { webhookConflicts } from '../inbox/webhook-paths.ts';
import type { DraftRecord, FlowRecord } from '../store/records.ts';
import { catalogOf } from './catalog.ts';
import { ControlError, missing, type ControlParts } from './control.ts';
import { timeOfRun } from '../engine/search.ts';
import { costlyLooks } from './looks.ts';
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
export type VersionDrain = {
  version: number;
  current: boolean;
  activeRuns: number;
  /** The oldest run, and when it began. */
  oldest?: string;
  since?: number;
};

/** Shows flows: drafts, versions, what drains, what is wrong. */
export function flowFunctions(parts: ControlParts) {
  const { flows } = parts;
  return {
    'flows.list': async (): Promise<FlowSummary[]> => {
      const active = await countRuns(parts.store, { status: 'active' }, ({ flow, test }) => (test ? '' : flow.id));
      return flows
        .flows()
        .map((flow) => summaryOf(parts, flow, active.get(flow)?.count ?? 0))
        .sort((left, right) => (left.flow < right.flow ? -1 : 1));
    },

    'flows.get': async (ref: FlowRef): Promise<FlowFile & { version?: number }> => contentOf(parts, ref),

    'flows.check': async ({ flow }: { flow: JsonObject }): Promise<Diagnostic[]> => {
      const found = checkFlow(parts, flow);
      const isSound = isFlow(flow) && found.every(({ severity }) => severity !== 'error');
      return isSound ? [...found, ...(await costlyLooks(parts, flow.triggers))] : found;
    },

    /** What is told of one version; of a draft that test users were given, too. */
    'flows.version': async ({ flow, version }: { flow: string; version: number }): Promise<VersionSummary> => {
      const all = [...flows.history(known(parts, flow)), ...frozenAs(parts, flow, version)];
      const found = all.find((each) => each.version === version);
      if (!found) return missing(`version ${version} of "${flow}"`, '');
      const { content: _content, hash: _hash, ...about } = found;
      return about;
    },

    'flows.history': async ({ flow }: { flow: string }): Promise<VersionSummary[]> => {
      known(parts, flow);
      return flows.history(id.flow(flow)).map(({ content: _content, hash: _hash, ...rest }) => rest);
    },

    'flows.drain': async (input: { flow: string }): Promise<VersionDrain[]> => drainOf(parts, known(parts, input.flow)),
  };
}

function frozenAs({ flows }: ControlParts, flow: string, version: number): FlowRecord[] {
  const found = flows.frozen(id.flow(flow), version);
  return found ? [found] : [];
}

/** How many runs are under way on each version, the newest first. */
export async function drainOf({ flows, store }: ControlParts, flow: FlowId): Promise<VersionDrain[]> {
  const active = await countRuns(store, { flow, status: 'active' }, (run) => String(run.flow.version));
  return flows.history(flow).map(({ version, current }) => {
    const found = active.get(String(version));
    if (!found) return { version, current, activeRuns: 0 };
    const since = timeOfRun(found.first as RunId);
    const oldest = { oldest: found.first, ...(since === undefined ? {} : { since }) };
    return { version, current, activeRuns: found.count, ...oldest };
  });
}

/** What is wrong with a flow here, among these connections and flows. */
export function checkFlow(
  {
    flows,
    connections,
    installation,
    templates,
  }: Pick<ControlParts, 'flows' | 'connections' | 'installation' | 'templates'>,
  flow: unknown,
): Diagnostic[] {
  const others = flows.current().filter((each) => each.id !== (flow as { id?: unknown } | null)?.id);
  const around = [...others, ...(isFlow(flow) ? [flow] : [])];
  const catalog = catalogOf({
    connections: connections.all().map(({ record }) => record),
    facts: installation.facts(),
    flows: around,
    templates: templates.all(),
  });
  const found = validate({ ...(flow as object), version: 0 }, catalog);
  return isFlow(flow) && found.length === 0 ? takenPaths(flow, around) : found;
}

/** How many findings keep a flow from being published. */
export function errorsIn(found: readonly Diagnostic[]): number {
  return found.filter(({ severity }) => severity === 'error').length;
}

/** Only one flow is called by a path. */
function takenPaths(flow: Omit<Flow, 'version'>, around: readonly Omit<Flow, 'version'>[]): Diagnostic[] {
  return webhookConflicts(around).flatMap(({ path, flows }): Diagnostic[] => {
    const at = flow.triggers.findIndex((trigger) => trigger.type === 'webhook' && trigger.path === path);
    const others = flows.filter((each) => each !== flow.id);
    if (at === -1) return [];
    const message = `The path "${path}" is taken by ${others.join(', ')}, and one of them alone would be called.`;
    const where = ['flow', 'triggers', at, 'path'];
    return [{ code: 'taken_path', severity: 'error', path: where, message, fix: 'Choose another path.' }];
  });
}

/** Throws where a flow has errors: it cannot be published. `what` is what to call it. */
export function refuseErrors(parts: ControlParts, content: Omit<Flow, 'version'>, what: string): void {
  const errors = checkFlow(parts, content).filter(({ severity }) => severity === 'error');
  if (errors.length === 0) return;
  const count = errors.length === 1 ? 'an error' : `${errors.length} errors`;
  throw new ControlError('invalid', `${what} has ${count} and cannot be published. Nothing was changed.`, errors);
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

/** The draft of a flow; throws where there is none. */
export function draftOf(parts: ControlParts, flow: string): DraftRecord {
  const draft = parts.flows.drafts.get(known(parts, flow));
  if (draft) return draft;
  const folder = parts.flows.managedBy(id.flow(flow));
  if (folder === undefined)
    return missing(`draft of "${flow}"`, '', 'Import a changed file first: rondine flow import FILE.');
  return missing(`draft of "${flow}"`, `It is managed by ${folder}: change its file there and start again.`);
}

/** A state of a flow as a file. Throws where there is none. */
export function contentOf(parts: ControlParts, { flow, version }: FlowRef): FlowFile & { version?: number } {
  const key = known(parts, flow);
  const draft = parts.flows.drafts.get(key);
  if (version === 'draft') {
    const { content, layout } = draftOf(parts, flow);
    return { rondine: 1, flow: content, ...(layout ? { layout } : {}) };
  }
  const history = parts.flows.history(key);
  const found =
    version === undefined
      ? history.find(({ current }) => current)
      : (history.find((each) => each.version === version) ?? parts.flows.frozen(key, version));
  if (!found) {
    const versions = history.map((each) => each.version).join(', ');
    const what = version === undefined ? `current version of "${flow}"` : `version ${version} of "${flow}"`;
    return missing(what, `There is ${[versions, draft ? 'the draft' : ''].filter(Boolean).join(' and ')}.`);
  }
  const { version: number, ...content } = found.content;
  return { rondine: 1, flow: content, ...(draft?.layout ? { layout: draft.layout } : {}), version: number };
}

/** What a flow is called now. */
export function nameOf({ flows }: ControlParts, flow: FlowId): string {
  return flows.drafts.get(flow)?.content.name ?? flows.history(flow)[0]?.content.name ?? flow;
}

/** A flow at a glance; who calls says how many runs are under way. */
export function summaryOf(parts: ControlParts, flow: FlowId, activeRuns: number): FlowSummary {
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
