import { BY, defineCommand, type Call } from '../command.ts';
import { ControlError } from '../../control/control.ts';
import { findingLines } from '../terminal/findings.ts';
import { isFileName, readFlowFile, readFlowRef } from '../reading/flow-source.ts';

/** Makes a draft, or a file, the version that new runs start with. */
export const flowPublish = defineCommand({
  name: 'flow publish',
  summary: 'Makes the draft, or a file, the version that new runs start with. Running runs keep theirs.',
  takes: 'ID|FILE|-',
  count: [1, 1],
  options: {
    name: { type: 'string', value: 'TEXT', about: 'what to call the version' },
    note: { type: 'string', value: 'TEXT', about: 'what changed and why' },
    force: { type: 'boolean', about: 'publish also what a connected system would refuse' },
    ...BY,
  },
  prints: '{ flow, version, changed, warnings? }',
  examples: ['flow publish lead --name "Spring campaign" --note "Asks for the region"', 'flow publish lead.json'],
  async run({ values, args: [name = ''], control, io }) {
    const by = values.by ?? io.user;
    const flow = isFileName(name, io) ? await importFile(name, by, { control, io }) : readFlowRef(name).flow;
    const { name: title, note, force = false } = values;
    const about = {
      ...(title === undefined ? {} : { name: title }),
      ...(note === undefined ? {} : { note }),
      by,
      force,
    };
    const published = await (await control()).call('flows.publish', { flow, ...about });
    const text = published.changed
      ? `Version ${published.version} of "${flow}" is current now.`
      : `Version ${published.version} of "${flow}" means the same and stays current.`;
    return { json: { flow, ...published }, text: [text, ...findingLines(published.warnings ?? [])] };
  },
});

/** Makes the file the draft; one with errors leaves the draft as it was. */
async function importFile(name: string, by: string, { control, io }: Pick<Call, 'control' | 'io'>): Promise<string> {
  const file = await readFlowFile(name, io);
  const open = await control();
  const errors = (await open.call('flows.check', { flow: file.flow })).filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new ControlError('invalid', `${name} has errors and cannot be published.`, errors);
  return (await open.call('flows.import', { file, by })).flow;
}
