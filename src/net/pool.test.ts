import assert from 'node:assert/strict';
import { createServer as createHttpServer } from 'node:http';
import { createServer, type Socket } from 'node:net';
import { test, type TestContext } from 'node:test';
import type { FailureCode } from '../base/failure.ts';
import type { HttpRequest } from './http.ts';
import { createHttp, type HttpOptions } from './pool.ts';
import { failing, listening, OK, rawServer, until } from './testing/raw-server.ts';

function client(t: TestContext, options: HttpOptions = {}) {
  const made = createHttp({ closeGraceMs: 50, ...options });
  t.after(() => made.close());
  return made;
}

test('an answer comes with its status, lower-case header names and body', async (t) => {
  const { url, heads } = await rawServer(t, (socket) =>
    socket.write(
      'HTTP/1.1 404 Not Found\r\nX-Trace-ID: 7\r\nSet-Cookie: a=1\r\nSet-Cookie: b=2\r\nContent-Length: 7\r\n\r\nnessuno',
    ),
  );
  const answer = await client(t).http({
    method: 'POST',
    url: `${url}/a/b?c=%C3%A8#part`,
    headers: { 'X-Key': '1' },
    body: 'perché',
  });
  assert.equal(answer.status, 404);
  assert.equal(answer.headers['x-trace-id'], '7');
  assert.equal(answer.headers['set-cookie'], 'a=1, b=2');
  assert.equal(answer.text(), 'nessuno');
  assert.equal(answer.body.byteLength, 7);
  assert.match(heads[0] ?? '', /^POST \/a\/b\?c=%C3%A8 HTTP\/1\.1\r\n/);
  assert.match(heads[0] ?? '', /content-length: 7/i);
});

test('an interim answer is passed over and bytes are sent as they are', async (t) => {
  const { url, heads } = await rawServer(t, (socket) =>
    socket.write(`HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n${OK}`),
  );
  const answer = await client(t).http({ method: 'PUT', url, body: new Uint8Array([104, 105]) });
  assert.equal(answer.status, 200);
  assert.equal(answer.headers['link'], undefined);
  assert.match(heads[0] ?? '', /\r\n\r\nhi$/);
});

test('a redirect is an answer, and the credentials stay at home', async (t) => {
  const other = await rawServer(t, (socket) => socket.write(OK));
  const { url } = await rawServer(t, (socket) =>
    socket.write(`HTTP/1.1 302 Found\r\nLocation: ${other.url}/\r\nContent-Length: 0\r\n\r\n`),
  );
  const answer = await client(t).http({ method: 'GET', url, headers: { Authorization: 'Bearer t' } });
  assert.equal(answer.status, 302);
  assert.equal(answer.headers['location'], `${other.url}/`);
  assert.deepEqual(other.heads, []);
});

test('connections are kept and serve the requests that follow', async (t) => {
  let connections = 0;
  const server = createHttpServer((_request, response) => response.end('ok')).on('connection', () => connections++);
  const url = await listening(server);
  t.after(() => server.close());
  const { http } = client(t);
  for (let round = 0; round < 5; round++) assert.equal((await http({ method: 'GET', url })).text(), 'ok');
  // The next request may come a moment before the first connection is free again.
  assert.ok(connections <= 2, `${connections} connections`);
});

test('more requests than connections queue without pipelining', async (t) => {
  let open = 0;
  let most = 0;
  const server = createHttpServer((_request, response) => {
    most = Math.max(most, ++open);
    setImmediate(() => {
      open--;
      response.end('ok');
    });
  });
  const url = await listening(server);
  t.after(() => server.close());
  const { http } = client(t, { connectionsPerOrigin: 4 });
  await Promise.all(Array.from({ length: 40 }, () => http({ method: 'POST', url, body: '{}' })));
  assert.ok(most <= 4, `${most} at a time`);
});

type Trouble = { name: string; answer: (socket: Socket) => void; write: FailureCode; read: FailureCode };

