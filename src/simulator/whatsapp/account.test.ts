import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { isObject, type JsonObject } from '../../base/json.ts';
import { listen } from '../serve.ts';
import { createCustomer } from './customer.ts';
import { codeOf, control, CREDENTIALS, graph, sendMessage, startRig, type Rig } from './test-kit.ts';

const ADA = '393331234567';
const NUMBER = CREDENTIALS.phoneNumberId;
const WABA = '102290129340398';

async function listOf(rig: Rig, path: string): Promise<JsonObject[]> {
  const { data } = (await graph(rig.phone, path)).json;
  return Array.isArray(data) ? data.filter(isObject) : assert.fail();
}

describe('the account', () => {
  test('tells what its token is good for, and that another one is not', async (t) => {
    const { phone } = await startRig(t, { tokenExpiresAt: 1_795_000_000_000, scopes: ['whatsapp_business_messaging'] });
    const ask = async (token: string) => (await graph(phone, `debug_token?input_token=${token}`)).json['data'];
    const good = (await ask(CREDENTIALS.accessToken)) as JsonObject;
    assert.deepEqual([good['is_valid'], good['expires_at']], [true, 1_795_000_000]);
    assert.equal(((await ask('other')) as JsonObject)['is_valid'], false);
  });

  test('lists its templates in pages, with all that a send has to know of them', async (t) => {
    const rig = await startRig(t);
    const url = { type: 'URL', text: 'Apri', url: 'https://example.com/{{1}}' };
    await control(rig.phone, 'POST templates', {
      name: 'a',
      language: 'it',
      body: 'Ciao {{nome}}',
      named: true,
      header: 'IMAGE',
      quality: 'YELLOW',
      buttons: ['Basta', url],
    });
    const first = (await graph(rig.phone, `${WABA}/message_templates?limit=1`)).json;
    const { cursors, next } = first['paging'] as { cursors: { after: string }; next?: string };
    assert.notEqual(next, undefined);
    const [template] = await listOf(rig, `${WABA}/message_templates?limit=1&after=${cursors.after}`);
    assert.deepEqual(template, {
      name: 'a',
      language: 'it',
      category: 'UTILITY',
      status: 'APPROVED',
      id: '2',
      quality_score: { score: 'YELLOW' },
      parameter_format: 'NAMED',
      components: [
        { type: 'HEADER', format: 'IMAGE' },
        { type: 'BODY', text: 'Ciao {{nome}}' },
        { type: 'BUTTONS', buttons: [{ type: 'QUICK_REPLY', text: 'Basta' }, url] },
      ],
    });
  });

  test('tells the app when a template is paused, rated or moved to another category', async (t) => {
    const { phone, business } = await startRig(t);
    const template = { name: 'a', language: 'it', body: 'Ciao' };
    await control(phone, 'POST templates', template);
    await control(phone, 'POST templates', { ...template, status: 'PAUSED', quality: 'RED', category: 'MARKETING' });
    const news = await business.until(3);
    const fields = ['message_template_quality_update', 'message_template_status_update', 'template_category_update'];
    assert.deepEqual(news.map(({ field }) => field).sort(), fields);
    for (const { value } of news) assert.equal(value['message_template_name'], 'a');
  });

  test('tells the app when its number is judged anew, and shows it', async (t) => {
    const { phone, business } = await startRig(t);
    await control(phone, 'POST number', { quality: 'RED', nameStatus: 'DECLINED', tier: 'TIER_250' });
    const fields = (await business.until(2)).map(({ field }) => field).sort();
    assert.deepEqual(fields, ['phone_number_name_update', 'phone_number_quality_update']);
    const { json } = await graph(phone, NUMBER);
    assert.deepEqual([json['quality_rating'], json['name_status']], ['RED', 'DECLINED']);
  });

  test('gives a number an address of its own when that knows the token', async (t) => {
    const rig = await startRig(t);
    const seen: string[] = [];
    const other = await listen((request, response) => {
      const { searchParams: query } = new URL(request.url ?? '', 'http://localhost');
      seen.push(request.method ?? '');
      const right = request.method === 'POST' || query.get('hub.verify_token') === 'token-of-the-number';
      response.writeHead(right ? 200 : 403).end(right ? query.get('hub.challenge') : '');
    });
    t.after(other.close);
    const webhook = { override_callback_uri: `${other.url}/hook`, verify_token: 'wrong' };
    assert.equal(codeOf(await graph(rig.phone, NUMBER, { webhook_configuration: webhook })), 100);
    const good = { webhook_configuration: { ...webhook, verify_token: 'token-of-the-number' } };
    assert.equal((await graph(rig.phone, NUMBER, good)).status, 200);
    const shown = (await graph(rig.phone, NUMBER)).json['webhook_configuration'] as JsonObject;
    assert.equal(shown['phone_number'], `${other.url}/hook`);
    const taken = new Promise<void>((resolve) => {
      rig.phone.phone.watch((event) => void (event.type === 'webhook' && resolve()));
    });
    createCustomer(rig.phone.phone, { number: ADA }).say('Ciao');
    await taken;
    assert.deepEqual([seen, rig.business.received.length], [['GET', 'GET', 'POST'], 0]);
    await graph(rig.phone, NUMBER, { webhook_configuration: { override_callback_uri: '' } });
    createCustomer(rig.phone.phone, { number: ADA }).say('Ancora');
    await rig.business.until(1);
    assert.equal(codeOf(await graph(rig.phone, NUMBER, {})), 131008);
  });

  test('delivers nothing to an app that is not subscribed', async (t) => {
    const rig = await startRig(t);
    assert.equal((await listOf(rig, `${WABA}/subscribed_apps`)).length, 1);
    await fetch(`${rig.phone.url}/v26.0/${WABA}/subscribed_apps`, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${CREDENTIALS.accessToken}` },
    });
    assert.deepEqual(await listOf(rig, `${WABA}/subscribed_apps`), []);
    const ada = createCustomer(rig.phone.phone, { number: ADA });
    ada.say('Nessuno sente');
    await graph(rig.phone, `${WABA}/subscribed_apps`, {});
    ada.say('Ora sì');
    const [hook] = await rig.business.until(1);
    assert.match(JSON.stringify(hook?.value), /Ora s/);
  });

  test('refuses marketing to who stopped it, until they let it in again', async (t) => {
    const { phone } = await startRig(t, { statuses: [] });
    const ada = createCustomer(phone.phone, { number: ADA });
    await control(phone, 'POST templates', { name: 'offer', language: 'it', body: 'Ciao', category: 'MARKETING' });
    const send = () =>
      sendMessage(phone, { to: ADA, type: 'template', template: { name: 'offer', language: { code: 'it' } } });
    ada.act({ marketing: false });
    assert.equal(codeOf(await send()), 131050);
    ada.act({ marketing: true });
    assert.equal((await send()).status, 200);
  });
});

describe('what a send gives a template', () => {
  const url = { type: 'URL', text: 'Apri', url: 'https://example.com/{{1}}' };
  const CASES: [name: string, template: JsonObject, components: JsonObject[], code: number | undefined][] = [
    ['a head that is missing', { header: 'IMAGE' }, [], 132012],
    ['a head of another kind', { header: 'IMAGE' }, [head('video')], 132012],
    ['the right head', { header: 'IMAGE' }, [head('image')], undefined],
    ['a head too many', {}, [head('image')], 132012],
    ['a fixed head', { header: 'TEXT', headerText: 'Ciao' }, [], undefined],
    ['a value without the name that it needs', { body: '{{a}}', named: true }, [body({})], 100],
    ['a named value', { body: '{{a}}', named: true }, [body({ parameter_name: 'a' })], undefined],
    ['a name that is not wanted', { body: '{{1}}' }, [body({ parameter_name: 'a' })], 100],
    ['a link without its end', { buttons: [url] }, [], 131008],
    ['a link with its end', { buttons: [url] }, [button(0, 'url', { text: 'x' })], undefined],
    ['a button of another kind', { buttons: [url] }, [button(0, 'quick_reply', { payload: 'x' })], 132012],
    ['a button too many', {}, [button(0, 'url', { text: 'x' })], 132012],
    ['a template that waits for approval', { status: 'PENDING' }, [], 132001],
    ['a template that is disabled', { status: 'DISABLED' }, [], 132016],
  ];
  for (const [name, template, components, code] of CASES) {
    test(`${name} is ${code === undefined ? 'taken' : `refused with ${code}`}`, async (t) => {
      const { phone } = await startRig(t, { statuses: [] });
      await control(phone, 'POST templates', { name: 'a', language: 'it', body: 'Ciao', ...template });
      const sent = { name: 'a', language: { code: 'it' }, components };
      assert.equal(codeOf(await sendMessage(phone, { to: ADA, type: 'template', template: sent })), code);
    });
  }
});

function head(type: string): JsonObject {
  return { type: 'header', parameters: [{ type, [type]: { link: 'https://example.com/a' } }] };
}

function body(rest: JsonObject): JsonObject {
  return { type: 'body', parameters: [{ type: 'text', text: 'x', ...rest }] };
}

function button(index: number, kind: string, value: JsonObject): JsonObject {
  return { type: 'button', sub_type: kind, index: String(index), parameters: [{ type: 'text', ...value }] };
}
