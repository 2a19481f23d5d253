import { globSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename, join, relative, resolve } from 'node:path';
import type { Diagnostic } from '../../base/diagnostic.ts';
import type { FlowFile } from '../../flow/flow.ts';
import { parseFlowFile } from '../../flow/flow-file.ts';
import { CommandError, defineCommand, UsageError, type Io } from '../command.ts';
import { createFlowChecker } from '../reading/flow-checker.ts';
import { countFindings } from '../reading/flow-source.ts';
import { readText } from '../reading/text-source.ts';
import { findingLines } from '../terminal/findings.ts';
import { styled, type Line } from '../terminal/text.ts';

/** JSON files of a project that are no flows. */
const OTHERS: ReadonlySet<string> = new Set(['rondine.json', 'package.json', 'package-lock.json', 'tsconfig.json']);

const options = {
  project: {
    type: 'string',
    value: 'DIR',
    about: 'the project whose connections the flows use (where rondine.json is)',
  },
  connection: {
    type: 'string',
    multiple: true,
    value: 'NAME[=NAME]',
    about: 'asks the system behind this connection, too; NAME=NAME: the one of the installation that stands for it',
  },
} as const;

/** Checks flow files without publishing anything. */
export const flowCheck = defineCommand({
  name: 'flow check',
  summary: 'Checks flow files: what is wrong, where, and what to do about it.',
  takes: 'FILE|DIR|- ...',
  count: [1, 1000],
  options,
  prints: 'a list with file, flow id and findings (code, severity, path, message, fix) of each file',
  examples: [
    'flow check my-project/flows',
    'flow check lead.json --project my-project',
    'flow check lead.json --connection salesforce=sandbox     (asks the org: fields, values, owners)',
    'flow check lead.json --data data     (against the connections of a running installation)',
    'cat lead.json | rondine flow check -',
  ],
  async run(call) {
    const files = (await Promise.all(call.args.map((name) => filesOf(name, call.io)))).flat();
    const checked = [];
    const check = createFlowChecker(call);
    const over = readOver(call.values.connection ?? []);
    const all = async (flow: FlowFile['flow'], file: string): Promise<Diagnostic[]> => {
      const found = await check(flow, file);
      if (!over) return found;
      return [...found, ...(await (await call.control()).call('flows.inspect', { flow, over }))];
    };
    for (const file of files) {
      const { text, from } = await readText(file, call.io);
      const parsed = parseFlowFile(text);
      const findings = 'file' in parsed ? await all(parsed.file.flow, file) : parsed.diagnostics;
      checked.push({ file: from, ...('file' in parsed ? { flow: parsed.file.flow.id } : {}), findings });
    }
    const every = checked.flatMap(({ findings }) => findings);
    const failed = every.some(({ severity }) => severity === 'error');
    const count = `${checked.length} ${checked.length === 1 ? 'flow' : 'flows'} checked: ${countFindings(every)}`;
    const lines: Line[] = checked.flatMap(({ file, findings }) => findingLines(findings, file));
    return { json: checked, text: [...lines, [styled(failed ? 'red' : 'green', count)]], failed };
  },
});

/** `salesforce=sandbox`, or `salesforce` for the connection of that name; undefined where nothing was given. */
function readOver(given: readonly string[]): Record<string, string> | undefined {
  if (given.length === 0) return undefined;
  return Object.fromEntries(
    given.map((text) => {
      const [name = '', stands = name, ...more] = text.split('=');
      if (name === '' || stands === '' || more.length > 0)
        throw new UsageError(`"${text}" names no connection. Write salesforce, or salesforce=sandbox.`);
      return [name, stands];
    }),
  );
}

/** The flow files meant by a name: a file, the standard input, or every JSON file of a folder that is a flow's. */
async function filesOf(name: string, io: Io): Promise<string[]> {
  const path = resolve(io.cwd, name);
  const found = name === '-' ? undefined : await stat(path).catch(() => undefined);
  if (!found?.isDirectory()) return [name];
  const files = globSync('**/*.json', { cwd: path, exclude: (each) => each === 'node_modules' })
    .filter((file) => !OTHERS.has(basename(file)))
    .sort();
  if (files.length === 0) throw new CommandError(`There is no flow file (*.json) in ${name}.`);
  return files.map((file) => relative(io.cwd, join(path, file)));
}
