import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import type { Connector, ConnectorIo } from '../connectors/connector.ts';
import { Failure } from '../base/failure.ts';
import { id } from '../base/ids.ts';
import type { JsonObject } from '../base/json.ts';
import { createSignIns, SIGN_IN_MS } from './sign-ins.ts';
import { createManualClock, settled } from './testing/manual-clock.ts';
import { openTestWorld } from './testing/test-world.ts';

const AT = Date.UTC(2026, 10, 22);
const crm = id.connection('crm');
const shop = id.connection('shop');

type Finish = (returned: string, pending: JsonObject) => Promise<{ message: string }>;

const connectedTo: Finish = async (returned) => ({ message: `Connected by ${returned}` });

/** Sign-ins to a pretended system; the state stands in the link. */
async function world(t: TestContext, { pasted = false, address = 'https://flows.example' } = {}) {
  const opened = await openTestWorld(AT);
  t.after(() => opened.close());
  const clock = createManualClock(AT);
  const connected: string[] = [];
  const finishes = { next: connectedTo, seen: [] as JsonObject[] };
  const connector = {
    title: 'Pretended',
    authorize: {
      begin: async ({ redirectUri, state }: { redirectUri: string; state: string }) => ({
        url: `https://system.example/authorize?to=${redirectUri}&state=${state}`,
        pending: { verifier: 'v3rifier' },
        pasted,
      }),
      finish: ({ returned, pending }: { returned: string; pending: JsonObject }) => {
        finishes.seen.push(pending);
        return finishes.next(returned, pending);
      },
    },
  } as unknown as Connector;
  const open = () =>
    createSignIns({
      store: opened.store,
      clock,
      connectorOf: () => ({ connector, io: {} as ConnectorIo }),
      vault: { seal: (text) => Buffer.from(text).toString('hex'), open: (text) => Buffer.from(text, 'hex').toString() },
      address: () => address,
      connected: async (connection) => void connected.push(connection),
    });
  return { store: opened.store, clock, connected, finishes, open, signIns: open() };
}

const stateOf = (url: string): string => new URL(url).searchParams.get('state') ?? '';
const back = (url: string): string => `/connect/crm/callback?code=c&state=${stateOf(url)}`;
const isDenied = (words: RegExp) => (error: unknown) =>
  error instanceof Failure && error.code === 'denied' && words.test(error.message);

void test('a sign-in ends once, by whoever comes first', async (t) => {
  const { signIns, connected, finishes } = await world(t);
  const { id: signIn, url } = await signIns.begin(crm);
  assert.match(url, /to=https:\/\/flows\.example\/connect\/crm\/callback/);
  assert.deepEqual(await signIns.look(crm, signIn, 0), { state: 'waiting' });
  const all = await Promise.allSettled([1, 2, 3].map(() => signIns.finish(crm, back(url))));
  assert.deepEqual(all.map(({ status }) => status).toSorted(), ['fulfilled', 'rejected', 'rejected']);
  await assert.rejects(signIns.finish(crm, back(url)), isDenied(/used already/));
  assert.deepEqual(connected, ['crm']);
  assert.deepEqual(finishes.seen, [{ verifier: 'v3rifier' }]);
  assert.deepEqual(await signIns.look(crm, signIn, 0), { state: 'connected', message: `Connected by ${back(url)}` });
});

void test('a state of another connection, an unknown one and none at all end nothing', async (t) => {
  const { signIns, connected } = await world(t);
  const { url } = await signIns.begin(crm);
  for (const [connection, returned] of [
    [shop, back(url)],
    [crm, '/connect/crm/callback?code=c&state=guessed'],
    [crm, '/connect/crm/callback?code=c'],
  ] as const)
    await assert.rejects(signIns.finish(connection, returned), isDenied(/Nothing is known/));
  assert.deepEqual(connected, []);
  await signIns.finish(crm, back(url));
});

void test('a link is good for a quarter of an hour, over a restart, and is then forgotten', async (t) => {
  const { signIns, open, clock, store } = await world(t);
  const early = await signIns.begin(crm);
  const late = await signIns.begin(crm);
  await clock.advance(SIGN_IN_MS - 1000);
  assert.match((await open().finish(crm, back(early.url))).message, /Connected/);
  await clock.advance(2000);
  await assert.rejects(open().finish(crm, back(late.url)), isDenied(/older than 15 minutes/));
  assert.deepEqual(await open().look(crm, late.id, 0), { state: 'stale' });
  await signIns.begin(crm);
  assert.equal((await store.list('setting', { from: 'sign-in/', before: 'sign-in0' })).length, 1);
});

void test('what is pending is not to be read in the store', async (t) => {
  const { signIns, store } = await world(t);
  const { url } = await signIns.begin(crm);
  const written = JSON.stringify(await store.list('setting'));
  assert.match(written, /sign-in\/crm/);
  assert.doesNotMatch(written, /v3rifier/);
  assert.ok(!written.includes(stateOf(url)));
});

void test('after trouble that passes the same link can be used again, after a refusal it cannot', async (t) => {
  const { signIns, finishes } = await world(t);
  const { id: signIn, url } = await signIns.begin(crm);
  finishes.next = () => Promise.reject(new Failure({ code: 'unavailable', message: 'No answer.' }));
  await assert.rejects(signIns.finish(crm, back(url)), /No answer/);
  assert.deepEqual(await signIns.look(crm, signIn, 0), { state: 'waiting' });
  finishes.next = () => Promise.reject(new Failure({ code: 'auth', message: 'Another org.' }));
  await assert.rejects(signIns.finish(crm, back(url)), /Another org/);
  await assert.rejects(signIns.finish(crm, back(url)), isDenied(/used already/));
  assert.deepEqual(await signIns.look(crm, signIn, 0), { state: 'refused', message: 'Another org.' });
});

void test('whoever waits for the end is told at once, or after the time that was given', async (t) => {
  const { signIns, clock } = await world(t);
  const { id: signIn, url } = await signIns.begin(crm);
  const first = signIns.look(crm, signIn, 15_000);
  await clock.advance(15_000);
  assert.deepEqual(await first, { state: 'waiting' });
  const second = signIns.look(crm, signIn, 15_000);
  await settled();
  await signIns.finish(crm, back(url));
  assert.equal((await second).state, 'connected');
});

void test('a pasted text without a state ends the newest sign-in that is pasted', async (t) => {
  const { signIns, clock, finishes } = await world(t, { pasted: true, address: '' });
  await signIns.begin(crm);
  await clock.advance(1000);
  const newest = await signIns.begin(crm);
  assert.equal(newest.pasted, true);
  assert.equal((await signIns.finish(crm, 'aPrxCode==')).message, 'Connected by aPrxCode==');
  assert.equal((await signIns.look(crm, newest.id, 0)).state, 'connected');
  assert.equal(finishes.seen.length, 1);
});

void test('without a server a browser has nowhere to come back to', async (t) => {
  const { signIns } = await world(t, { address: '' });
  await assert.rejects(signIns.begin(crm), /Start the server/);
});
