import { Type, type Static } from 'typebox';
import { isObject } from '../../base/json.ts';
import { field } from '../../flow/field.ts';
import { LIMITS } from '../../flow/limits.ts';
import type { StepContext, StepType } from '../../flow/step-type.ts';
import { begunWithin, loopsUnderWay } from '../marks.ts';

const DEFAULT_LIMIT = 50;

const params = Type.Object(
  {
    limit: Type.Optional(
      Type.Integer({
        title: 'At most',
        description: 'How often the jump is made in one run; after that it is left by "tooOften".',
        minimum: 1,
        maximum: LIMITS.passes,
        default: DEFAULT_LIMIT,
        examples: [3],
      }),
    ),
    leaves: Type.Optional(
      Type.Array(field.step({ pattern: '^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$' }), {
        title: 'Leaves loops',
        description: 'Ids of the loops that the jump ends before their last entry: they begin anew when entered again.',
        maxItems: 20,
        examples: [['eachOrder']],
      }),
    ),
  },
  { additionalProperties: false, default: { limit: DEFAULT_LIMIT } },
);

export type GotoParams = Static<typeof params>;

/** How often a jump was made, and the loops that the run was inside of at the first time. */
type GotoMark = { count: number; within: readonly string[] };

/**
 * Jumps to another step, back or ahead, and counts: so a way that leads back cannot go round for ever. The count
 * lasts as long as the run, inside a loop as long as one pass of it. Also the way out of a loop.
 */
export const goto: StepType<GotoParams> = {
  type: 'goto',
  title: 'Go to',
  description: 'Goes to another step, also back to an earlier one, a limited number of times.',
  params,
  outcomes: () => ['next', 'tooOften'],
  troubles: [],
  pauses: true,
  enter(context) {
    const { limit = DEFAULT_LIMIT, leaves = [] } = context.params;
    const { count, within } = placeOf(context);
    if (count >= limit) return { then: 'leave', outcome: 'tooOften' };
    const left = new Set(leaves.flatMap((loop) => [loop, ...begunWithin(context.run, loop)]));
    const mark = { count: count + 1, within: within.filter((loop) => !left.has(loop)) };
    return { then: 'leave', outcome: 'next', mark, forget: [...left] };
  },
};

function placeOf({ mark, run }: StepContext<GotoParams>): GotoMark {
  const counted = isObject(mark) && typeof mark['count'] === 'number';
  return counted ? (mark as GotoMark) : { count: 0, within: loopsUnderWay(run) };
}
