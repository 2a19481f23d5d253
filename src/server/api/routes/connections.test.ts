import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isObject, type JsonObject, type JsonValue } from '../../../base/json.ts';
import { askFlow, openApi } from '../../testing/api-world.ts';

const BOT = { botToken: '123456:abcdefghijklmnopqrstuvwxyzABCDEFGHI' };

const itemsOf = (json: JsonObject): JsonObject[] => (json['items'] as JsonValue[]).filter(isObject);

test('the kinds tell what can be connected and done, and what has ended stands last', async (t) => {
  const { call } = await openApi(t);
  const kinds = itemsOf((await call('GET /connection-kinds')).json);
  assert.ok(kinds.length > 18);
  assert.ok(kinds.at(-1)?.['retired']);
  assert.equal(kinds.filter(({ retired }) => retired).length, 1);
  for (const { id } of kinds) {
    const { status, json } = await call(`GET /connection-kinds/${String(id)}`);
    assert.equal(status, 200, String(id));
    assert.ok((json['readme'] as unknown[]).length > 0, String(id));
  }
});

test('the guide has the address of the connection that is to be made', async (t) => {
  const { call } = await openApi(t);
  const guided = itemsOf((await call('GET /connection-kinds')).json).find((kind) => kind['guided']);
  const { json } = await call(`GET /connection-kinds/${String(guided?.['id'])}`, { query: { name: 'acme' } });
  assert.match(JSON.stringify(json['guide']), /\/connect\/acme\/callback/);
  assert.ok(json['trial']);
});

test('a connection is made, shown with its secrets masked, changed and taken away, and that is taken back', async (t) => {
  const { call, world } = await openApi(t);
  const made = await call('POST /connections', { body: { name: 'shop', type: 'telegram', config: BOT } });
  assert.equal(made.status, 201);
  assert.equal(made.json['key'], 'shop');
  assert.equal(made.json['seeded'], false);
  assert.doesNotMatch(JSON.stringify(made.json), /abcdefghij/);
  assert.equal(world.connections.all().length, 3);

  const changed = await call('PATCH /connections/shop', {
    ifMatch: `"${String(made.json['revision'])}"`,
    body: { fields: { polling: true }, settings: { acknowledge: false, capabilities: { buttons: null } } },
  });
  assert.equal(changed.status, 200, JSON.stringify(changed.json));
  assert.equal((changed.json['config'] as JsonObject)['polling'], true);
  assert.equal(changed.json['acknowledge'], false);
  assert.notEqual(changed.json['revision'], made.json['revision']);

  const gone = await call('DELETE /connections/shop');
  assert.deepEqual(gone.json, { connection: 'shop', waiting: 0 });
  assert.equal((await call('GET /connections/shop')).status, 404);
  const back = await call('POST /connections/shop/bring-back');
  assert.equal(back.status, 200);
  assert.equal((back.json['config'] as JsonObject)['polling'], true);
  assert.equal((await call('POST /connections/shop/bring-back')).status, 404);
});

test('what does not fit is refused with the field, and nothing is stored', async (t) => {
  const { call, world } = await openApi(t);
  const wrong = await call('POST /connections', {
    body: { name: 'shop', type: 'telegram', config: { botToken: 'no' } },
  });
  assert.equal(wrong.status, 422);
  assert.match(JSON.stringify(wrong.json['findings']), /"path":\["config","botToken"\]/);
  assert.equal((await call('POST /connections', { body: { name: 'Shop', type: 'telegram' } })).status, 422);
  assert.equal(
    (await call('POST /connections', { body: { name: 'rondine', type: 'telegram', config: BOT } })).status,
    422,
  );
  assert.equal(
    (await call('POST /connections', { body: { name: 'phone', type: 'telegram', config: BOT } })).status,
    409,
  );
  assert.equal((await call('POST /connections', { body: { name: 'shop', type: 'pigeon' } })).status, 404);
  const pretend = await call('POST /connections', { body: { name: 'shop', type: 'telegram', pretend: true } });
  assert.equal(pretend.status, 409);
  assert.equal(world.connections.all().length, 2);
});

