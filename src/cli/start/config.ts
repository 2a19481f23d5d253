import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

/** How one server is started: from arguments and environment. */
export type StartConfig = {
  /** Where everything is kept. */
  dataFolder: string;
  /** Where to listen; loopback unless told. */
  host: string;
  port: number;
  /** The address that providers know us by, without a slash at the end. */
  publicUrl: string | undefined;
  /** Further names under which the pages answer, without ports. */
  hosts: readonly string[];
  /** Proxies whose word about where a request comes from is believed: addresses and networks. */
  proxies: readonly string[];
  /** A PostgreSQL database that keeps everything but files and keys; SQLite in the data folder when unset. */
  databaseUrl: string | undefined;
  /** A folder kept in git: connections and flows are loaded from it. */
  project: string | undefined;
  /** Whether simulators stand behind the connections of the project. */
  simulators: boolean;
  /** Whether an empty data folder is filled with a demo. */
  demo: boolean;
  logLevel: string;
  /** How long a send of unknown outcome waits for proof before it is repeated. */
  proofWindowMs: number | undefined;
  /** How long after a start waits that ended meanwhile let redelivered replies go first. */
  overdueGraceMs: number | undefined;
  env: Readonly<Record<string, string | undefined>>;
};

/** The command was called wrongly; the message says how to call it. */
export class UsageError extends Error {}

export const START_HELP = `usage: npm start [-- --project DIR [--simulators] | --empty]

Starts the server. With an empty data folder it makes a demo to try; with --project it loads a folder kept in git;
with --empty it begins with nothing: connections and flows are made in the app.

  --project DIR         rondine.json and flows/*.json      (RONDINE_PROJECT)
  --simulators          pretend phones and a pretend org in the place of the project's own: no account needed;
                        other systems are really called where their variables are set
  --empty               no demo in an empty data folder    (RONDINE_DEMO=no)
  --help                this text

  RONDINE_PORT          where to listen                    (3000)
  RONDINE_HOST          which interface                    (127.0.0.1)
  RONDINE_DATA          where everything is kept           (data)
  RONDINE_DATABASE_URL  a PostgreSQL database to keep it in  (SQLite in the data folder)
  RONDINE_PUBLIC_URL    the address that providers call    (taken from the request)
  RONDINE_HOSTS         further names that the pages answer to, with commas between
  RONDINE_PROXIES       proxies in front, by address or network, with commas between
  RONDINE_KEY           seals secrets: 32 bytes, base64    (a key file in the data folder)
  RONDINE_LOG           fatal, error, warn, info or debug  (warn)
  RONDINE_PROOF_SECONDS wait for proof that a message of unknown outcome was sent, before sending again (60)
  RONDINE_GRACE_SECONDS after a start, let replies go before waits whose time ran out meanwhile (60)
`;

/** Reads arguments and environment; `root` is the project's own folder. Undefined when only help was asked for. */
export function readStartConfig(
  args: string[],
  env: Readonly<Record<string, string | undefined>>,
  root: string,
): StartConfig | undefined {
  const { values } = parse(args);
  if (values.help) return undefined;
  const project = values.project ?? env['RONDINE_PROJECT'];
  if (values.simulators && !project)
    throw new UsageError(
      '--simulators is for a project: npm start -- --project DIR --simulators. The demo has them already.',
    );
  const demo = readChoice('RONDINE_DEMO', env['RONDINE_DEMO'] || 'yes') && !values.empty;
  return {
    dataFolder: resolve(env['RONDINE_DATA'] ?? resolve(root, 'data')),
    host: env['RONDINE_HOST'] ?? '127.0.0.1',
    port: readNumber('RONDINE_PORT', env['RONDINE_PORT'] ?? '3000', 65_535),
    publicUrl: readUrl(env['RONDINE_PUBLIC_URL']),
    hosts: readHosts(env['RONDINE_HOSTS']),
    proxies: readProxies(env['RONDINE_PROXIES']),
    databaseUrl: readDatabaseUrl(env['RONDINE_DATABASE_URL']),
    project: project ? resolve(project) : undefined,
    simulators: values.simulators,
    demo,
    logLevel: readLevel(env['RONDINE_LOG'] ?? 'warn'),
    proofWindowMs: readSeconds('RONDINE_PROOF_SECONDS', env),
    overdueGraceMs: readSeconds('RONDINE_GRACE_SECONDS', env),
    env,
  };
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        project: { type: 'string' },
        simulators: { type: 'boolean', default: false },
        empty: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : String(error)}\n\n${START_HELP}`);
  }
}

function readNumber(name: string, text: string, max: number): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && number <= max) return number;
  throw new UsageError(`${name} is "${text}". Give a whole number from 0 to ${max}.`);
}

function readChoice(name: string, text: string): boolean {
  if (text === 'yes' || text === 'no') return text === 'yes';
  throw new UsageError(`${name} is "${text}". Give yes or no, such as ${name}=no npm start.`);
}

function readSeconds(name: string, env: StartConfig['env']): number | undefined {
  return env[name] ? readNumber(name, env[name], 86_400) * 1000 : undefined;
}

function readLevel(text: string): string {
  if (['fatal', 'error', 'warn', 'info', 'debug', 'silent'].includes(text)) return text;
  throw new UsageError(`RONDINE_LOG is "${text}". Give one of fatal, error, warn, info, debug, silent.`);
}

/** Reads the address of a database; undefined where none is given. */
export function readDatabaseUrl(text: string | undefined): string | undefined {
  if (!text) return undefined;
  if (/^postgres(ql)?:\/\//.test(text)) return text;
  throw new UsageError(
    'RONDINE_DATABASE_URL must begin with postgresql://, such as postgresql://user:password@host/name.',
  );
}

/** Reads the public address, without a slash at its end; undefined where none is given. */
export function readUrl(text: string | undefined): string | undefined {
  if (!text) return undefined;
  const url = URL.parse(text);
  if (url && (url.protocol === 'https:' || url.protocol === 'http:')) return text.replace(/\/+$/, '');
  throw new UsageError(
    `RONDINE_PUBLIC_URL is "${text}". Give the address that providers call, such as https://flows.example.com.`,
  );
}

const listed = (text: string | undefined): string[] =>
  (text ?? '')
    .split(',')
    .map((each) => each.trim())
    .filter(Boolean);

function readHosts(text: string | undefined): string[] {
  const hosts = listed(text);
  const wrong = hosts.find((host) => !/^([a-z0-9._-]+|\[[0-9a-f:]+\])$/i.test(host));
  if (wrong === undefined) return hosts;
  throw new UsageError(
    `RONDINE_HOSTS has "${wrong}". Give names without scheme and port, such as flows.example.com,192.168.1.20.`,
  );
}

function readProxies(text: string | undefined): string[] {
  const proxies = listed(text);
  const wrong = proxies.find((each) => !isNetwork(each));
  if (wrong === undefined) return proxies;
  throw new UsageError(`RONDINE_PROXIES has "${wrong}". Give addresses or networks, such as 10.0.0.5,172.16.0.0/12.`);
}

function isNetwork(text: string): boolean {
  const [address = '', bits, ...more] = text.split('/');
  const family = isIP(address);
  if (family === 0 || more.length > 0) return false;
  return bits === undefined || (/^\d+$/.test(bits) && Number(bits) <= (family === 6 ? 128 : 32));
}
