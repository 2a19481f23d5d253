import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { follow } from './follow.ts';
import { createHttp } from './pool.ts';
import { failing, OK, rawServer } from './testing/raw-server.ts';

/** A client whose names resolve to what the test says; names it does not know have no address. */
function client(t: TestContext, names: Record<string, readonly string[]> = {}) {
  const asked: string[] = [];
  const made = createHttp({
    closeGraceMs: 50,
    connectTimeoutMs: 2000,
    resolve: (host) => {
      asked.push(host);
      return Promise.resolve(names[host] ?? []);
    },
  });
  t.after(() => made.close());
  const get = (url: string, allowPrivate: readonly string[] = []) =>
    made.http({ method: 'GET', url, guard: { allowPrivate }, timeoutMs: 5000 });
  return { http: made.http, get, asked };
}

const closing = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok';

/** Spellings of private places; the names among them resolve as the table below says. */
const HOSTILE = [
  'http://127.0.0.1/',
  'http://127.0.0.1./',
  'http://127.1/',
  'http://127.0.1/',
  'http://0/',
  'http://0.0.0.0:3000/',
  'http://2130706433/',
  'http://0x7f000001/',
  'http://0x7f.0.0.1/',
  'http://0177.0.0.1/',
  'http://017700000001/',
  'http://①②⑦.⓪.⓪.①/',
  'http://127。0。0。1/',
  'http://%31%32%37.0.0.1/',
  'http:127.0.0.1',
  'http:\\\\127.0.0.1\\',
  'http:///127.0.0.1/',
  ' http://127.0.0.1/ ',
  'HTTP://127.0.0.1:80/',
  'https://127.0.0.1/',
  'http://10.1.2.3/',
  'http://172.20.0.1/',
  'http://192.168.0.1:8443/',
  'http://100.64.0.1/',
  'http://169.254.169.254/latest/meta-data/',
  'http://169.254.43518/',
  'http://0xa9fea9fe/',
  'http://168.63.129.16/',
  'http://100.100.100.200/',
  'http://224.0.0.251/',
  'http://255.255.255.255/',
  'http://[::]/',
  'http://[::1]/',
  'http://[0:0:0:0:0:0:0:1]/',
  'http://[::127.0.0.1]/',
  'http://[::ffff:127.0.0.1]/',
  'http://[::ffff:a9fe:a9fe]/',
  'http://[::ffff:8.8.8.8]/',
  'http://[64:ff9b::7f00:1]/',
  'http://[64:ff9b:1::10.0.0.1]/',
  'http://[2002:7f00:1::]/',
  'http://[2001:0:7f00:1::]/',
  'http://[fc00::1]/',
  'http://[fd00:ec2::254]/',
  'http://[fe80::1]/',
  'http://[fec0::1]/',
  'http://[ff02::1]/',
  'http://localhost/',
  'http://localhost./',
  'http://LOCALHOST/',
  'http://metadata.google.internal/',
  'http://crm.lan/',
  'http://mixed.example/',
  'http://mapped.example/',
  'http://broken.example/',
  'http://crm.lan#@public.example/',
];

const NAMES = {
  localhost: ['127.0.0.1', '::1'],
  'localhost.': ['127.0.0.1'],
  'metadata.google.internal': ['169.254.169.254'],
  'crm.lan': ['192.168.7.7'],
  'mixed.example': ['93.184.216.34', '10.0.0.1'],
  'mapped.example': ['::ffff:127.0.0.1'],
  'broken.example': ['017700000001'],
};

for (const url of HOSTILE) {
  test(`a guarded request to ${JSON.stringify(url)} is denied`, async (t) => {
    const failure = await failing(client(t, NAMES).get(url));
    assert.equal(failure.code, 'denied', failure.message);
    assert.match(failure.message, /^Nothing was sent to https?:.*allowPrivate/);
    assert.equal(failure.data.details?.['host'], URL.parse(url)?.host);
  });
}

for (const url of [
  'ftp://127.0.0.1/',
  'file:///etc/passwd',
  'http://me:secret@127.0.0.1/',
  'http://[fe80::1%25eth0]/',
]) {
  test(`a guarded request to ${url} is invalid`, async (t) => {
    assert.equal((await failing(client(t).get(url))).code, 'invalid');
  });
}

test('a refusal does not tell which address a name has inside the network', async (t) => {
  const failure = await failing(client(t, NAMES).get('http://crm.lan/'));
  assert.doesNotMatch(JSON.stringify(failure.data), /192\.168/);
  assert.match(failure.message, /"crm\.lan:80"/);
});

test('a name that has no address is unavailable', async (t) => {
  const failure = await failing(client(t).get('http://nowhere.example/'));
  assert.equal(failure.code, 'unavailable');
  assert.match(failure.message, /nowhere\.example has no address/);
});

