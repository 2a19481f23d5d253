import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { listen } from '../serve.ts';
import { createCustomer } from './customer.ts';
import { codeOf, control, sendText, startRig } from './test-kit.ts';

const ADA = '393331234567';

describe('control calls', () => {
  test('stream messages and statuses as they happen', async (t) => {
    const { phone } = await startRig(t, { statuses: ['sent'] });
    const stream = await fetch(`${phone.url}/_control/events`);
    createCustomer(phone.phone, { number: ADA }).say('Ciao');
    await sendText(phone, ADA, 'Salve');
    const seen: string[] = [];
    let text = '';
    assert.ok(stream.body);
    for await (const chunk of stream.body) {
      text += Buffer.from(chunk).toString();
      seen.splice(0, seen.length, ...[...text.matchAll(/^event: (message|status)$/gm)].map(([, name]) => name ?? ''));
      if (seen.length >= 3) break;
    }
    assert.deepEqual(seen, ['message', 'message', 'status']);
    assert.match(text, /"status":"sent"/);
    assert.match(text, /"text":"Salve"/);
  });

  test('play the handshake against the target and report it', async (t) => {
    const { phone } = await startRig(t);
    const server = await listen((request, response) => {
      const { searchParams: query } = new URL(request.url ?? '', 'http://localhost');
      const right = query.get('hub.verify_token') === 'test-verify' && query.get('hub.mode') === 'subscribe';
      response.writeHead(right ? 200 : 403).end(right ? query.get('hub.challenge') : 'no');
    });
    t.after(server.close);
    phone.phone.setTarget(`${server.url}/hook?tenant=1`);
    assert.equal((await control(phone, 'POST verify')).json['ok'], true);
    const wrong = await control(phone, 'POST verify', { token: 'other' });
    assert.deepEqual(wrong.json, { ok: false, status: 403, body: 'no' });
    phone.phone.setTarget(undefined);
    assert.equal((await control(phone, 'POST verify')).status, 400);
  });

  test('forget everything on reset but keep the target', async (t) => {
    const { phone, business } = await startRig(t);
    createCustomer(phone.phone, { number: ADA }).say('Ciao');
    await business.until(1);
    await control(phone, 'POST reset');
    const { json } = await control(phone, 'GET summary');
    assert.deepEqual([json['received'], json['customers'], json['webhooksPending']], [0, 0, 0]);
    createCustomer(phone.phone, { number: ADA }).say('Ancora');
    await business.until(2);
  });

  test('change settings and refuse unknown ones', async (t) => {
    const { phone } = await startRig(t);
    await control(phone, 'POST settings', { accessToken: 'new', order: 'free' });
    assert.equal(codeOf(await sendText(phone, ADA, 'x')), 190);
    const cases: [body: object, error: RegExp][] = [
      [{ speed: 1 }, /no setting speed; known are accessToken.*redeliveryMs/],
      [{ order: 'random' }, /order must be one of kept, free/],
      [{ statuses: ['seen'] }, /statuses must be a list of sent, delivered, read/],
      [{ duplicateEvery: '2' }, /duplicateEvery must be a number/],
    ];
    for (const [body, error] of cases) {
      const refused = await control(phone, 'POST settings', body);
      assert.equal(refused.status, 400);
      assert.match(String(refused.json['error']), error);
    }
  });

  test('say what is wrong with a call', async (t) => {
    const { phone } = await startRig(t);
    const cases: [route: string, body: unknown, status: number, error: RegExp][] = [
      ['GET nothing', undefined, 404, /known are GET summary/],
      [`POST customers/${ADA}/messages`, {}, 400, /exactly one of: text/],
      [`POST customers/${ADA}/messages`, { text: 'a', welcome: true }, 400, /exactly one of/],
      [`POST customers/${ADA}/messages`, { button: { id: 'a' } }, 400, /title must be a string/],
      [`POST customers/${ADA}/messages`, { text: 'a', account: '1' }, 400, /no account 1; it has 106540352242922/],
      ['POST customers/Ada/messages', { text: 'a' }, 400, /Ada is not a phone number .* or a user id/],
      [`POST customers/${ADA}/tap`, { title: 'Sì' }, 400, /nothing called "Sì"/],
      ['POST batch', { messages: [] }, 400, /at least one message/],
      ['POST webhook', { url: 'nowhere' }, 400, /absolute URL/],
      ['POST clock', { advanceMs: 'x' }, 400, /advanceMs must be a number/],
      ['POST clock', [], 400, /JSON object/],
    ];
    for (const [route, body, status, error] of cases) {
      const answer = await control(phone, route, body);
      assert.equal(answer.status, status, route);
      assert.match(String(answer.json['error']), error);
    }
  });

  test('count without keeping messages when the log is off', async (t) => {
    const { phone, business } = await startRig(t, { log: false });
    const ada = createCustomer(phone.phone, { number: ADA });
    ada.say('Ciao');
    await sendText(phone, ADA, 'Salve', { biz_opaque_callback_data: 'a' });
    assert.equal((await ada.waitForReply()).text, 'Salve');
    await business.until(4);
    const { json } = await control(phone, 'GET summary');
    assert.deepEqual([json['received'], json['sent'], json['statuses']], [1, 1, 3]);
    assert.equal((await control(phone, 'GET messages')).json['length'], 0);
  });
});
