import { BY, defineCommand } from '../command.ts';
import { readFlowRef } from '../reading/flow-source.ts';

/** Makes a flow of its own out of another. */
export const flowDuplicate = defineCommand({
  name: 'flow duplicate',
  summary: 'Makes a flow of its own, as a draft, out of another one’s draft or newest version.',
  takes: 'ID NEW-ID',
  count: [2, 2],
  options: { name: { type: 'string', value: 'TEXT', about: 'what to call the copy' }, ...BY },
  prints: '{ flow, revision }',
  examples: ['flow duplicate lead lead-summer --name "Lead, summer"'],
  async run({ values, args: [name = '', copy = ''], control, io }) {
    const title = values.name === undefined ? {} : { name: values.name };
    const asked = { of: readFlowRef(name).flow, as: readFlowRef(copy).flow, by: values.by ?? io.user, ...title };
    const answer = await (await control()).call('flows.duplicate', asked);
    return { json: answer, text: [`"${answer.flow}" is a draft now: rondine flow export ${answer.flow}@draft`] };
  },
});
