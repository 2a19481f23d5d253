import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Value } from 'typebox/value';
import { formatDiagnostic } from '../../base/diagnostic.ts';
import { checkSchema } from '../../base/schema.ts';
import { calendarSchema } from './calendar.ts';
import { checkCalendar } from './check-calendar.ts';

const office = [{ from: '09:00', to: '18:00' }];
const good = {
  timeZone: 'Europe/Rome',
  weekly: {
    mon: [
      { from: '09:00', to: '13:00' },
      { from: '13:00', to: '24:00' },
    ],
    sun: [],
  },
  holidays: [
    { country: 'IT', patron: 'reggio-emilia' },
    { date: '2026-12-24', open: office, name: 'Inventario' },
    { yearly: '02-29', name: { it: 'Giorno raro', en: 'Rare day' } },
  ],
};

/** What is found in a calendar that is the good one but for some members, as lines for people. */
const found = (change: object) => checkCalendar({ ...good, ...change }).map(formatDiagnostic);

test('a calendar as people write it has no problems, and fits the schema', () => {
  assert.deepEqual(checkCalendar(good), []);
  assert.deepEqual(checkSchema(calendarSchema, good), []);
});

test('spans that overlap are found, in whatever order they are written', () => {
  const tue = [
    { from: '14:00', to: '18:00' },
    { from: '09:00', to: '14:01' },
  ];
  assert.deepEqual(found({ weekly: { tue } }), [
    'error bad_calendar at weekly.tue[0]: 14:00–18:00 overlaps with 09:00–14:01.\n  fix: Make one of the two, or let one end when the other begins.',
  ]);
  const same = [...office, ...office];
  assert.match(
    found({ holidays: [{ date: '2026-12-24', open: same }] })[0] ?? '',
    /holidays\[0\]\.open\[1\].*overlaps/,
  );
});

test('a span over midnight is refused, with the two that say the same', () => {
  assert.deepEqual(found({ weekly: { sun: [{ from: '22:00', to: '02:00' }] } }), [
    'error bad_calendar at weekly.sun[0]: 22:00 comes after 02:00 on the same day.\n  fix: If it goes over midnight, write 22:00–24:00 on Sunday and 00:00–02:00 on Monday; if not, exchange the two.',
  ]);
  assert.match(
    found({ weekly: { fri: [{ from: '22:00', to: '00:00' }] } })[0] ?? '',
    /write 22:00–24:00 on Friday; if not/,
  );
  assert.match(
    found({ holidays: [{ yearly: '12-31', open: [{ from: '22:00', to: '02:00' }] }] })[0] ?? '',
    /write 22:00–24:00 and 00:00–02:00 on the next day; if not/,
  );
});

test('a span of no length is refused', () => {
  assert.match(
    found({ weekly: { mon: [{ from: '00:00', to: '00:00' }] } })[0] ?? '',
    /mon\[0\]: From 00:00 to 00:00 is no time at all\.\n.*"00:00" and "24:00" for the whole day/,
  );
});

