import type { StepId } from '../../../src/base/ids.ts';
import type { Draft } from '../../../src/flow/edit/draft.ts';
import { waysOf } from '../../../src/flow/edit/ends.ts';
import { own } from '../../../src/flow/flow.ts';
import type { Places } from './places.ts';
import type { StepView } from './step-view.ts';

export type Direction = 'up' | 'down' | 'left' | 'right';

/** What walking looks at. */
export type Ground = { draft: Draft; places: Places; view(id: StepId): StepView };

/** The card of the triggers, among steps. */
export const TRIGGERS = 'triggers';
export type Stop = StepId | typeof TRIGGERS;

/**
 * Where an arrow key leads: down along the first exit that leads somewhere, up to what leads here, left and right to
 * what else follows the step above, and where there is no way, to the nearest step on that side.
 */
export function walk(from: Stop, direction: Direction, ground: Ground): Stop | undefined {
  if (direction === 'down') return follower(from, ground) ?? nearest(from, direction, ground);
  if (direction === 'up') return leader(from, ground) ?? nearest(from, direction, ground);
  return sibling(from, direction, ground) ?? nearest(from, direction, ground);
}

/** All steps that lead to some, or that can follow them; they themselves are among them. */
export function selectAlong(draft: Draft, steps: readonly StepId[], along: 'upstream' | 'downstream'): StepId[] {
  const ways = waysOf(draft).flatMap(({ exit, to }) => ('step' in exit ? [{ from: exit.step, to }] : []));
  const found = new Set(steps);
  for (const step of found)
    for (const { from, to } of ways) {
      if (along === 'downstream' && from === step && own(draft.flow.steps, to)) found.add(to);
      if (along === 'upstream' && to === step) found.add(from);
    }
  return [...found];
}

function exitsAt(stop: Stop, { draft, view }: Ground): StepId[] {
  const { start, steps } = draft.flow;
  const { next = {} } = stop === TRIGGERS ? {} : (own(steps, stop) ?? {});
  const named = stop === TRIGGERS ? [start] : view(stop).exits.map(({ outcome }) => own<string, StepId>(next, outcome));
  return named.flatMap((step) => (step !== undefined && own(steps, step) ? [step] : []));
}

function follower(stop: Stop, ground: Ground): StepId | undefined {
  return exitsAt(stop, ground)[0];
}

/** Of several that lead here, the one that stands nearest above. */
function leader(stop: Stop, ground: Ground): Stop | undefined {
  if (stop === TRIGGERS) return undefined;
  const { draft, places } = ground;
  if (draft.flow.start === stop) return TRIGGERS;
  const here = own(places.steps, stop);
  const leaders = waysOf(draft).flatMap(({ exit, to }) =>
    'step' in exit && to === stop && exit.step !== stop ? [exit.step] : [],
  );
  const height = (step: StepId): number => {
    const y = own(places.steps, step)?.y ?? 0;
    const above = (here?.y ?? 0) - y;
    return above >= 0 ? above : 1e6 - above;
  };
  return leaders.sort((left, right) => height(left) - height(right))[0];
}

function sibling(stop: Stop, direction: 'left' | 'right', ground: Ground): StepId | undefined {
  if (stop === TRIGGERS) return undefined;
  const above = leader(stop, ground);
  const siblings = above === undefined ? [] : [...new Set(exitsAt(above, ground))];
  const at = siblings.indexOf(stop);
  return at === -1 ? undefined : siblings[at + (direction === 'left' ? -1 : 1)];
}

function nearest(stop: Stop, direction: Direction, { draft, places }: Ground): Stop | undefined {
  const from = stop === TRIGGERS ? places.triggers : own(places.steps, stop);
  if (!from) return undefined;
  const sign = direction === 'up' || direction === 'left' ? -1 : 1;
  const isUpright = direction === 'up' || direction === 'down';
  const stops: [Stop, { x: number; y: number }][] = [
    ...(Object.keys(draft.flow.steps) as StepId[]).flatMap((id): [Stop, { x: number; y: number }][] => {
      const place = own(places.steps, id);
      return place ? [[id, place]] : [];
    }),
    [TRIGGERS, places.triggers],
  ];
  const far = stops.flatMap(([id, { x, y }]) => {
    const [dx, dy] = [x - from.x, y - from.y];
    const ahead = sign * (isUpright ? dy : dx);
    const aside = Math.abs(isUpright ? dx : dy);
    return id === stop || ahead <= 0 || aside > ahead * 2 ? [] : [{ id, cost: ahead + 2 * aside }];
  });
  return far.sort((left, right) => left.cost - right.cost)[0]?.id;
}
