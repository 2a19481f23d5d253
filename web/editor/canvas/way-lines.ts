import type { StepId } from '../../../src/base/ids.ts';
import type { Exit } from '../../../src/flow/edit/ends.ts';
import type { Point } from '../../../src/flow/layout.ts';
import type { Derived, WayData } from './canvas-nodes.ts';
import { routeWays } from './route-ways.ts';
import { crosses, distanceTo, wayPoints } from './way-path.ts';

/** One way as it is drawn. */
export type WayLine = {
  readonly exit: Exit;
  readonly from: string;
  readonly to: string;
  readonly points: readonly Point[];
};

/** How large the dots of exits are. */
const DOT = 14;
/** How near to a way the middle of a step has to be dropped to be put into it: half a card. */
const NEAR = 46;

/** The corners of a way between two places: as it was led, where that still joins them. */
export function pointsOf({ route = [], lane }: Pick<WayData, 'route' | 'lane'>, from: Point, to: Point): Point[] {
  const led = unpacked(route);
  const [first, last] = [led[0], led.at(-1)];
  const isJoined = first && last && isSamePlace(first, from) && isSamePlace(last, to);
  return isJoined ? joined(led, from, to) : wayPoints({ from, to, lane });
}

/** The same corners from one place to the other: what goes straight out and in stays upright. */
function joined(led: readonly Point[], from: Point, to: Point): Point[] {
  const inner = led.slice(1, -1).map(({ x, y }, at, { length }) => {
    if (at === 0) return { x: from.x, y };
    return at === length - 1 ? { x: to.x, y } : { x, y };
  });
  return [from, ...inner, to];
}

/** Where all ways run. */
export function wayLines({ nodes, edges }: Derived): WayLine[] {
  return endsOf({ nodes, edges }).map(({ edge, data, from, to }) => ({
    exit: data.exit,
    from: edge.source,
    to: edge.target,
    points: pointsOf(data, from, to),
  }));
}

/** The corners of those ways that are led around cards, by the ids of their edges. */
export type Routes = ReadonlyMap<string, readonly number[]>;

/** Finds how ways get past the cards. */
export function routesFor(derived: Derived): Routes {
  const cards = derived.nodes.flatMap(({ type, data, position, width = 0, height = 0 }) => {
    const isCard =
      type === 'step' || type === 'triggers' || (type === 'group' && 'isCollapsed' in data && data.isCollapsed);
    return isCard ? [{ ...position, width, height }] : [];
  });
  const ways = endsOf(derived).map(({ edge, data, from, to }) => ({ id: edge.id, from, to, lane: data.lane }));
  const routes = [...routeWays(ways, cards)];
  return new Map(routes.map(([id, points]) => [id, points.flatMap(({ x, y }) => [x, y])]));
}

function endsOf({ nodes, edges }: Derived) {
  const known = new Map(nodes.map((node) => [node.id, node]));
  return edges.flatMap((edge) => {
    const { source, sourceHandle, target, data } = edge;
    const [from, to] = [known.get(source), known.get(target)];
    const out = from?.handles?.find(({ id }) => id === sourceHandle);
    const into = to?.handles?.find(({ type }) => type === 'target');
    if (!from || !to || !out || !into || !data || data.change === 'removed') return [];
    const begin = { x: from.position.x + out.x, y: from.position.y + out.y };
    return [{ edge, data, from: begin, to: { x: to.position.x + into.x, y: to.position.y + into.y } }];
  });
}

function unpacked(route: readonly number[]): Point[] {
  return route.flatMap((x, at) => (at % 2 === 0 ? [{ x, y: route[at + 1] ?? 0 }] : []));
}

/** On the screen a way begins and ends at the dot that is drawn, not at the edge of its card. */
function isSamePlace(left: Point, right: Point): boolean {
  return Math.abs(left.x - right.x) < DOT && Math.abs(left.y - right.y) < DOT;
}

/** The way nearest to a point, where one is near; ways of `besides` are passed over. */
export function wayAt(lines: readonly WayLine[], point: Point, besides?: StepId): WayLine | undefined {
  const near = lines.flatMap((line) => {
    if (line.from === besides || line.to === besides || !isAround(line.points, point)) return [];
    const far = distanceTo(point, line.points);
    return far <= NEAR ? [{ line, far }] : [];
  });
  return near.sort((left, right) => left.far - right.far)[0]?.line;
}

/** False where a point is surely farther than `NEAR` from a line: found out fast, since it is asked of each way. */
function isAround(points: readonly Point[], { x, y }: Point): boolean {
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const point of points) {
    left = Math.min(left, point.x);
    right = Math.max(right, point.x);
    top = Math.min(top, point.y);
    bottom = Math.max(bottom, point.y);
  }
  return x >= left - NEAR && x <= right + NEAR && y >= top - NEAR && y <= bottom + NEAR;
}

/** The ways that a cut through the canvas goes across. */
export function waysAcross(lines: readonly WayLine[], cut: readonly Point[]): Exit[] {
  const cuts = cut.slice(1).map((end, at) => [cut[at] ?? end, end] as const);
  return lines.filter(({ points }) => cuts.some((each) => crosses(each, points))).map(({ exit }) => exit);
}
