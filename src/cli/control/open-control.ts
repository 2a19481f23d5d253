import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { request, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import pino from 'pino';
import { openInstallation } from '../start/installation.ts';
import { FolderError } from '../../store/folder.ts';
import { createControlApi } from './api.ts';
import { ControlError, type Control, type ControlErrorCode } from './control.ts';
import { toControlError } from './errors.ts';
import { socketPath } from './socket-path.ts';
import { VERSION, VERSION_HEADER } from './version.ts';

/** How long a folder that another process holds is waited for: a server that starts, a command that ends. */
const PATIENCE_MS = 5000;
const PAUSE_MS = 50;

type Place = { folder: string; env: Readonly<Record<string, string | undefined>> };

/**
 * An installation at hand. Where a server runs on the folder it is asked; else this process opens the folder itself,
 * and nothing is performed. Throws `ControlError` where there is no data folder or it cannot be had.
 */
export async function openControl({ folder, env }: Place): Promise<Control> {
  if (!existsSync(folder))
    throw new ControlError(
      'unreachable',
      `There is no data folder ${folder}. Start the server once, or name the folder: --data DIR.`,
    );
  const until = performance.now() + PATIENCE_MS;
  for (;;) {
    const path = socketPath(folder);
    if (await isServed(path)) return throughServer(path);
    try {
      return await openOffline({ folder, env });
    } catch (error) {
      if (!(error instanceof FolderError) || performance.now() > until) throw error;
    }
    await pause(PAUSE_MS);
  }
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
