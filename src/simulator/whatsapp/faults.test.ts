import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createCustomer } from './customer.ts';
import { createFaults } from '../phone/faults.ts';
import { codeOf, control, CREDENTIALS, first, sendText, startRig, type Rig } from './test-kit.ts';

const ADA = '393331234567';

async function rigWithAda(t: Parameters<typeof startRig>[0]): Promise<Rig> {
  const rig = await startRig(t, { statuses: [] });
  createCustomer(rig.phone.phone, { number: ADA }).say('Ciao');
  return rig;
}

describe('a fault of the send API', () => {
  const errors: [fault: object, status: number, code: number][] = [
    [{ status: 500 }, 500, 131000],
    [{ status: 503 }, 503, 2],
    [{ code: 190 }, 401, 190],
    [{ code: 130429 }, 429, 130429],
    [{ code: 131056 }, 429, 131056],
    [{ code: 133016 }, 400, 133016],
  ];
  for (const [fault, status, code] of errors)
    test(`refuses one call with ${status} and code ${code}`, async (t) => {
      const { phone } = await rigWithAda(t);
      await control(phone, 'POST faults', { kind: 'error', ...fault });
      const refused = await sendText(phone, ADA, 'x');
      assert.deepEqual([refused.status, codeOf(refused)], [status, code]);
      assert.equal((await sendText(phone, ADA, 'x')).status, 200);
      assert.equal(phone.phone.state.counters.sent, 1);
    });

  test('answers a web page instead of JSON', async (t) => {
    const { phone } = await rigWithAda(t);
    phone.faults.add({ kind: 'html' });
    await assert.rejects(sendText(phone, ADA, 'x'), SyntaxError);
  });

  for (const accepted of [false, true])
    test(`cuts the connection ${accepted ? 'after' : 'before'} the message is accepted`, async (t) => {
      const { phone } = await rigWithAda(t);
      await control(phone, 'POST faults', { kind: 'drop', accepted });
      await assert.rejects(sendText(phone, ADA, 'x'), TypeError);
      assert.equal(phone.phone.state.counters.sent, accepted ? 1 : 0);
    });

  test('never answers', async (t) => {
    const { phone } = await rigWithAda(t);
    phone.faults.add({ kind: 'hang', accepted: true });
    const ada = createCustomer(phone.phone, { number: ADA });
    const path = `${phone.url}/v26.0/${CREDENTIALS.phoneNumberId}/messages`;
    const stop = new AbortController();
    const call = fetch(path, {
      method: 'POST',
      headers: { authorization: `Bearer ${CREDENTIALS.accessToken}` },
      body: JSON.stringify({ messaging_product: 'whatsapp', to: ADA, text: { body: 'x' } }),
      signal: stop.signal,
    });
    assert.equal((await ada.waitForReply()).text, 'x');
    stop.abort();
    await assert.rejects(call, { name: 'AbortError' });
  });

  test('lets an accepted message fail later', async (t) => {
    const { phone, business } = await rigWithAda(t);
    await control(phone, 'POST faults', { kind: 'fail-later', code: 131049 });
    assert.equal((await sendText(phone, ADA, 'x')).status, 200);
    const [hook] = await business.until(1, ({ value }) => value['statuses'] !== undefined);
    assert.equal(first(first(hook?.value, 'statuses'), 'errors')['code'], 131049);
  });

  test('only delays when it is slow', async (t) => {
    const { phone } = await rigWithAda(t);
    phone.faults.add({ kind: 'slow', delayMs: 20 });
    const start = performance.now();
    assert.equal((await sendText(phone, ADA, 'x')).status, 200);
    assert.ok(performance.now() - start >= 19);
  });

  test('is gone after it was cleared', async (t) => {
    const { phone } = await rigWithAda(t);
    await control(phone, 'POST faults', { kind: 'error', times: 100 });
    await control(phone, 'DELETE faults');
    assert.equal((await sendText(phone, ADA, 'x')).status, 200);
  });

  test('must be of a known kind', async (t) => {
    const { phone } = await rigWithAda(t);
    const { status, json } = await control(phone, 'POST faults', { kind: 'rain' });
    assert.equal(status, 400);
    assert.match(String(json['error']), /kind is one of: error, html, drop/);
  });
});

describe('the choice of a fault', () => {
  test('hits as many matching calls as it was told to', () => {
    const faults = createFaults();
    faults.add({ kind: 'drop', to: ADA, type: 'text', times: 2 });
    const call = { on: 'send', to: ADA, type: 'text' } as const;
    assert.equal(faults.pick({ on: 'send', to: '1', type: 'text' }), undefined);
    assert.equal(faults.pick({ on: 'send', to: ADA, type: 'image' }), undefined);
    assert.equal(faults.pick({ on: 'media' }), undefined);
    assert.deepEqual(
      [1, 2, 3].map(() => faults.pick(call)?.kind),
      ['drop', 'drop', undefined],
    );
  });

  test('with a probability is the same for the same seed', () => {
    const draw = (seed: number): boolean[] => {
      const faults = createFaults();
      faults.add({ kind: 'drop', probability: 0.3, seed });
      return Array.from({ length: 200 }, () => faults.pick({ on: 'send' }) !== undefined);
    };
    assert.deepEqual(draw(7), draw(7));
    assert.notDeepEqual(draw(7), draw(8));
    const hits = draw(7).filter(Boolean).length;
    assert.ok(hits > 30 && hits < 90, `${hits} of 200`);
  });
});
