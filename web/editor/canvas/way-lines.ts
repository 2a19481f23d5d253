import type { StepId } from '../../../src/base/ids.ts';
import type { Exit } from '../../../src/flow/edit/ends.ts';
import type { Point } from '../../../src/flow/layout.ts';
import type { Derived } from './derive.ts';
import { crosses, distanceTo, wayPoints } from './way-path.ts';

/** One way as it is drawn. */
export type WayLine = {
  readonly exit: Exit;
  readonly from: string;
  readonly to: string;
  readonly points: readonly Point[];
};

/** How near to a way the middle of a step has to be dropped to be put into it: half a card. */
const NEAR = 46;

/** Where all ways run. */
export function wayLines({ nodes, edges }: Derived): WayLine[] {
  const known = new Map(nodes.map((node) => [node.id, node]));
  return edges.flatMap(({ source, sourceHandle, target, data }) => {
    const [from, to] = [known.get(source), known.get(target)];
    const out = from?.handles?.find(({ id }) => id === sourceHandle);
    const into = to?.handles?.find(({ type }) => type === 'target');
    if (!from || !to || !out || !into || !data || data.change === 'removed') return [];
    const points = wayPoints({
      from: { x: from.position.x + out.x, y: from.position.y + out.y },
      to: { x: to.position.x + into.x, y: to.position.y + into.y },
      lane: data.lane,
    });
    return [{ exit: data.exit, from: source, to: target, points }];
  });
}

/** The way nearest to a point, where one is near; ways of `besides` are passed over. */
export function wayAt(lines: readonly WayLine[], point: Point, besides?: StepId): WayLine | undefined {
  const near = lines.flatMap((line) => {
    if (line.from === besides || line.to === besides) return [];
    const far = distanceTo(point, line.points);
    return far <= NEAR ? [{ line, far }] : [];
  });
  return near.sort((left, right) => left.far - right.far)[0]?.line;
}

/** The ways that a cut through the canvas goes across. */
export function waysAcross(lines: readonly WayLine[], cut: readonly Point[]): Exit[] {
  const cuts = cut.slice(1).map((end, at) => [cut[at] ?? end, end] as const);
  return lines.filter(({ points }) => cuts.some((each) => crosses(each, points))).map(({ exit }) => exit);
}