test('the connection goes to the very address that was checked', async (t) => {
  const { url, heads } = await rawServer(t, (socket) => socket.write(OK));
  const port = new URL(url).port;
  const { get, asked } = client(t, { 'crm.invalid': ['127.0.0.1'] });
  assert.equal((await get(`http://crm.invalid:${port}/a`, [`127.0.0.1:${port}`])).text(), 'ok');
  assert.deepEqual(asked, ['crm.invalid']);
  assert.match(heads[0] ?? '', new RegExp(`host: crm\\.invalid:${port}`, 'i'));
});

test('a name that answers differently the second time is judged anew', async (t) => {
  const { url, heads } = await rawServer(t, (socket) => socket.end(closing));
  const port = new URL(url).port;
  const answers: Record<string, readonly string[]> = { 'rebind.invalid': ['127.0.0.1'] };
  const { get, asked } = client(t, answers);
  const allowed = [`127.0.0.1:${port}`];
  assert.equal((await get(`http://rebind.invalid:${port}/`, allowed)).status, 200);
  answers['rebind.invalid'] = ['127.0.0.2'];
  const failure = await failing(get(`http://rebind.invalid:${port}/`, allowed));
  assert.equal(failure.code, 'denied');
  assert.equal(asked.length, 2, 'once for each connection');
  assert.equal(heads.length, 1);
});

test('what one guard opened stays closed to another, although the connection is still there', async (t) => {
  const { url, heads } = await rawServer(t, (socket) => socket.write(OK));
  const { get, http } = client(t);
  assert.equal((await http({ method: 'GET', url })).status, 200);
  assert.equal((await get(url, ['127.0.0.0/8'])).status, 200);
  assert.equal((await failing(get(url))).code, 'denied');
  assert.equal((await failing(get(url, ['127.0.0.2']))).code, 'denied');
  assert.equal(heads.length, 2);
});

test('guarded origins take no places from the others', async (t) => {
  const { url } = await rawServer(t, () => {});
  const other = await rawServer(t, (socket) => socket.write(OK));
  const { http, close } = createHttp({ maxOrigins: 1, closeGraceMs: 10 });
  t.after(close);
  const guard = { allowPrivate: ['127.0.0.1'] };
  const stuck = failing(http({ method: 'GET', url, guard }));
  assert.equal((await failing(http({ method: 'GET', url: other.url, guard }))).code, 'unavailable');
  assert.equal((await http({ method: 'GET', url: other.url })).status, 200);
  await close();
  assert.equal((await stuck).code, 'unavailable');
});

for (const name of ['Host', 'host', 'Transfer-Encoding', 'Content-Length', 'Connection', 'Proxy-Authorization']) {
  test(`the header ${name} cannot be set on a guarded request`, async (t) => {
    const { url, heads } = await rawServer(t, (socket) => socket.write(OK));
    const guard = { allowPrivate: ['127.0.0.1'] };
    const failure = await failing(client(t).http({ method: 'GET', url, headers: { [name]: 'x' }, guard }));
    assert.equal(failure.code, 'denied');
    assert.deepEqual(failure.data.fields, [name]);
    assert.deepEqual(heads, []);
  });
}

for (const to of ['http://169.254.169.254/', 'http://127.0.0.2/', 'http://[::1]/', 'http://crm.lan/']) {
  test(`a redirect to ${to} is judged like a request`, async (t) => {
    const { url } = await rawServer(t, (socket) =>
      socket.write(`HTTP/1.1 302 Found\r\nLocation: ${to}\r\nContent-Length: 0\r\n\r\n`),
    );
    const { http } = client(t, NAMES);
    const guard = { allowPrivate: ['127.0.0.1'] };
    assert.equal((await failing(follow(http, { method: 'GET', url, guard }))).code, 'denied');
  });
}

test('an answer too long is invalid for a guarded request, unless the server had failed already', async (t) => {
  const long = (status: string) => `HTTP/1.1 ${status}\r\nContent-Length: 100\r\n\r\n${'x'.repeat(100)}`;
  const fine = await rawServer(t, (socket) => socket.write(long('200 OK')));
  const failed = await rawServer(t, (socket) => socket.write(long('500 Oops')));
  const ask = (method: 'GET' | 'POST', url: string) =>
    failing(client(t).http({ method, url, maxBytes: 50, guard: { allowPrivate: ['127.0.0.1'] } }));
  const failure = await ask('GET', fine.url);
  assert.equal(failure.code, 'invalid');
  assert.match(failure.message, /longer than 50 bytes.*raise the limit/);
  assert.match((await ask('POST', fine.url)).message, /may have been executed/);
  assert.equal((await ask('GET', failed.url)).code, 'unavailable');
  assert.equal((await ask('POST', failed.url)).code, 'unknown_outcome');
});
