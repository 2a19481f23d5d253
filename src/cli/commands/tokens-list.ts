import { defineCommand } from '../command.ts';
import { table } from '../terminal/table.ts';
import { moment } from '../terminal/time.ts';

const COLUMNS = [
  { head: 'id' },
  { head: 'name', cut: true },
  { head: 'of', cut: true },
  { head: 'scopes', cut: true },
  { head: 'until' },
  { head: 'last used' },
] as const;

/** Lists the tokens of programs. */
export const tokensList = defineCommand({
  name: 'tokens list',
  summary: 'Lists the tokens that programs call the API with.',
  takes: '',
  count: [0, 0],
  options: {},
  prints: 'a list of { id, name, scopes, person, createdAt, expiresAt?, lastUsedAt? }',
  examples: ['tokens list'],
  async run({ control, io }) {
    const tokens = await (await control()).call('tokens.list');
    const at = (time: number | undefined, none: string) => (time === undefined ? none : moment(time, io.timeZone));
    const rows = tokens.map(({ id, name, person, scopes, expiresAt, lastUsedAt }) => [
      id,
      name,
      person.name,
      scopes.join(' '),
      at(expiresAt, 'no end'),
      at(lastUsedAt, 'never'),
    ]);
    return { json: tokens, text: rows.length > 0 ? table(COLUMNS, rows, io.width) : ['There are no tokens.'] };
  },
});