const MISWRITTEN: readonly [what: string, change: object, finding: RegExp][] = [
  [
    'a time with one digit',
    { weekly: { mon: [{ from: '9:00', to: '18:00' }] } },
    /weekly\.mon\[0\]\.from: "9:00" is no time of day/,
  ],
  [
    'a time beyond the day',
    { weekly: { mon: [{ from: '09:00', to: '24:30' }] } },
    /mon\[0\]\.to: "24:30" is no time of day/,
  ],
  [
    '24:00 as a beginning',
    { weekly: { mon: [{ from: '24:00', to: '24:00' }] } },
    /mon\[0\]\.from: "24:00" is no time of day/,
  ],
  ['a time that is a number', { weekly: { mon: [{ from: 9, to: '18:00' }] } }, /mon\[0\]\.from: This must be a text/],
  ['a span without an end', { weekly: { mon: [{ from: '09:00' }] } }, /mon\[0\]: This lacks: to/],
  ['a day of another name', { weekly: { monday: office } }, /Nothing here is called: monday/],
  [
    'an Italian date',
    { holidays: [{ date: '24/12/2026' }] },
    /holidays\[0\]\.date: "24\/12\/2026" is no date\.\n.*"2026-12-24"/,
  ],
  [
    'a date that does not exist',
    { holidays: [{ date: '2026-02-29' }] },
    /holidays\[0\]\.date: There is no day 2026-02-29/,
  ],
  [
    'a yearly day with a year',
    { holidays: [{ yearly: '2026-12-24' }] },
    /holidays\[0\]\.yearly: "2026-12-24" is no day of the year/,
  ],
  [
    'a yearly day that never comes',
    { holidays: [{ yearly: '02-30' }] },
    /holidays\[0\]\.yearly: There is no day 02-30/,
  ],
  ['a holiday of two kinds', { holidays: [{ date: '2026-12-24', yearly: '12-24' }] }, /both "date" and "yearly"/],
  ['a holiday of no kind', { holidays: [{ name: 'Natale' }] }, /holidays\[0\]: Nothing says which day this is/],
  ['a holiday that is a text', { holidays: ['2026-12-25'] }, /holidays\[0\]: This must be an object/],
  ['a rule with hours', { holidays: [{ country: 'IT', open: office }] }, /Nothing here is called: open/],
  [
    'a day that stands there twice',
    { holidays: [{ yearly: '12-24' }, { yearly: '12-24' }] },
    /holidays\[1\]: 12-24 stands in the list twice, first at holidays\[0\]/,
  ],
  ['no time zone', { timeZone: undefined }, /This lacks: timeZone|timeZone: This must be a text/],
  [
    'a misspelt time zone',
    { timeZone: 'Europe/Roma' },
    /timeZone: There is no time zone "Europe\/Roma"\. Did you mean "Europe\/Rome"\?/,
  ],
  ['an offset as a time zone', { timeZone: '+01:00' }, /There is no time zone "\+01:00"/],
  [
    'a misspelt town',
    { holidays: [{ country: 'IT', patron: 'Milanno' }] },
    /holidays\[0\]\.patron: .*"Milanno" is not known\. Did you mean "milano"\?/,
  ],
  ['a country in small letters', { holidays: [{ country: 'it' }] }, /holidays\[0\]\.country: .* Did you mean "IT"\?/],
  ['a country that is not known', { holidays: [{ country: 'FR' }] }, /holidays of "FR" are not known.*\n.*Known: IT\./],
  [
    'a country called like a member of every object',
    { holidays: [{ country: 'constructor' }] },
    /"constructor" are not known/,
  ],
];

for (const [what, change, finding] of MISWRITTEN)
  test(`${what} is one problem, with a cure`, () => {
    const lines = found(change);
    assert.equal(lines.length, 1, lines.join('\n'));
    assert.match(lines[0]!, finding);
    assert.match(lines[0]!, /^error bad_calendar/);
  });

test('a day may be yearly and have hours of its own in one year', () => {
  assert.deepEqual(found({ holidays: [{ yearly: '12-24' }, { date: '2026-12-24' }] }), []);
});

test('a week without any hours is warned of', () => {
  const lines = found({ weekly: { mon: [] } });
  assert.equal(lines.length, 1);
  assert.match(lines[0]!, /^warning bad_calendar at weekly: No day of the week has opening hours/);
});

test('every problem is found at once, below the path given', () => {
  const paths = checkCalendar(
    { ...good, timeZone: 'x', holidays: [{ country: 'IT', patron: 'x' }, { date: '2026-13-01' }] },
    ['calendars', 'Milano'],
  ).map(({ path }) => path.join('.'));
  assert.deepEqual(paths, [
    'calendars.Milano.timeZone',
    'calendars.Milano.holidays.0.patron',
    'calendars.Milano.holidays.1.date',
  ]);
});

test('what is no calendar at all is a problem, never an exception', () => {
  for (const value of [undefined, null, 1, 'x', [], {}, { ...good, holidays: {} }, { ...good, weekly: [] }])
    assert.ok(checkCalendar(value).length > 0, JSON.stringify(value));
});

type Described = {
  title?: string;
  description?: string;
  examples?: unknown[];
  properties?: Record<string, Described>;
  items?: Described;
  anyOf?: Described[];
};

test('each field has a title, a description and samples that fit', () => {
  const visit = (schema: Described, path: string): void => {
    for (const [name, field] of Object.entries(schema.properties ?? {})) {
      assert.ok(field.title && field.description && field.examples?.length, `${path}.${name}`);
      for (const sample of field.examples)
        assert.ok(Value.Check(field as typeof calendarSchema, sample), `${path}.${name}`);
      visit(field, `${path}.${name}`);
    }
    if (schema.items) visit(schema.items, `${path}[]`);
    for (const form of schema.anyOf ?? []) visit(form, path);
  };
  visit(calendarSchema, 'calendar');
});
