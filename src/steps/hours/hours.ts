import { Type, type Static } from 'typebox';
import { MAX_DURATION_MS } from '../../base/duration.ts';
import type { JsonObject } from '../../base/json.ts';
import type { Calendar } from '../../flow/calendar/calendar.ts';
import { holidayOn, isOpen, nextOpening, openUntil } from '../../flow/calendar/hours.ts';
import { readMoment } from '../../flow/expression/filters/date.ts';
import { field } from '../../flow/field.ts';
import { pickText } from '../../flow/flow.ts';
import type { StepContext, StepResult, StepType } from '../../flow/step-type.ts';

const params = Type.Object(
  {
    calendar: field.calendar({
      title: 'Calendar',
      description: 'Name of the calendar that says when people are there.',
      examples: ['office'],
    }),
    at: Type.Optional(
      field.template({
        title: 'At',
        description:
          "Moment to ask about instead of now: a date (its first moment), a date with time, or epoch milliseconds, in the calendar's time zone unless it says otherwise.",
        examples: ['{{ vars.appointment }}', '2026-12-24T16:00'],
      }),
    ),
    saveAs: Type.Optional(
      field.variable({
        title: 'Save as',
        description:
          'Variable that receives "open" (true or false), "closesAt" while it is open, "opensAt" while it is closed (moments, for the date filter; null where there is none), and "holiday", the name of the day if it has one.',
        examples: ['hours'],
      }),
    ),
  },
  { additionalProperties: false, default: { calendar: 'office' } },
);

export type HoursParams = Static<typeof params>;

const savedMoment = Type.Union([Type.Number(), Type.Null()]);

/** What is saved. */
const reportSchema = Type.Object({
  open: Type.Boolean(),
  opensAt: savedMoment,
  closesAt: savedMoment,
  holiday: Type.Union([Type.String(), Type.Null()]),
});

/** Goes different ways inside and outside opening hours. It waits for nothing: `wait` does. */
export const hours: StepType<HoursParams> = {
  type: 'hours',
  title: 'Business hours',
  description: 'Goes one way during the opening hours of a calendar and another outside them.',
  params,
  outcomes: () => ['open', 'closed'],
  troubles: [],
  pauses: false,
  writes: ({ saveAs }) => (saveAs === undefined ? {} : { [saveAs]: 'object' }),
  gives: ({ saveAs }) => (saveAs === undefined ? {} : { [saveAs]: { schema: reportSchema } }),
  enter(context) {
    const { calendar: name, saveAs } = context.params;
    const calendar = context.calendar(name);
    if (!calendar)
      return fail('not_found', `There is no calendar "${name}"; add one of that name, or pick another in this step.`);
    const at = momentOf(context, calendar);
    if (typeof at === 'string') return fail('invalid', at);
    const outcome = isOpen(calendar, at) ? 'open' : 'closed';
    if (saveAs === undefined) return { then: 'leave', outcome };
    return { then: 'leave', outcome, set: { [saveAs]: report(context, calendar, at) } };
  },
};

function fail(code: 'not_found' | 'invalid', message: string): StepResult {
  return { then: 'finish', status: 'failed', failure: { code, message } };
}

/** The moment asked about, in epoch milliseconds, or why nobody can tell. */
function momentOf(context: StepContext<HoursParams>, { timeZone }: Calendar): number | string {
  const {
    params: { at: template },
    at,
    text,
  } = context;
  if (template === undefined) return at;
  const written = text(template);
  const moment = readMoment(written, { at, timeZone })?.epochMilliseconds;
  if (moment === undefined) return `"${written}" is no moment to ask about; write it like 2026-12-24T16:00.`;
  return Math.abs(moment - at) > MAX_DURATION_MS ? `"${written}" is more than ten years away.` : moment;
}

function report({ scope, flow }: StepContext<HoursParams>, calendar: Calendar, at: number): JsonObject {
  const open = isOpen(calendar, at);
  const today = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(calendar.timeZone).toPlainDate();
  const name = holidayOn(calendar, today.toString())?.name;
  return {
    open,
    opensAt: open ? null : (nextOpening(calendar, at) ?? null),
    closesAt: openUntil(calendar, at) ?? null,
    holiday: name === undefined ? null : pickText(name, scope.contact?.language, flow.language),
  };
}
