import type { Point } from '../../../src/flow/layout.ts';

/** Where a way begins and ends; `lane` keeps ways of neighbouring exits apart. */
export type WayEnds = { from: Point; to: Point; lane: number };

const CORNER = 9;
/** How far a way goes straight out of an exit and into a step. */
export const STUB = 18;
const LANE = 7;
/** Half a card and some air: how far a way that leads back keeps from its steps. */
const ASIDE = 158;

/** The corners of a way: out at the bottom, in at the top, and only level or upright lines between. */
export function wayPoints({ from, to, lane }: WayEnds): Point[] {
  const out = from.y + STUB + lane * LANE;
  if (to.y >= from.y + 2 * STUB) {
    if (Math.abs(from.x - to.x) < 1) return [from, to];
    const level = Math.min(out, to.y - STUB / 2);
    return [from, { x: from.x, y: level }, { x: to.x, y: level }, to];
  }
  const isRight = to.x >= from.x;
  const far = isRight ? Math.max(from.x, to.x) + ASIDE + lane * LANE : Math.min(from.x, to.x) - ASIDE - lane * LANE;
  const into = to.y - STUB - lane * 2;
  return [from, { x: from.x, y: out }, { x: far, y: out }, { x: far, y: into }, { x: to.x, y: into }, to];
}

/** An SVG path along corners that are rounded. */
export function roundedPath(points: readonly Point[]): string {
  const [first, ...rest] = points;
  if (!first) return '';
  let path = `M${first.x} ${first.y}`;
  let before = first;
  rest.forEach((corner, at) => {
    const after = rest[at + 1];
    if (!after) {
      path += `L${corner.x} ${corner.y}`;
      return;
    }
    const radius = Math.min(CORNER, distance(before, corner) / 2, distance(corner, after) / 2);
    const begin = toward(corner, before, radius);
    const end = toward(corner, after, radius);
    path += `L${begin.x} ${begin.y}Q${corner.x} ${corner.y} ${end.x} ${end.y}`;
    before = corner;
  });
  return path;
}

/** The point halfway along corners. */
export function middleOf(points: readonly Point[]): Point {
  const lengths = points.slice(1).map((point, at) => distance(points[at] ?? point, point));
  let left = lengths.reduce((sum, length) => sum + length, 0) / 2;
  for (const [at, length] of lengths.entries()) {
    const [begin, end] = points.slice(at, at + 2);
    if (begin && end && left <= length) return toward(begin, end, left);
    left -= length;
  }
  return points.at(-1) ?? { x: 0, y: 0 };
}

/** How far a point is from the nearest place of a line with corners. */
export function distanceTo(point: Point, line: readonly Point[]): number {
  const distances = line.slice(1).map((end, at) => {
    const begin = line[at] ?? end;
    const [dx, dy] = [end.x - begin.x, end.y - begin.y];
    const along = ((point.x - begin.x) * dx + (point.y - begin.y) * dy) / (dx * dx + dy * dy || 1);
    const part = Math.max(0, Math.min(1, along));
    return distance(point, { x: begin.x + part * dx, y: begin.y + part * dy });
  });
  return Math.min(...distances, Infinity);
}

/** True where a straight cut crosses a line with corners. */
export function crosses(cut: readonly [Point, Point], line: readonly Point[]): boolean {
  return line.slice(1).some((end, at) => meet(cut, [line[at] ?? end, end]));
}

function meet([a, b]: readonly [Point, Point], [c, d]: readonly [Point, Point]): boolean {
  const side = (p: Point, q: Point, r: Point): number => (q.x - p.x) * (r.y - p.y) - (q.y - p.y) * (r.x - p.x);
  return side(a, b, c) * side(a, b, d) <= 0 && side(c, d, a) * side(c, d, b) <= 0;
}

function distance(left: Point, right: Point): number {
  return Math.hypot(left.x - right.x, left.y - right.y);
}

function toward(from: Point, to: Point, length: number): Point {
  const whole = distance(from, to) || 1;
  return { x: from.x + ((to.x - from.x) * length) / whole, y: from.y + ((to.y - from.y) * length) / whole };
}
