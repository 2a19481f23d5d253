import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pickText } from '../flow.ts';
import { easterOf } from './easter.ts';
import { italy } from './italy.ts';

// Written out by hand, day by day: nothing here is computed.
const HOLIDAYS: Readonly<Record<number, readonly string[]>> = {
  2026: [
    '2026-01-01 Capodanno',
    '2026-01-06 Epifania',
    '2026-04-05 Pasqua',
    "2026-04-06 Lunedì dell'Angelo",
    '2026-04-25 Festa della Liberazione',
    '2026-05-01 Festa del Lavoro',
    '2026-06-02 Festa della Repubblica',
    '2026-08-15 Ferragosto',
    // A Sunday: the first one after the law brings no further day off.
    "2026-10-04 San Francesco d'Assisi",
    '2026-11-01 Ognissanti',
    '2026-12-08 Immacolata Concezione',
    '2026-12-25 Natale',
    '2026-12-26 Santo Stefano',
  ],
  2027: [
    '2027-01-01 Capodanno',
    '2027-01-06 Epifania',
    '2027-03-28 Pasqua',
    "2027-03-29 Lunedì dell'Angelo",
    '2027-04-25 Festa della Liberazione',
    '2027-05-01 Festa del Lavoro',
    '2027-06-02 Festa della Repubblica',
    '2027-08-15 Ferragosto',
    "2027-10-04 San Francesco d'Assisi",
    '2027-11-01 Ognissanti',
    '2027-12-08 Immacolata Concezione',
    '2027-12-25 Natale',
    '2027-12-26 Santo Stefano',
  ],
  2028: [
    '2028-01-01 Capodanno',
    '2028-01-06 Epifania',
    '2028-04-16 Pasqua',
    "2028-04-17 Lunedì dell'Angelo",
    '2028-04-25 Festa della Liberazione',
    '2028-05-01 Festa del Lavoro',
    '2028-06-02 Festa della Repubblica',
    '2028-08-15 Ferragosto',
    "2028-10-04 San Francesco d'Assisi",
    '2028-11-01 Ognissanti',
    '2028-12-08 Immacolata Concezione',
    '2028-12-25 Natale',
    '2028-12-26 Santo Stefano',
  ],
  2029: [
    '2029-01-01 Capodanno',
    '2029-01-06 Epifania',
    '2029-04-01 Pasqua',
    "2029-04-02 Lunedì dell'Angelo",
    '2029-04-25 Festa della Liberazione',
    '2029-05-01 Festa del Lavoro',
    '2029-06-02 Festa della Repubblica',
    '2029-08-15 Ferragosto',
    "2029-10-04 San Francesco d'Assisi",
    '2029-11-01 Ognissanti',
    '2029-12-08 Immacolata Concezione',
    '2029-12-25 Natale',
    '2029-12-26 Santo Stefano',
  ],
  2030: [
    '2030-01-01 Capodanno',
    '2030-01-06 Epifania',
    '2030-04-21 Pasqua',
    "2030-04-22 Lunedì dell'Angelo",
    '2030-04-25 Festa della Liberazione',
    '2030-05-01 Festa del Lavoro',
    '2030-06-02 Festa della Repubblica',
    '2030-08-15 Ferragosto',
    "2030-10-04 San Francesco d'Assisi",
    '2030-11-01 Ognissanti',
    '2030-12-08 Immacolata Concezione',
    '2030-12-25 Natale',
    '2030-12-26 Santo Stefano',
  ],
};

for (const [year, expected] of Object.entries(HOLIDAYS))
  test(`Italy rests on these days of ${year} and on no others`, () => {
    assert.deepEqual(holidaysOf(Number(year)), expected);
  });

test('San Francesco is a public holiday from 2026 on, and not before', () => {
  assert.ok(!holidaysOf(2025).some((day) => day.startsWith('2025-10-04')));
  assert.ok(holidaysOf(2087).some((day) => day.startsWith('2087-10-04')));
});

test('public holidays have a name in Italian and in English', () => {
  for (const day of daysOf(2026)) {
    const name = italy.holidayOn(day);
    if (name !== undefined) assert.deepEqual(Object.keys(name), ['it', 'en'], String(day));
  }
});

