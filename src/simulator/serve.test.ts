import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { test } from 'node:test';
import { createEventHub, listen, readBody, sendJson, sendText } from './serve.ts';

test('a server listens on loopback, echoes a body and closes', async () => {
  const server = await listen(async (request, response) => {
    sendJson(response, 201, { heard: (await readBody(request)).toString('utf8') });
  });
  assert.match(server.url, /^http:\/\/127\.0\.0\.1:\d+$/);
  const response = await fetch(server.url, { method: 'POST', body: 'città' });
  assert.equal(response.status, 201);
  assert.deepEqual(await response.json(), { heard: 'città' });
  await server.close();
  await assert.rejects(fetch(server.url));
});

test('a body beyond the limit is answered with 413', async (context) => {
  const server = await listen(async (request, response) => {
    sendText(response, 200, String((await readBody(request, 10)).length));
  });
  context.after(server.close);
  assert.equal((await fetch(server.url, { method: 'POST', body: '0123456789' })).status, 200);
  assert.equal((await fetch(server.url, { method: 'POST', body: '0123456789a' })).status, 413);
});

test('a client that leaves in the middle of its body harms nobody', async (context) => {
  let left = false;
  const server = await listen(async (request, response) => {
    await readBody(request).finally(() => {
      left = true;
      response.destroy();
    });
  });
  context.after(server.close);
  const socket = connect(server.port, '127.0.0.1');
  socket.write('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf');
  socket.end();
  await once(socket.resume(), 'close');
  assert.equal(left, true);
});

test('close cuts a call that is never answered', async () => {
  const server = await listen(() => {}, { closeGraceMs: 5 });
  const waiting = fetch(server.url);
  const refused = assert.rejects(waiting);
  await new Promise((resolve) => setImmediate(resolve));
  await server.close();
  await refused;
});

test('an event hub sends each event to every stream and ends them on close', async (context) => {
  const hub = createEventHub(5);
  const server = await listen((_request, response) => hub.attach(response));
  context.after(server.close);
  const streams = await Promise.all([fetch(server.url), fetch(server.url)]);
  assert.equal(streams[0]?.headers.get('content-type'), 'text/event-stream');
  assert.equal(hub.size(), 2);
  hub.publish('record', { id: 1 });
  for (const stream of streams) await readUntil(stream, ['event: record\ndata: {"id":1}\n\n', ': alive\n\n']);
  hub.close();
  assert.equal(hub.size(), 0);
});

async function readUntil(response: Response, wanted: readonly string[]): Promise<void> {
  let text = '';
  for await (const chunk of response.body ?? []) {
    text += Buffer.from(chunk).toString('utf8');
    if (wanted.every((part) => text.includes(part))) return;
  }
  throw new Error(`The stream ended without "${wanted.join()}": ${text}`);
}
