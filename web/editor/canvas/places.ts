import { graphlib, layout } from '@dagrejs/dagre';
import type { StepId } from '../../../src/base/ids.ts';
import { idsOf, type Draft } from '../../../src/flow/edit/draft.ts';
import { waysOf, type Exit } from '../../../src/flow/edit/ends.ts';
import { moveSteps } from '../../../src/flow/edit/move-steps.ts';
import { GRID } from '../../../src/flow/edit/snap-to-grid.ts';
import { own } from '../../../src/flow/flow.ts';
import type { Point } from '../../../src/flow/layout.ts';
import { overlaps, type Rect, type Size } from './geometry.ts';

/** Where everything of a draft is drawn. `isWhole`: the layout itself says all of it. */
export type Places = {
  readonly steps: Readonly<Record<StepId, Point>>;
  readonly triggers: Point;
  readonly isWhole: boolean;
};

/** How large steps and the card of the triggers are drawn. */
export type SizesOf = { step(id: StepId): Size; exits(id: StepId): readonly string[]; triggers: Size };

const GAP = { rank: 64, node: 40 } as const;
const TRIGGERS = ' triggers';
/** More ways than these lead to a step that stands for a part of the flow, not for what follows another. */
const CROWD = 6;
/** People read from the left: as much narrower another way has to be. */
const MUCH = 0.6;

type Box = Size & { readonly id: string };
type Link = { from: string; to: string; weight: number };

/**
 * Where everything stands. Steps that the layout does not place are laid out anew where there is none placed, and else
 * stand below what leads to them: nothing lies upon anything else, and what has a place keeps it.
 */
export function placesOf(draft: Draft, sizes: SizesOf): Places {
  const ids = idsOf(draft);
  const { steps, triggers } = draft.layout;
  const missing = ids.filter((id) => !own(steps, id));
  if (missing.length === 0 && triggers) return { steps, triggers, isWhole: true };
  if (missing.length === ids.length) return { ...tidyPlaces(draft, sizes), isWhole: false };
  const made: Record<StepId, Point> = Object.fromEntries(
    ids.flatMap((id) => {
      const place = own(steps, id);
      return place ? [[id, place] as const] : [];
    }),
  );
  for (const id of missing) made[id] = placeBelow(id, { draft, sizes, made });
  const start = own(made, draft.flow.start);
  const top = { x: start?.x ?? 0, y: (start?.y ?? 0) - sizes.triggers.height - GAP.rank };
  return {
    steps: made,
    triggers: triggers ?? free({ ...top, ...sizes.triggers }, rectsOf(made, sizes)),
    isWhole: false,
  };
}

/** A draft whose layout says where everything stands, as it is drawn: what edits of the canvas begin with. */
export function withPlaces(draft: Draft, sizes: SizesOf): Draft {
  const { steps, triggers, isWhole } = placesOf(draft, sizes);
  return isWhole ? draft : moveSteps(draft, { steps, triggers });
}

/** Lays out the whole draft from top to bottom. */
export function tidyPlaces(draft: Draft, sizes: SizesOf): Omit<Places, 'isWhole'> {
  const ids = idsOf(draft);
  const links = waysOf(draft).map(({ exit, to }) => ({
    from: 'step' in exit ? exit.step : TRIGGERS,
    to,
    weight: weightOf(exit, sizes),
  }));
  const boxes = [{ id: TRIGGERS, ...sizes.triggers }, ...ids.map((id) => ({ id, ...sizes.step(id) }))];
  const { [TRIGGERS]: triggers = { x: 0, y: 0 }, ...steps } = arrange(boxes, links);
  return { steps, triggers };
}

/** Lays out some steps from top to bottom; their upper left corner stays where it was. */
export function tidySome(
  draft: Draft,
  { steps, places }: { steps: readonly StepId[]; places: Places },
  sizes: SizesOf,
) {
  const chosen = new Set(steps);
  const links = waysOf(draft).flatMap(({ exit, to }) =>
    'step' in exit && chosen.has(exit.step) && chosen.has(to)
      ? [{ from: exit.step, to, weight: weightOf(exit, sizes) }]
      : [],
  );
  const made = arrange(
    [...chosen].map((id) => ({ id, ...sizes.step(id) })),
    links,
  );
  const corner = (points: readonly (Point | undefined)[]): Point => ({
    x: Math.min(...points.map((point) => point?.x ?? 0)),
    y: Math.min(...points.map((point) => point?.y ?? 0)),
  });
  const was = corner(steps.map((id) => own(places.steps, id)));
  const is = corner(Object.values(made));
  const moved = Object.entries(made).map(
    ([id, { x, y }]) => [id, { x: x - is.x + was.x, y: y - is.y + was.y }] as const,
  );
  return Object.fromEntries(moved);
}

