import { BY, defineCommand } from '../command.ts';
import { countFindings, readFlowFile } from '../reading/flow-source.ts';
import { findingLines } from '../terminal/findings.ts';

/** Makes a flow file the draft of its flow. */
export const flowImport = defineCommand({
  name: 'flow import',
  summary: 'Makes a file the draft of its flow. Nothing starts with it before it is published.',
  takes: 'FILE|-',
  count: [1, 1],
  options: { ...BY },
  prints: '{ flow, revision, changed, hasChanges, findings }',
  examples: ['flow import lead.json', 'flow import - --by ada < lead.json'],
  async run({ values, args: [name = ''], control, io }) {
    const file = await readFlowFile(name, io);
    const answer = await (await control()).call('flows.import', { file, by: values.by ?? io.user });
    const { flow, changed, hasChanges, findings } = answer;
    const text = [
      changed ? `The draft of "${flow}" is this file now.` : `The draft of "${flow}" was the same already.`,
      ...findingLines(findings),
      `Findings: ${countFindings(findings)}.`,
      ...(hasChanges ? [`To publish it: rondine flow publish ${flow}`] : ['The current version means the same.']),
    ];
    return { json: answer, text };
  },
});
