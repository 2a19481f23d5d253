import { id as idOf, type StepId } from '../../base/ids.ts';
import type { JsonObject } from '../../base/json.ts';
import type { Outcome, Step } from '../../flow/flow.ts';
import { createNamer, toId } from '../namer.ts';
import type { Place } from '../place.ts';
import type { ImportedPart } from '../report.ts';
import { createNotebook, type Notebook, type Part, type Scene } from './scene.ts';
import { excerpt } from './template.ts';

/** A step of the source, before it is one of ours. */
export type Node = {
  /** Names it among the steps of the source. */
  key: string;
  /** What its id here is made from. */
  id: string;
  place: Place;
  kind: string;
  title?: string;
  /** The key of the step that follows; null where the flow ends. */
  next: string | null;
  position?: { x: number; y: number };
  make(scene: Scene): readonly Part[];
};

/** Steps of ours, and what became of those of the source. */
export type Woven = {
  start: StepId;
  steps: Record<string, Step>;
  layout: JsonObject;
  parts: ImportedPart[];
  remarks: string[];
};

type Made = { node: Node; parts: readonly Part[]; ids: readonly StepId[]; notebook: Notebook };

/** Makes the steps of a flow out of the steps of the source, and ties them together as they were tied there. */
export function weave(
  nodes: readonly Node[],
  first: string | null,
  shared: Pick<Scene, 'box' | 'resolve' | 'need'>,
): Woven {
  const name = createNamer((text) => toId(text, 'step'));
  const made = nodes.map((node): Made => {
    const notebook = createNotebook();
    const parts = node.make({ ...shared, ...notebook });
    return { node, parts, ids: parts.map(() => idOf.step(name(node.id))), notebook };
  });
  const steps: Record<string, Step> = {};
  let end: StepId | undefined;
  const endId = (): StepId => {
    if (end !== undefined) return end;
    end = idOf.step(name('end'));
    steps[end] = { type: 'end', params: {}, next: {} };
    return end;
  };
  const byKey = new Map(made.map((each) => [each.node.key, each]));
  const entries = new Map<string, StepId>();
  const entryOf = (key: string | null): StepId => {
    const trail = new Set<string>();
    let at = key;
    let found: StepId | undefined;
    while (at !== null && found === undefined && !trail.has(at)) {
      found = entries.get(at) ?? byKey.get(at)?.ids[0];
      trail.add(at);
      at = byKey.get(at)?.node.next ?? null;
    }
    const entry = found ?? endId();
    for (const passed of trail) entries.set(passed, entry);
    return entry;
  };
  for (const { node, parts, ids, notebook } of made) {
    const target = (key: string | null): StepId => {
      if (key !== null && !byKey.has(key))
        notebook.differs(`It leads to "${excerpt(key)}", which is not in the file; it ends there.`);
      return entryOf(key);
    };
    parts.forEach((part, index) => {
      const after = part.type === 'end' ? undefined : (ids[index + 1] ?? target(node.next));
      steps[ids[index] ?? ''] = stepOf(part, { title: node.title, after, target, past: () => target(node.next) });
    });
  }
  const start = first === null ? endId() : entryOf(first);
  const remarks = countLoops(steps, name);
  return {
    start,
    steps,
    layout: layoutOf(made),
    parts: made.map(({ node, ids, notebook }) => ({
      place: node.place.path,
      kind: excerpt(node.kind),
      ...(node.title === undefined ? {} : { title: node.title }),
      grade: notebook.grade(),
      steps: ids,
      remarks: notebook.remarks(),
    })),
    remarks,
  };
}

type Ties = {
  title: string | undefined;
  after: StepId | undefined;
  target: (key: string | null) => StepId;
  past: () => StepId;
};

function stepOf(
  { type, title: own, params, main, also = [], past = [], exits = {}, retry }: Part,
  { title, after, target, past: behind }: Ties,
): Step {
  const next: Record<Outcome, StepId> = {};
  if (after !== undefined) for (const outcome of [...also, main]) next[outcome] = after;
  for (const outcome of past) next[outcome] = behind();
  for (const [outcome, key] of Object.entries(exits)) next[outcome] = target(key);
  const shown = [own, title]
    .filter((text) => text !== undefined && text !== '')
    .join(': ')
    .slice(0, 200);
  return { type, ...(shown === '' ? {} : { title: shown }), params, next, ...(retry ? { retry } : {}) };
}

function layoutOf(made: readonly Made[]): JsonObject {
  const placed = made.flatMap(({ node, ids }) =>
    node.position
      ? ids.map((id, index) => [id, { x: node.position?.x ?? 0, y: (node.position?.y ?? 0) + index * 120 }] as const)
      : [],
  );
  return placed.length === 0 ? {} : { steps: Object.fromEntries(placed) };
}

/** Steps at which a run stands still, so that a way back through them cannot spin. */
const PAUSES = ['ask', 'wait', 'waitReply', 'awaitWebhook', 'handoff', 'goto'];

/** Puts a step that counts on every way back that would otherwise never wait. */
function countLoops(steps: Record<string, Step>, name: (wanted: string) => string): string[] {
  const back = waysBack(steps);
  if (back.length === 0) return [];
  const tired = idOf.step(name('tooOften'));
  const remarks: string[] = [];
  for (const [from, outcome, to] of back) {
    const counter = idOf.step(name('back'));
    steps[counter] = { type: 'goto', title: 'Back', params: {}, next: { next: to, tooOften: tired } };
    const step = steps[from];
    if (step) steps[from] = { ...step, next: { ...step.next, [outcome]: counter } };
    remarks.push(
      `The way back from "${from}" to "${to}" waits for nobody, so it is counted: a run may take it 50 times.`,
    );
  }
  steps[tired] = { type: 'end', params: { as: 'failed', message: 'It went back too often.' }, next: {} };
  return remarks;
}

type Edge = [from: string, outcome: Outcome, to: StepId];

/** The edges that close a circle of steps that never wait. */
function waysBack(steps: Readonly<Record<string, Step>>): Edge[] {
  const found: Edge[] = [];
  const state = new Map<string, 'open' | 'done'>();
  const edgesOf = (id: string): Edge[] =>
    Object.entries(steps[id]?.next ?? {})
      .map(([outcome, to]): Edge => [id, outcome, to])
      .filter(([, , to]) => !PAUSES.includes(steps[to]?.type ?? ''));
  for (const root of Object.keys(steps)) {
    if (state.has(root) || PAUSES.includes(steps[root]?.type ?? '')) continue;
    state.set(root, 'open');
    const stack = [{ id: root, edges: edgesOf(root) }];
    for (let top = stack.at(-1); top; top = stack.at(-1)) {
      const edge = top.edges.pop();
      if (!edge) {
        state.set(top.id, 'done');
        stack.pop();
        continue;
      }
      const [, , to] = edge;
      if (state.get(to) === 'open') found.push(edge);
      if (state.has(to)) continue;
      state.set(to, 'open');
      stack.push({ id: to, edges: edgesOf(to) });
    }
  }
  return found;
}
