import { ControlError } from '../../control/control.ts';
import { formatPath } from '../../base/diagnostic.ts';
import { id as idOf } from '../../base/ids.ts';
import { importFile, OWN_FORMAT } from '../../imports/import-file.ts';
import type { ImportedPart, ImportGrade, ImportNeed, ImportReport } from '../../imports/report.ts';
import { BY, defineCommand } from '../command.ts';
import { countFindings } from '../reading/flow-source.ts';
import { readText } from '../reading/text-source.ts';
import { findingLines } from '../terminal/findings.ts';
import { styled, type Line } from '../terminal/text.ts';

const options = {
  ...BY,
  as: { type: 'string', value: 'ID', about: 'the id that the flow gets, in place of the one in the file' },
} as const;

/** Makes a file the draft of its flow: one of ours, or one of another product that is made into one of ours. */
export const flowImport = defineCommand({
  name: 'flow import',
  summary: 'Makes a file the draft of its flow. Nothing starts with it before it is published.',
  takes: 'FILE|-',
  count: [1, 1],
  options,
  prints:
    '{ flow, revision, changed, hasChanges, findings }; of a flow of another product { report, needs } as well: what became of each step, and what has to be made',
  examples: ['flow import lead.json', 'flow import - --by ada < lead.json', 'flow import bird-export.json --as lead'],
  async run({ values, args: [name = ''], control, io }) {
    const { text: written, from } = await readText(name, io);
    const imported = importFile(written);
    if ('diagnostics' in imported) throw new ControlError('invalid', `${from} is no flow file.`, imported.diagnostics);
    const { report, needs } = imported;
    const file =
      values.as === undefined
        ? imported.file
        : { ...imported.file, flow: { ...imported.file.flow, id: idOf.flow(values.as) } };
    const answer = await (await control()).call('flows.import', { file, by: values.by ?? io.user });
    const { flow, changed, hasChanges, findings } = answer;
    const isForeign = report.source !== OWN_FORMAT;
    const text = [
      ...(isForeign ? reportLines(report, needs) : []),
      changed ? `The draft of "${flow}" is this file now.` : `The draft of "${flow}" was the same already.`,
      ...findingLines(findings),
      `Findings: ${countFindings(findings)}.`,
      ...(hasChanges ? [`To publish it: rondine flow publish ${flow}`] : ['The current version means the same.']),
    ];
    return { json: isForeign ? { ...answer, report, needs } : answer, text };
  },
});

const COLOURS = { exact: 'green', approximated: 'yellow', lost: 'red' } as const satisfies Record<ImportGrade, string>;

function reportLines(
  { source, counts, trigger, steps, leftOut, remarks }: ImportReport,
  needs: readonly ImportNeed[],
): Line[] {
  const { exact, approximated, lost } = counts;
  return [
    `${source}: ${steps.length} steps, of which ${exact} exact, ${approximated} approximated, ${lost} lost.`,
    ...(trigger ? ['', 'What starts it:', ...partLines(trigger)] : []),
    ...(steps.length === 0 ? [] : ['', 'Steps:', ...steps.flatMap(partLines)]),
    ...(leftOut.length === 0 ? [] : ['', 'Left out:']),
    ...leftOut.map(({ place, value, why }) => `  ${formatPath(place)} = ${shorten(JSON.stringify(value))}\n    ${why}`),
    ...(needs.length === 0 ? [] : ['', 'To be made before it can run:']),
    ...needs.flatMap(needLines),
    '',
    ...remarks,
    '',
  ];
}

function partLines({ grade, place, kind, title, steps, remarks }: ImportedPart): Line[] {
  const became = steps.length === 0 ? '' : ` → ${steps.join(', ')}`;
  const named = title === undefined ? kind : `${kind} "${shorten(title)}"`;
  return [
    ['  ', styled(COLOURS[grade], grade), ` ${named}${became}`, styled('dim', `  ${formatPath(place)}`)],
    ...remarks.map((remark) => `    ${remark}`),
  ];
}

function needLines(need: ImportNeed): Line[] {
  if (need.kind === 'secret') return [`  secret "${need.name}"`, `    ${need.why}`];
  const { name, adapter, config, fill, why } = need;
  const known = Object.entries(config).map(([member, value]) => `${member} ${JSON.stringify(value)}`);
  const wanted = fill.length === 0 ? [] : [`to fill in: ${fill.join(', ')}`];
  const more = [...known, ...wanted].join('; ');
  return [`  connection "${name}" (${adapter})${more === '' ? '' : `: ${more}`}`, `    ${why}`];
}

function shorten(text: string): string {
  return text.length > 100 ? `${text.slice(0, 99)}…` : text;
}
