import { Type, type Static } from 'typebox';
import type { Diagnostic } from '../../base/diagnostic.ts';
import { MAX_DURATION_MS, parseDuration } from '../../base/duration.ts';
import { readMoment } from '../../flow/expression/filters/date.ts';
import { field } from '../../flow/field.ts';
import type { StepContext, StepType } from '../../flow/step-type.ts';

const paramsSchema = Type.Object(
  {
    for: Type.Optional(field.duration({ title: 'For', description: 'How long to wait.', examples: ['PT1H', 'P3D'] })),
    until: Type.Optional(
      field.template({
        title: 'Until',
        description:
          "Moment to wait for: a date (its first moment), a date with time, or epoch milliseconds, in the flow's time zone unless it says otherwise. A moment that has passed does not wait.",
        examples: ['2026-12-24T09:00', '{{ vars.appointment }}'],
      }),
    ),
  },
  { additionalProperties: false, default: { for: 'PT1H' } },
);

export type WaitParams = Static<typeof paramsSchema>;

/** Waits for a time or a moment. Messages that come meanwhile are kept for the next question. */
export const wait: StepType<WaitParams> = {
  type: 'wait',
  title: 'Wait',
  description: 'Waits for some time or until a moment.',
  params: paramsSchema,
  outcomes: () => ['elapsed'],
  troubles: [],
  pauses: true,
  validate,
  enter(context) {
    const until = momentOf(context);
    if (typeof until === 'string')
      return { then: 'finish', status: 'failed', failure: { code: 'invalid', message: until } };
    if (until <= context.at) return { then: 'leave', outcome: 'elapsed' };
    return { then: 'stay', wait: { for: 'time', until } };
  },
  resume: () => ({ then: 'leave', outcome: 'elapsed' }),
};

/** When the wait ends, in epoch milliseconds, or why nobody can tell. */
function momentOf({ params, at, text, flow }: StepContext<WaitParams>): number | string {
  if (params.until === undefined) return at + (parseDuration(params.for ?? '') ?? 0);
  const written = text(params.until);
  const until = readMoment(written, { at, timeZone: flow.settings.timeZone })?.epochMilliseconds;
  if (until === undefined) return `"${written}" is no date to wait for; write it like 2026-12-24 or 2026-12-24T09:00.`;
  return until - at > MAX_DURATION_MS ? `"${written}" is more than ten years ahead.` : until;
}

function validate({ for: duration, until }: WaitParams, path: Diagnostic['path']): Diagnostic[] {
  if ((duration === undefined) !== (until === undefined)) return [];
  return [
    {
      code: 'bad_wait',
      severity: 'error',
      path,
      message:
        until === undefined ? 'Nothing says how long to wait.' : 'It cannot wait both for a time and until a moment.',
      fix: 'Fill in "For" or "Until", one of the two.',
    },
  ];
}
