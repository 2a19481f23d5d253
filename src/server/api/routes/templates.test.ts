import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonObject } from '../../../base/json.ts';
import { askFlow, openApi, type Answer } from '../../testing/api-world.ts';

type Need = { name: string; choices: { name: string; isSame: boolean }[] };
type Template = JsonObject & { id: string; title: JsonObject; needs: Need[]; steps: number };
const templates = ({ json }: Answer) => json['items'] as unknown as Template[];
const typeOf = ({ status, json }: Answer) => `${status} ${String(json['type']).replace('urn:rondine:problem:', '')}`;

test('every example is a template, told in both languages, with what it needs and what is here for that', async (t) => {
  const { call } = await openApi(t);
  const found = templates(await call('GET /templates'));
  assert.ok(found.length >= 12);
  for (const { id, title, steps } of found) {
    assert.ok(title['en'] !== '' && title['it'] !== '' && title['en'] !== title['it'], id);
    assert.ok(steps > 0, id);
  }
  const lead = found.find(({ id }) => id === 'whatsapp-lead');
  assert.deepEqual(
    lead?.needs.map(({ name, choices }) => [name, choices.map((choice) => [choice.name, choice.isSame])]),
    [
      ['whatsapp', [['phone', true]]],
      ['salesforce', [['crm', true]]],
    ],
  );
  // Another channel can do the same, but is not the same.
  const viber = found.find(({ id }) => id === 'viber-case');
  assert.deepEqual(
    viber?.needs[0]?.choices.map(({ name, isSame }) => [name, isSame]),
    [['phone', false]],
  );
});

test('a template is used with connections of one’s own and is ready to be published', async (t) => {
  const { call, parts } = await openApi(t, [askFlow('whatsapp-to-lead')]);
  const made = await call('POST /templates/whatsapp-lead/use', {
    body: { name: 'WhatsApp to Lead', connections: { whatsapp: 'phone', salesforce: 'crm' } },
  });
  assert.deepEqual([made.status, made.json['flow']], [201, 'whatsapp-to-lead-2']);
  const { flow } = (await call('GET /flows/whatsapp-to-lead-2/draft')).json as { flow: JsonObject };
  assert.deepEqual(flow['triggers'], [{ type: 'message', connections: ['phone'] }]);
  assert.match(JSON.stringify(flow), /"connection":"crm"/);
  assert.doesNotMatch(JSON.stringify(flow), /"connection":"salesforce"/);
  const { findings } = (await call('POST /flows/check', { body: { flow } })).json as { findings: JsonObject[] };
  assert.deepEqual(
    findings.filter(({ severity }) => severity === 'error'),
    [],
  );
  assert.equal(parts.flows.drafts.get('whatsapp-to-lead-2' as never)?.by, 'The owner');
});

test('flows of one template go on naming each other and lie in one folder', async (t) => {
  const { call } = await openApi(t);
  const use = { name: 'Consegne', connections: { whatsapp: 'phone' } };
  const { json } = await call('POST /templates/subflow-address/use', { body: use });
  assert.deepEqual(json, { flow: 'consegne', flows: ['consegne', 'ask-address', 'request-visit'] });
  const again = await call('POST /templates/subflow-address/use', { body: use });
  assert.deepEqual(again.json['flows'], ['consegne-2', 'ask-address-2', 'request-visit-2']);
  const { flow } = (await call('GET /flows/consegne-2/draft')).json;
  assert.match(JSON.stringify(flow), /"flow":"ask-address-2"/);
  const { labels } = (await call('GET /flows/request-visit')).json as { labels: JsonObject };
  assert.equal(labels['folder'], 'Consegne');
});

test('calendars, settings and secrets that a template asks for are added, and none is replaced', async (t) => {
  const { call, parts } = await openApi(t);
  const key = 'a long enough secret';
  const body = { name: 'Promemoria', connections: { whatsapp: 'phone', sms: 'phone' }, secrets: { calendarKey: key } };
  assert.equal((await call('POST /templates/reminder-with-sms-fallback/use', { body })).status, 201);
  await call('POST /templates/business-hours/use', { body: { name: 'Orari', connections: { whatsapp: 'phone' } } });
  const facts = parts.installation.facts();
  assert.deepEqual([facts.secrets['calendarKey'], Object.keys(facts.calendars)], [key, ['office']]);
  const other = { ...body, secrets: { calendarKey: 'another one, too late', stranger: 'not asked for' } };
  await call('POST /templates/reminder-with-sms-fallback/use', { body: other });
  assert.deepEqual(parts.installation.facts().secrets, { calendarKey: key });
});

test('a template that is not there, or a connection that cannot stand for a need, is refused', async (t) => {
  const { call, parts } = await openApi(t);
  assert.equal(typeOf(await call('GET /templates/none')), '404 not-found');
  const body = { name: 'X', connections: { salesforce: 'phone' } };
  assert.equal(typeOf(await call('POST /templates/whatsapp-lead/use', { body })), '422 unfit');
  assert.equal(parts.flows.flows().length, 0);
});

test('a template is shown with its flows and a conversation', async (t) => {
  const { call } = await openApi(t);
  const { json } = await call('GET /templates/whatsapp-lead');
  assert.equal((json['files'] as unknown[]).length, 1);
  assert.deepEqual((json['conversation'] as unknown[]).slice(0, 4), [
    { from: 'customer', text: 'Ciao' },
    { from: 'business', text: 'Ciao! Come ti chiami?' },
    { from: 'customer', text: 'Maria De Luca' },
    { from: 'system', text: 'Lead' },
  ]);
});
