import { createServer, type IncomingMessage, type OutgoingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Answers one request. A rejection is answered with 500 and reported on stderr: it is a bug of the simulator. */
export type Handler = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>;

/** A listening server; `close` stops accepting, lets calls in flight finish for a moment and then cuts them. */
export type Listening = { url: string; port: number; close: () => Promise<void> };

/** Where to listen. Port 0 takes a free one; the host is loopback unless said otherwise. */
export type ListenOptions = { port?: number; host?: string; closeGraceMs?: number };

/** A request body that is longer than the reader allows. */
class BodyTooLarge extends Error {}

/** A request whose client went away before its body was complete: nobody waits for an answer. */
class ClientGone extends Error {}

/** Starts an HTTP server and resolves once it listens. Idle connections stay open for a minute. */
export async function listen(handler: Handler, options: ListenOptions = {}): Promise<Listening> {
  const host = options.host ?? '127.0.0.1';
  const server = createServer((request, response) => {
    try {
      const done = handler(request, response);
      if (done) done.catch((error: unknown) => answerThrown(response, error));
    } catch (error) {
      answerThrown(response, error);
    }
  });
  server.keepAliveTimeout = 65_000;
  server.requestTimeout = 0;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  const { port } = server.address() as AddressInfo;
  const shutDown = (): Promise<void> =>
    new Promise((resolve) => {
      const cut = setTimeout(() => server.closeAllConnections(), options.closeGraceMs ?? 200);
      server.close(() => {
        clearTimeout(cut);
        resolve();
      });
      server.closeIdleConnections();
    });
  let closing: Promise<void> | undefined;
  return { url: `http://${host}:${port}`, port, close: () => (closing ??= shutDown()) };
}

function answerThrown(response: ServerResponse, error: unknown): void {
  if (error instanceof ClientGone || response.destroyed) return;
  const tooLarge = error instanceof BodyTooLarge;
  if (!tooLarge) process.stderr.write(`simulator: ${error instanceof Error ? error.stack : String(error)}\n`);
  if (response.headersSent) response.destroy();
  else
    sendJson(response, tooLarge ? 413 : 500, {
      error: error instanceof Error ? error.message : String(error),
    });
}

/** Reads a whole request body. Rejects with `BodyTooLarge` beyond the limit (default 10 MB), `ClientGone` when cut. */
export function readBody(request: IncomingMessage, limitBytes = 10_000_000): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > limitBytes) {
        reject(new BodyTooLarge(`The request body is longer than ${limitBytes} bytes; send less.`));
        request.pause();
        return;
      }
      chunks.push(chunk);
    });
    request.on('end', () => resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)));
    request.on('error', () => reject(new ClientGone('The client closed the connection while sending its body.')));
    request.on('close', () => {
      if (!request.complete) reject(new ClientGone('The client closed the connection before its body was complete.'));
    });
  });
}

/** Answers with a JSON value and its exact length. */
export function sendJson(
  response: ServerResponse,
  status: number,
  value: unknown,
  headers?: OutgoingHttpHeaders,
): void {
  sendText(response, status, JSON.stringify(value), {
    'Content-Type': 'application/json;charset=UTF-8',
    ...headers,
  });
}

/** Answers with a text and its exact length; no body at all for an empty text with 204 or 304. */
export function sendText(response: ServerResponse, status: number, text: string, headers?: OutgoingHttpHeaders): void {
  if (status === 204 || status === 304) response.writeHead(status, headers).end();
  else response.writeHead(status, { ...headers, 'Content-Length': Buffer.byteLength(text) }).end(text);
}

/** Everyone who listens to a simulator's server-sent events. */
export type EventHub = {
  /** Turns a response into an endless event stream, until its client leaves or the hub closes. */
  attach: (response: ServerResponse) => void;
  /** Sends one named event with JSON data to all; costs nothing while nobody listens. */
  publish: (event: string, data: unknown) => void;
  /** How many clients listen now. */
  size: () => number;
  /** Ends every stream; call it before the server closes. */
  close: () => void;
};

/** Makes an event hub whose streams carry a comment as heartbeat (default every 15 s) so that dead ones are noticed. */
export function createEventHub(heartbeatMs = 15_000): EventHub {
  const clients = new Set<ServerResponse>();
  const write = (text: string): void => {
    for (const client of clients) client.write(text);
  };
  const beat = setInterval(() => write(': alive\n\n'), heartbeatMs);
  beat.unref();
  return {
    attach: (response) => {
      response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
      response.write(': connected\n\n');
      clients.add(response);
      response.on('close', () => clients.delete(response));
    },
    publish: (event, data) => {
      if (clients.size > 0) write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
    },
    size: () => clients.size,
    close: () => {
      clearInterval(beat);
      for (const client of clients) client.end();
      clients.clear();
    },
  };
}

/** Prints the one line of JSON by which a simulator process says that it listens. */
export function announceReady(kind: string, url: string): void {
  process.stdout.write(`${JSON.stringify({ ready: true, kind, url })}\n`);
}

/**
 * Ends this process cleanly on SIGTERM, SIGINT and, with `withParent`, as soon as its stdin closes,
 * so that a simulator never outlives the process that started it.
 */
export function exitWhenAsked(close: () => Promise<void>, options: { withParent: boolean }): void {
  let asked = false;
  const exit = (): void => {
    if (asked) return;
    asked = true;
    void close().finally(() => process.exit(0));
  };
  process.once('SIGTERM', exit);
  process.once('SIGINT', exit);
  if (!options.withParent) return;
  process.stdin.on('end', exit).on('close', exit).on('error', exit).resume();
}
