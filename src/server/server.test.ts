import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test, type TestContext } from 'node:test';
import pino from 'pino';
import { id } from '../base/ids.ts';
import { channels } from '../channels/index.ts';
import type { OpenConnection } from '../engine/connection-book.ts';
import type { Acceptance, LaneEvent } from '../engine/host.ts';
import { systemClock } from '../engine/clock.ts';
import { createSignIn } from './auth/sign-in.ts';
import { createIntake, type IntakeOptions } from './intake.ts';
import { createRunLinks } from './run-links.ts';
import { createServer } from './server.ts';

const SECRET = 'app-secret';
const CONFIG = { phoneNumberId: '1001', appSecret: SECRET, verifyToken: 'verify me', accessToken: 'token' };
const PATH = '/hooks/phone';

/** Pages to serve: one is enough. */
const WEB_ROOT = mkdtempSync(join(tmpdir(), 'rondine-web-'));
writeFileSync(join(WEB_ROOT, 'index.html'), '<!doctype html>');
after(() => rmSync(WEB_ROOT, { recursive: true, force: true }));

type Taken = { key: string; event: LaneEvent };

type Serving = {
  accept?: () => Promise<Acceptance>;
  requestTimeoutMs?: number;
  closeGraceMs?: number;
};

async function serve({ accept, ...times }: Serving = {}) {
  const taken: Taken[] = [];
  const connection: OpenConnection = {
    record: { key: id.connection('phone'), kind: 'channel', type: 'whatsapp', config: {}, state: 'working' },
    config: CONFIG,
    generation: 0,
  };
  const intake: IntakeOptions = {
    host: {
      accept: async (_lane, key, event) => {
        const acceptance = await (accept?.() ?? Promise.resolve('accepted' as const));
        taken.push({ key, event });
        return acceptance;
      },
    },
    store: { get: async () => undefined, list: async () => [] },
    connections: {
      get: (name) => (name === connection.record.key ? connection : undefined),
      all: () => [connection],
    },
    channels: Object.fromEntries(channels.map((channel) => [channel.id, channel])),
    now: Date.now,
    log: () => undefined,
  };
  const app = await createServer({
    hooks: { ...intake, take: createIntake(intake), publicUrl: undefined },
    calls: {
      host: { accept: async () => 'accepted', watch: () => () => undefined },
      store: { get: async () => undefined, list: async () => [] },
      flows: { current: () => [] },
      clock: systemClock,
      links: createRunLinks([(text) => text]),
      recipient: () => undefined,
      secret: () => undefined,
      publicUrl: undefined,
    },
    media: {
      store: { stat: async () => undefined, open: () => Promise.reject(new Error('There are no files here.')) },
      links: { read: () => ({ state: 'forged' }) },
      now: Date.now,
    },
    connect: { finish: () => Promise.reject(new Error('Nobody signs in here.')) },
    webRoot: WEB_ROOT,
    demo: undefined,
    signIn: createSignIn({ folder: WEB_ROOT, keys: [{ id: 'test', bytes: Buffer.alloc(32, 7) }] }),
    door: { publicUrl: undefined, hosts: [], proxies: [] },
    log: pino({ level: 'silent' }),
    ...times,
  });
  return { app, taken };
}

const sign = (body: string | Buffer): string => `sha256=${createHmac('sha256', SECRET).update(body).digest('hex')}`;
const textBody = (text: string): string =>
  JSON.stringify({
    object: 'whatsapp_business_account',
    entry: [
      {
        id: '1',
        changes: [
          {
            field: 'messages',
            value: {
              messaging_product: 'whatsapp',
              metadata: { display_phone_number: '1', phone_number_id: '1001' },
              contacts: [{ profile: { name: 'Ada' }, wa_id: '39333' }],
              messages: [{ from: '39333', id: 'wamid.1', timestamp: '1790000000', type: 'text', text: { body: text } }],
            },
          },
        ],
      },
    ],
  });

type Post = { body: string | Buffer; signature?: string; type?: string; path?: string };

async function post(t: TestContext, { body, signature, type = 'application/json', path = PATH }: Post) {
  const { app, taken } = await serve();
  t.after(() => app.close());
  const response = await app.inject({
    method: 'POST',
    url: path,
    payload: body,
    headers: { 'content-type': type, ...(signature ? { 'x-hub-signature-256': signature } : {}) },
  });
  return { response, taken };
}

void test('a signed message is answered 200 after it was accepted', async (t) => {
  const body = textBody('Ciao');
  const { response, taken } = await post(t, { body, signature: sign(body) });
  assert.equal(response.statusCode, 200);
  assert.match(taken[0]?.key ?? '', /^whatsapp:1001\/message\/[\w-]{22}$/);
});

void test('the content type does not matter where the signature fits', async (t) => {
  const body = textBody('Ciao');
  const { response, taken } = await post(t, { body, signature: sign(body), type: 'text/plain' });
  assert.equal(response.statusCode, 200);
  assert.equal(taken.length, 1);
});

