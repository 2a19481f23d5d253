import type { StepId } from '../../base/ids.ts';
import { canonicalJson, type JsonValue } from '../../base/json.ts';
import { own } from '../flow.ts';
import { handlersOf, type Draft } from './draft.ts';

/** A part of a draft that two people can have changed: one step, or another part. `settings` has the name and the language, too. */
export type Place = { step: StepId } | { part: 'settings' | 'start' | 'triggers' | 'handlers' | 'layout' };

/** Who changed a part. `same`: both, alike. `both`: both, and differently, so that one has to be chosen. */
export type Whose = 'onlyMine' | 'onlyTheirs' | 'same' | 'both';

/** One part that is not as it was, on both sides; an absent side has no such step any more. */
export type Difference = { place: Place; kind: Whose; mine?: JsonValue; theirs?: JsonValue };

/** The three drafts of a conflict: what both began with, and what became of it. */
export type Sides = { base: Draft; mine: Draft; theirs: Draft };

/**
 * Compares two drafts that began as one, part by part: settings, triggers, handlers, each step, the layout. Empty where
 * nothing changed on either side.
 */
export function compareDrafts({ base, mine, theirs }: Sides): Difference[] {
  const places: Place[] = [
    ...(['settings', 'start', 'triggers', 'handlers'] as const).map((part) => ({ part })),
    ...stepsOfAll([base, mine, theirs]).map((step) => ({ step })),
    { part: 'layout' },
  ];
  return places.flatMap((place): Difference[] => {
    const [was, here, there] = [base, mine, theirs].map((draft) => partOf(draft, place));
    const kind = whose(was, here, there);
    if (kind === undefined) return [];
    return [
      { place, kind, ...(here === undefined ? {} : { mine: here }), ...(there === undefined ? {} : { theirs: there }) },
    ];
  });
}

/** What a draft has at a place; undefined for a step that it does not have. */
export function partOf(draft: Draft, place: Place): JsonValue | undefined {
  const { flow, layout } = draft;
  if ('step' in place) return own(flow.steps, place.step);
  const parts = {
    settings: { name: flow.name, language: flow.language, settings: flow.settings },
    start: flow.start,
    triggers: flow.triggers as JsonValue,
    handlers: handlersOf(draft) as JsonValue,
    layout: layout as JsonValue,
  };
  return parts[place.part];
}

/** Every step that one of the drafts has. */
export function stepsOfAll(drafts: readonly Draft[]): StepId[] {
  return [...new Set(drafts.flatMap(({ flow }) => Object.keys(flow.steps) as StepId[]))];
}

/** Who changed a value; undefined where nobody did. */
export function whose(
  was: JsonValue | undefined,
  here: JsonValue | undefined,
  there: JsonValue | undefined,
): Whose | undefined {
  const isHere = !isEqual(was, here);
  const isThere = !isEqual(was, there);
  if (!isHere && !isThere) return undefined;
  if (isHere && isThere) return isEqual(here, there) ? 'same' : 'both';
  return isHere ? 'onlyMine' : 'onlyTheirs';
}

function isEqual(left: JsonValue | undefined, right: JsonValue | undefined): boolean {
  if (left === undefined || right === undefined) return left === right;
  return left === right || canonicalJson(left) === canonicalJson(right);
}
