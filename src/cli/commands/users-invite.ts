import { defineCommand } from '../command.ts';
import { linkLines } from '../terminal/link.ts';

/** Invites somebody. */
export const usersInvite = defineCommand({
  name: 'users invite',
  summary: 'Makes a link by which somebody chooses a password and can then sign in. No mail is sent: hand it on.',
  takes: 'EMAIL',
  count: [1, 1],
  options: {
    role: { type: 'string', value: 'WORD', about: 'viewer, agent, editor, admin or owner (viewer)' },
    name: { type: 'string', value: 'NAME', about: 'the person’s name' },
  },
  prints: '{ url, until }',
  examples: ['users invite grace@example.com --role editor'],
  async run({ values: { role = 'viewer', name }, args: [email = ''], control, io }) {
    const asked = { email, role, ...(name === undefined ? {} : { name }) };
    const link = await (await control()).call('users.invite', asked);
    return { json: link, text: linkLines(link, `Give this link to ${email}`, io) };
  },
});
