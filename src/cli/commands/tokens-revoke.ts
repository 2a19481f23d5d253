import { defineCommand } from '../command.ts';

/** Ends a token. */
export const tokensRevoke = defineCommand({
  name: 'tokens revoke',
  summary: 'Ends a token at once.',
  takes: 'ID',
  count: [1, 1],
  options: {},
  prints: '{ id }',
  examples: ['tokens revoke 3f0c9a52-…'],
  async run({ args: [id = ''], control }) {
    await (await control()).call('tokens.revoke', { id });
    return { json: { id }, text: [`The token ${id} is no longer good.`] };
  },
});
