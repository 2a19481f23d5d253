import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createHttp } from '../../net/pool.ts';
import { createCustomer } from '../../simulator/phone/customer.ts';
import { startReceiver } from '../../simulator/phone/receiver.ts';
import { demoOptions } from '../../simulator/phone/run-many.ts';
import { startPhone } from '../../simulator/phone/server.ts';
import { smsBird as pretended } from '../../simulator/sms-bird/sms-bird.ts';
import { channelIo } from '../testing/channel-io.ts';
import type { SmsBirdConfig } from './config.ts';
import { smsBird } from './sms-bird.ts';

test('words go both ways, and a message whose answer got lost proves by its statuses that it went out', async (t) => {
  const server = await startPhone({}, (phone) => pretended.open(phone, demoOptions(pretended)));
  const pool = createHttp();
  const config = { ...demoOptions(pretended), ...pretended.config, apiBase: server.url } as SmsBirdConfig;
  const io = channelIo<SmsBirdConfig>({ config, http: pool.http });
  const business = await startReceiver();
  t.after(() => Promise.all([server.close(), business.close(), pool.close()]));
  await smsBird.connect?.({ url: business.url }, io);
  const ada = createCustomer(server.phone, { number: '393331234567', name: 'Ada Rossi' });

  ada.say('Perché 12 € & non 10? 👍');
  server.faults.add({ kind: 'drop', accepted: true });
  const content = { kind: 'text', text: 'Buongiorno!' } as const;
  await assert.rejects(async () =>
    smsBird.send({ to: [{ kind: 'phone', value: '+393331234567' }], content, key: 'run-7#3' }, io),
  );
  assert.equal((await ada.waitForReply()).text, 'Buongiorno!');

  const hooks = await business.until(3);
  const events = hooks.flatMap(({ method, url, headers, bytes }) => {
    const request = { method, url, query: {}, headers, body: bytes };
    assert.equal(smsBird.verify(request, config), true);
    return smsBird.receive(request, config).events;
  });
  assert.deepEqual(
    events.map((event) => (event.type === 'status' ? [event.status, event.effect] : [event.type])),
    [['message'], ['sent', 'run-7#3'], ['delivered', 'run-7#3']],
  );
});
