import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Calendar } from './calendar.ts';
import { addBusinessTime, holidayOn, isOpen, nextOpening, openUntil } from './hours.ts';

const HOUR = 3_600_000;
const ROME = 'Europe/Rome';

const shifts = [
  { from: '09:00', to: '13:00' },
  { from: '14:30', to: '18:30' },
];

/** A shop in Milan with a break at noon, a short Saturday and short eves. */
const shop: Calendar = {
  timeZone: ROME,
  weekly: { mon: shifts, tue: shifts, wed: shifts, thu: shifts, fri: shifts, sat: [{ from: '09:00', to: '12:30' }] },
  holidays: [
    { country: 'IT', patron: 'milano' },
    { yearly: '12-24', open: [{ from: '09:00', to: '12:00' }], name: { it: 'Vigilia di Natale', en: 'Christmas Eve' } },
    { date: '2026-12-24', name: 'Inventario' },
    { date: '2026-12-08', open: [{ from: '10:00', to: '12:00' }] },
    { date: '2026-11-23', open: [{ from: '07:00', to: '08:00' }] },
  ],
};

const daily = (from: string, to: string, timeZone = ROME): Calendar => {
  const span = [{ from, to }];
  return {
    timeZone,
    weekly: { mon: span, tue: span, wed: span, thu: span, fri: span, sat: span, sun: span },
    holidays: [],
  };
};

const always = daily('00:00', '24:00');
const never: Calendar = { timeZone: ROME, weekly: {}, holidays: [{ country: 'IT' }] };

/** A moment, written as the clock in Rome shows it unless an offset or a zone is given. */
const at = (written: string) =>
  Temporal.ZonedDateTime.from(written.includes('[') ? written : `${written}[${ROME}]`).epochMilliseconds;

const rome = (moment: number | undefined) =>
  moment === undefined
    ? undefined
    : Temporal.Instant.fromEpochMilliseconds(moment).toZonedDateTimeISO(ROME).toPlainDateTime().toString().slice(0, 16);

test('a span is open from its first millisecond to the last before its end', () => {
  assert.equal(isOpen(shop, at('2026-11-24T09:00') - 1), false);
  assert.equal(isOpen(shop, at('2026-11-24T09:00')), true);
  assert.equal(isOpen(shop, at('2026-11-24T13:00') - 1), true);
  assert.equal(isOpen(shop, at('2026-11-24T13:00')), false);
});

test('between two shifts it is closed, and opens with the second', () => {
  assert.equal(isOpen(shop, at('2026-11-24T14:00')), false);
  assert.equal(rome(nextOpening(shop, at('2026-11-24T13:00'))), '2026-11-24T14:30');
  assert.equal(rome(openUntil(shop, at('2026-11-24T10:00'))), '2026-11-24T13:00');
  assert.equal(openUntil(shop, at('2026-11-24T14:00')), undefined);
});

test('while it is open, the next opening is now', () => {
  assert.equal(nextOpening(shop, at('2026-11-24T10:00')), at('2026-11-24T10:00'));
});

test('a weekend, a patron and a public holiday in a row are passed over', () => {
  // 5 December 2026 is a Saturday, the 7th Sant'Ambrogio, the 8th open for two hours only.
  assert.equal(rome(nextOpening(shop, at('2026-12-05T12:30'))), '2026-12-08T10:00');
  assert.equal(rome(nextOpening(shop, at('2026-12-08T12:00'))), '2026-12-09T09:00');
  assert.equal(rome(nextOpening({ ...shop, holidays: [] }, at('2026-12-05T12:30'))), '2026-12-07T09:00');
});

test('a single day replaces the usual hours, whether it shortens them or moves them', () => {
  assert.equal(rome(nextOpening(shop, at('2026-11-22T12:00'))), '2026-11-23T07:00');
  assert.equal(rome(nextOpening(shop, at('2026-11-23T08:00'))), '2026-11-24T09:00');
});

test('a single day goes before a yearly one, and both before the public holidays', () => {
  assert.deepEqual(holidayOn(shop, '2026-12-24'), { name: 'Inventario', open: [] });
  assert.deepEqual(holidayOn(shop, '2027-12-24'), {
    name: { it: 'Vigilia di Natale', en: 'Christmas Eve' },
    open: [{ from: '09:00', to: '12:00' }],
  });
  assert.deepEqual(holidayOn(shop, '2026-12-25'), { name: { it: 'Natale', en: 'Christmas Day' }, open: [] });
});

test('a special day without a name of its own has that of the public holiday, if it is one', () => {
  assert.deepEqual(holidayOn(shop, '2026-12-08'), {
    name: { it: 'Immacolata Concezione', en: 'Immaculate Conception' },
    open: [{ from: '10:00', to: '12:00' }],
  });
  assert.deepEqual(holidayOn(shop, '2026-11-23'), { open: [{ from: '07:00', to: '08:00' }] });
});

