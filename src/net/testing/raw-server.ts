import assert from 'node:assert/strict';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import type { TestContext } from 'node:test';
import { Failure } from '../../base/failure.ts';

/** The shortest good answer. */
export const OK = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok';

/** A raw server that hands each request head to `answer`; it and its sockets end with the test. */
export async function rawServer(t: TestContext, answer: (socket: Socket, head: string) => void) {
  const sockets = new Set<Socket>();
  const heads: string[] = [];
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => {});
    let text = '';
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1');
      if (!isWhole(text)) return;
      heads.push(text);
      const whole = text;
      text = '';
      answer(socket, whole);
    });
  });
  const url = await listening(server);
  t.after(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return { url, heads, sockets };
}

function isWhole(text: string): boolean {
  const end = text.indexOf('\r\n\r\n');
  if (end < 0) return false;
  const length = Number(/content-length: (\d+)/i.exec(text)?.[1] ?? 0);
  return text.length >= end + 4 + length;
}

/** Starts a server on a free port of loopback and gives its address. */
export async function listening(server: Server): Promise<string> {
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** The failure that a promise ends with. */
export async function failing(promise: Promise<unknown>): Promise<Failure> {
  try {
    await promise;
  } catch (error) {
    assert.ok(error instanceof Failure, `not a Failure: ${String(error)}`);
    return error;
  }
  assert.fail('it did not fail');
}

/** Waits for a condition by turns of the event loop, up to a bound. */
export async function until(condition: () => boolean, boundMs = 5000): Promise<void> {
  const end = performance.now() + boundMs;
  while (!condition()) {
    assert.ok(performance.now() < end, 'the condition did not come true in time');
    await new Promise((resolve) => setImmediate(resolve));
  }
}
