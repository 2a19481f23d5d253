import { randomUUID } from 'node:crypto';
import type { BulkAction, BulkResult, RepairPreview } from '../../engine/bulk.ts';
import type { RunFilter } from '../../engine/search.ts';
import { BY, defineCommand, UsageError, YES, type Call, type Options } from '../command.ts';
import { versionName } from '../../flow/draft-version.ts';
import type { Control } from '../../control/control.ts';
import { confirmed } from '../reading/confirmed.ts';
import { readVersion } from '../reading/flow-source.ts';
import { FILTER, readRunFilter } from '../reading/run-filter.ts';
import { readJsonOption } from '../reading/text-source.ts';
import { heading } from '../terminal/describe.ts';
import { table } from '../terminal/table.ts';
import { formatLine, styled, type Line, type Span } from '../terminal/text.ts';

const options = {
  preview: { type: 'boolean', about: 'only say what would happen to each run' },
  on: { type: 'string', value: 'N', about: 'of replay: go on in this version of the flow (its current one)' },
  outcome: { type: 'string', value: 'EXIT', about: 'of skip: by which exit (the ordinary way on)' },
  output: { type: 'string', value: 'JSON', about: 'of skip: what the step would have given: JSON, @FILE, or -' },
  vars: { type: 'string', value: 'JSON', about: 'of edit: variables as JSON, @FILE, or -; null takes one away' },
  reason: { type: 'string', value: 'TEXT', about: 'of cancel: why, for the history' },
  ...FILTER,
  ...BY,
  ...YES,
} as const satisfies Options;

type Given = Call<typeof options>;

/** Repairs many runs at once. */
export const runsBulk = defineCommand({
  name: 'runs bulk',
  summary:
    'Repairs all runs that a filter finds; what would happen is shown before. Who is repaired already is left alone.',
  takes: 'replay|cancel|skip|edit',
  count: [1, 1],
  options,
  prints:
    'with --preview { runs, fitting, messages, byFailure, byStep, byVersion, searched }, else { order, done, repeated, unfit, searched }',
  examples: [
    'runs bulk replay --status failed --failure denied --since 24h --preview',
    'runs bulk replay --status failed --flow lead --step create --yes --by ada',
    'runs bulk cancel --status active --flow old-campaign --reason "Campaign is over" --yes',
  ],
  async run(call) {
    const { values, io } = call;
    const filter = readRunFilter(values, io);
    if (Object.keys(filter).length === 0)
      throw new UsageError('Say which runs: at least one of the options that choose runs.');
    const action = await readAction(call);
    const control = await call.control();
    const preview = await previewAll(control, filter, action);
    if (values.preview) return { json: preview, text: previewLines(preview, io.width) };
    if (preview.fitting === 0)
      return { json: NOTHING, text: previewLines(preview, io.width), failed: preview.runs.length > 0 };
    if (!values.yes && io.confirm)
      for (const line of previewLines(preview, io.width)) io.err(`${formatLine(line, io.color)}\n`);
    await confirmed(`${count(preview.fitting, 'run')} will be changed. Do it?`, values.yes, io);
    const result = await applyAll(control, { filter, action, by: values.by ?? io.user });
    return { json: result, text: resultLines(result), failed: result.unfit.length > 0 };
  },
});

const NOTHING = { done: 0, repeated: 0, unfit: [], searched: 0 };

async function readAction({ values, args: [what], io }: Given): Promise<BulkAction> {
  switch (what) {
    case 'replay':
      return { type: 'replayed', ...(values.on === undefined ? {} : { version: readVersion(values.on) }) };
    case 'cancel':
      return { type: 'canceled', reason: values.reason ?? 'canceled by hand' };
    case 'skip': {
      const output = values.output === undefined ? {} : { output: await readJsonOption('output', values.output, io) };
      return { type: 'skipped', ...(values.outcome === undefined ? {} : { outcome: values.outcome }), ...output };
    }
    case 'edit':
      if (values.vars === undefined) throw new UsageError('Say what to change: --vars JSON');
      return { type: 'edited', vars: await readJsonOption('vars', values.vars, io) };
    default:
      throw new UsageError(`"${what}" cannot be done to runs. There is replay, cancel, skip and edit.`);
  }
}

