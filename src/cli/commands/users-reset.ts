import { defineCommand } from '../command.ts';
import { linkLines } from '../terminal/link.ts';

/** Makes a link to set a new password. */
export const usersReset = defineCommand({
  name: 'users reset',
  summary:
    'Makes a link by which a person sets a new password. Until it is used the old one is good; then all sessions end.',
  takes: 'EMAIL',
  count: [1, 1],
  options: {},
  prints: '{ url, until }',
  examples: ['users reset ada@example.com'],
  async run({ args: [email = ''], control, io }) {
    const link = await (await control()).call('users.reset', { email });
    return { json: link, text: linkLines(link, `Give this link to ${email}`, io) };
  },
});