const CHUNKED = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n';
const TROUBLES: Trouble[] = [
  {
    name: 'a reset after the request was read',
    answer: (socket) => void socket.resetAndDestroy(),
    write: 'unknown_outcome',
    read: 'unavailable',
  },
  {
    name: 'a connection closed without an answer',
    answer: (socket) => void socket.end(),
    write: 'unknown_outcome',
    read: 'unavailable',
  },
  { name: 'a server that never answers', answer: () => {}, write: 'unknown_outcome', read: 'timeout' },
  {
    name: 'half of the headers and silence',
    answer: (socket) => void socket.write('HTTP/1.1 200 OK\r\nContent-Le'),
    write: 'unknown_outcome',
    read: 'timeout',
  },
  {
    name: 'half of a body and silence',
    answer: (socket) => void socket.write('HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf'),
    write: 'unknown_outcome',
    read: 'timeout',
  },
  {
    name: 'half of a body and the end',
    answer: (socket) => void socket.end('HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf'),
    write: 'unknown_outcome',
    read: 'unavailable',
  },
  {
    name: 'a chunked body cut before its last chunk',
    answer: (socket) => void socket.end(`${CHUNKED}4\r\nhalf\r\n`),
    write: 'unknown_outcome',
    read: 'unavailable',
  },
  {
    name: 'an answer that is not HTTP',
    answer: (socket) => void socket.end('SSH-2.0-OpenSSH\r\n'),
    write: 'unknown_outcome',
    read: 'unavailable',
  },
  {
    name: 'a declared length of 10 GB',
    answer: (socket) => void socket.write('HTTP/1.1 200 OK\r\nContent-Length: 10000000000\r\n\r\n{'),
    write: 'unknown_outcome',
    read: 'unavailable',
  },
  {
    name: 'an endless chunked body',
    answer: (socket) => {
      socket.write(CHUNKED);
      const pour = () => {
        while (!socket.destroyed && socket.write(`1000\r\n${'x'.repeat(4096)}\r\n`));
      };
      socket.on('drain', pour);
      pour();
    },
    write: 'unknown_outcome',
    read: 'unavailable',
  },
  {
    name: 'a body that drips slower than the whole exchange may take',
    answer: (socket) => {
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n');
      const drip = setInterval(() => void socket.write('x'), 10);
      socket.on('close', () => clearInterval(drip));
    },
    write: 'unknown_outcome',
    read: 'timeout',
  },
];

for (const trouble of TROUBLES) {
  test(`${trouble.name} is ${trouble.write} for a write and ${trouble.read} for a read`, async (t) => {
    const { url, heads, sockets } = await rawServer(t, trouble.answer);
    const { http } = client(t);
    const ask = (method: HttpRequest['method']) =>
      failing(http({ method, url, timeoutMs: 150, maxBytes: 100_000, ...(method === 'POST' ? { body: '{}' } : {}) }));
    assert.equal((await ask('POST')).code, trouble.write);
    assert.equal((await ask('GET')).code, trouble.read);
    assert.equal(heads.length, 2, 'nothing is sent twice');
    await until(() => sockets.size === 0);
  });
}

test('a refused port, an unknown host and a server without TLS are unavailable: nothing was sent', async (t) => {
  const gone = createServer();
  const url = await listening(gone);
  await new Promise((resolve) => gone.close(resolve));
  const plain = createServer((socket) => void socket.on('error', () => {}).end(OK));
  const plainUrl = await listening(plain);
  t.after(() => plain.close());
  const { http } = client(t);
  for (const address of [url, 'http://nowhere.invalid', plainUrl.replace('http:', 'https:')]) {
    const failure = await failing(http({ method: 'POST', url: `${address}/token?code=s3cret`, body: 'x' }));
    assert.equal(failure.code, 'unavailable', `${address}: ${failure.message}`);
    assert.doesNotMatch(JSON.stringify(failure.data), /s3cret/);
  }
});

test('a TLS handshake that is cut off is unavailable', async (t) => {
  const server = createServer((socket) => socket.on('error', () => {}).resetAndDestroy());
  const url = await listening(server);
  t.after(() => server.close());
  const failure = await failing(
    client(t).http({ method: 'POST', url: url.replace('http:', 'https:'), body: 'x', timeoutMs: 2000 }),
  );
  assert.equal(failure.code, 'unavailable');
});