async function previewAll(control: Control, filter: RunFilter, action: BulkAction): Promise<RepairPreview> {
  const whole: RepairPreview = {
    runs: [],
    fitting: 0,
    messages: 0,
    byFailure: {},
    byStep: {},
    byVersion: {},
    searched: 0,
  };
  for (let after: string | undefined; ;) {
    const part = await control.call('runs.preview', { filter, action, page: after === undefined ? {} : { after } });
    whole.runs.push(...part.runs);
    whole.fitting += part.fitting;
    whole.messages += part.messages;
    whole.searched += part.searched;
    for (const name of ['byFailure', 'byStep', 'byVersion'] as const)
      for (const [key, number] of Object.entries(part[name])) whole[name][key] = (whole[name][key] ?? 0) + number;
    after = part.next;
    if (after === undefined) return whole;
  }
}

type Order = { filter: RunFilter; action: BulkAction; by: string };
type Result = BulkResult & { order: string };

async function applyAll(control: Control, { filter, action, by }: Order): Promise<Result> {
  const order = randomUUID();
  const whole: Result = { order, done: 0, repeated: 0, unfit: [], searched: 0 };
  for (let after: string | undefined; ;) {
    const page = after === undefined ? {} : { after };
    const part = await control.call('runs.bulk', { filter, action, order, by, page });
    whole.done += part.done;
    whole.repeated += part.repeated;
    whole.unfit.push(...part.unfit);
    whole.searched += part.searched;
    after = part.next;
    if (after === undefined) return whole;
  }
}

/** Runs that a preview shows one by one; the counts are of all. */
const MOST_SHOWN = 20;

function previewLines(preview: RepairPreview, width: number | undefined): Line[] {
  const { runs, fitting, messages } = preview;
  if (runs.length === 0) return ['No run was found.'];
  const rows = runs
    .slice(0, MOST_SHOWN)
    .map(({ run, flow, version, to, step, problem, effects }): Span[] => [
      run,
      version === to ? `${flow}@${versionName(version)}` : `${flow}@${versionName(version)} → ${to}`,
      step ?? '',
      problem === undefined
        ? effects.map(({ what, fate }) => `${what} ${fate}`).join(', ') || 'goes on'
        : styled('yellow', problem),
    ]);
  const columns = [
    { head: 'RUN' },
    { head: 'FLOW', cut: true },
    { head: 'STEP', cut: true },
    { head: 'WHAT WOULD HAPPEN', cut: true },
  ] as const;
  const counts = (['byFailure', 'byStep', 'byVersion'] as const).map((name): Line => {
    const parts = Object.entries(preview[name]).sort((left, right) => right[1] - left[1]);
    return [
      styled('dim', name.slice(2).toLowerCase().padEnd(8)),
      parts.map(([key, number]) => `${number} ${key}`).join(', '),
    ];
  });
  const more = runs.length > MOST_SHOWN ? [`… and ${runs.length - MOST_SHOWN} more`] : [];
  return [
    ...table(columns, rows, width),
    ...more,
    ...heading(
      `${count(fitting, 'run')} of ${runs.length} would be changed, ${count(messages, 'message')} sent at once`,
    ),
    ...counts,
  ];
}

function resultLines({ done, repeated, unfit }: BulkResult): Line[] {
  return [
    `${count(done, 'run')} changed${repeated > 0 ? `, ${repeated} had been already` : ''}.`,
    ...unfit.map(({ run, problem }): Line => [styled('yellow', `${run}: `), problem]),
  ];
}

function count(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? '' : 's'}`;
}
