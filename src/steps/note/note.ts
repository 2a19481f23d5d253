import { Type, type Static } from 'typebox';
import type { StepType } from '../../flow/step-type.ts';

const params = Type.Object(
  {
    text: Type.String({
      title: 'Text',
      description: 'What people who read the flow should know. Nothing in it is worked out.',
      maxLength: 10_000,
      examples: ['Asked for by the sales team; ask them before changing the order.'],
    }),
  },
  { additionalProperties: false, default: { text: '' } },
);

export type NoteParams = Static<typeof params>;

/** A comment on the canvas and in the history: it is passed through and does nothing. */
export const note: StepType<NoteParams> = {
  type: 'note',
  title: 'Note',
  description: 'Says something to the people who read the flow; customers never see it.',
  params,
  outcomes: () => ['next'],
  troubles: [],
  pauses: false,
  enter: () => ({ then: 'leave', outcome: 'next' }),
};
