import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { askFlow, openApi, until, type ApiWorld } from './testing/api-world.ts';

type Event = { id: string; event: string; data: { topic?: string; key?: string; revision?: number } };

/** A stream that is read as it comes. */
async function follow(t: TestContext, api: ApiWorld, query: string, headers: Record<string, string> = {}) {
  const origin = await api.listen();
  const stop = new AbortController();
  t.after(() => stop.abort());
  const response = await fetch(`${origin}/api/v1/events?${query}`, {
    signal: stop.signal,
    headers: { authorization: 'Bearer owner', ...headers },
  });
  let text = '';
  let ended = false;
  const reading = (async () => {
    const decoder = new TextDecoder();
    for await (const chunk of response.body ?? []) text += decoder.decode(chunk, { stream: true });
  })().catch(() => undefined);
  void reading.then(() => (ended = true));
  const events = (): Event[] =>
    text.split('\n\n').flatMap((block) => {
      const read = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1] ?? '';
      return read('event') === ''
        ? []
        : [{ id: read('id'), event: read('event'), data: JSON.parse(read('data')) as Event['data'] }];
    });
  return { status: response.status, events, isEnded: () => ended, stop: () => stop.abort(), text: () => text };
}

const names = (events: readonly Event[]) =>
  events.map(({ event, data }) => `${event} ${data.topic ?? ''} ${data.key ?? ''}`.trim());

test('a page is told what changed, by topic and key and never what it says, and what it missed when it comes back', async (t) => {
  const api = await openApi(t, [askFlow('talk')]);
  const { call, says, world } = api;
  const first = await follow(t, api, 'topics=flows');
  await until(() => first.events().length === 1);
  assert.deepEqual(names(first.events()), ['ready']);
  await call('POST /flows', { body: { name: 'one' } });
  await says('talk');
  await world.clock.advance(200);
  await until(() => first.events().length === 2);
  const [, change] = first.events();
  assert.deepEqual(change?.data, { topic: 'flows', key: 'one', revision: 1 });
  first.stop();
  await call('POST /flows', { body: { name: 'two' } });
  await world.clock.advance(200);
  const again = await follow(t, api, 'topics=flows', { 'last-event-id': change?.id ?? '' });
  await until(() => again.events().length === 2);
  assert.deepEqual(names(again.events()), ['change flows two', 'ready']);
  const ids = [...first.events(), ...again.events()].map(({ id }) => Number(id.split('-')[1]));
  assert.deepEqual(
    ids,
    ids.toSorted((left, right) => left - right),
  );
});

test('one run is followed alone, and what it does with it', async (t) => {
  const api = await openApi(t, [askFlow('talk')]);
  await api.says('talk', '+390000001');
  const [{ run } = { run: '' }] = (await api.call('GET /runs')).json['items'] as unknown as { run: string }[];
  const page = await follow(t, api, `topics=run:${run}`);
  await until(() => page.events().length === 1);
  await api.says('talk', '+390000002');
  await api.says('Ada', '+390000001');
  await api.world.clock.advance(200);
  await until(() => page.events().length > 1);
  assert.ok(
    page
      .events()
      .slice(1)
      .every(({ data }) => data.key === run),
  );
});

test('a page that comes back after something that is not known is told to read everything', async (t) => {
  const api = await openApi(t);
  for (const last of ['other-1', 'nonsense', `${api.world.clock.now().toString(36)}-99`]) {
    const page = await follow(t, api, 'topics=flows', { 'last-event-id': last });
    await until(() => page.events().length === 1);
    assert.deepEqual(names(page.events()), ['reset'], last);
    page.stop();
  }
});

test('after a long time without anybody nothing is known of what was missed', async (t) => {
  const api = await openApi(t);
  const page = await follow(t, api, 'topics=flows');
  await until(() => page.events().length === 1);
  const [{ id } = { id: '' }] = page.events();
  page.stop();
  // The server hears a moment later that the page has gone.
  await until(() => page.isEnded());
  await api.call('GET /status');
  await api.world.clock.advance(600_000);
  const back = await follow(t, api, 'topics=flows', { 'last-event-id': id });
  await until(() => back.events().length === 1);
  assert.deepEqual(names(back.events()), ['reset']);
});

test('a stream beats, and ends where its caller is gone', async (t) => {
  const api = await openApi(t);
  const page = await follow(t, api, 'topics=flows');
  await until(() => page.events().length === 1);
  await api.world.clock.advance(15_000);
  await until(() => page.text().includes(': alive'));
  api.live.end('owner');
  await until(page.isEnded);
});

test('topics that are not there, or not for the caller, are refused before the stream begins', async (t) => {
  const { call } = await openApi(t);
  assert.equal((await call('GET /events', { query: { topics: 'weather' } })).status, 400);
  assert.equal((await call('GET /events')).status, 400);
  assert.equal((await call('GET /events', { as: 'agent', query: { topics: 'flows' } })).status, 403);
  assert.equal((await call('GET /events', { as: 'nobody', query: { topics: 'flows' } })).status, 401);
});
