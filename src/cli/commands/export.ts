import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { defineCommand } from '../command.ts';
import { formatJson } from '../terminal/text.ts';

/** Writes down everything that is kept about a person. */
export const exportCommand = defineCommand({
  name: 'export',
  summary: 'Writes down everything that is kept about a person, for them to see.',
  takes: 'CONTACT|PHONE',
  count: [1, 1],
  options: {
    output: {
      type: 'string',
      short: 'o',
      value: 'FILE',
      about: 'write there (readable by you alone) instead of to the standard output',
    },
  },
  prints: 'the export itself, or { contact, file } where -o names one',
  examples: ['export +393331234567 -o ada.json'],
  async run({ values, args: [contact = ''], control, io }) {
    const found = await (await control()).call('people.export', { contact });
    const text = `${formatJson(found)}\n`;
    const { output } = values;
    if (output === undefined) return { json: found, text };
    await writeFile(resolve(io.cwd, output), text, { mode: 0o600 });
    return {
      json: { contact: found.contact, file: output },
      text: [`All that is kept about ${found.contact} is in ${output}.`],
    };
  },
});
