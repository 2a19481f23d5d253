import { calendarForm, HOLIDAY_SCHEMAS } from '../../src/flow/calendar/calendar.ts';
import { countries } from '../../src/flow/calendar/countries.ts';
import { SEARCH_DAYS } from '../../src/flow/calendar/hours.ts';
import { hours, MOMENTS } from './calendar-example.ts';
import { fieldTable, jsonFence, page, table, word, type Form } from './markdown.ts';

/** The page of calendars: their form, one of them, and what it says of some moments. */
export function calendarsPage(): string {
  return page('Calendars', [
    `A calendar says when people are there. It stands under its name in the section \`calendars\` of
[rondine.json](project.md), and the steps [hours](steps.md#hours-business-hours) and [wait](steps.md#wait-wait) ask it.
Hours are those of the clock on the wall in its time zone, so they stay right when summer time begins and ends. A single
day goes before a day of every year, and both before the public holidays of a country. An opening is looked for
${SEARCH_DAYS} days ahead.`,
    fieldTable(calendarForm({})),
    '## Holidays',
    ...Object.values(HOLIDAY_SCHEMAS).flatMap((form) => [
      `### ${(form as Form).title}`,
      (form as Form).description ?? '',
      fieldTable(form),
    ]),
    ...Object.entries(countries).map(
      ([country, { patrons }]) => `Towns of ${word(country)} whose own holiday is known: ${patrons.join(', ')}.`,
    ),
    '## Example',
    jsonFence({ calendars: { office: hours } }),
    table(
      ['Moment in Rome', 'What it is', 'The office is'],
      MOMENTS.map(({ at, why, open }) => [word(at), why, open ? 'open' : 'closed']),
    ),
  ]);
}
