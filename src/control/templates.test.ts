import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { Failure } from '../base/failure.ts';
import { id } from '../base/ids.ts';
import type { Channel, TemplateFacts } from '../channels/channel.ts';
import { channelIo } from '../channels/testing/channel-io.ts';
import { openFlowBook } from '../engine/flow-book.ts';
import { openInstallationBook } from '../engine/installation-book.ts';
import { openTemplateBook } from '../engine/template-book.ts';
import { openTestWorld } from '../engine/testing/test-world.ts';
import type { Flow } from '../flow/flow.ts';
import { channelsById } from './catalog.ts';
import { templateProbes } from './templates.ts';

const AT = Date.UTC(2026, 10, 22);
const SHOP = id.connection('shop');
const REMINDER: TemplateFacts = { name: 'promemoria', language: 'it', status: 'approved', parameters: 0 };

/** An installation with one flow that sends the reminder over its only connection. */
async function world(t: TestContext) {
  const { store, connections, close } = await openTestWorld(AT);
  t.after(close);
  const type = Object.values(channelsById).find(({ capabilities }) => capabilities.templates)?.id ?? assert.fail();
  await connections.seed({ key: SHOP, kind: 'channel', type, config: {}, seed: 'a' });
  const flows = await openFlowBook(store);
  const flow = {
    id: 'remind',
    name: 'Promemoria',
    language: 'it',
    triggers: [{ type: 'message' }],
    start: 'say',
    steps: {
      say: { type: 'send', params: { template: { name: 'promemoria', language: 'it' } }, next: { sent: 'end' } },
      end: { type: 'end', params: {}, next: {} },
    },
  };
  await flows.publish(flow as unknown as Omit<Flow, 'version'>, AT);
  const seal = (_name: string, text: string) => text;
  const installation = await openInstallationBook(store, { seal, open: seal });
  const templates = await openTemplateBook(store);
  const parts = { flows, connections, installation, templates, now: () => AT };
  const connection = connections.get(SHOP) ?? assert.fail();
  const io = channelIo({ config: {}, http: () => assert.fail() });
  const look = (told: Channel['templates']) => {
    const channel = { ...channelsById[type], templates: told } as Channel;
    return templateProbes(parts, { connection, channel, io });
  };
  return { look, templates };
}

test('messages that flows can send are counted and kept', async (t) => {
  const { look, templates } = await world(t);
  const told = [REMINDER, { ...REMINDER, name: 'altro', status: 'paused' as const }];
  const [probe, ...others] = await look(async () => told);
  assert.deepEqual([probe?.ok, probe?.message, others], [true, '1 approved, 1 paused.', []]);
  assert.deepEqual(templates.all(), { shop: told });
});

test('a message that a published flow sends and that was paused, moved or removed is a finding at its step', async (t) => {
  const { look } = await world(t);
  const bad: readonly TemplateFacts[][] = [
    [{ ...REMINDER, status: 'paused' }],
    [{ ...REMINDER, category: 'marketing' }],
    [],
  ];
  for (const told of bad) {
    const [, found, ...others] = await look(async () => told);
    assert.deepEqual([found?.ok, found?.name, others], [false, 'remind/say', []]);
    assert.ok(found?.fix && found.message.startsWith('Promemoria: '));
  }
});

test('a provider that does not answer changes nothing of what is kept', async (t) => {
  const { look, templates } = await world(t);
  await look(async () => [REMINDER]);
  const [probe] = await look(() => Promise.reject(new Failure({ code: 'unavailable', message: 'Away.' })));
  assert.deepEqual([probe?.ok, templates.all()], [false, { shop: [REMINDER] }]);
});

test('a connection that does not say where its messages are has no finding', async (t) => {
  const { look } = await world(t);
  assert.deepEqual(await look(() => Promise.reject(new Failure({ code: 'invalid', message: 'Name it.' }))), []);
  assert.deepEqual(await look(undefined), []);
});
