import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import type { HttpRequest } from '../../net/http.ts';
import { testChannel } from '../channel.contract.ts';
import { messageIn, metaSuite } from '../providers/meta/testing/suite.ts';
import { type MessengerConfig, WEBHOOK_FIELDS } from './config.ts';
import { APP, ADA, fromAda, hook, messages, news, PAGE } from './fixtures/webhooks.ts';
import { messenger } from './messenger.ts';

const config: MessengerConfig = {
  pageId: PAGE,
  appId: APP,
  appSecret: 'app-secret-of-the-tests',
  previousAppSecret: 'previous-secret-of-the-tests',
  verifyToken: 'verify-token-of-the-tests',
  accessToken: 'page-token-of-the-tests',
};

function limits(request: HttpRequest): void {
  const { text = '', quick_replies: replies = [], metadata = '', attachment } = messageIn(request);
  const { text: above = '', buttons = [] } = attachment?.payload ?? {};
  assert.ok(text.length <= 2000 && above.length <= 640 && metadata.length < 1000);
  assert.ok(replies.length <= 13 && buttons.length <= 3);
  for (const { title } of [...replies, ...buttons]) assert.ok(title.length >= 1 && title.length <= 20, title);
  for (const { payload } of replies) assert.ok(payload.length <= 1000);
}

const { subscribed, ...shared } = metaSuite<MessengerConfig>({
  config,
  object: 'page',
  foreignObject: 'instagram',
  account: PAGE,
  app: APP,
  fields: WEBHOOK_FIELDS,
  prefix: 'm',
  ada: ADA.key,
  codes: { closedWindow: 2_018_278, unknownPerson: 2_018_001 },
  fromAda,
  hook,
});

testChannel({
  ...shared,
  channel: messenger,
  fixtures: { ...messages, ...news },
  to: ADA.addresses,
  keyIn: (request) => messageIn(request).metadata?.replace('rondine:', ''),
  limits,
  connect: {
    answer: ({ method }) => ({ status: 200, json: method === 'GET' ? { data: [] } : { success: true } }),
    asked(requests) {
      const [first, second] = requests.map(({ method, url }) => [method, new URL(url)] as const);
      assert.equal(first?.[0], 'GET');
      assert.equal(second?.[0], 'POST');
      assert.equal(second[1].origin + second[1].pathname, `https://graph.facebook.com/v26.0/${PAGE}/subscribed_apps`);
      assert.equal(second[1].searchParams.get('subscribed_fields'), WEBHOOK_FIELDS.join(','));
      const proof = createHmac('sha256', config.appSecret).update(config.accessToken).digest('hex');
      assert.equal(second[1].searchParams.get('appsecret_proof'), proof);
    },
  },
  keepAlive: { answer: () => ({ status: 200, json: subscribed }) },
});
