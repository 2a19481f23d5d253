import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { isObject, type JsonObject } from '../../base/json.ts';
import type { OpenConnection } from '../../engine/connection-book.ts';
import type { ProviderKind } from '../../simulator/phone/provider.ts';
import { phones } from '../../simulator/phones.ts';
import { demoOptions } from '../../simulator/phone/run-many.ts';
import { channelsById } from '../../control/catalog.ts';

/** A running simulator. */
export type Simulator = {
  url: string;
  /** Fields of the connection that lead to the simulator; its port changes at each start. */
  overlay: JsonObject;
  /** Tells the simulator where its webhooks go. */
  webhook: boolean;
  /** True where its process is no other one's. */
  alone: boolean;
  /** Ends its process, and with it the simulators that run in the same one. */
  stop(): Promise<void>;
};

/**
 * How a pretend org is started, what its connection must know of it, the app that it has for us, and what a connection
 * holds that was signed in with it.
 */
type OrgKind = { script: string; overlay(url: string): JsonObject; app: JsonObject; signedIn: JsonObject };

const ORGS: Readonly<Record<string, OrgKind>> = {
  salesforce: {
    script: 'salesforce/main.ts',
    overlay: (url) => ({ loginUrl: url, instanceUrl: url }),
    app: { grant: 'authorization_code', clientId: '3MVG9.pretend.Rondine', clientSecret: 'pretend-secret' },
    signedIn: {
      grant: 'refresh_token',
      clientId: 'demo-client',
      clientSecret: 'demo-client-secret',
      refreshToken: '5Aep-demo-refresh',
    },
  },
};

/** What a connection to a pretend provider is configured with; undefined where no simulator can stand behind it. */
export function pretendConfig(type: string): JsonObject | undefined {
  const phone = phoneOf(type);
  if (!phone) return orgOf(type)?.app;
  const { properties }: JsonObject = { ...channelsById[type]?.config };
  const places = isObject(properties) ? Object.keys(properties) : [];
  const credentials = Object.entries(demoOptions(phone)).filter(([name]) => places.includes(name));
  return { ...Object.fromEntries(credentials), ...phone.config };
}

/** The same for a connection that works from the start, without anybody who signs in. */
export function workingConfig(type: string): JsonObject | undefined {
  return orgOf(type)?.signedIn ?? pretendConfig(type);
}

const READY_WITHIN_MS = 15_000;
const STOP_WITHIN_MS = 2000;

/**
 * Starts the simulators behind these connections, by connection: all phones in one process, each org in one of its own.
 * Their state is kept in the folder. A connection that no simulator can stand behind rejects, and nothing stays running.
 */
export async function startSimulators(
  connections: readonly OpenConnection[],
  folder: string,
): Promise<Map<string, Simulator>> {
  for (const { record } of connections)
    if (!kindOf(record.type))
      throw new Error(`There is no simulator for "${record.type}", which connection "${record.key}" asks for.`);
  const state = join(folder, 'simulators');
  if (connections.length > 0) mkdirSync(state, { recursive: true });
  const withPhone = connections.filter(({ record }) => phoneOf(record.type));
  const withOrg = connections.filter(({ record }) => orgOf(record.type));
  const starting = [...withOrg.map((each) => startOrg(each, state)), startPhones(withPhone, state)];
  const settled = await Promise.allSettled(starting);
  const started = settled.flatMap((each) => (each.status === 'fulfilled' ? each.value : []));
  const failed = settled.find((each) => each.status === 'rejected');
  if (!failed) return new Map(started);
  await Promise.all(started.map(([, simulator]) => simulator.stop()));
  throw failed.reason;
}

/** Points a simulator's webhooks at a connection of this server. */
export async function pointWebhook(simulator: Simulator, hook: string): Promise<void> {
  const response = await fetch(`${simulator.url}/_control/webhook`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ url: hook }),
  });
  if (!response.ok)
    throw new Error(`The simulator at ${simulator.url} did not take the webhook address: ${await response.text()}`);
}