/** The ordinary way is drawn straight and short, the others around it. */
function weightOf(exit: Exit, sizes: SizesOf): number {
  if (!('step' in exit)) return 'start' in exit ? 9 : 1;
  return sizes.exits(exit.step)[0] === exit.outcome ? 9 : 1;
}

/** Lays out from top to bottom: leaning to the left, or to the right where that makes it much narrower. */
function arrange(boxes: readonly Box[], links: readonly Link[]): Record<string, Point> {
  const [left, right] = [leaning('UL', boxes, links), leaning('UR', boxes, links)];
  return widthOf(right) < widthOf(left) * MUCH ? right : left;
}

function widthOf(places: Readonly<Record<string, Point>>): number {
  const lefts = Object.values(places).map(({ x }) => x);
  return Math.max(...lefts) - Math.min(...lefts);
}

function leaning(align: 'UL' | 'UR', boxes: readonly Box[], links: readonly Link[]): Record<string, Point> {
  const graph = new graphlib.Graph({ multigraph: true });
  graph.setGraph({
    rankdir: 'TB',
    ranksep: GAP.rank,
    nodesep: GAP.node,
    edgesep: 16,
    align,
    ranker: 'tight-tree',
  });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { id, width, height } of boxes) graph.setNode(id, { width, height });
  const known = new Set(boxes.map(({ id }) => id));
  const drawn = links.filter(({ from, to }) => known.has(to) && from !== to);
  for (const [at, { from, to, weight }] of withoutCrowds(drawn).entries())
    graph.setEdge(from, to, { weight }, String(at));
  layout(graph);
  return Object.fromEntries(
    boxes.map(({ id, width, height }) => {
      const { x, y } = graph.node(id) as Point;
      return [id, { x: snap(x - width / 2), y: snap(y - height / 2) }];
    }),
  );
}

/**
 * The links without those by which half of a flow leads to one step, such as trouble to its end: each would keep a lane
 * free through all ranks in between. The last of them still says that the step stands below.
 */
function withoutCrowds(links: readonly Link[]): readonly Link[] {
  const leading = Map.groupBy(links, ({ to }) => to);
  return [...leading.values()].flatMap((group) => {
    if (group.length <= CROWD) return group;
    const main = group.filter(({ weight }) => weight > 1);
    return main.length > 0 && main.length <= CROWD ? main : group.slice(-1);
  });
}

/** The nearest crossing of the grid. */
export function snap(at: number): number {
  return Math.round(at / GRID) * GRID + 0;
}

type Placing = { draft: Draft; sizes: SizesOf; made: Readonly<Record<StepId, Point>> };

function placeBelow(id: StepId, { draft, sizes, made }: Placing): Point {
  const size = sizes.step(id);
  const rects = rectsOf(made, sizes);
  const before = waysOf(draft).find(({ exit, to }) => to === id && 'step' in exit && own(made, exit.step))?.exit;
  const from = before && 'step' in before ? rects.find((rect) => rect.id === before.step) : undefined;
  const right = Math.max(0, ...rects.map(({ x, width }) => x + width));
  const wanted = from
    ? { x: from.x, y: snap(from.y + from.height + GAP.rank) }
    : { x: snap(right + GAP.node), y: Math.min(0, ...rects.map(({ y }) => y)) };
  return free({ ...wanted, ...size }, rects);
}

function rectsOf(places: Readonly<Record<StepId, Point>>, sizes: SizesOf): (Rect & { id: StepId })[] {
  return (Object.entries(places) as [StepId, Point][]).map(([id, place]) => ({ id, ...place, ...sizes.step(id) }));
}

/** The place itself, or the nearest to its right where nothing stands. */
export function free(wanted: Rect, taken: readonly Rect[]): Point {
  let rect = wanted;
  for (let blocking; (blocking = taken.find((each) => overlaps(rect, each)));)
    rect = { ...rect, x: snap(blocking.x + blocking.width + GAP.node) };
  return { x: rect.x, y: rect.y };
}
