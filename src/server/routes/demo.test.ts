import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import Fastify, { type FastifyInstance } from 'fastify';
import { id } from '../../base/ids.ts';
import { startOrgServer, type OrgServer } from '../../simulator/salesforce/server.ts';
import { startPhoneServer, type PhoneServer } from '../../simulator/whatsapp/server.ts';
import { steps } from '../../steps/index.ts';
import { openStore } from '../../store/sql/sqlite.ts';
import type { ConversationRecord, LaneRecord, MessageRecord } from '../../store/records.ts';
import type { Store } from '../../store/store.ts';
import type { DemoCustomer, DemoState } from './demo/demo-state.ts';
import type { DemoPhone } from './demo/phones.ts';
import { answerErrors } from '../plugins/errors.ts';
import { demoRoutes } from './demo.ts';

const ADA = 'chat:393331000001';
const LUCA = 'chat:IT.2026000000000001';
const ADA_ON_TEXTS = 'texts:+393331000001';
const LANE = id.lane('whatsapp:+393331000001');

let folder: string;
let store: Store;
let phone: PhoneServer;
let org: OrgServer;
let app: FastifyInstance;
let url: string;
const released: string[] = [];

/** Two phones behind one simulator: one where people can hide their number, and one where nobody can. */
function phonesAt(at: string): DemoPhone[] {
  const chat: DemoPhone = {
    connection: 'chat',
    title: 'Chat',
    accent: '#123456',
    url: at,
    numbers: true,
    person: (serial) => `39333${serial}`,
    hidden: (serial) => `IT.2026${String(serial).padStart(12, '0')}`,
    laneOf: () => LANE,
  };
  const { hidden: _hidden, accent: _accent, ...plain } = chat;
  const person = (serial: number): string => `+39333${serial}`;
  return [chat, { ...plain, connection: 'texts', title: 'Texts', person, laneOf: () => id.lane('texts') }];
}

async function serve(simulators: { phone: string; org?: string }): Promise<FastifyInstance> {
  const server = Fastify({ forceCloseConnections: true });
  answerErrors(server);
  const release = async (conversation: string): Promise<void> => void released.push(conversation);
  await server.register(demoRoutes, {
    prefix: '/api/demo',
    simulators: {
      phones: phonesAt(simulators.phone),
      ...(simulators.org === undefined ? {} : { org: simulators.org }),
    },
    store,
    types: { steps, channels: {} },
    release,
  });
  return server;
}

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rondine-demo-'));
  store = await openStore({ file: join(folder, 'demo.db') });
  phone = await startPhoneServer({ appSecret: 's', verifyToken: 'v', accessToken: 'a', phoneNumberId: '1' });
  org = await startOrgServer();
  app = await serve({ phone: phone.url, org: org.url });
  url = await app.listen({ port: 0, host: '127.0.0.1' });
});
after(async () => {
  await app.close();
  await Promise.all([phone.close(), org.close()]);
  await store.close();
  await rm(folder, { recursive: true });
});

async function call<T>(path: string, body?: object): Promise<{ status: number; type: string; body: T }> {
  const post = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  const response = await fetch(`${url}/api/demo${path}`, body ? post : {});
  const text = await response.text();
  const type = response.headers.get('content-type') ?? '';
  return { status: response.status, type, body: (text ? JSON.parse(text) : undefined) as T };
}
const stateOf = async (customer: string): Promise<DemoState> =>
  (await call<DemoState>(`/state?customer=${customer}`)).body;

const conversation = (state: ConversationRecord['state']): ConversationRecord => ({
  key: id.conversation('c1'),
  lane: LANE,
  contact: id.contact('p1'),
  connection: id.connection('whatsapp'),
  channel: 'whatsapp',
  state,
  received: 0,
  replyTo: [],
  lastInboundAt: 1,
  createdAt: 1,
});
const LANE_RECORD: LaneRecord = {
  key: LANE,
  contact: null,
  conversation: id.conversation('c1'),
  foreground: null,
  held: [],
  at: 1,
};
const kept = (providerId: string): MessageRecord => ({
  key: id.message(`c1/${providerId.slice(-6)}`),
  conversation: id.conversation('c1'),
  lane: LANE,
  direction: 'in',
  content: { kind: 'text', text: 'Ciao' },
  at: 1,
  providerId,
  status: 'received',
});

/** Reads a page's stream until its collected state satisfies; rejects after five seconds. */
async function follow(
  customer: string,
  satisfies: (state: Partial<DemoState>) => boolean,
): Promise<Partial<DemoState>> {
  const response = await fetch(`${url}/api/demo/events?customer=${customer}`, { signal: AbortSignal.timeout(5000) });
  assert.ok(response.body);
  let text = '';
  let state: Partial<DemoState> = {};
  for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
    const events = `${text}${chunk}`.split('\n\n');
    text = events.pop() ?? '';
    for (const event of events) {
      const data = /^data: (.*)$/m.exec(event)?.[1];
      if (data) state = { ...state, ...(JSON.parse(data) as Partial<DemoState>) };
    }
    if (satisfies(state)) return state;
  }
  throw new Error('The stream ended too early.');
}

