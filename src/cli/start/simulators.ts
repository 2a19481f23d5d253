import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { JsonObject } from '../../base/json.ts';
import type { OpenConnection } from '../../engine/connection-book.ts';

/** How a pretend provider is started and what its connection must know of it. */
type SimulatorKind = {
  script: string;
  args(config: JsonObject): string[];
  /** Fields of the connection that lead to the simulator; its port changes at each start. */
  overlay(url: string): JsonObject;
  /** Tells the simulator where its webhooks go. */
  webhook: boolean;
};

const SIMULATORS: Readonly<Record<string, SimulatorKind>> = {
  whatsapp: {
    script: 'whatsapp/main.ts',
    args: (config) => [
      ...flag('app-secret', config['appSecret']),
      ...flag('verify-token', config['verifyToken']),
      ...flag('access-token', config['accessToken']),
      ...flag('phone-number-id', config['phoneNumberId']),
    ],
    overlay: (url) => ({ apiBase: url }),
    webhook: true,
  },
  salesforce: {
    script: 'salesforce/main.ts',
    args: () => [],
    overlay: (url) => ({ loginUrl: url, instanceUrl: url }),
    webhook: false,
  },
};

/** A running simulator. */
export type Simulator = { url: string; overlay: JsonObject; webhook: boolean; stop(): Promise<void> };

const READY_WITHIN_MS = 15_000;
const STOP_WITHIN_MS = 2000;

/** Starts the simulator behind a connection as a process of its own; its state is kept in the folder. */
export async function startSimulator({ record, config }: OpenConnection, folder: string): Promise<Simulator> {
  const kind = SIMULATORS[record.type];
  if (!kind) throw new Error(`There is no simulator for "${record.type}", which connection "${record.key}" asks for.`);
  const state = join(folder, 'simulators');
  mkdirSync(state, { recursive: true });
  const script = join(import.meta.dirname, '..', '..', 'simulator', kind.script);
  const args = [
    script,
    '--port',
    '0',
    '--state',
    join(state, `${record.key}.jsonl`),
    '--with-parent',
    ...kind.args(config),
  ];
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const url = await readyUrl(child, record.key);
  return { url, overlay: kind.overlay(url), webhook: kind.webhook, stop: () => stop(child) };
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

function flag(name: string, value: unknown): string[] {
  return typeof value === 'string' && value !== '' ? [`--${name}`, value] : [];
}

/** The address from the ready line, one line of JSON. */
function readyUrl(child: ChildProcess, name: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const fail = (why: string): void => {
      clearTimeout(timer);
      child.kill('SIGKILL');
      reject(new Error(`The simulator behind connection "${name}" ${why}.`));
    };
    const timer = setTimeout(() => fail(`was not ready within ${READY_WITHIN_MS / 1000} s`), READY_WITHIN_MS);
    child.once('error', (error) => fail(`could not be started: ${error.message}`));
    child.once('exit', (code) => fail(`ended with code ${code} while starting`));
    if (!child.stdout) return fail('has no output');
    createInterface({ input: child.stdout }).once('line', (line) => {
      clearTimeout(timer);
      child.removeAllListeners('exit');
      resolve((JSON.parse(line) as { url: string }).url);
    });
  });
}

/** Ends a simulator by closing its input, and by force when it does not listen. */
async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.stdin?.end();
  const force = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS);
  await ended;
  clearTimeout(force);
}
