import assert from 'node:assert/strict';
import fc from 'fast-check';
import { holdsAlways } from '../testing/fuzz.contract.ts';
import { WEEKDAYS, type Calendar, type Span } from './calendar.ts';
import { checkCalendar } from './check-calendar.ts';
import { addBusinessTime, holidayOn, isOpen, nextOpening, openUntil } from './hours.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const time = (minutes: number) =>
  [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0')).join(':');

/** Up to three spans of a day that do not overlap, some of which touch. */
const spans: fc.Arbitrary<Span[]> = fc
  .uniqueArray(
    fc.oneof(
      fc.nat(96).map((quarter) => quarter * 15),
      fc.nat(1440),
    ),
    { maxLength: 6 },
  )
  .map((minutes) => {
    const edges = minutes.sort((a, b) => a - b).map(time);
    return edges.flatMap((from, index) => {
      const to = edges[index + 1];
      return index % 2 === 0 && to !== undefined ? [{ from, to }] : [];
    });
  });

const days2026 = fc.nat(1000).map((days) => Temporal.PlainDate.from('2026-01-01').add({ days }).toString());

const special = fc.record({ day: days2026, open: fc.option(spans, { nil: undefined }), yearly: fc.boolean() });

/** Zones with leaps of an hour and of half an hour, at night and at midnight, north and south, and one with none. */
const zones = [
  'Europe/Rome',
  'America/New_York',
  'America/St_Johns',
  'America/Havana',
  'Africa/Cairo',
  'Atlantic/Azores',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
];

const calendars: fc.Arbitrary<Calendar> = fc
  .record({
    timeZone: fc.constantFrom(...zones),
    week: fc.array(spans, { minLength: 7, maxLength: 7 }),
    patron: fc.constantFrom(undefined, 'milano', 'bolzano'),
    specials: fc.uniqueArray(special, { maxLength: 8, selector: ({ day }) => day.slice(5) }),
  })
  .map(({ timeZone, week, patron, specials }) => ({
    timeZone,
    weekly: Object.fromEntries(WEEKDAYS.map((day, at) => [day, week[at] ?? []])),
    holidays: [
      ...(patron === undefined ? [] : [{ country: 'IT', patron }]),
      ...specials.map(({ day, open, yearly }) => ({
        ...(yearly ? { yearly: day.slice(5) } : { date: day }),
        ...(open === undefined ? {} : { open }),
      })),
    ],
  }));

/** Moments from 2026 to 2028, many of them around the days on which clocks change. */
const moments = fc.oneof(
  fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2028, 11, 31) }),
  fc
    .record({
      day: fc.constantFrom('2026-03-08', '2026-03-29', '2026-04-05', '2026-04-24', '2026-10-25', '2026-11-01'),
      off: fc.integer({ min: -DAY, max: 2 * DAY }),
    })
    .map(({ day, off }) => Date.parse(day) + off),
);

const questions = fc.record({ calendar: calendars, at: moments });

/** Moments inside a stretch of time, its first and its last one included. */
function* within(from: number, until: number): Generator<number> {
  if (until <= from) return;
  for (let part = 0; part < 40; part++) yield from + Math.floor(((until - from) * part) / 40);
  yield until - 1;
}

holdsAlways('a calendar made of spans that do not overlap has no error', calendars, {
  cases: 100,
  holds: (calendar) =>
    assert.deepEqual(
      checkCalendar(calendar).filter(({ severity }) => severity === 'error'),
      [],
    ),
});

holdsAlways('the next opening is open, and no moment before it', questions, {
  cases: 150,
  holds: ({ calendar, at }) => {
    const opening = nextOpening(calendar, at);
    if (opening !== undefined) assert.ok(opening >= at && isOpen(calendar, opening));
    for (const moment of within(at, opening ?? at + 400 * DAY)) assert.equal(isOpen(calendar, moment), false);
  },
});

holdsAlways('it is open until it closes, and closed then', questions, {
  cases: 150,
  holds: ({ calendar, at }) => {
    const until = openUntil(calendar, at);
    if (!isOpen(calendar, at)) return assert.equal(until, undefined);
    if (until !== undefined) assert.ok(until > at && !isOpen(calendar, until));
    for (const moment of within(at, until ?? at + 400 * DAY)) assert.equal(isOpen(calendar, moment), true);
  },
});

holdsAlways(
  'business time goes forward with its start and its length, and in parts as in one',
  fc.record({
    calendar: calendars,
    at: moments,
    later: fc.nat(3 * DAY),
    first: fc.nat(20 * HOUR),
    second: fc.nat(20 * HOUR),
  }),
  {
    cases: 150,
    holds: ({ calendar, at, later, first, second }) => {
      const short = addBusinessTime(calendar, at, first);
      const long = addBusinessTime(calendar, at, first + second);
      if (short === undefined) return assert.equal(long, undefined);
      assert.ok(short >= at + first, 'no less time passes than is open');
      assert.ok(long === undefined || long >= short);
      assert.equal(addBusinessTime(calendar, short, second), long);
      const shifted = addBusinessTime(calendar, at + later, first);
      assert.ok(shifted === undefined || shifted >= short);
    },
  },
);

holdsAlways('on a day without a change of the clock, what the clock shows decides', questions, {
  cases: 300,
  holds: ({ calendar, at }) => {
    const local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(calendar.timeZone);
    const midnight = local.startOfDay();
    if ([-1, 0, 1].some((days) => midnight.add({ days }).hoursInDay !== 24)) return;
    const spansThen =
      holidayOn(calendar, local.toPlainDate().toString())?.open ??
      calendar.weekly[WEEKDAYS[local.dayOfWeek - 1]!] ??
      [];
    const shown = local.toPlainTime().toString().slice(0, 5);
    assert.equal(
      isOpen(calendar, at),
      spansThen.some(({ from, to }) => from <= shown && shown < to),
    );
  },
});
