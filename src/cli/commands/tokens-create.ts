import { defineCommand } from '../command.ts';
import { readCount } from '../reading/run-filter.ts';
import { moment } from '../terminal/time.ts';

/** Makes a token for a program. */
export const tokensCreate = defineCommand({
  name: 'tokens create',
  summary: 'Makes a token that a program calls the API with. It may at most what the person may whose it is.',
  takes: 'EMAIL NAME SCOPE ...',
  count: [3, 20],
  options: { days: { type: 'string', value: 'N', about: 'it ends after so many days; without, when it is revoked' } },
  prints: '{ id, token, name, scopes, person, createdAt, expiresAt? }',
  examples: ['tokens create ada@example.com "night report" runs:read flows:read --days 90'],
  async run({ values, args: [email = '', name = '', ...scopes], control, io }) {
    const days = readCount('days', values.days, 3650);
    const asked = { email, name, scopes, ...(days === undefined ? {} : { days }) };
    const made = await (await control()).call('tokens.create', asked);
    const until = made.expiresAt === undefined ? '' : `, until ${moment(made.expiresAt, io.timeZone)}`;
    return {
      json: made,
      text: [
        `“${made.name}” of ${made.person.name} may ${made.scopes.join(', ')}${until}. The token is shown once:`,
        '',
        `  ${made.token}`,
      ],
    };
  },
});