test('an ordinary day is no holiday, nor is what is no date', () => {
  for (const date of ['2026-12-23', '2026-12-06', '2026-13-01', '2026-02-30', '', '24/12/2026', '2026-12-24T00:00'])
    assert.equal(holidayOn(shop, date), undefined, date);
});

test('a country or town that is not known brings no holidays', () => {
  const holidays = [{ country: 'XX' }, { country: 'constructor' }, { country: 'IT', patron: 'atlantide' }];
  assert.equal(holidayOn({ ...shop, holidays }, '2026-12-07'), undefined);
  assert.ok(holidayOn({ ...shop, holidays }, '2026-12-25'));
});

test('29 February comes in leap years only', () => {
  const leap: Calendar = { ...always, holidays: [{ yearly: '02-29' }] };
  assert.ok(holidayOn(leap, '2028-02-29'));
  assert.equal(holidayOn(leap, '2027-03-01'), undefined);
  assert.equal(isOpen(leap, at('2028-02-29T12:00')), false);
});

test('hours that touch count as one, also at midnight', () => {
  const night: Calendar = {
    timeZone: ROME,
    weekly: {
      mon: [
        { from: '20:00', to: '22:00' },
        { from: '22:00', to: '24:00' },
      ],
      tue: [{ from: '00:00', to: '02:00' }],
    },
    holidays: [],
  };
  assert.equal(rome(openUntil(night, at('2026-11-23T21:00'))), '2026-11-24T02:00');
  assert.equal(isOpen(night, at('2026-11-24T00:00')), true);
  assert.equal(isOpen(night, at('2026-11-24T02:00')), false);
});

test('the order in which spans are written does not matter', () => {
  const odd: Calendar = { ...shop, weekly: { tue: shifts.toReversed() }, holidays: [] };
  assert.equal(rome(nextOpening(odd, at('2026-11-24T06:00'))), '2026-11-24T09:00');
});

test('what never closes has no end', () => {
  assert.equal(isOpen(always, at('2026-11-24T03:00')), true);
  assert.equal(openUntil(always, at('2026-11-24T03:00')), undefined);
  assert.equal(nextOpening(always, at('2026-11-24T03:00')), at('2026-11-24T03:00'));
  const closing: Calendar = { ...always, holidays: [{ date: '2027-06-02' }] };
  assert.equal(rome(openUntil(closing, at('2026-11-24T03:00'))), '2027-06-02T00:00');
});

test('what never opens has no opening, and a search for one ends', () => {
  assert.equal(isOpen(never, at('2026-11-24T10:00')), false);
  assert.equal(openUntil(never, at('2026-11-24T10:00')), undefined);
  assert.equal(nextOpening(never, at('2026-11-24T10:00')), undefined);
  assert.equal(addBusinessTime(never, at('2026-11-24T10:00'), 1), undefined);
});

test('an opening is found 400 days ahead, and not beyond', () => {
  const once = (date: string): Calendar => ({
    ...never,
    holidays: [{ date, open: [{ from: '00:00', to: '24:00' }] }],
  });
  const from = at('2026-01-02T12:00');
  assert.equal(rome(nextOpening(once('2027-02-06'), from)), '2027-02-06T00:00');
  assert.equal(nextOpening(once('2027-02-07'), from), undefined);
});

test('business time passes only while it is open', () => {
  assert.equal(rome(addBusinessTime(shop, at('2026-11-24T12:00'), 2 * HOUR)), '2026-11-24T15:30');
  // Friday evening, the short Saturday of three and a half hours, and half an hour of Monday.
  assert.equal(rome(addBusinessTime(shop, at('2026-11-27T18:00'), 4.5 * HOUR)), '2026-11-30T09:30');
  assert.equal(rome(addBusinessTime(always, at('2026-11-24T12:00'), 48 * HOUR)), '2026-11-26T12:00');
});

test('business time that fills a span up ends with it; one millisecond more needs the next', () => {
  assert.equal(rome(addBusinessTime(shop, at('2026-11-24T12:00'), HOUR)), '2026-11-24T13:00');
  assert.equal(addBusinessTime(shop, at('2026-11-24T12:00'), HOUR + 1), at('2026-11-24T14:30') + 1);
});

test('no business time, or less, is now, also while it is closed', () => {
  const now = at('2026-11-22T12:00');
  for (const durationMs of [0, -1, -HOUR]) assert.equal(addBusinessTime(shop, now, durationMs), now);
});

test('business time that takes more than ten years has no end', () => {
  assert.equal(addBusinessTime(shop, at('2026-11-24T12:00'), 20_000 * HOUR) !== undefined, true);
  assert.equal(addBusinessTime(shop, at('2026-11-24T12:00'), 30_000 * HOUR), undefined);
});