test('a request that times out in the queue is unavailable and never sent', async (t) => {
  let release: (() => void) | undefined;
  const { url, heads } = await rawServer(t, (socket, head) => {
    if (head.includes('/first')) release = () => void socket.write(OK);
    else socket.write(OK);
  });
  const { http } = client(t, { connectionsPerOrigin: 1 });
  const first = http({ method: 'POST', url: `${url}/first`, body: '1' });
  await until(() => release !== undefined);
  const second = await failing(http({ method: 'POST', url: `${url}/second`, body: '2', timeoutMs: 30 }));
  assert.equal(second.code, 'unavailable');
  release?.();
  assert.equal((await first).status, 200);
  assert.equal((await http({ method: 'POST', url: `${url}/third`, body: '3' })).status, 200);
  assert.deepEqual(
    heads.map((head) => head.split(' ')[1]),
    ['/first', '/third'],
  );
});

test('a whole body of unknown length ends with its connection', async (t) => {
  const { url } = await rawServer(t, (socket) => void socket.end('HTTP/1.1 200 OK\r\n\r\nall of it'));
  assert.equal((await client(t).http({ method: 'POST', url, body: 'x' })).text(), 'all of it');
});

test('what cannot be written as HTTP is invalid', async (t) => {
  const { url, heads } = await rawServer(t, (socket) => socket.write(OK));
  const { http } = client(t);
  const requests: HttpRequest[] = [
    { method: 'GET', url: 'not an address' },
    { method: 'GET', url: 'ftp://host/' },
    { method: 'GET', url: url.replace('http://', 'http://user:s3cret@') },
    { method: 'GET', url, headers: { 'X-Bad': 'a\r\nX-Injected: b' } },
  ];
  for (const request of requests) {
    const failure = await failing(http(request));
    assert.equal(failure.code, 'invalid', failure.message);
    assert.doesNotMatch(failure.message, /s3cret/);
  }
  assert.deepEqual(heads, []);
});

test('an origin that is idle for long enough loses its connections and gets new ones when asked again', async (t) => {
  const { url, sockets } = await rawServer(t, (socket) => socket.write(OK));
  const { http } = client(t, { idleOriginMs: 30 });
  await http({ method: 'GET', url });
  assert.equal(sockets.size, 1);
  await until(() => sockets.size === 0);
  assert.equal((await http({ method: 'GET', url })).status, 200);
});

test('the number of origins is bounded: the oldest idle one makes room, busy ones make it wait', async (t) => {
  const [first, second, third] = await Promise.all([1, 2, 3].map(() => rawServer(t, (socket) => socket.write(OK))));
  const silent = await rawServer(t, () => {});
  assert.ok(first && second && third);
  const { http } = client(t, { maxOrigins: 2 });
  await http({ method: 'GET', url: first.url });
  await http({ method: 'GET', url: second.url });
  await http({ method: 'GET', url: third.url });
  await until(() => first.sockets.size === 0);
  assert.equal(second.sockets.size, 1);

  const blocked = client(t, { maxOrigins: 1 });
  const held = failing(blocked.http({ method: 'GET', url: silent.url, timeoutMs: 300 }));
  await until(() => silent.heads.length === 1);
  assert.equal((await failing(blocked.http({ method: 'GET', url: first.url }))).code, 'unavailable');
  assert.equal((await held).code, 'timeout');
});

test('closing refuses new requests, waits for those in flight and then cuts them', async (t) => {
  const { url, heads } = await rawServer(t, (socket, head) => {
    if (head.includes('/slow')) setImmediate(() => socket.write(OK));
  });
  const made = createHttp({ closeGraceMs: 100 });
  const slow = made.http({ method: 'POST', url: `${url}/slow`, body: 'x' });
  const never = failing(made.http({ method: 'POST', url: `${url}/never`, body: 'x' }));
  await until(() => heads.length === 2);
  const closed = made.close();
  assert.equal((await failing(made.http({ method: 'POST', url, body: 'x' }))).code, 'unavailable');
  assert.equal((await slow).status, 200);
  assert.equal((await never).code, 'unknown_outcome');
  await closed;
  await made.close();
});
