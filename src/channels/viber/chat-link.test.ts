import assert from 'node:assert/strict';
import { test } from 'node:test';
import { channelIo } from '../testing/channel-io.ts';
import { chatLink } from './chat-link.ts';
import type { ViberConfig } from './config.ts';

function asked(answer: object): Promise<string | undefined> {
  const text = JSON.stringify({ status: 0, ...answer });
  const io = channelIo<ViberConfig>({
    config: { authToken: 'token', name: 'Rossi' },
    http: () => Promise.resolve({ status: 200, headers: {}, body: Buffer.from(text), text: () => text }),
  });
  return chatLink('TEST 4821', io);
}

test('the link opens the bot and carries the text', async () => {
  assert.equal(await asked({ uri: 'rossi energia' }), 'viber://pa?chatURI=rossi%20energia&context=TEST_4821');
  assert.equal(await asked({}), undefined);
});
