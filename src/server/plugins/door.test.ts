import assert from 'node:assert/strict';
import { test } from 'node:test';
import Fastify from 'fastify';
import { openApp, OWNER, PASSWORD } from '../testing/app-world.ts';
import { createDoor } from './door.ts';
import { answerErrors } from './errors.ts';
import { contentPolicy } from './headers.ts';

const PUBLIC = 'https://flows.example.com';
const HTML = { accept: 'text/html,application/xhtml+xml' };

test('every answer has the policy of its content and the other headers of safety', async (t) => {
  const { browser, owner } = await openApp(t);
  const signedIn = await owner();
  const answers: [string, number, object?][] = [
    ['GET /', 200],
    ['GET /sign-in', 200, HTML],
    ['GET /assets/app-1.js', 200],
    ['GET /assets/none.js', 404],
    ['GET /healthz', 200],
    ['GET /nothing', 404],
    ['GET /api/none', 404, HTML],
    ['GET /api/auth/state', 200],
    ['GET /api/v1/session', 200],
    ['GET /api/v1/people/none', 404],
    ['POST /hooks/none', 404],
    ['GET /runs/none?token=x', 403],
    ['GET /media/none', 403],
    ['GET /connect/none/callback', 403],
    [`GET /hooks/${'x'.repeat(300)}`, 404],
    ['GET /%', 400],
  ];
  for (const [named, status, headers] of answers) {
    const answer = await (named.includes('/api/v1') ? signedIn : browser()).call(named, undefined, { ...headers });
    assert.equal(answer.status, status, `${named}: ${answer.text}`);
    const policy = answer.headers['content-security-policy'] ?? '';
    assert.match(policy, /^default-src '(self|none)'/, named);
    assert.match(policy, /frame-ancestors 'none'/, named);
    // A stored file is shown in a box of its own, where nothing of it runs and styles harm nobody.
    assert.doesNotMatch(policy, /sandbox/.test(policy) ? /unsafe-eval/ : /unsafe/, named);
    assert.equal(answer.headers['x-content-type-options'], 'nosniff', named);
    assert.equal(answer.headers['referrer-policy'], 'no-referrer', named);
    assert.equal(answer.headers['cross-origin-opener-policy'], 'same-origin-allow-popups', named);
  }
});

test('the page carries a nonce that is its own, and no cache keeps it', async (t) => {
  const { browser } = await openApp(t);
  const nonces = [];
  for (let time = 0; time < 2; time += 1) {
    const { text, headers } = await browser().call('GET /flows/lead', undefined, HTML);
    const [, nonce = ''] = /<head><meta property="csp-nonce" nonce="([\w+/=]{24})">/.exec(text) ?? [];
    assert.equal(headers['content-security-policy'], contentPolicy(nonce));
    assert.equal(headers['cache-control'], 'no-store');
    nonces.push(nonce);
  }
  assert.notEqual(nonces[0], nonces[1]);
});

test('a browser that opens an address of the app gets the page, a program a problem', async (t) => {
  const { browser, log } = await openApp(t);
  const kind = async (named: string, headers: Record<string, string> = HTML) => {
    const answer = await browser().call(named, undefined, headers);
    return `${answer.status} ${String(answer.headers['content-type']).split(';')[0]}`;
  };
  for (const path of [
    '/',
    '/index.html',
    '/flows/lead',
    '/runs/r-1',
    '/runs',
    '/setup?token=x',
    '/settings/people',
    '/demo',
  ])
    assert.equal(await kind(`GET ${path}`), '200 text/html', path);
  for (const path of ['/api/v2/x', '/hooks', '/webhooks', '/resume/x', '/media', '/assets/none.js', '/apis/../api/x'])
    assert.equal(await kind(`GET ${path}`), '404 application/problem+json', path);
  assert.equal(await kind('GET /flows/lead', { accept: '*/*' }), '404 application/problem+json');
  assert.equal(await kind('POST /flows/lead'), '404 application/problem+json');
  assert.equal(await kind('GET /runs/r-1', { accept: 'application/json' }), '403 application/problem+json');
  assert.deepEqual(log, []);
});

test('no path leads out of the folder of the pages', async (t) => {
  const { app, browser } = await openApp(t);
  const paths = [
    '/../secret.txt',
    '/..%2fsecret.txt',
    '/assets/..%2f..%2fsecret.txt',
    '/%2e%2e/secret.txt',
    '/assets/%2e%2e/%2e%2e/secret.txt',
    '/..\\secret.txt',
    '/assets/..%5c..%5csecret.txt',
    '/%00',
    '//secret.txt',
  ];
  for (const path of paths) {
    for (const headers of [{}, HTML]) {
      const { text } = await browser().call(`GET ${path}`, undefined, headers);
      assert.ok(!text.includes('nobody reads this'), path);
    }
  }
  assert.equal((await app.inject({ url: '/assets/app-1.js', headers: { host: 'localhost' } })).statusCode, 200);
});

test('pages and the API answer to their own names only; what providers call answers to any', async (t) => {
  const { browser } = await openApp(t, { publicUrl: PUBLIC, hosts: ['inner.example'] });
  const status = async (host: string, path = '/') =>
    (await browser().call(`GET ${path}`, undefined, { host, ...HTML })).status;
  for (const host of [
    'flows.example.com',
    'FLOWS.example.com:443',
    'inner.example:3000',
    'localhost:3000',
    '127.0.0.1',
    '[::1]:3000',
  ])
    assert.equal(await status(host), 200, host);
  for (const host of [
    'evil.example',
    'flows.example.com.evil.example',
    '192.168.0.1',
    'localhost.evil.example',
    'localhost@evil.example',
  ]) {
    for (const path of ['/', '/flows', '/assets/app-1.js', '/api/auth/state', '/api/v1/session'])
      assert.equal(await status(host, path), 403, `${host}${path}`);
    assert.equal(await status(host, '/healthz'), 200, host);
    assert.equal(await status(host, '/hooks/none'), 404, host);
  }
  const spoofed = await browser().call('GET /', undefined, { host: 'evil.example', 'x-forwarded-host': 'localhost' });
  assert.equal(spoofed.status, 403);
});

