import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { test } from 'node:test';
import { createHttp } from '../../net/pool.ts';
import { failing, listening } from '../../net/testing/raw-server.ts';
import { recordingHttp } from '../../net/testing/recording-http.ts';
import { memoryConnection } from '../testing/memory-connection.ts';
import type { NotifyConfig } from './config.ts';
import { notify } from './notify.ts';
import { signatureOf } from './webhook.ts';

const SECRET = 'signing-secret-5520';
const NOTICE = { subject: 'Nuova\nrichiesta', text: 'Perché 🐦', fields: { Phone: '+39' }, severity: 'alarm' };

test('the signature is the one of the documentation', () => {
  assert.equal(
    signatureOf('0123456789abcdef', '1760000000', '{"type":"check","id":"rd1"}'),
    'sha256=' + createHmac('sha256', '0123456789abcdef').update('1760000000.{"type":"check","id":"rd1"}').digest('hex'),
  );
});

test('a receiver can verify what arrives from its bytes, its time and the secret', async (t) => {
  const received: { headers: IncomingHttpHeaders; body: Buffer }[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      received.push({ headers: request.headers, body: Buffer.concat(chunks) });
      response.writeHead(204).end();
    });
  });
  const config: NotifyConfig = { kind: 'webhook', url: await listening(server), hmacSecret: SECRET };
  const client = createHttp({ closeGraceMs: 50 });
  t.after(async () => {
    await client.close();
    server.close();
  });
  const io = memoryConnection({ config, http: client.http, now: () => 1_760_000_000_900 }).io('rdKey');
  assert.deepEqual(await notify.operations['send']!.run(NOTICE, io), { id: 'rdKey' });
  assert.deepEqual(
    (await notify.check(io)).map(({ ok }) => ok),
    [true],
  );
  assert.equal(received.length, 2);
  for (const { headers, body } of received) {
    assert.equal(headers['x-rondine-timestamp'], '1760000000');
    assert.equal(headers['idempotency-key'], 'rdKey');
    const expected = createHmac('sha256', SECRET).update('1760000000.').update(body).digest('hex');
    assert.equal(headers['x-rondine-signature'], `sha256=${expected}`);
  }
  assert.deepEqual(JSON.parse(String(received[0]?.body)), {
    type: 'notice',
    id: 'rdKey',
    severity: 'alarm',
    subject: 'Nuova richiesta',
    text: 'Perché 🐦',
    fields: { Phone: '+39' },
    link: null,
  });
  assert.deepEqual(JSON.parse(String(received[1]?.body)), { type: 'check', id: 'rdKey' });
});

test('without a secret nothing is signed', async () => {
  const { http, requests } = recordingHttp(() => ({ status: 200 }));
  const io = memoryConnection<NotifyConfig>({ config: { kind: 'webhook', url: 'https://example.com' }, http }).io('k');
  await notify.operations['send']!.run(NOTICE, io);
  assert.equal(requests[0]?.headers?.['x-rondine-signature'], undefined);
});

for (const [status, code] of [
  [301, 'invalid'],
  [401, 'auth'],
  [404, 'not_found'],
  [429, 'rate_limited'],
  [500, 'unknown_outcome'],
] as const) {
  test(`an answer of ${status} is ${code}`, async () => {
    const { http } = recordingHttp(() => ({ status }));
    const config: NotifyConfig = { kind: 'webhook', url: 'https://example.com/s3cret' };
    const failure = await failing(notify.operations['send']!.run(NOTICE, memoryConnection({ config, http }).io('k')));
    assert.equal(failure.code, code);
    assert.doesNotMatch(JSON.stringify(failure.data), /s3cret/);
  });
}
