import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chatLink } from './chat-link.ts';
import { bot, good } from './testing/bot.ts';

test('the link carries the text in the characters that it may have, and a bot without a name has none', async () => {
  const named = bot(() => good({ id: 7000, username: 'energia_rossi_bot' }));
  assert.equal(await chatLink('TEST 4821', named.io), 'https://t.me/energia_rossi_bot?start=TEST_4821');
  assert.equal(await chatLink('TEST 4821', bot(() => good({ id: 7000 })).io), undefined);
});
