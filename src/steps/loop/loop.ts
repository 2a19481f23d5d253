import { Type, type Static } from 'typebox';
import type { Diagnostic } from '../../base/diagnostic.ts';
import type { FailureData } from '../../base/failure.ts';
import { isObject, type JsonValue } from '../../base/json.ts';
import { diagnose } from '../../flow/diagnose.ts';
import { field } from '../../flow/field.ts';
import { LIMITS } from '../../flow/limits.ts';
import type { StepContext, StepType } from '../../flow/step-type.ts';
import { begunWithin, loopsUnderWay } from '../marks.ts';

const DEFAULT_ITEM = 'item';

const params = Type.Object(
  {
    over: field.value({
      title: 'List',
      description: 'The list to go through, as it is when the loop begins.',
      examples: ['{{ vars.orders }}', ['a', 'b']],
    }),
    item: Type.Optional(
      field.variable({
        title: 'Entry',
        description: 'Variable that receives the entry of each pass.',
        default: DEFAULT_ITEM,
        examples: [DEFAULT_ITEM],
      }),
    ),
    index: Type.Optional(
      field.variable({
        title: 'Number',
        description: 'Variable that receives the number of the pass: 1 for the first.',
        examples: ['number'],
      }),
    ),
    limit: Type.Optional(
      Type.Integer({
        title: 'At most',
        description: 'Most entries that the list may have; a longer one is left by "failed".',
        minimum: 1,
        maximum: LIMITS.passes,
        default: LIMITS.passes,
        examples: [50],
      }),
    ),
  },
  { additionalProperties: false, default: { over: '{{ vars.orders }}' } },
);

export type LoopParams = Static<typeof params>;

/** Where a loop stands: its list, how many entries were taken, and the loops that it began inside of. */
type LoopMark = { items: readonly JsonValue[]; taken: number; within: readonly string[] };

/**
 * Goes through a list: whoever enters it takes the next entry, until all were taken. The ways from "each" lead back
 * to it.
 *
 * A way that leads out of the body leaves the loop where it is: entered again it goes on with the next entry. It
 * begins anew after its end, in each pass of a loop around it, after a step `goto` that leaves it by name, and after
 * a message that one of the flow's handlers took.
 */
export const loop: StepType<LoopParams> = {
  type: 'loop',
  title: 'Loop',
  description: 'Takes the entries of a list one after the other.',
  params,
  outcomes: () => ['each', 'done', 'failed'],
  troubles: ['failed'],
  pauses: true,
  writes: ({ item = DEFAULT_ITEM, index }) => ({
    ...(index === undefined ? {} : { [index]: 'number' }),
    [item]: 'any',
  }),
  gives: ({ over, item = DEFAULT_ITEM }) => ({ [item]: { from: over, each: true } }),
  validate,
  enter(context) {
    const { params: given, run } = context;
    const place = placeOf(context) ?? begin(context);
    if ('message' in place) return { then: 'leave', outcome: 'failed', failure: place };
    const forget = begunWithin(run, run.at ?? '');
    const { items, taken } = place;
    if (taken >= items.length) return { then: 'leave', outcome: 'done', mark: null, forget };
    const number = given.index === undefined ? {} : { [given.index]: taken + 1 };
    return {
      then: 'leave',
      outcome: 'each',
      set: { ...number, [given.item ?? DEFAULT_ITEM]: items[taken] ?? null },
      mark: { ...place, taken: taken + 1 },
      forget,
    };
  },
};

/** Where the loop stands; undefined where it has not begun. A mark of another kind of step is none of its own. */
function placeOf({ mark }: StepContext<LoopParams>): LoopMark | undefined {
  return isObject(mark) && Array.isArray(mark['items']) ? (mark as LoopMark) : undefined;
}

/** The loop before its first pass, or why there is nothing to go through. */
function begin({ params: { over, limit = LIMITS.passes }, value, run }: StepContext<LoopParams>) {
  const items = value(over);
  if (!Array.isArray(items))
    return trouble(`What the loop should go through is ${items === null ? 'empty' : 'no list'}.`);
  if (items.length > limit) return trouble(`The list has ${items.length} entries; the loop takes at most ${limit}.`);
  return { items: items as readonly JsonValue[], taken: 0, within: loopsUnderWay(run) } satisfies LoopMark;
}

function trouble(message: string): FailureData {
  return { code: 'invalid', message };
}

function validate({ item = DEFAULT_ITEM, index }: LoopParams, path: Diagnostic['path']): Diagnostic[] {
  if (item !== index) return [];
  const message = `The entry and the number of the pass are both kept in "${item}", so one of them would be lost.`;
  return [diagnose('bad_variable_name', [...path, 'index'], { message, fix: 'Give the number another variable.' })];
}
