import { defineCommand, YES } from '../command.ts';
import { confirmed } from '../reading/confirmed.ts';

/** Takes somebody's access away. */
export const usersRemove = defineCommand({
  name: 'users remove',
  summary:
    'Removes a person who can sign in, with all sessions and tokens. What the person did stays in the histories.',
  takes: 'EMAIL',
  count: [1, 1],
  options: YES,
  prints: '{ email }',
  examples: ['users remove grace@example.com --yes'],
  async run({ values, args: [email = ''], control, io }) {
    const open = await control();
    await confirmed(`Remove ${email}, with all sessions and tokens?`, values.yes, io);
    await open.call('users.remove', { email });
    return { json: { email }, text: [`${email} can no longer sign in.`] };
  },
});