const REFUSED: { title: string; status: number; request: () => Post }[] = [
  { title: 'an unsigned body', status: 401, request: () => ({ body: textBody('x') }) },
  {
    title: 'a body changed after signing',
    status: 401,
    request: () => ({ body: textBody('x').replace('39333', '39334'), signature: sign(textBody('x')) }),
  },
  { title: 'an odd signature', status: 401, request: () => ({ body: textBody('x'), signature: 'sha256=zz' }) },
  {
    title: 'an unsigned form',
    status: 401,
    request: () => ({ body: 'a=b', type: 'application/x-www-form-urlencoded' }),
  },
  { title: 'an unknown connection', status: 404, request: () => ({ body: '{}', path: '/hooks/nobody' }) },
  {
    title: 'an address that is too long',
    status: 414,
    request: () => ({ body: '{}', path: `/hooks/${'x'.repeat(5000)}` }),
  },
  {
    title: 'a body of ten megabytes',
    status: 413,
    request: () => ({ body: 'x'.repeat(10_000_000), signature: 'sha256=00' }),
  },
  { title: 'truncated JSON', status: 400, request: () => ({ body: '{"object":', signature: sign('{"object":') }) },
  {
    title: 'invalid UTF-8',
    status: 400,
    request: () => ({ body: Buffer.from([0x7b, 0xff, 0xfe]), signature: sign(Buffer.from([0x7b, 0xff, 0xfe])) }),
  },
  { title: 'a list where an envelope belongs', status: 400, request: () => ({ body: '[]', signature: sign('[]') }) },
  {
    title: 'a million brackets',
    status: 400,
    request: () => ({ body: '['.repeat(1_000_000), signature: sign('['.repeat(1_000_000)) }),
  },
];

for (const { title, status, request } of REFUSED) {
  void test(`${title} is refused with ${status} and leaves nothing behind`, async (t) => {
    const { response, taken } = await post(t, request());
    assert.equal(response.statusCode, status);
    assert.match(response.headers['content-type'] as string, /^application\/problem\+json/);
    assert.ok(response.json().detail.length > 10);
    assert.deepEqual(taken, []);
  });
}

void test('an unknown kind of event is answered 200 and ignored', async (t) => {
  const body = textBody('x').replace('"field":"messages"', '"field":"something_new"');
  const { response, taken } = await post(t, { body, signature: sign(body) });
  assert.equal(response.statusCode, 200);
  assert.deepEqual(taken, []);
});

void test('an event that cannot be stored is answered 503, so that it comes again', async (t) => {
  const { app } = await serve({ accept: () => Promise.reject(new Error('disk full')) });
  t.after(() => app.close());
  const body = textBody('x');
  const response = await app.inject({
    method: 'POST',
    url: PATH,
    payload: body,
    headers: { 'x-hub-signature-256': sign(body), 'content-type': 'application/json' },
  });
  assert.equal(response.statusCode, 503);
});

void test('the handshake is answered with the challenge, and only for the right token', async (t) => {
  const { app } = await serve();
  t.after(() => app.close());
  const url = (token: string): string =>
    `${PATH}?hub.mode=subscribe&hub.verify_token=${encodeURIComponent(token)}&hub.challenge=12345`;
  const right = await app.inject({ url: url('verify me') });
  assert.deepEqual([right.statusCode, right.body], [200, '12345']);
  assert.equal((await app.inject({ url: url('wrong') })).statusCode, 403);
});

void test('health is answered to everybody, pages by their own names only', async (t) => {
  const { app } = await serve();
  t.after(() => app.close());
  assert.equal((await app.inject({ url: '/healthz', headers: { host: 'flows.example.com' } })).statusCode, 200);
  assert.equal((await app.inject({ url: '/nothing', headers: { host: 'localhost:3000' } })).statusCode, 404);
  const rebound = await app.inject({ url: '/package.json', headers: { host: 'evil.example:3000' } });
  assert.equal(rebound.statusCode, 403);
  assert.match(rebound.json().detail, /does not answer to "evil.example"/);
});

void test('a body cut off by the sender keeps nothing and harms nobody', async (t) => {
  const { app, taken } = await serve();
  t.after(() => app.close());
  const address = new URL(await app.listen({ host: '127.0.0.1', port: 0 }));
  await new Promise<void>((resolve) => {
    const socket = connect(Number(address.port), address.hostname, () => {
      socket.write(
        `POST ${PATH} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 1000\r\n\r\n{"object"`,
      );
      socket.end();
    });
    socket.on('error', () => resolve());
    socket.on('close', () => resolve());
    socket.resume();
  });
  assert.equal((await fetch(`${address.origin}/healthz`)).status, 200);
  assert.deepEqual(taken, []);
});

/** Opens a request whose body never ends; resolves to what came back once the server has closed the connection. */
function sendHalf(port: number): Promise<string> {
  return new Promise((resolve) => {
    let answer = '';
    const socket = connect(port, '127.0.0.1', () => {
      socket.write(`POST ${PATH} HTTP/1.1\r\nhost: x\r\ncontent-length: 1000\r\n\r\n{"object"`);
    });
    socket.on('data', (part) => (answer += part.toString()));
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(answer));
  });
}

void test('a body that does not arrive in time is given up', { timeout: 10_000 }, async (t) => {
  const { app, taken } = await serve({ requestTimeoutMs: 100 });
  t.after(() => app.close());
  const { port } = new URL(await app.listen({ host: '127.0.0.1', port: 0 }));
  assert.match(await sendHalf(Number(port)), /^HTTP\/1\.1 408 /);
  assert.deepEqual(taken, []);
});

void test('a client that has stopped sending does not keep the server from closing', { timeout: 10_000 }, async () => {
  const { app } = await serve({ closeGraceMs: 50 });
  const { port } = new URL(await app.listen({ host: '127.0.0.1', port: 0 }));
  const arrived = new Promise<void>((resolve) => app.server.once('request', () => resolve()));
  const cut = sendHalf(Number(port));
  await arrived;
  await app.close();
  assert.equal(await cut, '');
});

void test('a parameter given twice is no parameter', async (t) => {
  const { app } = await serve();
  t.after(() => app.close());
  const url = `${PATH}?hub.mode=subscribe&hub.verify_token=verify%20me&hub.challenge=1&hub.challenge=2`;
  const response = await app.inject({ url });
  assert.deepEqual([response.statusCode, response.body], [200, '']);
});
