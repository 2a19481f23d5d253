import { Type, type Static } from 'typebox';
import type { Diagnostic } from '../../base/diagnostic.ts';
import { MAX_DURATION_MS, parseDuration } from '../../base/duration.ts';
import { nextOpening } from '../../flow/calendar/hours.ts';
import { readMoment } from '../../flow/expression/filters/date.ts';
import { diagnose } from '../../flow/diagnose.ts';
import { field } from '../../flow/field.ts';
import type { StepContext, StepResult, StepType } from '../../flow/step-type.ts';

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
    untilOpen: Type.Optional(
      field.calendar({
        title: 'Until open',
        description: 'Calendar whose next opening to wait for. During its hours it does not wait.',
        examples: ['office'],
      }),
    ),
  },
  { additionalProperties: false, default: { for: 'PT1H' } },
);

export type WaitParams = Static<typeof paramsSchema>;

/** Waits for a time, a moment or an opening. Messages that come meanwhile are kept for the next question. */
export const wait: StepType<WaitParams> = {
  type: 'wait',
  title: 'Wait',
  description: 'Waits for some time, until a moment, or until a calendar is open.',
  params: paramsSchema,
  outcomes: () => ['elapsed'],
  troubles: [],
  pauses: true,
  mayPass: ({ for: duration }) => duration === undefined,
  validate,
  enter: waitForMoment,
  // A calendar may have changed meanwhile: then it is waited on until it is open.
  resume: (context) =>
    context.params.untilOpen === undefined ? { then: 'leave', outcome: 'elapsed' } : waitForMoment(context),
};

function waitForMoment(context: StepContext<WaitParams>): StepResult {
  const until = momentOf(context);
  if (typeof until === 'string')
    return { then: 'finish', status: 'failed', failure: { code: 'invalid', message: until } };
  if (until <= context.at) return { then: 'leave', outcome: 'elapsed' };
  return { then: 'stay', wait: { for: 'time', until } };
}

/** When the wait ends, in epoch milliseconds, or why nobody can tell. */
function momentOf({ params, at, text, flow, calendar }: StepContext<WaitParams>): number | string {
  if (params.untilOpen !== undefined) {
    const hours = calendar(params.untilOpen);
    if (!hours) return `There is no calendar "${params.untilOpen}" to wait for.`;
    return nextOpening(hours, at) ?? `The calendar "${params.untilOpen}" does not open within 400 days.`;
  }
  if (params.until === undefined) return at + (parseDuration(params.for ?? '') ?? 0);
  const written = text(params.until);
  const until = readMoment(written, { at, timeZone: flow.settings.timeZone })?.epochMilliseconds;
  if (until === undefined) return `"${written}" is no date to wait for; write it like 2026-12-24 or 2026-12-24T09:00.`;
  return until - at > MAX_DURATION_MS ? `"${written}" is more than ten years ahead.` : until;
}

function validate(given: WaitParams, path: Diagnostic['path']): Diagnostic[] {
  const ends = [given.for, given.until, given.untilOpen].filter((end) => end !== undefined);
  if (ends.length === 1) return [];
  return [
    diagnose('bad_wait', path, {
      message: ends.length === 0 ? 'Nothing says how long to wait.' : 'It cannot wait for several things at once.',
      fix: 'Fill in one of "For", "Until" and "Until open".',
    }),
  ];
}
