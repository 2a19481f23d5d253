import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Type } from 'typebox';
import { formatDiagnostic, type Diagnostic, type FileDiagnostic } from '../../base/diagnostic.ts';
import { id } from '../../base/ids.ts';
import { isObject, type JsonObject, type JsonValue } from '../../base/json.ts';
import { withDefaults, type Schema } from '../../base/schema.ts';
import { own, type Flow } from '../../flow/flow.ts';
import { explainSchema } from '../../flow/validate/explain-schema.ts';
import { PLAIN_INSTALLATION, type InstallationFacts } from '../../engine/installation-book.ts';
import { OWN_CONNECTION } from '../../inbox/operations/operation.ts';
import type { ConnectionRecord } from '../../store/records.ts';
import { channelsById, configSchema, connectorsById } from '../../control/catalog.ts';
import type { FlowLabels } from '../../control/flow-labels.ts';
import { OwnCapabilities } from '../../control/own-capabilities.ts';
import { fillIn, leadingNowhere, madeUpSecret, withMadeUp, type Env } from './fill-in.ts';
import { FACT_SECTIONS, readFacts } from './project-facts.ts';
import { readFlowFiles } from './project-flows.ts';
import { workingConfig } from './simulators.ts';

/** A connection as a project file states it, variables filled in. */
export type ProjectConnection = Pick<
  ConnectionRecord,
  'key' | 'kind' | 'type' | 'limits' | 'shadow' | 'acknowledge' | 'capabilities'
> & {
  config: JsonObject;
  simulator: boolean;
};

/** A folder kept in git: connections, flows, and what the installation says of itself. */
export type Project = {
  connections: ProjectConnection[];
  flows: Omit<Flow, 'version'>[];
  facts: InstallationFacts;
  /** The folder it was read from; undefined for the demo. */
  folder?: string;
  /** Where flows lie to begin with, by id; people move them. */
  labels?: Readonly<Record<string, Pick<FlowLabels, 'folder' | 'tags'>>>;
  warnings: FileDiagnostic[];
};

/** A project that cannot be loaded: every finding with file, path and fix. Nothing of it was stored. */
export class ProjectError extends Error {
  constructor(problems: readonly FileDiagnostic[]) {
    super(problems.map(({ file, diagnostic }) => `${file}: ${formatDiagnostic(diagnostic)}`).join('\n'));
    this.name = 'ProjectError';
  }
}

const ProjectFile = Type.Object(
  { connections: Type.Record(Type.String(), Type.Unknown()), ...FACT_SECTIONS },
  { additionalProperties: false },
);
const Limits = Type.Object(
  {
    concurrency: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000, description: 'Requests under way at once.' })),
    perSecond: Type.Optional(
      Type.Number({ exclusiveMinimum: 0, maximum: 10_000, description: 'Requests begun in any second.' }),
    ),
  },
  { additionalProperties: false },
);
const Entry = {
  config: Type.Record(Type.String(), Type.Unknown()),
  simulator: Type.Optional(Type.Boolean()),
  limits: Type.Optional(Limits),
  shadow: Type.Optional(
    Type.Boolean({ description: 'True: it takes what comes in, and nothing goes out of the flows that begin on it.' }),
  ),
};
const OfChannels = {
  acknowledge: Type.Optional(
    Type.Boolean({ description: 'False: nobody is shown that their message was read or that an answer is written.' }),
  ),
  capabilities: Type.Optional(OwnCapabilities),
};
const ENTRIES = {
  channel: Type.Object({ channel: Type.String(), ...Entry, ...OfChannels }, { additionalProperties: false }),
  connector: Type.Object({ connector: Type.String(), ...Entry }, { additionalProperties: false }),
};
const CONNECTION_NAME = /^[a-z][a-z0-9-]{0,39}$/;

/** How a project is read. */
export type ProjectReading = {
  /** Puts a simulator behind each connection that can have one, whose own variables need not be set then. */
  simulators?: boolean;
};

/** Reads a project folder whole; throws `ProjectError` with every finding when there is an error in it. */
export async function readProject(folder: string, env: Env, reading: ProjectReading = {}): Promise<Project> {
  const problems: FileDiagnostic[] = [];
  const { connections, whole, facts } = await readRondineFile({ folder, env, ...reading }, problems);
  const { flows } = await readFlowFiles([join(folder, 'flows')], { connections, facts }, problems);
  // A flow may name a connection that is there but could not be read: one mistake shall not be told twice.
  const told = problems.filter(({ diagnostic }) => whole || diagnostic.code !== 'unknown_connection');
  const errors = told.filter(({ diagnostic }) => diagnostic.severity === 'error');
  if (errors.length > 0) throw new ProjectError(errors);
  return { connections, flows, facts, folder, warnings: flows.length === 0 ? [...told, noFlows(folder)] : told };
}

/** A folder of another name would otherwise retire every flow without a word. */
function noFlows(folder: string): FileDiagnostic {
  return {
    file: join(folder, 'flows'),
    diagnostic: {
      code: 'no_flows',
      severity: 'warning',
      path: [],
      message: 'There is no flow here, so nothing answers the people who write.',
      fix: 'Put each flow into a file of its own, flows/<name>.json, beside rondine.json.',
    },
  };
}

/** What could be read of rondine.json; `whole` when all its connections could. */
type RondineFile = { connections: ProjectConnection[]; whole: boolean; facts: InstallationFacts };

const NOTHING: RondineFile = { connections: [], whole: false, facts: PLAIN_INSTALLATION };

type Place = { folder: string; env: Env } & ProjectReading;

