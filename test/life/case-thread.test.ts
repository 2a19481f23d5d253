// Days of a conversation that is kept on its Case in a simulated org, with the flows of the example, through kills.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { doAsStaff } from '../../src/simulator/salesforce/staff/staff.ts';
import type { Trigger } from '../../src/flow/trigger.ts';
import type { JsonObject } from '../../src/base/json.ts';
import { root } from '../tools/modules.ts';
import { openLife, phone, says, type Draft, type Life } from './life.ts';
import { startLifeOrg } from './org.ts';

const AT = Date.UTC(2026, 10, 24, 9);
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** How often the flows look here: days go by in the test. */
const EVERY = 'PT10M';
const LOOK_MS = 11 * MINUTE_MS;

const folder = join(root, 'examples/case-thread/flows');
const flows = readdirSync(folder).map((file): Draft => {
  const { flow } = JSON.parse(readFileSync(join(folder, file), 'utf8')) as { flow: Draft };
  const rarely = (trigger: Trigger): Trigger =>
    trigger.type === 'connection' ? { ...trigger, every: EVERY } : trigger;
  return { ...flow, triggers: flow.triggers.map(rarely) };
});
const settings: JsonObject = { closedCase: 'reopen', reopenDays: 14, reopenStatus: 'Working' };

test('what a customer and staff write to each other goes over the Case, each once, through kills and a closed window', async (t) => {
  let life: Life | undefined;
  const now = (): number => life?.now() ?? AT;
  const org = await startLifeOrg(t, now);
  life = await openLife(t, {
    at: AT,
    flows,
    connections: [org.seed],
    outside: org.perform,
    channel: { window: { afterInboundMs: DAY_MS } },
    router: {
      recordsOf: org.recordsOf,
      messages: { list: (kind, query) => (life as Life).store.list(kind, query) },
      setting: (name) => settings[name],
    },
  });
  const { advance, take, restart } = life;
  let said = 0;
  const customer = (text: string) => take(phone, says('Ada', text, { at: now(), id: `wamid.${said++}` }));
  const staff = (deed: JsonObject) => doAsStaff(org.org, deed);
  const rows = (object: string) => [...org.org.store.list(object)];
  const texts = () => org.arrived.map(({ text }) => text);
  const comments = () => rows('CaseComment').map(({ fields }) => [fields['CommentBody'], fields['IsPublished']]);

  await customer('La caldaia non parte');
  await advance(MINUTE_MS);
  const [ours, ...others] = rows('Case').filter(({ fields }) => fields['Origin'] === 'WhatsApp');
  assert.ok(ours);
  assert.deepEqual([others.length, ours.fields['Subject'], texts().length], [0, 'La caldaia non parte', 1]);

  staff({ deed: 'comment', id: ours.id, body: 'Cliente importante.' });
  staff({ deed: 'comment', id: ours.id, body: 'Un tecnico arriva domani.', public: true });
  await advance(LOOK_MS);
  assert.deepEqual(texts().slice(1), ['Un tecnico arriva domani.']);

  await customer('A che ora?');
  await restart(MINUTE_MS);
  await advance(LOOK_MS);
  staff({ deed: 'comment', id: ours.id, body: 'Alle nove.', public: true });
  await restart(MINUTE_MS);
  await advance(2 * LOOK_MS);
  assert.deepEqual(texts().slice(2), ['Alle nove.'], 'once, and nothing of what Rondine wrote itself');
  assert.deepEqual(comments()[2], ['Ada: A che ora?', false]);

  staff({ deed: 'close-case', id: ours.id });
  await customer('Si è spenta di nuovo');
  await advance(LOOK_MS);
  assert.equal(org.org.store.find(ours.id)?.fields['Status'], 'Working', 'the Case is open again');
  assert.deepEqual(comments().at(-1), ['Ada: Si è spenta di nuovo', false]);

  await advance(DAY_MS);
  staff({ deed: 'comment', id: ours.id, body: 'È arrivato il pezzo.', public: true });
  await advance(LOOK_MS);
  assert.equal(texts().length, 4);
  const sent = await life.store.get('effect', org.arrived[3]?.effect ?? '');
  const content = sent?.request.kind === 'send' ? sent.request.content : undefined;
  assert.deepEqual(content, {
    kind: 'template',
    name: 'case_answer',
    language: 'it',
    parameters: [ours.fields['CaseNumber'], 'È arrivato il pezzo.'],
  });
  assert.ok(org.arrived.every(({ copies }) => copies === 1));

  const stranger = staff({ deed: 'create', object: 'Case', fields: { Subject: 'Per telefono', Origin: 'Phone' } });
  staff({ deed: 'comment', id: stranger['id'], body: 'Buongiorno.', public: true });
  await advance(LOOK_MS);
  assert.equal(texts().length, 4);
  assert.deepEqual(comments().at(-1), ['Non inviato al cliente: no_link.', false]);
  assert.equal((await life.runs()).filter(({ status }) => status !== 'completed').length, 0);
});
