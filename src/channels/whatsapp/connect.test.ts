import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Failure } from '../../base/failure.ts';
import type { MessageEvent } from '../../message/channel-event.ts';
import type { HttpRequest, HttpResponse } from '../../net/http.ts';
import { channelIo } from '../testing/channel-io.ts';
import { acknowledge } from './acknowledge.ts';
import { connect, disconnect, setup, WEBHOOK_FIELDS } from './connect.ts';
import { templates } from './templates.ts';
import type { WhatsAppConfig } from './config.ts';

const URL = 'https://bot.example.com/hooks/w1';
const config: WhatsAppConfig = {
  phoneNumberId: '300',
  appSecret: 'app-secret',
  verifyToken: 'verify-token',
  accessToken: 'access-token',
};

function world(answer: { status?: number; json?: unknown } = {}, rest: Partial<WhatsAppConfig> = {}) {
  const requests: HttpRequest[] = [];
  const http = (request: HttpRequest): Promise<HttpResponse> => {
    requests.push(request);
    const body = Buffer.from(JSON.stringify(answer.json ?? { success: true }));
    return Promise.resolve({ status: answer.status ?? 200, headers: {}, body, text: () => body.toString() });
  };
  const io = channelIo({ config: { ...config, ...rest }, http, now: () => 0 });
  const bodies = () => requests.map(({ body }) => JSON.parse(String(body)) as unknown);
  return { io, requests, bodies };
}

test('without the account’s id the number alone is given the address', async () => {
  const { io, requests } = world();
  const { message } = await connect({ url: URL }, io);
  assert.deepEqual([requests.length, message.includes('subscribed to the account')], [1, false]);
});

test('what Meta refuses is told by its code', async () => {
  const { io } = world({ status: 400, json: { error: { code: 200 } } });
  await assert.rejects(connect({ url: URL }, io), (thrown) => thrown instanceof Failure && thrown.code === 'denied');
  await assert.rejects(disconnect(io), (thrown) => thrown instanceof Failure && thrown.code === 'denied');
});

test('disconnecting gives the number back and leaves the app subscribed, for other numbers', async () => {
  const { io, requests, bodies } = world({}, { wabaId: '400' });
  await disconnect(io);
  assert.deepEqual(bodies(), [{ webhook_configuration: { override_callback_uri: '' } }]);
  assert.match(requests[0]?.url ?? '', /\/300$/);
});

test('by hand the address, the token and the fields are entered', () => {
  const [address, fields] = setup({ url: URL }, config);
  assert.deepEqual(address?.values, { 'Callback URL': URL, 'Verify token': 'verify-token' });
  assert.equal(fields?.values?.['Fields'], WEBHOOK_FIELDS.join(', '));
  assert.ok(WEBHOOK_FIELDS.includes('messages'));
});

const said = (content: MessageEvent['content']): MessageEvent => ({
  type: 'message',
  id: 'wamid.A',
  at: 0,
  sender: { key: '39333', addresses: [{ kind: 'phone', value: '+39333' }] },
  content,
});

test('a message is marked as read and typing is shown, in one call', async () => {
  const { io, requests, bodies } = world();
  await acknowledge(said({ kind: 'text', text: 'Ciao' }), io);
  assert.equal(requests[0]?.url, 'https://graph.facebook.com/v26.0/300/messages');
  const typing = { status: 'read', message_id: 'wamid.A', typing_indicator: { type: 'text' } };
  assert.deepEqual(bodies(), [{ messaging_product: 'whatsapp', ...typing }]);
});

test('a remark on another message, or an opened chat, is not answered by typing', async () => {
  const { io, requests } = world();
  await acknowledge(said({ kind: 'reaction', to: 'wamid.B', emoji: '👍' }), io);
  await acknowledge(said({ kind: 'revoke', of: 'wamid.B' }), io);
  await acknowledge(said({ kind: 'opened', how: 'request_welcome' }), io);
  assert.equal(requests.length, 0);
});

test('templates need the account’s id, and a list', async () => {
  await assert.rejects(templates(world().io), /put its ID into the connection/);
  const { io } = world({ json: { success: true } }, { wabaId: '400' });
  await assert.rejects(templates(io), (thrown) => thrown instanceof Failure && thrown.code === 'unavailable');
});

test('pages that go in a circle end', async () => {
  const page = { data: [], paging: { cursors: { after: 'A' }, next: 'https://graph.facebook.com/x' } };
  const { io, requests } = world({ json: page }, { wabaId: '400' });
  assert.deepEqual([await templates(io), requests.length], [[], 2]);
});
