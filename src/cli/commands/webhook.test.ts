import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test, type TestContext } from 'node:test';
import { id } from '../../base/ids.ts';
import { connect, openTest, testCommands } from '../testing/test-installation.ts';
import { connectFunctions } from '../../control/connect.ts';
import type { ControlParts } from '../../control/control.ts';
import { webhookFunctions } from '../../control/webhook.ts';

const bot = id.connection('bot');

/** A provider that says yes to everything, and an address at which the server finds itself, or not. */
async function provider(t: TestContext, healthy = true) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const path = (request.url ?? '').replace(/\?.*/, '').replace(/bot\d+:[^/]+/, 'bot');
    asked.push(path);
    response.statusCode = path === '/healthz' && !healthy ? 502 : 200;
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ ok: true, result: true }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.close());
  return { asked, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

async function parts(
  t: TestContext,
  apiBase: string,
  { polling = false, ...more }: Partial<ControlParts> & { polling?: boolean } = {},
): Promise<ControlParts> {
  const { folder } = await testCommands(t);
  const installation = await openTest(folder, { serve: false });
  t.after(() => installation.close());
  await connect(installation);
  const config = { botToken: '1234567:abcdefghijklmnop', apiBase, polling };
  await installation.connections.seed({ key: bot, kind: 'channel', type: 'telegram', config, seed: 'a' });
  return { ...installation, url: 'http://localhost:3000', startedAt: 0, now: Date.now, ...more };
}

test('a webhook is registered at the public address, and taken away again', async (t) => {
  const { asked, url } = await provider(t);
  const control = await parts(t, url, { publicUrl: 'http://rondine.example/' });
  const attached = await webhookFunctions(control)['connections.attach']({ connection: 'bot' });
  assert.equal(attached.url, 'http://rondine.example/hooks/bot');
  assert.match(attached.warnings.join(), /https addresses only/);
  assert.ok(attached.message);
  assert.ok(asked.includes('/bot/setWebhook'));
  const gone = await connectFunctions(control)['connections.disconnect']({ connection: 'bot', by: 'ada' });
  assert.deepEqual(gone, { connection: bot, kind: 'channel' });
  assert.ok(asked.includes('/bot/deleteWebhook'));
  assert.equal(control.connections.get(bot)?.record.state, 'working');
});

test('without a public address nothing is registered, and other ways are named', async (t) => {
  const { asked, url } = await provider(t);
  const control = await parts(t, url);
  const { warnings, message } = await webhookFunctions(control)['connections.attach']({ connection: 'bot' });
  assert.match(warnings[0] ?? '', /RONDINE_PUBLIC_URL.*let the connection fetch its messages/);
  assert.deepEqual([message, asked], [undefined, []]);
});

test('a connection that fetches its messages needs no public address', async (t) => {
  const { asked, url } = await provider(t);
  const control = await parts(t, url, { polling: true });
  const { warnings, message } = await webhookFunctions(control)['connections.attach']({ connection: 'bot' });
  assert.deepEqual(warnings, []);
  assert.match(message ?? '', /no webhook any more/);
  assert.ok(asked.includes('/bot/deleteWebhook'));
});

test('in shadow mode it is told what becomes of the present tool', async (t) => {
  const { url } = await provider(t);
  const control = await parts(t, url, { publicUrl: 'http://rondine.example' });
  await control.connections.setShadow(bot, true);
  const { warnings } = await webhookFunctions(control)['connections.attach']({ connection: 'bot' });
  assert.match(warnings.at(-1) ?? '', /calls your present tool no more/);
});

test('what is no channel is refused', async (t) => {
  const control = await parts(t, 'http://127.0.0.1:9');
  await assert.rejects(webhookFunctions(control)['connections.attach']({ connection: 'crm' }), /is no channel/);
});
