import { defineCommand, YES } from '../command.ts';
import { confirmed } from '../reading/confirmed.ts';
import { readFlowRef } from '../reading/flow-source.ts';

/** Ends the current version of a flow. */
export const flowUnpublish = defineCommand({
  name: 'flow unpublish',
  summary: 'Ends the current version of a flow: nothing starts it any more. Running runs go on.',
  takes: 'ID',
  count: [1, 1],
  options: { ...YES },
  prints: '{ flow, version? }: the version that was current',
  examples: ['flow unpublish lead --yes'],
  async run({ values, args: [name = ''], control, io }) {
    const { flow } = readFlowRef(name);
    const open = await control();
    const [summary] = (await open.call('flows.list')).filter((each) => each.flow === flow);
    if (summary?.current === undefined) {
      await open.call('flows.history', { flow });
      return { json: { flow }, text: [`"${flow}" has no current version; nothing was changed.`] };
    }
    await confirmed(
      `New runs of "${flow}" will not start any more; ${summary.activeRuns} under way go on. Unpublish it?`,
      values.yes,
      io,
    );
    const { version } = await open.call('flows.unpublish', { flow });
    return { json: { flow, version }, text: [`Version ${version} of "${flow}" is not current any more.`] };
  },
});