describe('the state of the demo', () => {
  it('is empty at first and names two customers on each phone, one of whom hides the number where people can', async () => {
    const { status, body } = await call<DemoState>('/state');
    assert.equal(status, 200);
    assert.deepEqual(
      body.customers.map(({ id: key, phone: number }) => [key, number]),
      [
        [ADA, '+393331000001'],
        [LUCA, undefined],
        [ADA_ON_TEXTS, '+393331000001'],
        ['texts:+393331', '+393331'],
      ],
    );
    assert.deepEqual(body.thread, { customer: ADA, messages: [] });
    assert.deepEqual([body.records, body.runs, body.troubles], [[], [], []]);
  });
  it('shows a message as sent, and as kept once it is stored on our side', async () => {
    const { status, body } = await call<{ id: string }>('/messages', { customer: ADA, text: 'Ciao' });
    assert.equal(status, 201);
    assert.equal((await stateOf(ADA)).thread.messages[0]?.delivery, 'sent');
    await store.commit([
      { op: 'put', kind: 'lane', record: LANE_RECORD },
      { op: 'put', kind: 'conversation', record: conversation('flow') },
      { op: 'put', kind: 'message', record: kept(body.id) },
    ]);
    const { thread } = await stateOf(ADA);
    assert.equal(thread.messages[0]?.delivery, 'kept');
    assert.deepEqual(thread.conversation, { id: 'c1', state: 'flow' });
  });
  it('shows the records with the calls that wrote them, newest first', async () => {
    const token = await fetch(`${org.url}/services/oauth2/token`, {
      method: 'POST',
      body: new URLSearchParams({ grant_type: 'refresh_token', refresh_token: '5Aep-demo-refresh', client_id: 'x' }),
    });
    const { access_token: bearer } = (await token.json()) as { access_token: string };
    for (const LastName of ['Rossi', 'Bianchi']) {
      await fetch(`${org.url}/services/data/v67.0/sobjects/Lead`, {
        method: 'POST',
        headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' },
        body: JSON.stringify({ LastName, Company: 'Privato' }),
      });
    }
    const { records } = await stateOf(ADA);
    assert.deepEqual(
      records.map(({ object, fields }) => [object, fields['LastName']]),
      [
        ['Lead', 'Bianchi'],
        ['Lead', 'Rossi'],
      ],
    );
    assert.match(records[0]?.id ?? '', /^00Q.{15}$/);
    assert.deepEqual(
      records[0]?.calls.map(({ method, status }) => [method, status]),
      [['POST', 201]],
    );
    assert.ok((records[0]?.createdAt ?? 0) > 0);
  });
  it('says so where no org is simulated, and has no records then', async (t) => {
    const alone = await serve({ phone: phone.url });
    t.after(() => alone.close());
    const response = await alone.inject(`/api/demo/state?customer=${ADA}`);
    const { withoutOrg, records, troubles } = response.json<DemoState>();
    assert.deepEqual({ withoutOrg, records, troubles }, { withoutOrg: true, records: [], troubles: [] });
    assert.equal((await stateOf(ADA)).withoutOrg, undefined);
  });

  it('names a simulator that does not answer and shows the rest', async (test) => {
    const half = await serve({ phone: phone.url, org: 'http://127.0.0.1:1' });
    test.after(() => half.close());
    const response = await half.inject(`/api/demo/state?customer=${ADA}`);
    const body = response.json<DemoState>();
    assert.deepEqual(
      body.troubles.map(({ part }) => part),
      ['org'],
    );
    assert.match(body.troubles[0]?.detail ?? '', /127\.0\.0\.1:1 does not answer.*npm start/);
    assert.equal(body.thread.messages.length, 1);
  });
});

describe('the stream of changes', () => {
  it('begins with everything and brings what changes', async () => {
    const following = follow(LUCA, ({ thread }) => thread?.messages.length === 1);
    await call('/messages', { customer: LUCA, text: 'Assistenza' });
    const state = await following;
    assert.equal(state.thread?.messages[0]?.text, 'Assistenza');
    assert.equal(state.customers?.length, 4);
  });
});

describe('too many pages', () => {
  it('are refused with a reason, and let in again when others have closed', async () => {
    const open = async () => {
      const leave = new AbortController();
      const response = await fetch(`${url}/api/demo/events`, { signal: leave.signal });
      return { response, leave: () => leave.abort() };
    };
    const pages = await Promise.all(Array.from({ length: 20 }, open));
    const { response } = await open();
    assert.equal(response.status, 503);
    assert.equal(((await response.json()) as { type: string }).type, 'urn:rondine:problem:too-many-listeners');
    for (const page of pages) page.leave();
    // The server notices that a page has gone a moment later.
    const until = Date.now() + 5000;
    let again = await open();
    while (again.response.status !== 200 && Date.now() < until) {
      await again.response.text();
      again = await open();
    }
    assert.equal(again.response.status, 200);
    again.leave();
  });
});

