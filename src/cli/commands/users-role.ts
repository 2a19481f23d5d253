import { defineCommand } from '../command.ts';

/** Changes what a person may. */
export const usersRole = defineCommand({
  name: 'users role',
  summary: 'Changes the role of a person, at once. The last owner stays one.',
  takes: 'EMAIL ROLE',
  count: [2, 2],
  options: {},
  prints: 'the person',
  examples: ['users role grace@example.com admin'],
  async run({ args: [email = '', role = ''], control }) {
    const person = await (await control()).call('users.changeRole', { email, role });
    return { json: person, text: [`${person.name} (${person.email}) is ${person.role} now.`] };
  },
});
