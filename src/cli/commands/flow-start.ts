import { defineCommand } from '../command.ts';
import { readFlowRef } from '../reading/flow-source.ts';
import { readJsonOption } from '../reading/text-source.ts';
import { standing } from '../terminal/describe.ts';

/** Starts a flow by hand. */
export const flowStart = defineCommand({
  name: 'flow start',
  summary: 'Starts a run of a flow by hand. The flow needs a trigger { "type": "manual" }.',
  takes: 'ID',
  count: [1, 1],
  options: {
    input: { type: 'string', value: 'JSON', about: 'what it starts with: JSON, @FILE, or - for the standard input' },
    to: {
      type: 'string',
      value: 'CONNECTION:ADDRESS',
      about: 'whom it talks to (unless told, whom its trigger names)',
    },
  },
  prints: 'the run',
  examples: [
    'flow start reminder --to whatsapp:+393331234567',
    `flow start reminder --input '{ "appointment": "2026-12-01" }'`,
  ],
  async run({ values, args: [name = ''], control, io }) {
    const { flow } = readFlowRef(name);
    const input = values.input === undefined ? {} : { input: await readJsonOption('input', values.input, io) };
    const to = values.to === undefined ? {} : { to: values.to };
    const run = await (await control()).call('flows.start', { flow, ...input, ...to });
    const where = standing(run, io.now()) || run.status;
    return { json: run, text: [`Run ${run.id} of "${flow}" has begun: ${where}.`] };
  },
});
