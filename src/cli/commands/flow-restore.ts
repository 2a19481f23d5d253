import { BY, defineCommand } from '../command.ts';
import { readFlowRef, readVersion } from '../reading/flow-source.ts';

/** Makes an older version the draft again. */
export const flowRestore = defineCommand({
  name: 'flow restore',
  summary: 'Makes an older version the draft, and with --publish the current version too.',
  takes: 'ID VERSION',
  count: [2, 2],
  options: { publish: { type: 'boolean', about: 'publish it at once, as a new version' }, ...BY },
  prints: '{ revision, published?: { version, changed } }',
  examples: ['flow restore lead 3', 'flow restore lead 3 --publish'],
  async run({ values, args: [name = '', number = ''], control, io }) {
    const { flow } = readFlowRef(name);
    const version = readVersion(number);
    const asked = { flow, version, by: values.by ?? io.user, publish: values.publish === true };
    const answer = await (await control()).call('flows.restore', asked);
    const published = answer.published ? [`Version ${answer.published.version} of "${flow}" is current now.`] : [];
    return { json: answer, text: [`The draft of "${flow}" is version ${version} now.`, ...published] };
  },
});