function phoneOf(type: string): ProviderKind | undefined {
  return Object.hasOwn(phones, type) ? phones[type] : undefined;
}

function orgOf(type: string): OrgKind | undefined {
  return Object.hasOwn(ORGS, type) ? ORGS[type] : undefined;
}

function kindOf(type: string): ProviderKind | OrgKind | undefined {
  return phoneOf(type) ?? orgOf(type);
}

type Started = [connection: string, simulator: Simulator];

async function startOrg({ record }: OpenConnection, state: string): Promise<Started[]> {
  const kind = orgOf(record.type);
  if (!kind) return [];
  const args = [kind.script, '--port', '0', '--state', join(state, `${record.key}.jsonl`)];
  const { urls, stop } = await startProcess(args, [record.key]);
  return urls.map((url) => [record.key, { url, overlay: kind.overlay(url), webhook: false, alone: true, stop }]);
}

/** Phones get the credentials that their connections have, so that both sides know the same. */
async function startPhones(connections: readonly OpenConnection[], state: string): Promise<Started[]> {
  if (connections.length === 0) return [];
  const list = connections.map(({ record, config }) => {
    const names = Object.keys(phoneOf(record.type)?.options ?? {});
    const known = names.filter((name) => typeof config[name] === 'string');
    return {
      name: record.key,
      kind: record.type,
      options: Object.fromEntries(known.map((name) => [name, config[name]])),
    };
  });
  const args = ['main.ts', 'phones', '--list', JSON.stringify(list), '--state-folder', state];
  const names = connections.map(({ record }) => record.key);
  const { urls, stop } = await startProcess(args, names);
  return connections.flatMap(({ record }, index): Started[] => {
    const kind = phoneOf(record.type);
    const url = urls[index];
    if (!kind || url === undefined) return [];
    return [[record.key, { url, overlay: kind.overlay(url), webhook: kind.webhook, alone: names.length === 1, stop }]];
  });
}

/** Starts a program of simulators and waits for one address for each name. */
async function startProcess(
  [script = '', ...args]: readonly string[],
  names: readonly string[],
): Promise<{ urls: string[]; stop(): Promise<void> }> {
  const program = join(import.meta.dirname, '..', '..', 'simulator', script);
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', program, ...args, '--with-parent'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  let stopping: Promise<void> | undefined;
  return { urls: await readyUrls(child, names), stop: () => (stopping ??= endChild(child)) };
}

/** The addresses from the ready lines, each one line of JSON, in the order of the names. */
function readyUrls(child: ChildProcess, names: readonly string[]): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const what = names.length > 1 ? `connections "${names.join('", "')}"` : `connection "${names[0] ?? ''}"`;
    const fail = (why: string): void => {
      clearTimeout(timer);
      child.kill('SIGKILL');
      reject(new Error(`The simulator behind ${what} ${why}.`));
    };
    const timer = setTimeout(() => fail(`was not ready within ${READY_WITHIN_MS / 1000} s`), READY_WITHIN_MS);
    child.once('error', (error) => fail(`could not be started: ${error.message}`));
    child.once('exit', (code) => fail(`ended with code ${code} while starting`));
    if (!child.stdout) return fail('has no output');
    const urls: string[] = [];
    createInterface({ input: child.stdout }).on('line', (line) => {
      const ready: unknown = JSON.parse(line);
      if (isObject(ready) && typeof ready['url'] === 'string') urls.push(ready['url']);
      if (urls.length < names.length) return;
      clearTimeout(timer);
      child.removeAllListeners('exit');
      resolve(urls);
    });
  });
}

/** Ends a process of simulators by closing its input, and by force when it does not listen. */
async function endChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.stdin?.end();
  const force = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS);
  await ended;
  clearTimeout(force);
}
