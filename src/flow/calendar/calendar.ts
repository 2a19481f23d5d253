import { Type } from 'typebox';
import type { Schema } from '../../base/schema.ts';
import type { Text } from '../flow.ts';

/** Opening hours within one day, by the clock on the wall: `from` is inside, `to` is not. `to` may be `24:00`. */
export type Span = { from: string; to: string };

/** The days of the week from Monday on, as calendars name them. */
export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

export type Weekday = (typeof WEEKDAYS)[number];

/** The public holidays of a country, worked out for every year; with `patron` also a town's own holiday. */
export type HolidayRule = { country: string; patron?: string };

/** One day with hours of its own: closed, unless `open` says otherwise. */
export type SpecialDate = { date: string; open?: readonly Span[]; name?: Text };

/** A day of every year with hours of its own: closed, unless `open` says otherwise. */
export type YearlyDate = { yearly: string; open?: readonly Span[]; name?: Text };

export type Special = SpecialDate | YearlyDate;

/**
 * When people are there: plain JSON that a flow names and an event carries.
 *
 * A `date` goes before a `yearly` day, and both before a country's rule, so that `open` on a public holiday opens it.
 */
export type Calendar = {
  /** IANA time zone of all hours and dates in it. */
  timeZone: string;
  /** Hours of each day of the week, several spans for split shifts; a day that is left out is closed. */
  weekly: { readonly [Day in Weekday]?: readonly Span[] };
  holidays: readonly (HolidayRule | Special)[];
};

const span = Type.Object(
  {
    from: Type.String({
      title: 'From',
      description: 'The first minute in which it is open.',
      pattern: '^(?:[01][0-9]|2[0-3]):[0-5][0-9]$',
      examples: ['09:00'],
    }),
    to: Type.String({
      title: 'To',
      description: 'The first minute in which it is closed again; 24:00 is the end of the day.',
      pattern: '^(?:(?:[01][0-9]|2[0-3]):[0-5][0-9]|24:00)$',
      examples: ['18:00', '24:00'],
    }),
  },
  { title: 'Hours', description: 'Opening hours within one day.', additionalProperties: false },
);

const spans = (title: string, description: string) =>
  Type.Array(span, {
    title,
    description,
    maxItems: 24,
    examples: [
      [
        { from: '09:00', to: '13:00' },
        { from: '14:30', to: '18:30' },
      ],
    ],
  });

const own = {
  open: Type.Optional(spans('Open', 'Hours of that day in place of the usual ones; without them it is closed.')),
  name: Type.Optional(
    Type.Unsafe<Text>({
      anyOf: [
        { type: 'string', maxLength: 200 },
        { type: 'object', minProperties: 1, additionalProperties: { type: 'string', maxLength: 200 } },
      ],
      title: 'Name',
      description: 'What the day is called: one text, or one per language.',
      examples: ['Inventario', { it: 'Vigilia di Natale', en: 'Christmas Eve' }],
    }),
  ),
};

/** The form of each kind of holiday, by the member that tells which kind it is. */
export const HOLIDAY_SCHEMAS = {
  country: Type.Object(
    {
      country: Type.String({
        title: 'Country',
        description: 'Two letters of the country whose public holidays are kept.',
        minLength: 1,
        examples: ['IT'],
      }),
      patron: Type.Optional(
        Type.String({
          title: 'Patron',
          description: "Town whose own holiday, mostly its patron saint's day, is kept too.",
          minLength: 1,
          examples: ['milano', 'roma'],
        }),
      ),
    },
    {
      title: 'Public holidays',
      description: 'All public holidays of a country, for every year.',
      additionalProperties: false,
    },
  ),
  date: Type.Object(
    {
      date: Type.String({
        title: 'Date',
        description: 'The day: year, month, day.',
        pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$',
        examples: ['2026-12-24'],
      }),
      ...own,
    },
    { title: 'Single day', description: 'One day with hours of its own.', additionalProperties: false },
  ),
  yearly: Type.Object(
    {
      yearly: Type.String({
        title: 'Day of the year',
        description: 'Month and day; 02-29 comes in leap years only.',
        pattern: '^[0-9]{2}-[0-9]{2}$',
        examples: ['12-24'],
      }),
      ...own,
    },
    { title: 'Yearly day', description: 'A day of every year with hours of its own.', additionalProperties: false },
  ),
} as const;

const DAY_NAMES = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;

/** What a day of the week is called in messages to authors. */
export function dayName(day: Weekday): string {
  return DAY_NAMES[WEEKDAYS.indexOf(day)]!;
}

/** The outer form of a calendar, whatever its holidays look like. */
export function calendarForm(holiday: Schema): Schema {
  const days = WEEKDAYS.map((day) => [day, Type.Optional(spans(dayName(day), `Hours on ${dayName(day)}s.`))] as const);
  return Type.Object(
    {
      timeZone: Type.String({
        title: 'Time zone',
        description: 'IANA name of the zone of all hours and dates.',
        examples: ['Europe/Rome'],
      }),
      weekly: Type.Object(Object.fromEntries(days), {
        title: 'Week',
        description: 'Hours of each day of the week; a day that is left out is closed.',
        additionalProperties: false,
        examples: [{ mon: [{ from: '09:00', to: '18:00' }], sat: [{ from: '09:00', to: '12:30' }] }],
      }),
      holidays: Type.Array(holiday, {
        title: 'Holidays',
        description: 'Public holidays of a country, and days with hours of their own.',
        maxItems: 1000,
        examples: [
          [
            { country: 'IT', patron: 'milano' },
            { yearly: '12-24', open: [{ from: '09:00', to: '13:00' }] },
          ],
        ],
      }),
    },
    { title: 'Calendar', description: 'Opening hours and holidays.', additionalProperties: false },
  );
}

/** The JSON Schema of calendars: form, reference and check. What it cannot say, `checkCalendar` finds. */
export const calendarSchema: Schema = calendarForm(Type.Union(Object.values(HOLIDAY_SCHEMAS)));