test('a change that is based on what somebody else changed meanwhile is refused, and so is one that says nothing', async (t) => {
  const { call } = await openApi(t);
  const { json } = await call('POST /connections', { body: { name: 'shop', type: 'telegram', config: BOT } });
  const ifMatch = `"${String(json['revision'])}"`;
  assert.equal((await call('PATCH /connections/shop', { body: { fields: {} } })).status, 428);
  await call('PATCH /connections/shop', { ifMatch, body: { settings: { acknowledge: false } } });
  assert.equal(
    (await call('PATCH /connections/shop', { ifMatch, body: { settings: { acknowledge: true } } })).status,
    412,
  );
  const { json: newer } = await call('GET /connections/shop');
  const strange = await call('PATCH /connections/shop', {
    ifMatch: `"${String(newer['revision'])}"`,
    body: { fields: { pigeon: 1 } },
  });
  assert.equal(strange.status, 404);
  assert.match(String(strange.json['detail']), /botToken/);
});

test('a connection that published flows name is not removed unless forced', async (t) => {
  const flow = askFlow('hello', { triggers: [{ type: 'message', connections: ['phone'] }] });
  const { call } = await openApi(t, [flow]);
  const refused = await call('DELETE /connections/phone');
  assert.equal(refused.status, 409);
  assert.match(String(refused.json['detail']), /"hello"/);
  assert.equal((await call('DELETE /connections/phone', { query: { force: true } })).status, 200);
});

test('a broken connection is resumed, and shadow mode goes on and off', async (t) => {
  const { call, world } = await openApi(t);
  const [phone] = world.connections.all();
  if (!phone) throw new Error('There is no connection.');
  await world.connections.breakDown(phone.record.key, { code: 'auth', message: 'refused' }, 1);
  assert.equal((await call('GET /connections/phone')).json['state'], 'broken');
  assert.equal((await call('POST /connections/phone/resume')).json['state'], 'working');
  assert.deepEqual((await call('PUT /connections/phone/shadow', { body: { on: true } })).json, {
    connection: 'phone',
    before: false,
    on: true,
  });
  assert.equal((await call('POST /connections/phone/test-message', { body: { text: 'Ciao' } })).status, 409);
  assert.deepEqual((await call('GET /connections/phone/shadow')).json, { items: [] });
});

test('what goes over a connection is listed with its run', async (t) => {
  const { call, says } = await openApi(t, [askFlow('hello')]);
  await says('hello');
  const [effect] = itemsOf((await call('GET /connections/phone/effects')).json);
  assert.equal(effect?.['flow'], 'hello');
  assert.equal(effect?.['state'], 'done');
  assert.deepEqual((await call('GET /connections/phone/effects', { query: { state: 'pending' } })).json, { items: [] });
});

test('a look is begun and asked for as it goes on; one that is not known is told so', async (t) => {
  const { call } = await openApi(t);
  await call('POST /connections', { body: { name: 'functions', type: 'code' } });
  const begun = await call('POST /connections/functions/doctor');
  assert.equal(begun.status, 202);
  const id = String(begun.json['id']);
  let seen: JsonObject[] = [];
  for (let done = false; !done;) {
    const { json } = await call(`GET /connections/functions/doctor/${id}`, { query: { after: seen.length } });
    seen = [...seen, ...(json['probes'] as JsonObject[])];
    done = json['done'] === true;
  }
  assert.ok(seen.length > 0);
  assert.ok(
    seen.every(({ ok }) => ok === true),
    JSON.stringify(seen),
  );
  assert.equal((await call('GET /connections/functions/doctor/none')).status, 404);
  assert.equal((await call(`GET /connections/crm/doctor/${id}`)).status, 404);
});