test('a page of another site changes nothing, whatever it carries; a request that does not say is refused', async (t) => {
  const { owner, browser, token } = await openApp(t);
  const ada = await owner();
  const change = async (headers: Record<string, string>) =>
    (await ada.call('PATCH /api/v1/session', { name: 'Changed' }, headers)).status;
  for (const origin of [
    'https://evil.example',
    'null',
    'http://localhost:4000',
    'https://localhost:3000',
    'http://localhost:3000.evil.example',
  ])
    assert.equal(await change({ origin }), 403, origin);
  assert.equal(await change({ origin: 'http://localhost:3000', 'sec-fetch-site': 'same-origin' }), 200);
  const silent = {
    host: 'localhost:3000',
    cookie: [...ada.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
  };
  const asked = async (headers: Record<string, string>) => {
    const quiet = browser();
    return (await quiet.call('GET /api/v1/session', undefined, { ...silent, ...headers })).status;
  };
  assert.equal(await asked({ 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'cors' }), 403);
  assert.equal(await asked({ 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'cors' }), 200);
  const login = await browser().call(
    'POST /api/auth/sign-in/email',
    { email: OWNER, password: PASSWORD },
    { origin: 'https://evil.example' },
  );
  assert.equal(login.status, 403);
  assert.deepEqual(login.setCookies, []);
  const made = await token(ada, ['flows:read']);
  assert.match(made.token, /^rnd_/);
});

test('a changing request with a cookie and neither Origin nor Sec-Fetch-Site is refused', async () => {
  const door = createDoor({ publicUrl: undefined, hosts: [], proxies: [] });
  const app = Fastify();
  answerErrors(app);
  app.post('/x', async (request) => door.checkOrigin(request) ?? 'done');
  const post = async (headers: Record<string, string>) =>
    (await app.inject({ method: 'POST', url: '/x', headers: { host: 'localhost', ...headers } })).statusCode;
  assert.equal(await post({ cookie: 'rondine.session_token=x' }), 403);
  assert.equal(await post({ cookie: 'a=b', 'sec-fetch-site': 'same-site' }), 403);
  assert.equal(await post({ cookie: 'a=b', 'sec-fetch-site': 'same-origin' }), 200);
  assert.equal(await post({ authorization: 'Bearer x' }), 200);
  assert.equal(await post({}), 200);
});

test('cookies are closed to scripts and other sites, and by https bound to this host', async (t) => {
  const plain = await openApp(t);
  const [cookie = ''] = (await plain.browser().call('POST /api/auth/link/use', await firstOwner(plain))).setCookies;
  assert.match(cookie, /^rondine\.session_token=[^;]+;.*Path=\/;.*HttpOnly;.*SameSite=Lax/i);
  assert.doesNotMatch(cookie, /Secure/i);
  const world = await openApp(t, { publicUrl: PUBLIC });
  const browser = world.browser();
  const made = await browser.call('POST /api/auth/link/use', await firstOwner(world));
  assert.match(
    made.setCookies.join(),
    /^__Host-rondine\.session_token=[^;]+;.*Path=\/;.*HttpOnly;.*Secure;.*SameSite=Lax/i,
  );
  assert.doesNotMatch(made.setCookies.join(), /Domain/i);
  assert.equal(made.headers['strict-transport-security'], 'max-age=31536000');
  assert.equal((await browser.call('GET /api/v1/session')).status, 200);
  const [value = ''] = [...browser.cookies.values()];
  const other = world.browser();
  other.cookies.set('rondine.session_token', value);
  assert.equal(
    (await other.call('GET /api/v1/session')).status,
    401,
    'a cookie that plain http can set counts for nothing',
  );
});

async function firstOwner({ signIn }: Awaited<ReturnType<typeof openApp>>) {
  const token = new URL((await signIn.setupLink())?.url ?? '').searchParams.get('token');
  return { token, name: 'Ada', email: OWNER, password: PASSWORD };
}

test('a proxy that is known is believed about who is behind it, and nobody else', async () => {
  const door = createDoor({ publicUrl: undefined, hosts: [], proxies: ['10.0.0.0/8', '::1'] });
  const app = Fastify();
  app.get('/', async (request) => door.addressOf(request));
  const from = async (remoteAddress: string, said: string) =>
    (await app.inject({ url: '/', remoteAddress, headers: { 'x-forwarded-for': said } })).body;
  assert.equal(await from('203.0.113.9', '198.51.100.1'), '203.0.113.9');
  assert.equal(await from('10.1.2.3', '198.51.100.1'), '198.51.100.1');
  assert.equal(await from('10.1.2.3', '6.6.6.6, 198.51.100.1, 10.9.9.9'), '198.51.100.1');
  assert.equal(await from('::ffff:10.1.2.3', 'nonsense'), '::ffff:10.1.2.3');
});

test('a body that is too large for sign-in is not read', async (t) => {
  const { browser } = await openApp(t);
  const { status } = await browser().call('POST /api/auth/sign-in/email', {
    email: OWNER,
    password: 'x'.repeat(20_000),
  });
  assert.equal(status, 413);
});