describe('what one can do on the phone', () => {
  it('makes a new customer who can write at once and is still known after a restart', async () => {
    const made = (await call<DemoCustomer>('/customers', { kind: 'hidden' })).body;
    assert.equal(made.phone, undefined);
    assert.equal((await call('/messages', { customer: made.id, text: 'Ciao' })).status, 201);
    const again = await serve({ phone: phone.url, org: org.url });
    const { customers } = (await again.inject('/api/demo/state')).json<DemoState>();
    await again.close();
    assert.deepEqual(customers.at(-1), made);
    const shown = (await call<DemoCustomer>('/customers', { kind: 'number' })).body;
    assert.match(shown.phone ?? '', /^\+39\d{10}$/);
  });
  it('taps a button, quoting the message, and only what stands there', async () => {
    await call('/messages', { customer: LUCA, text: 'Guasto?' });
    const interactive = {
      type: 'button',
      body: { text: 'Di cosa si tratta?' },
      action: { buttons: [{ type: 'reply', reply: { id: 'fault', title: 'Guasto' } }] },
    };
    const sent = await fetch(`${phone.url}/v26.0/1/messages`, {
      method: 'POST',
      headers: { authorization: 'Bearer a' },
      body: JSON.stringify({
        messaging_product: 'whatsapp',
        recipient: LUCA.split(':')[1],
        type: 'interactive',
        interactive,
      }),
    });
    assert.equal(sent.status, 200);
    const offer = (await stateOf(LUCA)).thread.messages.at(-1);
    assert.deepEqual(offer?.choices, [{ id: 'fault', title: 'Guasto' }]);
    await call('/messages', { customer: LUCA, choice: { ...offer.choices[0], message: offer.id } });
    const { messages } = (await stateOf(LUCA)).thread;
    assert.deepEqual([messages.at(-1)?.type, messages.at(-1)?.text], ['interactive', 'Guasto']);
    const wrong = { id: 'x', title: 'Altro', message: offer.id };
    assert.equal((await call('/messages', { customer: LUCA, choice: wrong })).status, 502);
  });
  it('makes the same person on another phone, with the same number', async () => {
    const there = (await call<DemoCustomer>('/customers', { kind: 'number', connection: 'texts', like: ADA })).body;
    assert.deepEqual([there.id, there.name, there.phone], [ADA_ON_TEXTS, 'Ada Rossi', '+393331000001']);
    const hidden = (await call<DemoCustomer>('/customers', { kind: 'number', connection: 'texts', like: LUCA })).body;
    assert.equal(hidden.name, 'Luca Bianchi');
    assert.notEqual(hidden.phone, undefined);
  });
  it('gives a conversation back when people have it', async () => {
    await store.commit([{ op: 'put', kind: 'conversation', record: conversation('people') }]);
    assert.equal((await call('/release', { conversation: 'c1' })).status, 204);
    assert.deepEqual(released, ['c1']);
  });
});

describe('requests that cannot be served', () => {
  const cases: [string, string, object | undefined, number, string][] = [
    ['an unknown customer', '/state?customer=nobody', undefined, 404, 'unknown-customer'],
    ['a stream for an unknown customer', '/events?customer=nobody', undefined, 404, 'unknown-customer'],
    ['a message without words', '/messages', { customer: ADA, text: '  ' }, 400, 'invalid-request'],
    ['a message that holds nothing', '/messages', { customer: ADA }, 400, 'invalid-request'],
    ['a message without a customer', '/messages', { text: 'Ciao' }, 400, 'invalid-request'],
    ['an unknown phone', '/customers', { kind: 'number', connection: 'fax' }, 400, 'invalid-request'],
    ['an unknown kind of customer', '/customers', { kind: 'fax' }, 400, 'invalid-request'],
    ['an unknown conversation', '/release', { conversation: 'none' }, 404, 'unknown-conversation'],
  ];
  for (const [name, path, body, status, problem] of cases) {
    it(`answers ${name} with ${status}`, async () => {
      const answer = await call<{ type: string; status: number; detail: string }>(path, body);
      assert.equal(answer.status, status);
      assert.match(answer.type, /^application\/problem\+json/);
      assert.equal(answer.body.type, `urn:rondine:problem:${problem}`);
      assert.equal(answer.body.status, status);
      assert.ok(answer.body.detail.length > 10);
    });
  }
  it('answers a conversation that its flow has already with 409', async () => {
    await store.commit([{ op: 'put', kind: 'conversation', record: conversation('flow') }]);
    assert.equal((await call('/release', { conversation: 'c1' })).status, 409);
  });
});