test('in spring a span inside the missing hour is left out', () => {
  const early = daily('02:00', '03:00');
  // On 29 March 2026 the clock leaps from 2:00 to 3:00.
  assert.equal(rome(nextOpening(early, at('2026-03-28T03:00'))), '2026-03-30T02:00');
  assert.equal(isOpen(early, at('2026-03-29T03:00')), false);
  assert.equal(isOpen(daily('02:15', '02:45'), at('2026-03-29T03:15')), false);
});

test('in spring a span that begins or ends inside the missing hour begins or ends with the leap', () => {
  assert.equal(rome(nextOpening(daily('02:30', '04:00'), at('2026-03-29T00:00'))), '2026-03-29T03:00');
  assert.equal(rome(openUntil(daily('01:00', '02:30'), at('2026-03-29T01:30'))), '2026-03-29T03:00');
  assert.equal(rome(addBusinessTime(daily('01:00', '04:00'), at('2026-03-29T00:00'), 2 * HOUR)), '2026-03-29T04:00');
});

test('in autumn a span over the repeated hour goes through both', () => {
  const early = daily('02:00', '03:00');
  // On 25 October 2026 the clock goes from 3:00 back to 2:00.
  const summer = at('2026-10-25T02:00+02:00[Europe/Rome]');
  const winter = at('2026-10-25T02:00+01:00[Europe/Rome]');
  assert.equal(winter - summer, HOUR);
  assert.equal(isOpen(early, summer - 1), false);
  assert.equal(isOpen(early, summer), true);
  assert.equal(isOpen(early, winter), true);
  assert.equal(openUntil(early, summer), at('2026-10-25T03:00'));
  assert.equal(addBusinessTime(early, summer - HOUR, 2 * HOUR), at('2026-10-25T03:00'));
});

test('in autumn a time within the repeated hour is meant when it comes first', () => {
  const summer = at('2026-10-25T02:30+02:00[Europe/Rome]');
  assert.equal(openUntil(daily('00:00', '02:30'), at('2026-10-25T00:00')), summer);
  assert.equal(nextOpening(daily('02:30', '05:00'), at('2026-10-25T00:00')), summer);
  assert.equal(openUntil(daily('02:30', '05:00'), summer), at('2026-10-25T05:00'));
});

test('spans that touch leave no gap when the clock changes', () => {
  const halves = (day: string): Calendar => ({
    ...never,
    holidays: [
      {
        date: day,
        open: [
          { from: '01:00', to: '02:30' },
          { from: '02:30', to: '04:00' },
        ],
      },
    ],
  });
  for (const day of ['2026-03-29', '2026-10-25'])
    assert.equal(rome(openUntil(halves(day), at(`${day}T01:00`))), `${day}T04:00`);
});

test('where the clock goes back over midnight, each day keeps its hours', () => {
  // On 7 November 2010 the clock of St John's went from 0:01 back to 23:01.
  const zone = 'America/St_Johns';
  const midnight = at(`2010-11-07T00:00-02:30[${zone}]`);
  const minutes = (count: number) => midnight + count * 60_000;
  assert.equal(openUntil(daily('22:00', '24:00', zone), minutes(-60)), midnight);
  const early = daily('00:00', '01:00', zone);
  assert.equal(nextOpening(early, minutes(-60)), midnight);
  for (const count of [0, 1, 30, 119]) assert.equal(isOpen(early, minutes(count)), true, String(count));
  assert.equal(openUntil(early, minutes(30)), minutes(120));
  assert.equal(isOpen(early, minutes(120)), false);
});

test('where the clock leaps over midnight, a day begins with the leap', () => {
  // On 24 April 2026 the clock of Cairo leapt from midnight to 1:00.
  const zone = 'Africa/Cairo';
  const first = at(`2026-04-24T01:00[${zone}]`);
  assert.equal(openUntil(daily('23:00', '24:00', zone), first - 1), first);
  assert.equal(nextOpening(daily('00:00', '02:00', zone), first - 1), first);
});

test('a day that a zone left out is passed over', () => {
  // Samoa went from 29 December 2011 straight to the 31st.
  const apia = 'Pacific/Apia';
  const office = daily('09:00', '17:00', apia);
  assert.equal(nextOpening(office, at(`2011-12-29T17:00[${apia}]`)), at(`2011-12-31T09:00[${apia}]`));
});

test('hours are those of the calendar, wherever the question is asked', () => {
  const tokyo = daily('09:00', '18:00', 'Asia/Tokyo');
  assert.equal(rome(nextOpening(tokyo, at('2026-11-24T12:00'))), '2026-11-25T01:00');
});

test('a fraction of a millisecond belongs to the millisecond it is in', () => {
  assert.equal(isOpen(shop, at('2026-11-24T13:00') - 0.5), true);
  assert.equal(isOpen(shop, at('2026-11-24T13:00') + 0.5), false);
});
