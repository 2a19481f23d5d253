import { defineCommand } from '../command.ts';
import { linkLines } from '../terminal/link.ts';

/** Makes the link by which the first owner comes in. */
export const usersSetupLink = defineCommand({
  name: 'users setup-link',
  summary: 'Makes the link by which the first owner comes in, once. The former one is no longer good.',
  takes: '',
  count: [0, 0],
  options: {},
  prints: '{ url, until }',
  examples: ['users setup-link'],
  async run({ control, io }) {
    const link = await (await control()).call('users.setupLink');
    return { json: link, text: linkLines(link, 'Open it in a browser to make yourself the owner', io) };
  },
});
