import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, it } from 'node:test';
import { watchEvents } from './watch-events.ts';

/** A server of events that hands over each stream as it is opened. */
async function serveEvents() {
  const opened: ServerResponse[] = [];
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders();
    opened.push(response);
    server.emit('stream');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const close = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { url: `http://127.0.0.1:${port}`, opened, server, close };
}

/** Counts calls and resolves when a count is reached. */
function counter() {
  let count = 0;
  let wanted: { count: number; resolve: () => void } | undefined;
  return {
    tick: (): void => {
      count++;
      if (wanted && count >= wanted.count) wanted.resolve();
    },
    reach: (target: number): Promise<void> =>
      new Promise((resolve) => {
        wanted = { count: target, resolve };
        if (count >= target) resolve();
      }),
    count: () => count,
  };
}

describe('watching events', { timeout: 10_000 }, () => {
  it('tells of the connection, of each event with data, and not of heartbeats', async (test) => {
    const { url, opened, close } = await serveEvents();
    const changes = counter();
    const stop = watchEvents(url, changes.tick);
    test.after(async () => {
      stop();
      await close();
    });
    await changes.reach(1);
    opened[0]?.write(': alive\n\n');
    opened[0]?.write('event: message\nda');
    opened[0]?.write('ta: {}\n\n');
    await changes.reach(2);
    assert.equal(changes.count(), 2);
  });
  it('opens a lost stream again', async (test) => {
    const { url, opened, server, close } = await serveEvents();
    const changes = counter();
    const stop = watchEvents(url, changes.tick);
    test.after(async () => {
      stop();
      await close();
    });
    await changes.reach(1);
    const again = once(server, 'stream');
    opened[0]?.destroy();
    await again;
    await changes.reach(2);
    assert.equal(opened.length, 2);
  });
  it('closes its stream when it is stopped', async (test) => {
    const { url, opened, close } = await serveEvents();
    test.after(close);
    const changes = counter();
    const stop = watchEvents(url, changes.tick);
    await changes.reach(1);
    const [stream] = opened;
    assert.ok(stream);
    const closed = once(stream, 'close');
    stop();
    await closed;
  });
});
