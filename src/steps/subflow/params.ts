import { Type, type Static } from 'typebox';
import { field } from '../../flow/field.ts';

/** Variable that the input of each run reads its entry from, unless told. */
export const DEFAULT_ITEM = 'item';

/** The params of the step `subflow`. */
export const paramsSchema = Type.Object(
  {
    flow: field.flow({
      title: 'Flow',
      description: 'Id of the flow to run; it needs a trigger of the type "flow".',
      examples: ['book-appointment'],
    }),
    mode: Type.Optional(
      field.oneOf(['call', 'all', 'any', 'start'], {
        title: 'How',
        description:
          '"call": it talks to the contact in place of this flow, which goes on after it. The others run beside: "all" waits until every run has ended, "any" until the first has ended well, "start" for none. With a list it is "all" unless told, else "call".',
        examples: ['all'],
      }),
    ),
    each: Type.Optional(
      field.value({
        title: 'For each',
        description: 'A list of at most 100 entries: one run is started for each.',
        examples: ['{{ vars.orders }}'],
      }),
    ),
    item: Type.Optional(
      field.variable({
        title: 'Entry',
        description: 'Variable that the input reads the entry from. Nothing but the input sees it.',
        default: DEFAULT_ITEM,
        examples: [DEFAULT_ITEM],
      }),
    ),
    input: Type.Optional(
      field.values({
        title: 'Input',
        description: 'What the flow is given: its templates read it as "input".',
        default: {},
        examples: [{ order: '{{ vars.item.id }}' }],
      }),
    ),
    saveAs: Type.Optional(
      field.variable({
        title: 'Save result as',
        description:
          'Variable that receives "run", "status" and "output" of the run; with a list, unless "any" is meant, the list of them in its order. A run that failed has "failure" in place of "output".',
        examples: ['booking'],
      }),
    ),
    timeout: Type.Optional(
      field.duration({
        title: 'Wait at most',
        description:
          'Goes on by the exit "timeout" after this time; the runs go on too. Without it the flow waits until they end.',
        examples: ['PT1H', 'P1D'],
      }),
    ),
  },
  { additionalProperties: false, default: { flow: 'book-appointment' } },
);

export type SubflowParams = Static<typeof paramsSchema>;

export type SubflowMode = NonNullable<SubflowParams['mode']>;

/** How the runs are waited for, where the author did not say. */
export function modeOf({ mode, each }: SubflowParams): SubflowMode {
  return mode ?? (each === undefined ? 'call' : 'all');
}
