import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { formatFlowFile } from '../../flow/flow-file.ts';
import { defineCommand } from '../command.ts';
import { readFlowRef, readVersion } from '../reading/flow-source.ts';

/** Writes a flow as a file. */
export const flowExport = defineCommand({
  name: 'flow export',
  summary: 'Writes a flow as a file: the current version unless told.',
  takes: 'ID[@VERSION|@draft]',
  count: [1, 1],
  options: {
    version: { type: 'string', value: 'N', about: 'this version' },
    draft: { type: 'boolean', about: 'the draft' },
    output: { type: 'string', short: 'o', value: 'FILE', about: 'write there instead of to the standard output' },
  },
  prints: 'the flow file itself, or { flow, file } where -o names one',
  examples: ['flow export lead > lead.json', 'flow export lead --version 3 -o lead-3.json', 'flow export lead@draft'],
  async run({ values, args: [name = ''], control, io }) {
    const ref = readFlowRef(name);
    const version = values.draft ? 'draft' : values.version === undefined ? ref.version : readVersion(values.version);
    const asked = { flow: ref.flow, ...(version === undefined ? {} : { version }) };
    const { version: _version, ...file } = await (await control()).call('flows.get', asked);
    const text = formatFlowFile(file);
    if (values.output === undefined) return { json: JSON.parse(text) as unknown, text };
    await writeFile(resolve(io.cwd, values.output), text);
    return { json: { flow: file.flow.id, file: values.output }, text: [`"${file.flow.id}" is in ${values.output}.`] };
  },
});
