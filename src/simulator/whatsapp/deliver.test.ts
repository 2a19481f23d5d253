import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createCustomer } from './customer.ts';
import { startPhoneServer } from './server.ts';
import { control, CREDENTIALS, expectedSignature, first, startReceiver, startRig, type Received } from './test-kit.ts';

const ADA = '393331234567';
const BEA = '393337654321';

describe('webhook delivery', () => {
  test('signs exactly the bytes it sends and escapes everything beyond ASCII', async (t) => {
    const { phone, business } = await startRig(t);
    createCustomer(phone.phone, { number: ADA, name: 'Zoë' }).say('Perché? 👍');
    const [hook] = await business.until(1);
    assert.equal(hook?.signature, expectedSignature(hook?.bytes ?? Buffer.alloc(0)));
    const text = hook?.bytes.toString('latin1') ?? '';
    assert.match(text, /^[\x20-\x7e]+$/);
    assert.ok(text.includes(String.raw`"Perch\u00e9? \ud83d\udc4d"`));
    assert.deepEqual(first(hook?.value, 'messages')['text'], { body: 'Perché? 👍' });
    assert.deepEqual(first(hook?.value, 'contacts')['profile'], { name: 'Zoë' });
  });

  test('repeats a webhook unchanged until it is answered 200', async (t) => {
    const answers = [500, 404, 202];
    const { phone, business } = await startRig(t, {}, (index) => answers[index] ?? 200);
    createCustomer(phone.phone, { number: ADA }).say('Ciao');
    const attempts = await business.until(4);
    assert.equal(new Set(attempts.map(({ bytes }) => bytes.toString())).size, 1);
    await business.until(1, ({ status }) => status === 200);
    assert.equal(phone.phone.state.counters.webhooksMissed, 3);
  });

  test('repeats a webhook that is not answered in time', async (t) => {
    const { phone, business } = await startRig(t, { webhookTimeoutMs: 30 }, (index) => (index === 0 ? undefined : 200));
    createCustomer(phone.phone, { number: ADA }).say('Ciao');
    const [slow, again] = await business.until(2);
    assert.deepEqual(slow?.bytes, again?.bytes);
  });

  test('keeps webhooks while nobody listens and delivers them to the next target', async (t) => {
    const { phone, business } = await startRig(t, { webhookUrl: 'http://127.0.0.1:1/nobody' });
    createCustomer(phone.phone, { number: ADA }).say('Ciao');
    assert.deepEqual((await control(phone, 'POST webhook', { url: business.url })).json, { url: business.url });
    await business.until(1);
  });

  test('keeps the order of one customer across redeliveries while others go on', async (t) => {
    let failures = 2;
    const isAdas = (body: string): boolean => body.includes(ADA);
    const { phone, business } = await startRig(t, {}, (_index, body) => (isAdas(body) && failures-- > 0 ? 503 : 200));
    const ada = createCustomer(phone.phone, { number: ADA });
    const bea = createCustomer(phone.phone, { number: BEA });
    for (const text of ['1', '2', '3']) ada.say(text);
    bea.say('B');
    await business.until(4, ({ status }) => status === 200);
    const adas = business.received.filter(({ bytes }) => isAdas(bytes.toString())).map(bodyOf);
    assert.deepEqual(adas, ['1', '1', '1', '2', '3']);
    const answered = business.received.filter(({ status }) => status === 200).map(bodyOf);
    assert.ok(answered.indexOf('B') < answered.indexOf('2'));
  });

  test('sends a customer in free order on before the previous webhook is answered', async (t) => {
    let release = (): void => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const { phone, business } = await startRig(t, {}, async (index) => {
      if (index === 0) await held;
      return 200;
    });
    const ada = createCustomer(phone.phone, { number: ADA, order: 'free' });
    ada.say('1');
    ada.say('2');
    await business.until(1, (hook) => bodyOf(hook) === '2' && hook.status === 200);
    assert.equal(business.received.find((hook) => bodyOf(hook) === '1')?.status, 0);
    release();
    await business.until(2, ({ status }) => status === 200);
  });

  test('delivers every n-th webhook twice though it was answered', async (t) => {
    const { phone, business } = await startRig(t, { duplicateEvery: 2 });
    const ada = createCustomer(phone.phone, { number: ADA });
    for (const text of ['1', '2', '3']) ada.say(text);
    const hooks = await business.until(4);
    assert.deepEqual(hooks.map(bodyOf).toSorted(), ['1', '2', '2', '3']);
    await control(phone, 'POST settings', { duplicateEvery: 0 });
    ada.say('last');
    await business.until(1, (hook) => bodyOf(hook) === 'last');
    assert.equal(business.received.length, 5);
  });

  test('gives a webhook up after seven days', async (t) => {
    const { phone, business } = await startRig(t, { redeliveryMs: [3_600_000] }, () => 500);
    createCustomer(phone.phone, { number: ADA }).say('Ciao');
    const missed = new Promise<void>((resolve) => {
      phone.phone.watch((event) => {
        if (event.type === 'webhook' && event.outcome === 'missed') resolve();
      });
    });
    await business.until(1);
    await missed;
    phone.phone.advance(7 * 86_400_000 + 1);
    await business.until(2, ({ status }) => status === 500);
    const summary = await control(phone, 'GET summary');
    assert.equal(summary.json['webhooksAbandoned'], 1);
    assert.equal(summary.json['webhooksPending'], 0);
  });

  test('holds webhooks back while no target is set', async (t) => {
    const phone = await startPhoneServer({ ...CREDENTIALS });
    const business = await startReceiver();
    t.after(async () => {
      await phone.close();
      await business.close();
    });
    createCustomer(phone.phone, { number: ADA }).say('Ciao');
    assert.equal((await control(phone, 'GET summary')).json['webhooksPending'], 1);
    phone.phone.setTarget(business.url);
    await business.until(1);
  });
});

function bodyOf({ value }: Received): string {
  const { text } = first(value, 'messages') as { text: { body: string } };
  return text.body;
}
