import assert from 'node:assert/strict';
import type { HttpRequest } from '../../net/http.ts';
import { testChannel } from '../channel.contract.ts';
import { messageIn, metaSuite } from '../providers/meta/testing/suite.ts';
import { type InstagramConfig, WEBHOOK_FIELDS } from './config.ts';
import { ACCOUNT, ADA, APP, fromAda, hook, messages, news } from './fixtures/webhooks.ts';
import { instagram } from './instagram.ts';

const config: InstagramConfig = {
  accountId: ACCOUNT,
  login: 'instagram',
  appId: APP,
  appSecret: 'app-secret-of-the-tests',
  previousAppSecret: 'previous-secret-of-the-tests',
  verifyToken: 'verify-token-of-the-tests',
  accessToken: 'instagram-token-of-the-tests',
};

/** Texts are counted in bytes here. */
function limits(request: HttpRequest): void {
  const { text = '', quick_replies: replies = [], attachment } = messageIn(request);
  const { text: above = '', buttons = [] } = attachment?.payload ?? {};
  assert.ok(Buffer.byteLength(text) <= 1000 && Buffer.byteLength(above) <= 1000 && above.length <= 640);
  assert.ok(replies.length <= 13 && buttons.length <= 3);
  for (const { title } of [...replies, ...buttons]) assert.ok(title.length >= 1 && title.length <= 20, title);
  for (const { payload } of replies) assert.ok(payload.length <= 1000);
}

const { subscribed, ...shared } = metaSuite<InstagramConfig>({
  config,
  object: 'instagram',
  foreignObject: 'page',
  account: ACCOUNT,
  app: APP,
  fields: WEBHOOK_FIELDS,
  prefix: 'ig',
  ada: ADA.key,
  codes: { closedWindow: 2_534_022, unknownPerson: 2_534_014 },
  fromAda,
  hook,
});

testChannel({
  ...shared,
  channel: instagram,
  fixtures: { ...messages, ...news },
  to: ADA.addresses,
  keyIn: () => undefined,
  limits,
  connect: {
    answer: ({ method }) => ({ status: 200, json: method === 'GET' ? { data: [] } : { success: true } }),
    asked(requests) {
      const [first, second] = requests.map(({ method, url }) => [method, new URL(url)] as const);
      assert.equal(first?.[0], 'GET');
      assert.equal(second?.[0], 'POST');
      const subscribing = `https://graph.instagram.com/v26.0/${ACCOUNT}/subscribed_apps`;
      assert.equal(second[1].origin + second[1].pathname, subscribing);
      assert.equal(second[1].searchParams.get('subscribed_fields'), WEBHOOK_FIELDS.join(','));
    },
  },
  keepAlive: {
    answer: ({ url }) => ({
      status: 200,
      json: url.includes('/refresh_access_token?')
        ? { access_token: 'renewed-token-of-the-tests', token_type: 'bearer', expires_in: 5_184_000 }
        : subscribed,
    }),
  },
  skip: {
    'key passed on': 'Instagram takes no text that would come back',
  },
});
