import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { TestContext } from 'node:test';
import { createHttp } from '../../../net/pool.ts';
import { listening } from '../../../net/testing/raw-server.ts';
import { memoryConnection, type MemoryConnectionOptions } from '../../testing/memory-connection.ts';
import type { HttpConfig } from '../config.ts';

/** The idempotency key that tests use. */
export const KEY = `rd${'k'.repeat(43)}`;

/** What a service was asked. */
export type Asked = { method: string; path: string; headers: IncomingHttpHeaders; body: string };

/** How a service answers: an object becomes JSON, text and bytes stay; undefined leaves the request without an answer. */
export type ServiceReply = { status?: number; headers?: Record<string, string>; body?: unknown } | undefined;

/** A real web service on loopback; it ends with the test. */
export async function service(t: TestContext, reply: (asked: Asked, number: number) => ServiceReply) {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url: path = '', headers } = request;
      const one = { method, path, headers, body: Buffer.concat(chunks).toString() };
      asked.push(one);
      write(response, reply(one, asked.length));
    });
  });
  const url = await listening(server);
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url, asked };
}

function write(response: ServerResponse, reply: ServiceReply): void {
  if (!reply) return;
  const { status = 200, headers = {}, body } = reply;
  const json = typeof body === 'object' && body !== null && !(body instanceof Uint8Array);
  response.writeHead(status, { ...(json ? { 'content-type': 'application/json' } : {}), ...headers });
  response.end(json ? JSON.stringify(body) : (body as string | Uint8Array | undefined));
}

/** A connection that may reach this machine, over real HTTP; its client ends with the test. */
export function connected(
  t: TestContext,
  config: HttpConfig = {},
  options: Pick<MemoryConnectionOptions<HttpConfig>, 'now' | 'beforeStore'> = {},
) {
  const { http, close } = createHttp({ closeGraceMs: 10 });
  t.after(close);
  return memoryConnection<HttpConfig>({ config: { allowPrivate: ['127.0.0.1'], ...config }, http, ...options });
}
