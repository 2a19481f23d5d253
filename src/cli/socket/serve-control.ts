import { once } from 'node:events';
import { chmodSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { ControlApi } from '../../control/api.ts';
import { ControlError } from '../../control/control.ts';
import { toControlError } from '../../control/errors.ts';
import { IS_FILE, socketPath } from './socket-path.ts';
import { VERSION, VERSION_HEADER } from '../../control/version.ts';

/** Longest request, in bytes: a flow file fits, a flood does not. */
const MAX_BYTES = 8_000_000;

/** Control being served on a socket. */
export type ControlServer = { path: string; close(): Promise<void> };

/**
 * Serves an installation's functions to this user's commands, on a socket in the data folder: whoever may write to the
 * socket's file may call them, and that is its owner alone. The caller must hold the folder; what a dead process left
 * is taken away.
 */
export async function serveControl(api: ControlApi, folder: string): Promise<ControlServer> {
  const path = socketPath(folder);
  if (IS_FILE) rmSync(path, { force: true });
  const server = createServer((request, response) => {
    void answer(api, request)
      .catch((error: unknown) => refusal(toControlError(error)))
      .then(({ status, body }) => send(response, status, body));
  });
  await listen(server, path);
  return {
    path,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeIdleConnections();
      await closed;
      if (IS_FILE) rmSync(path, { force: true });
    },
  };
}

async function listen(server: Server, path: string): Promise<void> {
  const listening = once(server, 'listening');
  // The file must never be open to others, not even until its mode is changed; it is made within this very call.
  const former = process.umask(0o177);
  server.listen(path);
  process.umask(former);
  await listening;
  if (IS_FILE) chmodSync(path, 0o600);
}

type Reply = { status: number; body: unknown };

async function answer(api: ControlApi, request: IncomingMessage): Promise<Reply> {
  const name = request.url?.slice(1) ?? '';
  if (request.headers[VERSION_HEADER] !== VERSION)
    throw new ControlError(
      'refused',
      `The server is Rondine ${VERSION}, this command ${String(request.headers[VERSION_HEADER] ?? 'of another one')}. Restart the server, so that both are the same.`,
    );
  if (request.method !== 'POST' || !Object.hasOwn(api, name))
    throw new ControlError(
      'unknown',
      `The server has no function "${name}". Restart it, so that it is as new as this command.`,
    );
  const input = await readJson(request);
  const run = api[name as keyof ControlApi] as (input: unknown) => unknown;
  return { status: 200, body: (await run(input)) ?? null };
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MAX_BYTES) throw new ControlError('invalid', `What was given is larger than ${MAX_BYTES} bytes.`);
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8') || 'null');
  } catch {
    throw new ControlError('invalid', 'What was given is not JSON.');
  }
}

function refusal({ code, message, findings }: ControlError): Reply {
  return { status: code === 'defect' ? 500 : 422, body: { code, message, findings } };
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
