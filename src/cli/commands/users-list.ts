import { defineCommand } from '../command.ts';
import { heading } from '../terminal/describe.ts';
import { table } from '../terminal/table.ts';
import { moment } from '../terminal/time.ts';

const PEOPLE = [{ head: 'e-mail' }, { head: 'name', cut: true }, { head: 'role' }, { head: 'last seen' }] as const;
const INVITED = [{ head: 'e-mail' }, { head: 'role' }, { head: 'by', cut: true }, { head: 'until' }] as const;

/** Lists who can sign in. */
export const usersList = defineCommand({
  name: 'users list',
  summary: 'Lists who can sign in, with their roles, and who was invited.',
  takes: '',
  count: [0, 0],
  options: {},
  prints: '{ people, invitations }',
  examples: ['users list'],
  async run({ control, io }) {
    const found = await (await control()).call('users.list');
    const { people, invitations } = found;
    const rows = people.map(({ email, name, role, lastSeenAt }) => {
      const seen = lastSeenAt === undefined ? 'never' : moment(lastSeenAt, io.timeZone);
      return [email, name, role, seen];
    });
    const invited = invitations.map(({ email, role, by, until }) => [email, role, by, moment(until, io.timeZone)]);
    const nobody = ['Nobody can sign in yet. Make the first owner: rondine users setup-link'];
    return {
      json: found,
      text: [
        ...(rows.length > 0 ? table(PEOPLE, rows, io.width) : nobody),
        ...(invited.length > 0 ? [...heading('Invited'), ...table(INVITED, invited, io.width)] : []),
      ],
    };
  },
});