async function readRondineFile(place: Place, problems: FileDiagnostic[]): Promise<RondineFile> {
  const { folder, env, simulators = false } = place;
  const file = join(folder, 'rondine.json');
  const report: Report = (diagnostic) => {
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
    return NOTHING;
  }
  const parsed = parseJson(text);
  if ('error' in parsed) {
    report({
      code: 'json',
      path: [],
      message: `This is not JSON: ${parsed.error}.`,
      fix: 'Correct the file at the place named.',
    });
    return NOTHING;
  }
  const misfits = explain(ProjectFile, parsed.value, []);
  misfits.forEach(report);
  const entries = isObject(parsed.value) ? parsed.value['connections'] : undefined;
  if (misfits.length > 0 || !isObject(entries) || !isObject(parsed.value)) return NOTHING;
  const found = Object.entries(entries).map(([name, entry]) => readConnection(name, entry, place, report));
  const connections = found.filter((connection) => connection !== undefined);
  const { connections: _read, ...sections } = parsed.value;
  const missing: string[] = [];
  const filled = fillIn(sections, simulators ? withMadeUp(env, madeUpSecret) : env, missing) as JsonObject;
  for (const variable of missing) report(missingVariable(variable, []));
  return {
    connections,
    whole: connections.length === found.length,
    facts: readFacts(filled, Object.keys(entries), report),
  };
}

function missingVariable(variable: string, path: Diagnostic['path']): Omit<Diagnostic, 'severity'> {
  return {
    code: 'missing_variable',
    path,
    message: `The environment variable ${variable} is not set.`,
    fix: `Set ${variable} where the server is started, or write the value into rondine.json.`,
  };
}

/** Notes a finding: an error unless it says that it is less. */
type Report = (diagnostic: Omit<Diagnostic, 'severity'> & Partial<Pick<Diagnostic, 'severity'>>) => void;

function readConnection(
  name: string,
  entry: JsonValue | undefined,
  { env, simulators = false }: Place,
  report: Report,
): ProjectConnection | undefined {
  const path = ['connections', name];
  const misfits = explainEntry(name, entry, path);
  misfits.forEach(report);
  if (misfits.length > 0 || !isObject(entry)) return undefined;
  const kind = 'channel' in entry ? 'channel' : 'connector';
  const type = typeof entry[kind] === 'string' ? entry[kind] : '';
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
  const pretend = simulators ? workingConfig(type) : undefined;
  const misfitsOf = (filled: JsonObject) => explain(schema, withDefaults(schema, filled), []);
  const given = isObject(entry['config']) ? entry['config'] : {};
  const filled = pretend ?? (fillIn(given, env, missing) as JsonObject);
  const nowhere = simulators && missing.length > 0 ? leadingNowhere(given, env, misfitsOf) : undefined;
  const config = nowhere ?? filled;
  if (nowhere) report(noSimulator(type, missing, path));
  else for (const variable of missing) report(missingVariable(variable, [...path, 'config']));
  if (missing.length === 0)
    for (const misfit of misfitsOf(config)) report({ ...misfit, path: [...path, 'config', ...misfit.path] });
  // Flows are checked against it even so: one mistake shall not be told twice.
  return {
    key: id.connection(name),
    kind,
    type,
    config,
    simulator: pretend !== undefined || entry['simulator'] === true,
    ...(isObject(entry['limits']) ? { limits: entry['limits'] } : {}),
    ...(isObject(entry['capabilities']) ? { capabilities: entry['capabilities'] } : {}),
    ...(typeof entry['shadow'] === 'boolean' ? { shadow: entry['shadow'] } : {}),
    ...(typeof entry['acknowledge'] === 'boolean' ? { acknowledge: entry['acknowledge'] } : {}),
  };
}

function noSimulator(type: string, missing: readonly string[], path: Diagnostic['path']): Parameters<Report>[0] {
  const names = [...new Set(missing)].join(', ');
  return {
    severity: 'warning',
    code: 'no_simulator',
    path: [...path, 'config'],
    message: `No simulator can stand behind "${type}", and what leads to a real one is not set: ${names}. What flows ask of it fails.`,
    fix: 'Set these variables where the server is started, and it is done for real.',
  };
}

/** What is wrong with an entry of `connections` before its configuration is looked at. */
function explainEntry(name: string, entry: JsonValue | undefined, path: Diagnostic['path']): Diagnostic[] {
  const finding = { code: 'schema', severity: 'error', path } as const;
  if (!CONNECTION_NAME.test(name) || name === OWN_CONNECTION) {
    const message = `"${name}" cannot be the name of a connection.`;
    const fix = `Use small letters, digits and hyphens, beginning with a letter, at most 40, and not "${OWN_CONNECTION}": that is Rondine itself.`;
    return [{ ...finding, message, fix }];
  }
  if (isObject(entry) && 'channel' in entry === 'connector' in entry) {
    const message = 'A connection says either which channel or which connector it is.';
    const fix = 'Write "channel": "whatsapp" or "connector": "salesforce" beside "config", one of the two.';
    return [{ ...finding, message, fix }];
  }
  return explain(isObject(entry) && 'channel' in entry ? ENTRIES.channel : ENTRIES.connector, entry, path);
}

/** What does not fit a form, in words; a field that has a description is explained by it. */
function explain(schema: Schema, value: unknown, path: Diagnostic['path']): Diagnostic[] {
  const fields = (schema as { properties?: Record<string, { description?: string }> }).properties ?? {};
  return explainSchema(schema, value, { code: 'bad_shape', path }).map((finding) => {
    const name = finding.path[path.length];
    const about = name === undefined ? undefined : own(fields, String(name))?.description;
    return { ...finding, code: 'schema', fix: about ? `${finding.fix} ${about}` : finding.fix };
  });
}

function parseJson(text: string): { value: unknown } | { error: string } {
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}
