import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test, type TestContext } from 'node:test';
import type { FailureCode } from '../../base/failure.ts';
import type { JsonObject } from '../../base/json.ts';
import type { Http, HttpRequest } from '../../net/http.ts';
import { createHttp } from '../../net/pool.ts';
import { failing } from '../../net/testing/raw-server.ts';
import { createCustomer } from '../../simulator/whatsapp/customer.ts';
import { CREDENTIALS, first, startRig } from '../../simulator/whatsapp/test-kit.ts';
import { channelIo } from '../testing/channel-io.ts';
import { download } from './media.ts';

const FILE = { id: '4711', mime: 'image/jpeg' };
const BYTES = Buffer.from('a picture');
const SHA256 = createHash('sha256').update(BYTES).digest();
const FILE_URL = 'https://files.example.com/4711?ext=1';
const NODE: JsonObject = { url: FILE_URL, mime_type: 'image/png', sha256: SHA256.toString('hex'), file_size: '9' };
const CONFIG = { ...CREDENTIALS, apiBase: 'https://graph.example.com' };

type Answer = { status?: number; json?: unknown; bytes?: Buffer; headers?: Record<string, string> };

/** A world with one answer of the API and one of the files' host. */
function world({ node = { json: NODE }, file = { bytes: BYTES } }: { node?: Answer; file?: Answer }) {
  const requests: HttpRequest[] = [];
  const http: Http = async (request) => {
    requests.push(request);
    const { status = 200, json, bytes, headers = {} } = request.url.includes('graph.') ? node : file;
    const body = bytes ?? Buffer.from(json === undefined ? '' : JSON.stringify(json));
    return { status, headers, body, text: () => body.toString() };
  };
  const fetching = () => download(FILE, { ...channelIo({ config: CONFIG, http, now: () => 0 }), maxBytes: 100 });
  return { requests, fetching };
}

test('the API is asked for the address, then the file is fetched from there with the token', async () => {
  const { requests, fetching } = world({});
  assert.deepEqual(await fetching(), { bytes: BYTES, mime: 'image/png' });
  const headers = { authorization: 'Bearer test-token' };
  assert.deepEqual(requests, [
    { method: 'GET', url: 'https://graph.example.com/v26.0/4711', headers },
    { method: 'GET', url: FILE_URL, headers, maxBytes: 100, timeoutMs: 120_000 },
  ]);
});

test('a hash in base64 is read too, and without hash and size the file is taken as it comes', async () => {
  for (const json of [{ ...NODE, sha256: SHA256.toString('base64') }, { url: FILE_URL }]) {
    const file = { bytes: BYTES, headers: { 'content-type': 'image/gif' } };
    assert.deepEqual((await world({ node: { json }, file }).fetching()).bytes, BYTES);
  }
});

test('the type is the one that the API tells, else the host, else the message', async () => {
  const typeFrom = async (node: JsonObject, headers: Record<string, string>) =>
    (await world({ node: { json: node }, file: { bytes: BYTES, headers } }).fetching()).mime;
  assert.equal(await typeFrom(NODE, { 'content-type': 'image/gif' }), 'image/png');
  assert.equal(await typeFrom({ url: FILE_URL }, { 'content-type': 'image/gif' }), 'image/gif');
  assert.equal(await typeFrom({ url: FILE_URL }, {}), 'image/jpeg');
});

const refused = (status: number, code: number): Answer => ({ status, json: { error: { code, message: 'No' } } });

const REFUSALS: { name: string; node?: Answer; file?: Answer; code: FailureCode; requests: number }[] = [
  { name: 'an expired token', node: refused(401, 190), code: 'auth', requests: 1 },
  { name: 'an id that Meta no longer knows', node: refused(400, 100), code: 'not_found', requests: 1 },
  { name: 'a person’s file that Meta could not get', node: refused(400, 131052), code: 'invalid', requests: 1 },
  { name: 'an API that is down', node: refused(503, 2), code: 'unavailable', requests: 1 },
  { name: 'a page where the answer belongs', node: { bytes: Buffer.from('<html>') }, code: 'unavailable', requests: 1 },
  { name: 'an answer without an address', node: { json: { id: '4711' } }, code: 'unavailable', requests: 1 },
  {
    name: 'an address in the clear',
    node: { json: { ...NODE, url: 'http://files.example.com/x' } },
    code: 'unavailable',
    requests: 1,
  },
  { name: 'a size over the limit', node: { json: { ...NODE, file_size: 101 } }, code: 'invalid', requests: 1 },
  { name: 'an expired address', file: { status: 404 }, code: 'not_found', requests: 2 },
  { name: 'a host that refuses the token', file: refused(401, 190), code: 'denied', requests: 2 },
  {
    name: 'a redirect',
    file: { status: 302, headers: { location: 'https://x.example' } },
    code: 'invalid',
    requests: 2,
  },
  {
    name: 'bytes that are not the hash’s',
    file: { bytes: Buffer.from('a pictura') },
    code: 'unavailable',
    requests: 2,
  },
  { name: 'a file cut short', file: { bytes: BYTES.subarray(0, 5) }, code: 'unavailable', requests: 2 },
  {
    name: 'more bytes than were told',
    node: { json: { url: FILE_URL } },
    file: { bytes: Buffer.alloc(101) },
    code: 'invalid',
    requests: 2,
  },
];

for (const { name, code, requests: count, ...answers } of REFUSALS) {
  test(`${name} is ${code} after ${count} request${count === 1 ? '' : 's'}`, async () => {
    const { requests, fetching } = world(answers);
    const failure = await failing(fetching());
    assert.equal(failure.code, code, failure.message);
    assert.equal(requests.length, count);
  });
}

test('a file over the limit is told with its size and the limit', async () => {
  const { fetching } = world({ node: { json: { ...NODE, file_size: '101' } } });
  assert.deepEqual((await failing(fetching())).data.details, { bytes: 101, maxBytes: 100 });
});

async function withPhone(t: TestContext) {
  const { phone, business } = await startRig(t);
  const client = createHttp({ closeGraceMs: 50 });
  t.after(() => client.close());
  const io = channelIo({ config: { ...CREDENTIALS, apiBase: phone.url }, http: client.http });
  return { phone, business, io };
}

test('a picture that a customer sends is fetched over HTTP', async (t) => {
  const { phone, business, io } = await withPhone(t);
  const base64 = Buffer.from('my cat').toString('base64');
  createCustomer(phone.phone, { number: '393331234567' }).act({ image: { mime: 'image/jpeg', base64 } });
  const [hook] = await business.until(1);
  const { image } = first(hook?.value, 'messages') as { image: JsonObject };
  const file = { id: String(image['id']), mime: 'image/jpeg' };
  const fetched = await download(file, { ...io, maxBytes: 1000 });
  assert.deepEqual(fetched, { bytes: Buffer.from('my cat'), mime: 'image/jpeg' });
  assert.equal((await failing(download(file, { ...io, maxBytes: 5 }))).code, 'invalid');
});

test('a file that is not there is not found', async (t) => {
  const { io } = await withPhone(t);
  const failure = await failing(download({ id: '1', mime: 'image/jpeg' }, { ...io, maxBytes: 1000 }));
  assert.equal(failure.code, 'not_found');
});
