import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { isObject, type JsonObject } from '../../base/json.ts';
import { ORG_SETTINGS, ORGANIZATION, USER_SETTINGS, readClients, readPatch } from './control-input.ts';
import { readFaults } from './faults.ts';
import type { OAuthClient } from './oauth-client.ts';
import type { OrgOptions } from './org.ts';
import type { OrgServerOptions } from './server.ts';
import { readDeed } from './setup/deeds.ts';

/** How the program is called. */
export const USAGE = `A simulated Salesforce org on 127.0.0.1, with the HTTP of the real one.

Usage: npm run simulator -- [options]
  --port <n>               port; 0, the default, takes a free one
  --state <file>           keep records and tokens in this file
  --language <en|it>       language of the org: its pages, labels and messages (RONDINE_ORG_LANGUAGE, else en)
  --organization <n>       number of the organization, which makes its id (default 1)
  --name <text>            name of the organization
  --kind <kind>            developer (the default), production or sandbox
  --client <id:secret>     accept this app only; may be repeated
  --refresh-token <token>  accept this refresh token; may be repeated (default 5Aep-demo-refresh)
  --rotate                 each refresh returns a new refresh token and kills the old one
  --detect-reuse           using a killed refresh token ends the whole grant
  --session-ms <n>         a session ends after this long without a call (default two hours)
  --token-life-ms <n>      a session ends this long after it began, however much it is used
  --daily-calls <n>        API calls allowed per day
  --config <file>          JSON with any of clients, users, policy, organization, refreshTokens, faults and
                           setup (a list of deeds, as POST /_control/setup takes them):
                           apps in full, and whatever an admin may have set up badly
  --no-call-log            keep counts of calls only
  --replay <file>          answer from a transcript of rondine doctor --record, and nothing else
  --welcome                print for people how to use the org, instead of one line of JSON for programs
  --with-parent            exit when stdin closes
  --help                   print this

Look into it and disturb it: GET / shows records and calls; GET /_control/ lists what tests can do.
`;

/** What the program was asked for. */
export type MainOptions = OrgServerOptions & {
  withParent: boolean;
  welcome: boolean;
  help: boolean;
  /** Transcript to answer from. */
  replay?: string;
};

const OPTIONS = {
  port: { type: 'string', default: '0' },
  state: { type: 'string' },
  language: { type: 'string', default: process.env['RONDINE_ORG_LANGUAGE'] ?? 'en' },
  organization: { type: 'string' },
  name: { type: 'string' },
  kind: { type: 'string' },
  client: { type: 'string', multiple: true },
  'refresh-token': { type: 'string', multiple: true },
  rotate: { type: 'boolean', default: false },
  'detect-reuse': { type: 'boolean', default: false },
  'session-ms': { type: 'string' },
  'token-life-ms': { type: 'string' },
  'daily-calls': { type: 'string' },
  config: { type: 'string' },
  'no-call-log': { type: 'boolean', default: false },
  replay: { type: 'string' },
  welcome: { type: 'boolean', default: false },
  'with-parent': { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

/** Reads the arguments; what they say goes before what the configuration file says. Throws with what is wrong. */
export function readOptions(args: string[]): MainOptions {
  const { values } = parseArgs({ args, options: OPTIONS });
  const config = values.config === undefined ? {} : readConfig(values.config);
  const numbers = {
    sessionMs: readNumber('session-ms', values['session-ms']),
    tokenLifeMs: readNumber('token-life-ms', values['token-life-ms']),
    dailyApiRequests: readNumber('daily-calls', values['daily-calls']),
  };
  const organization = readOrganization({ ...config.organization, ...readNamed(values) });
  return {
    ...config,
    ...defined(numbers),
    ...(values.client ? { clients: values.client.map(readClient) } : {}),
    ...(values['refresh-token'] ? { refreshTokens: values['refresh-token'] } : {}),
    organization,
    port: readNumber('port', values.port) ?? 0,
    stateFile: values.state,
    language: readLanguage(values.language),
    rotateRefreshTokens: values.rotate,
    detectReuse: values['detect-reuse'],
    callLog: !values['no-call-log'],
    withParent: values['with-parent'],
    welcome: values.welcome,
    help: values.help,
    ...(values.replay === undefined ? {} : { replay: values.replay }),
  };
}

type Config = Pick<OrgOptions, 'clients' | 'users' | 'policy' | 'organization' | 'refreshTokens' | 'faults' | 'setup'>;

const CONFIG: { readonly [name in keyof Config]-?: (value: unknown) => Config[name] } = {
  clients: readClients,
  users: (value) => {
    if (!isObject(value)) throw new Error('Users are an object of settings by username.');
    return Object.fromEntries(Object.entries(value).map(([name, set]) => [name, readPatch(set, USER_SETTINGS)]));
  },
  policy: (value) => readPatch(value, ORG_SETTINGS),
  organization: readOrganization,
  refreshTokens: (value) =>
    readPatch<{ refreshTokens: string[] }>({ refreshTokens: value as string[] }, { refreshTokens: 'list of texts' })
      .refreshTokens ?? [],
  faults: readFaults,
  setup: (value) => [value].flat().map((deed) => readDeed(deed)),
};

/** Reads the configuration file. Throws with the file and what is wrong in it. */
function readConfig(path: string): Config {
  try {
    const config: unknown = JSON.parse(readFileSync(path, 'utf8'));
    if (!isObject(config)) throw new Error('it has to hold one JSON object');
    return Object.fromEntries(Object.entries(config).map(([name, value]) => [name, readMember(name, value)]));
  } catch (error) {
    throw new Error(`--config ${path}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

function readMember(name: string, value: unknown): unknown {
  const read = (CONFIG as Record<string, ((value: unknown) => unknown) | undefined>)[name];
  if (read) return read(value);
  throw new Error(`there is no "${name}"; there is ${Object.keys(CONFIG).join(', ')}`);
}

function readNamed(values: { organization?: string; name?: string; kind?: string }): JsonObject {
  const number = readNumber('organization', values.organization);
  return defined({ number, name: values.name, kind: values.kind });
}

function readOrganization(value: unknown): NonNullable<OrgOptions['organization']> {
  const read = readPatch(value, ORGANIZATION);
  const kinds = ['developer', 'production', 'sandbox'];
  if (read.kind !== undefined && !kinds.includes(read.kind)) {
    throw new Error(`An org is of the kind ${kinds.join(', ')}; got "${read.kind}".`);
  }
  return read;
}

function readClient(text: string): OAuthClient {
  const colon = text.indexOf(':');
  if (colon > 0) return { id: text.slice(0, colon), secret: text.slice(colon + 1) };
  throw new Error(`--client ${text} has no secret; write it as id:secret.`);
}

function readLanguage(text: string): 'en' | 'it' {
  if (text === 'en' || text === 'it') return text;
  throw new Error(`--language is en or it; got ${text}.`);
}

function readNumber(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d+$/.test(text)) return Number(text);
  throw new Error(`--${name} is a whole number; got ${text}.`);
}

function defined<T extends object>(members: T): { [name in keyof T]?: Exclude<T[name], undefined> } {
  const known = Object.entries(members).filter(([, value]) => value !== undefined);
  return Object.fromEntries(known) as { [name in keyof T]?: Exclude<T[name], undefined> };
}
