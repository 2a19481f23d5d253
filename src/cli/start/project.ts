import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Type } from 'typebox';
import { formatDiagnostic, type Diagnostic, type FileDiagnostic } from '../../base/diagnostic.ts';
import { id } from '../../base/ids.ts';
import { isObject, type JsonObject, type JsonValue } from '../../base/json.ts';
import { checkSchema, withDefaults } from '../../base/schema.ts';
import type { Flow } from '../../flow/flow.ts';
import type { ConnectionRecord } from '../../store/records.ts';
import { channelsById, configSchema, connectorsById } from './catalog.ts';
import { readFlowFiles } from './project-flows.ts';

/** A connection as a project file states it, variables filled in. */
export type ProjectConnection = Pick<ConnectionRecord, 'key' | 'kind' | 'type'> & {
  config: JsonObject;
  simulator: boolean;
};

/** A folder kept in git: connections and flows. */
export type Project = { connections: ProjectConnection[]; flows: Omit<Flow, 'version'>[]; warnings: FileDiagnostic[] };

/** A project that cannot be loaded: every finding with file, path and fix. Nothing of it was stored. */
export class ProjectError extends Error {
  constructor(problems: readonly FileDiagnostic[]) {
    super(problems.map(({ file, diagnostic }) => `${file}: ${formatDiagnostic(diagnostic)}`).join('\n'));
    this.name = 'ProjectError';
  }
}

const Entry = { config: Type.Record(Type.String(), Type.Unknown()), simulator: Type.Optional(Type.Boolean()) };
const CONNECTION_NAME = '^[a-z][a-z0-9-]{0,39}$';
const ProjectFile = Type.Object(
  {
    connections: Type.Record(
      Type.String({ pattern: CONNECTION_NAME }),
      Type.Union([
        Type.Object({ channel: Type.String(), ...Entry }, { additionalProperties: false }),
        Type.Object({ connector: Type.String(), ...Entry }, { additionalProperties: false }),
      ]),
    ),
  },
  { additionalProperties: false },
);

/** Reads a project folder whole; throws `ProjectError` with every finding when there is an error in it. */
export async function readProject(folder: string, env: Readonly<Record<string, string | undefined>>): Promise<Project> {
  const problems: FileDiagnostic[] = [];
  const connections = await readConnections(folder, env, problems);
  const { flows, warnings } = await readFlowFiles([join(folder, 'flows')], connections, problems);
  const errors = problems.filter(({ diagnostic }) => diagnostic.severity === 'error');
  if (errors.length > 0) throw new ProjectError(errors);
  return { connections, flows, warnings };
}

async function readConnections(
  folder: string,
  env: Readonly<Record<string, string | undefined>>,
  problems: FileDiagnostic[],
): Promise<ProjectConnection[]> {
  const file = join(folder, 'rondine.json');
  const report = (diagnostic: Omit<Diagnostic, 'severity'>): void => {
    problems.push({ file, diagnostic: { severity: 'error', ...diagnostic } });
  };
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) {
    report({
      code: 'project_file',
      path: [],
      message: 'The project folder has no readable rondine.json.',
      fix: 'Give --project a folder with a rondine.json such as { "connections": { "whatsapp": { "channel": "whatsapp", "config": { … } } } }.',
    });
    return [];
  }
  const parsed = parseJson(text);
  if ('error' in parsed) {
    report({
      code: 'json',
      path: [],
      message: `This is not JSON: ${parsed.error}.`,
      fix: 'Correct the file at the place named.',
    });
    return [];
  }
  const misfits = checkSchema(ProjectFile, parsed.value);
  for (const misfit of misfits) problems.push({ file, diagnostic: misfit });
  if (misfits.length > 0 || !isObject(parsed.value) || !isObject(parsed.value['connections'])) return [];
  const found: ProjectConnection[] = [];
  for (const [name, entry] of Object.entries(parsed.value['connections'])) {
    if (!isObject(entry)) continue;
    const connection = readConnection(name, entry, env, report);
    if (connection) found.push(connection);
  }
  return found;
}

type Report = (diagnostic: Omit<Diagnostic, 'severity'>) => void;

function readConnection(
  name: string,
  entry: JsonObject,
  env: Readonly<Record<string, string | undefined>>,
  report: Report,
): ProjectConnection | undefined {
  const kind = 'channel' in entry ? 'channel' : 'connector';
  const type = typeof entry[kind] === 'string' ? entry[kind] : '';
  const path = ['connections', name];
  const known = Object.keys(kind === 'channel' ? channelsById : connectorsById);
  const schema = known.includes(type) ? configSchema(type) : undefined;
  if (!schema) {
    report({
      code: `unknown_${kind}`,
      path: [...path, kind],
      message: `There is no ${kind} "${type}".`,
      fix: `Use one of: ${known.join(', ')}.`,
    });
    return undefined;
  }
  const missing: string[] = [];
  const config = fillIn(entry['config'] ?? {}, env, missing) as JsonObject;
  for (const variable of missing) {
    report({
      code: 'missing_variable',
      path: [...path, 'config'],
      message: `The environment variable ${variable} is not set.`,
      fix: `Set ${variable} where the server is started, or write the value into rondine.json.`,
    });
  }
  if (missing.length === 0) checkSchema(schema, withDefaults(schema, config), [...path, 'config']).forEach(report);
  // Flows are checked against it even so: one mistake shall not be told twice.
  return { key: id.connection(name), kind, type, config, simulator: entry['simulator'] === true };
}

/** Puts environment variables in the places of `${NAME}`; names the missing ones. */
function fillIn(value: JsonValue, env: Readonly<Record<string, string | undefined>>, missing: string[]): JsonValue {
  if (typeof value === 'string') {
    return value.replace(/\$\{([A-Za-z_][A-Za-z0-9_]*)\}/g, (_whole, name: string) => {
      if (env[name] === undefined) missing.push(name);
      return env[name] ?? '';
    });
  }
  if (Array.isArray(value)) return value.map((item) => fillIn(item, env, missing));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, fillIn(item ?? null, env, missing)]));
}

function parseJson(text: string): { value: unknown } | { error: string } {
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}
