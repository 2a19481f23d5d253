import assert from 'node:assert/strict';
import { test } from 'node:test';
import { channelIo } from '../testing/channel-io.ts';
import { chatLink } from './chat-link.ts';
import type { WhatsAppConfig } from './config.ts';

const config: WhatsAppConfig = {
  phoneNumberId: '300',
  appSecret: 'app-secret',
  verifyToken: 'verify-token',
  accessToken: 'access-token',
};

function asked(answer: object): Promise<string | undefined> {
  const text = JSON.stringify(answer);
  const io = channelIo<WhatsAppConfig>({
    config,
    http: () => Promise.resolve({ status: 200, headers: {}, body: Buffer.from(text), text: () => text }),
  });
  return chatLink('TEST 4821', io);
}

test('the link has the text ready to be sent to the number as people dial it', async () => {
  assert.equal(await asked({ display_phone_number: '+39 02 1234' }), 'https://wa.me/39021234?text=TEST%204821');
  assert.equal(await asked({ id: '300' }), undefined);
});
