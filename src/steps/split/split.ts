import { Type, type Static } from 'typebox';
import type { Diagnostic } from '../../base/diagnostic.ts';
import { diagnose } from '../../flow/diagnose.ts';
import { field } from '../../flow/field.ts';
import type { StepContext, StepType } from '../../flow/step-type.ts';
import { murmur3 } from './murmur3.ts';

const DEFAULT_BY = '{{ contact.id }}';

const params = Type.Object(
  {
    by: Type.Optional(
      field.template({
        title: 'By',
        description:
          'Equal values always go the same way; the contact unless told. Where it is empty, each run counts by itself.',
        default: DEFAULT_BY,
        examples: [DEFAULT_BY, '{{ vars.company }}'],
      }),
    ),
    salt: Type.Optional(
      Type.String({
        title: 'Salt',
        description: 'Any text; another one deals everybody out anew.',
        maxLength: 200,
        examples: ['autumn'],
      }),
    ),
    ways: Type.Array(
      Type.Object(
        {
          exit: Type.String({
            title: 'Exit',
            description: 'Name of the exit that this share takes.',
            pattern: '^[A-Za-z0-9_-]{1,64}$',
            examples: ['a'],
          }),
          weight: Type.Number({
            title: 'Weight',
            description: 'Its share of the sum of all weights; nobody goes the way of a 0.',
            minimum: 0,
            maximum: 1_000_000,
            examples: [50],
          }),
        },
        { title: 'Way', additionalProperties: false },
      ),
      {
        title: 'Ways',
        description: 'The ways and how many take them.',
        minItems: 1,
        maxItems: 100,
        examples: [
          [
            { exit: 'a', weight: 90 },
            { exit: 'b', weight: 10 },
          ],
        ],
      },
    ),
  },
  {
    additionalProperties: false,
    default: {
      ways: [
        { exit: 'a', weight: 50 },
        { exit: 'b', weight: 50 },
      ],
    },
  },
);

export type SplitParams = Static<typeof params>;

/**
 * Sends fixed shares of the traffic different ways, for tests and gradual changes. The choice is no chance: the same
 * value at the same step always goes the same way. Each way owns a stretch of the line from 0 to 1, in the order of
 * the list, so that a changed weight moves only those between the old and the new borders.
 */
export const split: StepType<SplitParams> = {
  type: 'split',
  title: 'Split',
  description: 'Sends shares of the traffic different ways; the same person always goes the same way.',
  params,
  outcomes: ({ ways }) => [...new Set(ways.map(({ exit }) => exit))],
  troubles: [],
  pauses: false,
  validate,
  enter: (context) => ({ then: 'leave', outcome: wayAt(placeOf(context), context.params.ways) }),
};

/** Where a run stands on the line: from 0 to just below 1. */
function placeOf({ params: { by = DEFAULT_BY, salt = '' }, run, text }: StepContext<SplitParams>): number {
  const value = text(by).trim() || run.id;
  return murmur3([salt, run.at, value].join('\0')) / 2 ** 32;
}

function wayAt(place: number, ways: SplitParams['ways']): string {
  const total = ways.reduce((sum, { weight }) => sum + weight, 0);
  let border = 0;
  const owner = ways.find(({ weight }) => place * total < (border += weight));
  return owner?.exit ?? ways[0]?.exit ?? '';
}

function validate({ ways }: SplitParams, path: Diagnostic['path']): Diagnostic[] {
  const exits = ways.map(({ exit }) => exit);
  const repeated = ways.flatMap(({ exit }, at) =>
    exits.indexOf(exit) === at
      ? []
      : diagnose('duplicate_case', [...path, 'ways', at, 'exit'], {
          message: `The exit "${exit}" exists already, so this share could not have a way of its own.`,
          fix: 'Give the way another exit.',
        }),
  );
  if (ways.some(({ weight }) => weight > 0)) return repeated;
  const message = 'All weights are 0, so nobody could go any way.';
  return [...repeated, diagnose('bad_params', [...path, 'ways'], { message, fix: 'Give one way a weight above 0.' })];
}
