import type { StepId } from '../../../src/base/ids.ts';
import { idsOf, stepOf, type Draft } from '../../../src/flow/edit/draft.ts';
import { targetOf, waysOf } from '../../../src/flow/edit/ends.ts';
import { triggersView, type ExitView, type StepView, type StepViews, type TriggersView } from '../canvas/step-view.ts';
import { exitKey } from '../session/state.ts';

/** An exit that has a line of its own: it leads to steps of its own, to one that stands elsewhere, or nowhere. */
type ExitNode = {
  readonly kind: 'exit';
  readonly key: string;
  readonly exit: ExitView;
  /** The step that it goes on at, where that one stands elsewhere. */
  readonly joins: StepId | undefined;
  readonly isOpen: boolean;
  readonly children: readonly OutlineNode[];
};
type StepNode = {
  readonly kind: 'step';
  readonly key: string;
  readonly view: StepView;
  readonly children: readonly OutlineNode[];
};
type TriggersNode = {
  readonly kind: 'triggers';
  readonly key: string;
  readonly view: TriggersView;
  readonly children: readonly OutlineNode[];
};
type UnreachedNode = { readonly kind: 'unreached'; readonly key: string; readonly children: readonly OutlineNode[] };

/** One entry of the outline with what stands below it. */
export type OutlineNode = ExitNode | StepNode | TriggersNode | UnreachedNode;

/** The key of a step's entry. */
export const keyOfStep = (step: StepId): string => `step ${step}`;
/** The key of the entry of the triggers. */
export const TRIGGERS_KEY = 'triggers';

/**
 * The flow as an outline. What follows a main exit comes next on the same level, as one reads a conversation; every
 * other exit stands below its step with what it leads to. Each step stands once: ways that join are told as such. Steps
 * that no way leads to stand at the end.
 */
export function outlineOf(draft: Draft, views: StepViews, language: string): readonly OutlineNode[] {
  const placed = new Set<StepId>();
  const viewOf = (id: StepId): StepView => views(id, stepOf(draft, id), language);
  /** A step, then what follows it, as long as no line has it already. */
  const chainFrom = (first: StepId | undefined): StepView[] => {
    const chain: StepView[] = [];
    for (let at = first; at !== undefined && !placed.has(at);) {
      placed.add(at);
      const view = viewOf(at);
      chain.push(view);
      at = view.exits[0] && targetOf(draft, view.exits[0].exit);
    }
    return chain;
  };
  // The whole way on is taken before its side ways: those join it, not the other way round.
  const sequence = (first: StepId | undefined): OutlineNode[] => linesOf(chainFrom(first));
  const linesOf = (chain: readonly StepView[]): OutlineNode[] =>
    chain.map((view, at) => {
      const children = sides(view.exits, chain[at + 1]?.id);
      return { kind: 'step', key: keyOfStep(view.id), view, children };
    });
  const sides = (exits: readonly ExitView[], follower: StepId | undefined): OutlineNode[] =>
    exits.flatMap((exit, at) => {
      const to = targetOf(draft, exit.exit);
      if (at === 0 && to !== undefined && to === follower) return [];
      const joins = to !== undefined && placed.has(to) ? to : undefined;
      const children = joins === undefined ? sequence(to) : [];
      return [{ kind: 'exit', key: `exit ${exitKey(exit.exit)}`, exit, joins, isOpen: to === undefined, children }];
    });

  const triggers = triggersView(draft);
  const trunk = chainFrom(targetOf(draft, { start: true }));
  const main = linesOf(trunk);
  const below = sides(triggers.exits, trunk[0]?.id);
  const lost = lostIn(draft, placed).flatMap((id) => (placed.has(id) ? [] : sequence(id)));
  return [
    { kind: 'triggers', key: TRIGGERS_KEY, view: triggers, children: below },
    ...main,
    ...(lost.length > 0 ? [{ kind: 'unreached', key: 'unreached', children: lost } as const] : []),
  ];
}

/** Steps that have no line yet, those first that no way at all leads to. */
function lostIn(draft: Draft, placed: ReadonlySet<StepId>): StepId[] {
  const lost = idsOf(draft).filter((id) => !placed.has(id));
  const entered = new Set(waysOf(draft).map(({ to }) => to));
  return [...lost.filter((id) => !entered.has(id)), ...lost.filter((id) => entered.has(id))];
}

/** One line of the outline as it is shown. */
export type OutlineRow = {
  readonly node: OutlineNode;
  readonly key: string;
  readonly level: number;
  readonly setSize: number;
  readonly place: number;
  readonly parent: string | undefined;
  /** Undefined where nothing stands below it. */
  readonly isExpanded: boolean | undefined;
};

/** The lines that are shown while some entries are closed, from top to bottom. */
export function rowsOf(nodes: readonly OutlineNode[], closed: ReadonlySet<string>): OutlineRow[] {
  const rows: OutlineRow[] = [];
  const add = (list: readonly OutlineNode[], level: number, parent: string | undefined): void => {
    for (const [at, node] of list.entries()) {
      const isExpanded = node.children.length === 0 ? undefined : !closed.has(node.key);
      rows.push({ node, key: node.key, level, setSize: list.length, place: at + 1, parent, isExpanded });
      if (isExpanded) add(node.children, level + 1, node.key);
    }
  };
  add(nodes, 1, undefined);
  return rows;
}

/** The keys of all entries above one, the nearest first: what has to be open so that it is seen. */
export function pathTo(nodes: readonly OutlineNode[], key: string): string[] {
  const find = (list: readonly OutlineNode[]): string[] | undefined => {
    for (const node of list) {
      if (node.key === key) return [];
      const below = find(node.children);
      if (below) return [...below, node.key];
    }
    return undefined;
  };
  return find(nodes) ?? [];
}

/** Every entry that has something below it. */
export function parentsIn(nodes: readonly OutlineNode[]): string[] {
  return nodes.flatMap(({ key, children }) => (children.length === 0 ? [] : [key, ...parentsIn(children)]));
}
