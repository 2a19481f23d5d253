import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { request, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pino from 'pino';
import { openInstallation } from '../start/installation.ts';
import { FolderError } from '../../store/folder.ts';
import { createControlApi } from '../../control/api.ts';
import { ControlError, type Control, type ControlErrorCode } from '../../control/control.ts';
import { toControlError } from '../../control/errors.ts';
import { socketPath } from './socket-path.ts';
import { VERSION, VERSION_HEADER } from '../../control/version.ts';

/** How long a folder that another process holds is waited for: a server that starts, a command that ends. */
const PATIENCE_MS = 5000;
const PAUSE_MS = 50;

/** Which data folder, with which environment; `patienceMs`: how long to wait for a process that holds it, 5 s unless told. */
type Place = { folder: string; env: Readonly<Record<string, string | undefined>>; patienceMs?: number };

/**
 * An installation at hand. Where a server runs on the folder it is asked; else this process opens the folder itself,
 * and nothing is performed. Throws `ControlError` where there is no data folder or it cannot be had.
 */
export async function openControl({ folder, env, patienceMs = PATIENCE_MS }: Place): Promise<Control> {
  // Another folder must not be made one by looking at it.
  if (!existsSync(join(folder, 'lock.db')))
    throw new ControlError(
      'unreachable',
      `${folder} is no data folder of Rondine. Start the server once, or name the folder: --data DIR.`,
    );
  const until = performance.now() + patienceMs;
  for (;;) {
    const path = socketPath(folder);
    if (await isServed(path)) return throughServer(path);
    try {
      return await openOffline({ folder, env });
    } catch (error) {
      if (!isTaken(error)) throw error;
      if (performance.now() > until) throw new ControlError('unreachable', busy(folder));
    }
    await pause(PAUSE_MS);
  }
}

const SQLITE_BUSY = 5;

/** True where another process holds the folder. */
function isTaken(error: unknown): boolean {
  const { errcode } = (error instanceof FolderError ? (error.cause ?? {}) : {}) as { errcode?: number };
  return ((errcode ?? 0) & 0xff) === SQLITE_BUSY;
}

function busy(folder: string): string {
  return `Another process works on ${folder} and takes no commands: a server that starts or ends, or a long command. Try again in a moment.`;
}

/** Opens the folder in this process. */
async function openOffline({ folder, env }: Place): Promise<Control> {
  const log = pino({ level: env['RONDINE_LOG'] ?? 'error' }, pino.destination({ fd: 2, sync: true }));
  const installation = await openInstallation({ dataFolder: folder, env }, log);
  const api = createControlApi({ ...installation, startedAt: Date.now(), now: Date.now });
  return {
    mode: 'offline',
    async call(name, ...[input]) {
      try {
        const run = api[name] as (input: unknown) => unknown;
        // As it would come from a server: members without a value are not there.
        return JSON.parse(JSON.stringify((await run(input)) ?? null)) as never;
      } catch (error) {
        throw toControlError(error);
      }
    },
    close: () => installation.close(),
  };
}

function throughServer(path: string): Control {
  return {
    mode: 'server',
    async call(name, ...[input]) {
      const { status, body } = await post(path, name, input);
      if (status === 200) return body as never;
      const { code, message, findings } = body as { code: ControlErrorCode; message: string; findings: unknown[] };
      throw new ControlError(code, message, findings);
    },
    close: () => Promise.resolve(),
  };
}

/** True where somebody answers on a socket; a file that a dead process left does not. */
function isServed(path: string): Promise<boolean> {
  return post(path, '', null).then(
    () => true,
    () => false,
  );
}

async function post(path: string, name: string, input: unknown): Promise<{ status: number; body: unknown }> {
  const headers = { 'content-type': 'application/json', [VERSION_HEADER]: VERSION };
  const sent = request({ socketPath: path, path: `/${name}`, method: 'POST', agent: false, headers });
  sent.end(JSON.stringify(input ?? null));
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  return { status: response.statusCode ?? 0, body: JSON.parse(await text(response)) };
}
