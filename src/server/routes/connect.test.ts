import assert from 'node:assert/strict';
import { test } from 'node:test';
import Fastify from 'fastify';
import { Failure, type FailureData } from '../../base/failure.ts';
import { saySignIn } from '../../control/say-sign-in.ts';
import { connectRoutes } from './connect.ts';

/** A server whose sign-ins end with a message or a failure; `seen` is what came back. */
async function serving(end: string | Error) {
  const seen: string[] = [];
  const app = Fastify();
  await connectRoutes(app, {
    say: saySignIn,
    finish: async (connection, returned) => {
      seen.push(`${connection} ${returned}`);
      if (typeof end === 'string') return { message: end };
      throw end;
    },
  });
  const get = (url: string, headers: Record<string, string> = {}) => app.inject({ url, headers });
  return { app, seen, get };
}

const BACK = '/connect/crm/callback?code=aPrxS3cret%3D%3D&state=st4te';

test('a browser that comes back is told what is connected, and no secret', async () => {
  const { get, seen } = await serving('Connected to the sandbox org "Acme" as ada@acme.example.');
  const answer = await get(BACK);
  assert.equal(answer.statusCode, 200);
  assert.match(answer.body, /<html lang="en">[^]*<h1>Connected<\/h1>[^]*&quot;Acme&quot; as ada@acme\.example/);
  assert.doesNotMatch(answer.body, /S3cret|st4te/);
  assert.deepEqual(seen, [`crm ${BACK}`]);
  assert.equal(answer.headers['cache-control'], 'no-store');
  assert.equal(answer.headers['referrer-policy'], 'no-referrer');
  assert.match(String(answer.headers['content-security-policy']), /default-src 'none'/);
});

test('the page is Italian for whoever prefers that', async () => {
  const { get } = await serving('Connected.');
  assert.match((await get(BACK, { 'accept-language': 'it-IT,it;q=0.9,en;q=0.8' })).body, /lang="it">[^]*Collegamento/);
  assert.match((await get(BACK, { 'accept-language': 'en;q=0.9, it;q=0.2' })).body, /lang="en">[^]*Connected/);
  assert.match((await get(BACK, { 'accept-language': 'fr, it;q=0' })).body, /lang="en">/);
});

test('what the other side says is Italian, too, as far as it has words', async () => {
  const italian = { 'accept-language': 'it' };
  const connected = await serving('Connected to the sandbox org "Acme" as ada@acme.example.');
  assert.match(
    (await connected.get(BACK, italian)).body,
    /<p>Collegamento riuscito con l’org &quot;Acme&quot; \(sandbox\) come ada@/,
  );
  const used = await serving(failing({ code: 'denied', message: 'Nobody knows these words.' }));
  assert.match((await used.get(BACK, italian)).body, /<p lang="en">Nobody knows these words\.<\/p>/);
});

test('a command has no place on a page: a button does what it does', async () => {
  const message =
    'This link was used already. If the connection does not work, begin again with "rondine connections connect NAME".';
  const { get } = await serving(failing({ code: 'not_found', message }));
  for (const language of ['en', 'it'])
    assert.doesNotMatch((await get(BACK, { 'accept-language': language })).body, /rondine connections/);
});

const ENDS: [name: string, end: Error, status: number, words: RegExp][] = [
  ['a state that is not ours', failing({ code: 'denied', message: 'Nothing is known.' }), 403, /not good/],
  ['a person who declined', failing({ code: 'auth', message: 'No.', providerCode: 'access_denied' }), 200, /declined/],
  ['another org', failing({ code: 'auth', message: 'Leads to "Altra".' }), 400, /&quot;Altra&quot;/],
  ['an org that is away', failing({ code: 'unavailable', message: 'No answer.' }), 503, /Reload this page/],
  ['a mistake of ours', new Error('token 5Aep-secret'), 500, /log of the server/],
];

for (const [name, end, status, words] of ENDS) {
  test(`${name} is told of in words that people can use`, async () => {
    const { get } = await serving(end);
    const { statusCode, body } = await get(BACK);
    assert.equal(statusCode, status);
    assert.match(body, words);
    assert.doesNotMatch(body, /5Aep/);
  });
}

test('words from outside cannot become part of the page', async () => {
  const { get } = await serving('Connected to the org "<script>alert(1)</script>".');
  assert.doesNotMatch((await get(BACK)).body, /<script>/);
});

test('without a state nothing is ended', async () => {
  const { get, seen } = await serving('Connected.');
  for (const url of [
    '/connect/crm/callback',
    '/connect/crm/callback?code=aPrx1',
    '/connect/crm/callback?code=x&state=',
  ])
    assert.equal((await get(url)).statusCode, 403);
  assert.equal((await get(`${BACK}${'x'.repeat(9000)}`)).statusCode, 403);
  assert.deepEqual(seen, []);
});

test('a look that is no visit uses nothing up', async () => {
  const { app, seen } = await serving('Connected.');
  for (const method of ['HEAD', 'POST'] as const)
    assert.equal((await app.inject({ method, url: BACK })).statusCode, 404);
  assert.deepEqual(seen, []);
});

function failing(data: FailureData): Failure {
  return new Failure(data);
}
