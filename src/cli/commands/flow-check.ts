import { readFile, stat } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { globSync } from 'node:fs';
import type { Diagnostic } from '../../base/diagnostic.ts';
import { isObject } from '../../base/json.ts';
import { PLAIN_INSTALLATION } from '../../engine/installation-book.ts';
import type { Flow } from '../../flow/flow.ts';
import { parseFlowFile } from '../../flow/flow-file.ts';
import { validate } from '../../flow/validate/validate.ts';
import { CommandError, defineCommand, type Call, type Io } from '../command.ts';
import { countFindings } from '../reading/flow-source.ts';
import { readText } from '../reading/text-source.ts';
import { catalogOf, type Around } from '../start/catalog.ts';
import { findingLines } from '../terminal/findings.ts';
import { styled, type Line } from '../terminal/text.ts';

const options = {
  project: {
    type: 'string',
    value: 'DIR',
    about: 'the project whose connections the flows use (where rondine.json is)',
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
    'flow check lead.json --data data     (against the connections of a running installation)',
    'cat lead.json | rondine flow check -',
  ],
  async run(call) {
    const files = (await Promise.all(call.args.map((name) => filesOf(name, call.io)))).flat();
    const checked = [];
    const check = await checkerOf(call, files);
    for (const file of files) {
      const { text, from } = await readText(file, call.io);
      const parsed = parseFlowFile(text);
      const findings = 'file' in parsed ? await check(parsed.file.flow) : parsed.diagnostics;
      checked.push({ file: from, ...('file' in parsed ? { flow: parsed.file.flow.id } : {}), findings });
    }
    const all = checked.flatMap(({ findings }) => findings);
    const failed = all.some(({ severity }) => severity === 'error');
    const count = `${checked.length} ${checked.length === 1 ? 'flow' : 'flows'} checked: ${countFindings(all)}`;
    const lines: Line[] = checked.flatMap(({ file, findings }) => findingLines(findings, file));
    return { json: checked, text: [...lines, [styled(failed ? 'red' : 'green', count)]], failed };
  },
});

/** The flow files meant by a name: a file, the standard input, or every JSON file of a folder that is a flow's. */
async function filesOf(name: string, io: Io): Promise<string[]> {
  const path = resolve(io.cwd, name);
  const found = name === '-' ? undefined : await stat(path).catch(() => undefined);
  if (!found?.isDirectory()) return [name];
  const files = globSync('**/*.json', { cwd: path, exclude: (each) => each === 'node_modules' })
    .filter((file) => !['rondine.json', 'package.json', 'package-lock.json', 'tsconfig.json'].includes(file))
    .sort();
  if (files.length === 0) throw new CommandError(`There is no flow file (*.json) in ${name}.`);
  return files.map((file) => relative(io.cwd, join(path, file)));
}

type Check = (flow: Omit<Flow, 'version'>) => Promise<Diagnostic[]>;

/** What flows are checked against: a project, an installation, or, where neither is known, themselves alone. */
async function checkerOf(call: Call<typeof options>, files: readonly string[]): Promise<Check> {
  const { values, io } = call;
  const folder = await projectOf(values.project, files, io);
  if (folder !== undefined) {
    const around: Around = { connections: await connectionsOf(folder), facts: PLAIN_INSTALLATION };
    return async (flow) => validate({ ...flow, version: 0 }, catalogOf(around));
  }
  if (values.data !== undefined) {
    const control = await call.control();
    return (flow) => control.call('flows.check', { flow });
  }
  io.err(
    'rondine: connections are not checked; name a project (--project DIR) or a data folder (--data DIR) for that\n',
  );
  const alone = catalogOf({ connections: [], facts: PLAIN_INSTALLATION });
  return async (flow) => validate({ ...flow, version: 0 }, alone).filter(({ code }) => code !== 'unknown_connection');
}

/** The folder with the rondine.json: as told, else the one that the first file lies in or below. */
async function projectOf(
  told: string | undefined,
  [file = '-']: readonly string[],
  io: Io,
): Promise<string | undefined> {
  if (told !== undefined) return resolve(io.cwd, told);
  if (file === '-') return undefined;
  const folder = dirname(resolve(io.cwd, file));
  for (const place of [folder, dirname(folder)]) {
    if (await stat(join(place, 'rondine.json')).catch(() => undefined)) return place;
  }
  return undefined;
}

/** The names and types of a project's connections; their values are not looked at, so nothing need be in the environment. */
async function connectionsOf(folder: string): Promise<Around['connections']> {
  const path = join(folder, 'rondine.json');
  let read: unknown;
  try {
    read = JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    throw new CommandError(`${path} cannot be read: ${error instanceof Error ? error.message : String(error)}.`);
  }
  const connections = isObject(read) && isObject(read['connections']) ? read['connections'] : {};
  return Object.entries(connections).flatMap(([key, entry]) => {
    if (!isObject(entry)) return [];
    const kind = 'channel' in entry ? ('channel' as const) : ('connector' as const);
    const type = entry[kind];
    return typeof type === 'string' ? [{ key, kind, type }] : [];
  });
}
