import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import pino from 'pino';
import { id } from '../../base/ids.ts';
import { acceptEvents } from '../../inbox/accept.ts';
import type { MessageEvent } from '../../message/channel-event.ts';
import type { Io } from '../command.ts';
import { main } from '../main.ts';
import type { Books } from '../../control/books.ts';
import { openBooks } from '../start/books.ts';
import { startControl } from '../start/control.ts';
import { endAll, type Endings } from '../start/endings.ts';
import { startEngine, type Engine } from '../start/engine.ts';

/** What a command answered. */
export type Answered = {
  code: number;
  out: string;
  err: string;
  /** The standard output as JSON. */
  json<T = Record<string, unknown>>(): T;
};

/** The world that test commands run in. */
export type CommandOptions = { input?: string; yes?: boolean; cwd?: string; width?: number };

/** Runs commands on one data folder. */
export type TestCommands = {
  folder: string;
  run(line: string | readonly string[], options?: CommandOptions): Promise<Answered>;
  /** A file in the folder that relative names begin at. */
  file(name: string, content: string | object): Promise<string>;
};

/** When tests' commands are run. */
export const NOW = Date.UTC(2026, 10, 22, 12);

const quiet = pino({ level: 'silent' });
const env = { RONDINE_KEY: Buffer.alloc(32, 7).toString('base64') };

/** An empty place for a data folder and files; gone after the test. */
export async function testCommands(t: Pick<TestContext, 'after'>): Promise<TestCommands> {
  const place = await mkdtemp(join(tmpdir(), 'rondine-cli-'));
  t.after(() => rm(place, { recursive: true, force: true }));
  const folder = join(place, 'data');
  return {
    folder,
    async run(line, options = {}) {
      const argv = typeof line === 'string' ? line.split(' ').filter(Boolean) : [...line];
      let out = '';
      let err = '';
      const io: Io = {
        out: (text) => void (out += text),
        err: (text) => void (err += text),
        input: async () => options.input ?? '',
        confirm: options.yes === undefined ? undefined : async () => options.yes === true,
        env: { ...env, RONDINE_DATA: folder },
        cwd: options.cwd ?? place,
        width: options.width,
        color: false,
        user: 'ada',
        timeZone: 'UTC',
        now: () => NOW,
      };
      const code = await main(argv, io);
      return { code, out, err, json: <T>() => JSON.parse(out) as T };
    },
    async file(name, content) {
      const path = join(place, name);
      await mkdir(join(path, '..'), { recursive: true });
      await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content));
      return path;
    },
  };
}

/** An installation opened by the test itself. */
export type OpenedInstallation = Books &
  Engine & { says(text: string, from?: string): Promise<void>; close(): Promise<void> };

/**
 * Opens the installation in this process. `serve`: as a server does, so that commands work through its socket; else as
 * a command does that finds no server.
 */
export async function openTest(folder: string, { serve }: { serve: boolean }): Promise<OpenedInstallation> {
  const endings: Endings = [];
  const books = await openBooks({ dataFolder: folder, env }, endings);
  const reach = { url: 'http://localhost:3000' };
  const parts = { books, reach, log: quiet, endings, proofWindowMs: undefined };
  const engine = await startEngine({ ...parts, offline: !serve });
  if (serve) {
    const { host, router, signIns, activity } = engine;
    const control = await startControl({ ...books, host, router, signIns, activity, url: reach.url });
    endings.push(() => control.close());
  }
  return {
    ...books,
    ...engine,
    says: (text, from) => say(books, engine, { text, from }),
    close: () => endAll(endings),
  };
}

let count = 0;

async function say(
  { store }: Books,
  { host }: Engine,
  { text, from = '+393331234567' }: { text: string; from?: string | undefined },
): Promise<void> {
  const message: MessageEvent = {
    type: 'message',
    id: `wamid.${count++}`,
    at: NOW - 60_000,
    sender: { key: from, addresses: [{ kind: 'phone', value: from }], name: 'Ada Rossi' },
    content: { kind: 'text', text },
  };
  await acceptEvents([message], { key: id.connection('whatsapp'), type: 'whatsapp' }, { host, store });
}

/** Connects a phone, and an org that nobody answers for. */
export async function connect({ connections }: Pick<Books, 'connections'>): Promise<void> {
  const nowhere = 'http://127.0.0.1:9';
  const phone = {
    phoneNumberId: '1',
    appSecret: 'app-secret-1',
    verifyToken: 'verify-token',
    accessToken: 'EAA-token',
    apiBase: nowhere,
  };
  const org = { loginUrl: nowhere, grant: 'client_credentials', clientId: 'client', clientSecret: 'client-secret-1' };
  await connections.seed({
    key: id.connection('whatsapp'),
    kind: 'channel',
    type: 'whatsapp',
    config: phone,
    seed: 'a',
  });
  await connections.seed({ key: id.connection('crm'), kind: 'connector', type: 'salesforce', config: org, seed: 'b' });
}

/** A flow file: asks for a name, keeps it, says thanks. */
export function leadFile(more: object = {}): { rondine: 1; flow: Record<string, unknown> } {
  return {
    rondine: 1,
    flow: {
      id: 'lead',
      name: 'Lead',
      language: 'en',
      settings: { timeZone: 'Europe/Rome', country: 'IT' },
      triggers: [{ type: 'message', keywords: ['info'] }, { type: 'manual' }],
      start: 'ask',
      steps: {
        ask: {
          type: 'ask',
          params: { text: 'Your name?', saveAs: 'name', timeout: 'PT1H' },
          next: { answered: 'end', invalid: 'end', timeout: 'end', failed: 'end' },
        },
        end: { type: 'end', params: {}, next: {} },
      },
      ...more,
    },
  };
}