const PATRONS: readonly [town: string, day: string, name: string][] = [
  ['ancona', '2027-05-04', 'San Ciriaco'],
  ['aosta', '2027-09-07', 'San Grato'],
  ['bari', '2027-12-06', 'San Nicola'],
  ['bolzano', '2027-05-17', 'Lunedì di Pentecoste'],
  ['cagliari', '2027-10-30', 'San Saturnino'],
  ['campobasso', '2027-04-23', 'San Giorgio'],
  ['catanzaro', '2027-07-16', 'San Vitaliano'],
  ['firenze', '2027-06-24', 'San Giovanni Battista'],
  ['genova', '2027-06-24', 'San Giovanni Battista'],
  ['l-aquila', '2027-06-10', "San Massimo d'Aveia"],
  ['milano', '2027-12-07', "Sant'Ambrogio"],
  ['napoli', '2027-09-19', 'San Gennaro'],
  ['palermo', '2027-07-15', 'Santa Rosalia'],
  ['perugia', '2027-01-29', 'San Costanzo'],
  ['potenza', '2027-05-30', 'San Gerardo'],
  ['roma', '2027-06-29', 'Santi Pietro e Paolo'],
  ['torino', '2027-06-24', 'San Giovanni Battista'],
  ['trento', '2027-06-26', 'San Vigilio'],
  ['trieste', '2027-11-03', 'San Giusto'],
];

for (const [town, day, name] of PATRONS)
  test(`${town} alone also rests on ${day}`, () => {
    const more = holidaysOf(2027, town).filter((holiday) => !HOLIDAYS[2027]!.includes(holiday));
    assert.deepEqual(more, [`${day} ${name}`]);
  });

test("a patron's day on a public holiday brings no further day", () => {
  for (const town of ['bologna', 'venezia']) assert.deepEqual(holidaysOf(2026, town), HOLIDAYS[2026]);
  assert.equal(italy.holidayOn(Temporal.PlainDate.from('2025-10-04'), 'bologna'), 'San Petronio');
});

test("Whit Monday moves with Easter, and is Bolzano's alone", () => {
  for (const day of ['2026-05-25', '2028-06-05', '2029-05-21', '2030-06-10']) {
    assert.ok(italy.holidayOn(Temporal.PlainDate.from(day), 'bolzano'), day);
    assert.equal(italy.holidayOn(Temporal.PlainDate.from(day), 'trento'), undefined);
  }
});

test('each town with a holiday of its own has a day that occurs in every year', () => {
  for (const town of italy.patrons) {
    assert.match(town, /^[a-z]+(?:-[a-z]+)*$/);
    // In 2025, before San Francesco came back, so that towns with a day of that saint show it.
    const days = daysOf(2025).filter((day) => italy.holidayOn(day, town) !== undefined);
    const shared = ['biella', 'prato', 'venezia'].includes(town) ? 0 : 1;
    assert.equal(days.length, 12 + shared, town);
  }
});

test('a town that is not known has no holiday of its own', () => {
  assert.deepEqual(holidaysOf(2027, 'atlantide'), HOLIDAYS[2027]);
  assert.deepEqual(holidaysOf(2027, 'constructor'), HOLIDAYS[2027]);
});

const EASTERS: readonly string[] = [
  '1818-03-22',
  '1943-04-25',
  '1954-04-18',
  '1961-04-02',
  '1981-04-19',
  '2000-04-23',
  '2008-03-23',
  '2019-04-21',
  '2024-03-31',
  '2025-04-20',
  '2038-04-25',
  '2049-04-18',
  '2076-04-19',
  '2285-03-22',
];

test('Easter falls on the Sundays that almanacs give, the earliest and the latest among them', () => {
  for (const day of EASTERS) assert.equal(easterOf(Number(day.slice(0, 4))).toString(), day);
});

function daysOf(year: number): Temporal.PlainDate[] {
  const first = Temporal.PlainDate.from({ year, month: 1, day: 1 });
  return Array.from({ length: first.daysInYear }, (_, days) => first.add({ days }));
}

function holidaysOf(year: number, town?: string): string[] {
  return daysOf(year).flatMap((day) => {
    const name = italy.holidayOn(day, town);
    return name === undefined ? [] : [`${day.toString()} ${pickText(name, 'it', 'it')}`];
  });
}
