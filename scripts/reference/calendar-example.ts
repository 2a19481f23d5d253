import type { Calendar, Span } from '../../src/flow/calendar/calendar.ts';

const DAY: readonly Span[] = [
  { from: '09:00', to: '13:00' },
  { from: '14:30', to: '18:30' },
];

/** The calendar of the reference: an office in Milan with a lunch break. */
export const hours: Calendar = {
  timeZone: 'Europe/Rome',
  weekly: { mon: DAY, tue: DAY, wed: DAY, thu: DAY, fri: DAY },
  holidays: [
    { country: 'IT', patron: 'milano' },
    { yearly: '12-24', open: [{ from: '09:00', to: '13:00' }], name: { it: 'Vigilia di Natale', en: 'Christmas Eve' } },
    { date: '2026-08-14', name: 'Chiusura estiva' },
  ],
};

/** Moments by the clock on the wall in Rome, whether the office is open then, and what makes the day special. */
export const MOMENTS: readonly { at: string; open: boolean; why: string }[] = [
  { at: '2026-11-23T10:00', open: true, why: 'a Monday morning' },
  { at: '2026-11-23T13:00', open: false, why: 'the first minute of the lunch break' },
  { at: '2026-11-22T10:00', open: false, why: 'a Sunday' },
  { at: '2026-12-07T10:00', open: false, why: 'a Monday, but the day of the patron of Milan' },
  { at: '2026-12-24T12:59', open: true, why: 'Christmas Eve, in its last open minute' },
  { at: '2026-12-24T15:00', open: false, why: 'Christmas Eve in the afternoon' },
  { at: '2027-03-29T10:00', open: false, why: 'Easter Monday, worked out for each year' },
];
