import { randomBytes } from 'node:crypto';
import { deedShapes } from '../phone/deed.ts';
import type { Phone } from '../phone/phone.ts';
import type { Post, Provider, ProviderKind } from '../phone/provider.ts';
import { commonSettings } from '../phone/settings.ts';
import { answer, refusal, type Account } from './api.ts';
import { hear, pushOf, templatePush } from './pushes.ts';
import { encrypt, sha1, type Keys } from './safe-mode.ts';

const OPENID = /^o[A-Za-z0-9_-]{27}$/;
const ACCOUNT = 'gh_0123456789ab';

/** Makes a phone one on WeChat: signed pushes, encrypted where there is a key, and the API of an Official Account. */
export function openWechat(phone: Phone, options: Readonly<Record<string, string>>): Provider {
  const { appId = '', appSecret = '', token = '', encodingAesKey: aesKey = '' } = options;
  const account: Account = { phone, appId, appSecret };
  return {
    accounts: [ACCOUNT],
    settings: commonSettings({}, ['delivered']),
    deeds: {
      ...deedShapes('text', 'image', 'video', 'audio', 'location', 'choice', 'opened', 'block'),
      click: 'string',
      scan: 'string',
    },
    identity: {
      read: (text) => (OPENID.test(text) ? { userId: text } : undefined),
      says: 'an openid (o and 27 letters, digits, - or _)',
    },
    hear,
    tell: (news) => news.map((each) => ({ body: pushOf(ACCOUNT, each) })),
    report: (news) => {
      const body = templatePush(ACCOUNT, news);
      return body === undefined ? undefined : { body };
    },
    request: ({ body }, url) => signed(body, url, { keys: { appId, token, aesKey }, now: phone.now() }),
    answer: (call) => answer(account, call),
    refuse: ({ code, status }) => ({
      status: status ?? 200,
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(refusal(Number(code ?? -1))),
    }),
  };
}

function signed(message: string, url: string, { keys, now }: { keys: Keys; now: number }): Post {
  const timestamp = String(Math.floor(now / 1000));
  const nonce = String(randomBytes(4).readUInt32BE());
  const target = new URL(url);
  const proof = { signature: sha1(keys.token, timestamp, nonce), timestamp, nonce };
  for (const [name, value] of Object.entries(proof)) target.searchParams.set(name, value);
  const headers = { 'content-type': 'text/xml' };
  if (keys.aesKey === '') return { method: 'POST', url: target.href, headers, body: message };
  const encrypted = encrypt(message, keys);
  target.searchParams.set('encrypt_type', 'aes');
  target.searchParams.set('msg_signature', sha1(keys.token, timestamp, nonce, encrypted));
  const to = `<ToUserName><![CDATA[${ACCOUNT}]]></ToUserName>`;
  const body = `<xml>${to}<Encrypt><![CDATA[${encrypted}]]></Encrypt></xml>`;
  return { method: 'POST', url: target.href, headers, body };
}

/** WeChat in the list of simulators. */
export const wechat: ProviderKind = {
  id: 'wechat',
  title: 'WeChat',
  options: {
    appId: { demo: 'wx0123456789demo00', help: 'the AppID of the account' },
    appSecret: { demo: 'demo-app-secret', help: 'for access tokens' },
    token: { demo: 'demoWebhookToken', help: 'signs webhooks' },
    encodingAesKey: {
      demo: 'demodemodemodemodemodemodemodemodemodemo000',
      help: 'encrypts webhooks (safe mode); empty for plain mode',
    },
  },
  overlay: (url) => ({ apiBase: url }),
  webhook: true,
  person: (serial) => `oDemo${String(serial).padStart(23, '0')}`,
  accent: '#1a7f45',
  open: openWechat,
};
