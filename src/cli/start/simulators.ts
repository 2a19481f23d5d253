import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { JsonObject } from '../../base/json.ts';
import type { OpenConnection } from '../../engine/connection-book.ts';
import { flagOf } from '../../simulator/phone/run.ts';
import type { ProviderKind } from '../../simulator/phone/provider.ts';
import { phones } from '../../simulator/phones.ts';

/** How a pretend provider is started and what its connection must know of it. */
type SimulatorKind = {
  /** The program's file and the words that come before the usual options. */
  args(config: JsonObject): string[];
  /** Fields of the connection that lead to the simulator; its port changes at each start. */
  overlay(url: string): JsonObject;
  /** Tells the simulator where its webhooks go. */
  webhook: boolean;
};

const ORGS: Readonly<Record<string, SimulatorKind>> = {
  salesforce: {
    args: () => ['salesforce/main.ts'],
    overlay: (url) => ({ loginUrl: url, instanceUrl: url }),
    webhook: false,
  },
};

/** A phone is started with the credentials that its connection has, so that both know the same. */
function phoneKind({ id, options, overlay, webhook }: ProviderKind): SimulatorKind {
  return {
    args: (config) => ['main.ts', id, ...Object.keys(options).flatMap((name) => flag(flagOf(name), config[name]))],
    overlay,
    webhook,
  };
}

function kindOf(type: string): SimulatorKind | undefined {
  if (Object.hasOwn(ORGS, type)) return ORGS[type];
  const kind = Object.hasOwn(phones, type) ? phones[type] : undefined;
  return kind && phoneKind(kind);
}

/** A running simulator. */
export type Simulator = { url: string; overlay: JsonObject; webhook: boolean; stop(): Promise<void> };

const READY_WITHIN_MS = 15_000;
const STOP_WITHIN_MS = 2000;

/** Starts the simulator behind a connection as a process of its own; its state is kept in the folder. */
export async function startSimulator({ record, config }: OpenConnection, folder: string): Promise<Simulator> {
  const kind = kindOf(record.type);
  if (!kind) throw new Error(`There is no simulator for "${record.type}", which connection "${record.key}" asks for.`);
  const state = join(folder, 'simulators');
  mkdirSync(state, { recursive: true });
  const [script = '', ...own] = kind.args(config);
  const program = join(import.meta.dirname, '..', '..', 'simulator', script);
  const args = [program, ...own, '--port', '0', '--state', join(state, `${record.key}.jsonl`), '--with-parent'];
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
