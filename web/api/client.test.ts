import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { askFlow, openApi } from '../../src/server/testing/api-world.ts';
import { ApiProblem, createClient, urlOf, type ClientOptions, type Input } from './client.ts';

/** A client of a server over HTTP, as a caller. */
async function connect(t: TestContext, more: Partial<ClientOptions> = {}, as = 'owner') {
  const api = await openApi(t, [askFlow('talk')]);
  const origin = await api.listen();
  let signedOut = 0;
  let keys = 0;
  const client = createClient({
    fetch: (url, init) =>
      fetch(origin + url, {
        ...init,
        headers: { ...(init.headers as Record<string, string>), authorization: `Bearer ${as}` },
      }),
    newKey: () => `key-${keys++}`,
    signedOut: () => void signedOut++,
    ...more,
  });
  return { api, client, signedOut: () => signedOut };
}

const problemOf = (work: Promise<unknown>): Promise<ApiProblem> =>
  work.then(
    () => assert.fail('It was done.'),
    (error: unknown) => (error instanceof ApiProblem ? error : assert.fail(String(error))),
  );

test('routes are called by their names, and give what their forms say', async (t) => {
  const { client } = await connect(t);
  const { items, total } = await client('GET /flows', { query: { search: 'TALK', limit: 5 } });
  assert.deepEqual([items[0]?.flow, items[0]?.state, total], ['talk', 'published', 1]);
  const { body, etag } = await client.tagged('GET /flows/:flow/draft', { params: { flow: 'talk' } });
  assert.deepEqual([body.flow.id, etag], ['talk', '"0"']);
  const made = await client('POST /flows', { body: { name: 'New' } });
  assert.equal(made.revision, 1);
  const { status } = await client('GET /flows/:flow', { params: { flow: made.flow.id } }).then((flow) => ({
    status: flow.state,
  }));
  assert.equal(status, 'draft');
});

test('what a route asks for has to be given, and nothing else can be', () => {
  const inputs = {
    list: {} satisfies Input<'GET /flows'>,
    show: { params: { flow: 'a' } } satisfies Input<'GET /flows/:flow'>,
    // @ts-expect-error: the flow is not said
    bare: {} satisfies Input<'GET /flows/:flow'>,
    // @ts-expect-error: a name is a text
    wrong: { body: { name: 7 } } satisfies Input<'POST /flows'>,
    // @ts-expect-error: there is no such state
    state: { query: { state: 'odd' } } satisfies Input<'GET /flows'>,
    // @ts-expect-error: nothing is sent along
    more: { body: {} } satisfies Input<'GET /flows'>,
  };
  assert.equal(Object.keys(inputs).length, 6);
});

test('a refusal says what, where and what is newer', async (t) => {
  const { client } = await connect(t);
  const flow = { ...askFlow('talk'), name: 'Mine' };
  const save = (ifMatch: string) =>
    client('PUT /flows/:flow/draft', { params: { flow: 'talk' }, ifMatch, body: { flow } });
  await save('"0"');
  const stale = await problemOf(save('"0"'));
  assert.deepEqual([stale.status, stale.type, stale.newer?.revision, stale.isOffline], [412, 'stale', 1, false]);
  assert.ok(stale.message.includes('The owner') && stale.title !== '');
  const wrong = { ...flow, settings: { timeZone: 'Europe/Rome', country: 'Italy' } };
  const unfit = await problemOf(
    client('PUT /flows/:flow/draft', { params: { flow: 'talk' }, ifMatch: '"1"', body: { flow: wrong } }),
  );
  assert.deepEqual([unfit.type, unfit.findings[0]?.path], ['unfit', ['flow', 'settings', 'country']]);
});

test('each POST has a key of its own; one that is given again does nothing again', async (t) => {
  const { client, api } = await connect(t);
  await client('POST /flows', { body: { name: 'one' } });
  await client('POST /flows', { body: { name: 'one' } });
  const twice = { body: { name: 'two' }, idempotencyKey: 'mine' };
  await client('POST /flows', twice);
  await client('POST /flows', twice);
  assert.deepEqual(api.parts.flows.flows(), ['talk', 'one', 'one-2', 'two']);
});

test('where nobody is signed in any more the shell is told', async (t) => {
  const { client, signedOut } = await connect(t, {}, 'nobody');
  assert.equal((await problemOf(client('GET /flows'))).status, 401);
  assert.equal(signedOut(), 1);
});

test('no answer is a kind of its own; what was given up is not', async (t) => {
  const away = { fetch: () => Promise.reject(new TypeError('fetch failed')) };
  const { client } = await connect(t, away);
  const problem = await problemOf(client('GET /flows'));
  assert.deepEqual([problem.isOffline, problem.type, problem.status], [true, 'offline', 0]);
  const stop = new AbortController();
  stop.abort();
  await assert.rejects(client('GET /flows', { signal: stop.signal }), TypeError);
});

test('an answer that is no problem, as of a proxy, is told as it is', async (t) => {
  const { client } = await connect(t, {
    fetch: async () => new Response('<html>', { status: 502, statusText: 'Bad Gateway' }),
  });
  const problem = await problemOf(client('GET /flows'));
  assert.deepEqual([problem.status, problem.title], [502, 'Bad Gateway']);
});

test('names and values are written into the address', () => {
  assert.equal(urlOf('/parked/:effect/settle', { params: { effect: 'r-1#2' } }), '/api/v1/parked/r-1%232/settle');
  assert.equal(
    urlOf('/flows', { query: { search: 'a b', tag: undefined, archived: true } }),
    '/api/v1/flows?search=a+b&archived=true',
  );
});
