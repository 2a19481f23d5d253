import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { test, type TestContext } from 'node:test';
import { Failure } from '../base/failure.ts';
import { createHttp } from './pool.ts';
import { failing, listening, until } from './testing/raw-server.ts';

const PIECE = new Uint8Array(64 * 1024).fill(120);

/** A server that counts what comes and whether it came whole; `early` answers before the body. */
async function sink(t: TestContext, { early }: { early?: number } = {}) {
  const seen = { bytes: 0, whole: 0, cut: 0, length: '' };
  const server = createServer((request, response) => {
    seen.length = String(request.headers['content-length']);
    request.on('data', (chunk: Buffer) => (seen.bytes += chunk.length));
    request.on('end', () => seen.whole++).on('error', () => seen.cut++);
    if (early) response.writeHead(early, { connection: 'close' }).end('early');
    else request.on('end', () => response.end('ok'));
  });
  const url = await listening(server);
  const { http, close } = createHttp({ closeGraceMs: 50 });
  t.after(async () => {
    await close();
    server.closeAllConnections();
    server.close();
  });
  return {
    seen,
    send: (body: { bytes: number; stream(): AsyncIterable<Uint8Array> }) => http({ method: 'POST', url, body }),
  };
}

async function* pieces(count: number, given?: { now: number }) {
  for (let index = 0; index < count; index++) {
    if (given) given.now++;
    yield PIECE;
  }
}

test('a streamed body arrives whole, with its length, and is asked for anew at each sending', async (t) => {
  const { seen, send } = await sink(t);
  const body = { bytes: 40 * PIECE.length, stream: () => pieces(40) };
  for (const _ of [1, 2]) assert.equal((await send(body)).status, 200);
  assert.deepEqual(seen, { bytes: 2 * body.bytes, whole: 2, cut: 0, length: String(body.bytes) });
});

test('a body is read no faster than it is sent', async (t) => {
  const server = createServer((request) => void request.pause());
  const url = await listening(server);
  const { http, close } = createHttp({ closeGraceMs: 0 });
  t.after(async () => {
    await close();
    server.closeAllConnections();
    server.close();
  });
  const given = { now: 0 };
  const sending = failing(
    http({
      method: 'POST',
      url,
      timeoutMs: 300,
      body: { bytes: 4000 * PIECE.length, stream: () => pieces(4000, given) },
    }),
  );
  assert.equal((await sending).code, 'unknown_outcome');
  assert.ok(given.now < 400, `${given.now} of 4000 pieces were read ahead of a server that took none`);
});

for (const [name, count] of [
  ['ends early', 3],
  ['gives more than it said', 5],
] as const) {
  test(`a stream that ${name} is certainly not executed`, async (t) => {
    const { seen, send } = await sink(t);
    const failure = await failing(send({ bytes: 4 * PIECE.length, stream: () => pieces(count) }));
    assert.equal(failure.code, 'unavailable');
    await until(() => seen.cut === 1 || seen.bytes < 4 * PIECE.length);
    assert.equal(seen.whole, 0);
  });
}

test('a stream that fails ends the sending with its own reason', async (t) => {
  const { seen, send } = await sink(t);
  const gone = new Failure({ code: 'not_found', message: 'The file is gone.' });
  const failsWith = (error: Error) =>
    failing(
      send({
        bytes: 9 * PIECE.length,
        // oxlint-disable-next-line require-yield -- it fails before it gives anything
        stream: async function* () {
          throw error;
        },
      }),
    );
  assert.equal(await failsWith(gone), gone);
  assert.equal((await failsWith(new Error('disk'))).code, 'unavailable');
  assert.equal(seen.whole, 0);
});

test('an answer that comes before the body is the answer', async (t) => {
  const { send } = await sink(t, { early: 401 });
  const answer = await send({ bytes: 2 * PIECE.length, stream: () => pieces(2) });
  assert.equal(answer.status, 401);
});
