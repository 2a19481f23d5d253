import type { Point } from '../../../src/flow/layout.ts';
import type { Rect } from './geometry.ts';
import { STUB, wayPoints, type WayEnds } from './way-path.ts';

/** A way that is to be led past the cards. */
export type Routed = WayEnds & { readonly id: string; readonly to: Point };

/** How far a way keeps from the cards that it passes, and ways in one gap from each other. */
const AIR = 14;
const APART = 6;
/** Ways beside each other in one gap; further ones lie upon these. */
const MOST = 4;
/** Cards so far aside of a way can still be what it goes around. */
const REACH = 320;
/** A corner is worth a detour of so much; nothing is worth running behind a card. */
const CORNER_COST = 24;
const HIDDEN_COST = 100_000;
/** What a card hides: it may be touched above and below, where ways begin and end, and is kept clear of at its sides. */
const INSET = 3;
const CLEAR = 4;

/**
 * Leads ways around the cards that they would run behind: down a gap beside them. Gives the corners of those that were
 * led otherwise than the straight rules of `wayPoints`, by their id; the others are not in it.
 */
export function routeWays(ways: readonly Routed[], cards: readonly Rect[]): ReadonlyMap<string, readonly Point[]> {
  const taken = new Map<number, number>();
  const routes = new Map<string, readonly Point[]>();
  for (const way of ways) {
    const plain = wayPoints(way);
    const near = cards.filter((card) => isNear(card, way));
    if (hidden(plain, near, 1) === 0) continue;
    const best = around(way, { near, plain, taken });
    if (best.lane === undefined) continue;
    taken.set(best.lane, (taken.get(best.lane) ?? 0) + 1);
    routes.set(way.id, best.points);
  }
  return routes;
}

type Ground = { near: readonly Rect[]; plain: readonly Point[]; taken: ReadonlyMap<number, number> };
type Candidate = { points: readonly Point[]; lane: number | undefined; cost: number };

/** The shortest way with the fewest corners of those that are hidden the least. */
function around(way: Routed, { near, plain, taken }: Ground): Candidate {
  const { from, to, lane } = way;
  const outs = [from.y + STUB + Math.min(lane, MOST) * APART, from.y + STUB];
  const into = to.y - STUB;
  let best: Candidate = { points: plain, lane: undefined, cost: costOf(plain, near, Infinity) };
  const lefts = new Set(near.map(({ x }) => Math.round(x - AIR)));
  const rights = near.map(({ x, width }) => x + width + AIR);
  const gaps = new Set([...[from.x, to.x, ...rights].map(Math.round), ...lefts]);
  const detour = (gap: number): number => Math.abs(gap - from.x) + Math.abs(gap - to.x);
  // The shortest first: what is longer is then given up without looking at the cards.
  for (const gap of [...gaps].sort((left, right) => detour(left) - detour(right))) {
    const side = lefts.has(gap) ? -1 : 1;
    const isFree = gap === Math.round(from.x) || gap === Math.round(to.x);
    const at = isFree ? gap : gap + side * APART * Math.min(taken.get(gap) ?? 0, MOST);
    for (const out of outs) {
      const points = straightened([
        from,
        { x: from.x, y: out },
        { x: at, y: out },
        { x: at, y: into },
        { x: to.x, y: into },
        to,
      ]);
      const cost = costOf(points, near, best.cost);
      if (cost < best.cost) best = { points, lane: gap, cost };
    }
  }
  return best;
}

function isNear({ x, y, width, height }: Rect, { from, to }: WayEnds): boolean {
  const [top, bottom] = [Math.min(from.y, to.y) - 2 * STUB, Math.max(from.y, to.y) + 2 * STUB];
  const [left, right] = [Math.min(from.x, to.x) - REACH, Math.max(from.x, to.x) + REACH];
  return x < right && x + width > left && y < bottom && y + height > top;
}

/** What a way costs; where that is more than `most`, something above it. */
function costOf(points: readonly Point[], cards: readonly Rect[], most: number): number {
  const cost = length(points) + points.length * CORNER_COST;
  return cost >= most ? cost : cost + hidden(points, cards, (most - cost) / HIDDEN_COST) * HIDDEN_COST;
}

function length(points: readonly Point[]): number {
  let sum = 0;
  for (let at = 1; at < points.length; at++) sum += distance(points[at - 1], points[at]);
  return sum;
}

function distance(begin: Point | undefined, end: Point | undefined): number {
  return begin && end ? Math.abs(end.x - begin.x) + Math.abs(end.y - begin.y) : 0;
}

/** How many cards lie upon a way: all of them, or as many as are enough to know that it is too many. */
function hidden(points: readonly Point[], cards: readonly Rect[], enough: number): number {
  let count = 0;
  for (const card of cards) {
    if (!isUpon(card, points)) continue;
    count++;
    if (count >= enough) return count;
  }
  return count;
}

function isUpon({ x, y, width, height }: Rect, points: readonly Point[]): boolean {
  let begin = points[0];
  for (const end of points) {
    if (
      begin &&
      Math.max(begin.x, end.x) > x - CLEAR &&
      Math.min(begin.x, end.x) < x + width + CLEAR &&
      Math.max(begin.y, end.y) > y + INSET &&
      Math.min(begin.y, end.y) < y + height - INSET
    )
      return true;
    begin = end;
  }
  return false;
}

/** The same line without corners that are none. */
function straightened(points: readonly Point[]): readonly Point[] {
  return points.filter((point, at) => {
    const [before, after] = [points[at - 1], points[at + 1]];
    if (!before || !after) return true;
    const isStraight = (before.x === point.x && point.x === after.x) || (before.y === point.y && point.y === after.y);
    const isDouble = before.x === point.x && before.y === point.y;
    return !isStraight && !isDouble;
  });
}
