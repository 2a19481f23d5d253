import assert from 'node:assert/strict';
import { decrypt, isSignature } from '../../../src/channels/wechat/cipher.ts';
import type { WechatConfig } from '../../../src/channels/wechat/config.ts';
import { wechat } from '../../../src/channels/wechat/wechat.ts';
import { readXml } from '../../../src/channels/wechat/xml.ts';
import type { Conformance, Recorded } from '../recorded.ts';

/** WeChat's recordings: one push each, of years ago, so that their age is not looked at. */
export const conformance: Conformance<WechatConfig> = {
  channel: wechat,
  folder: 'wechat',
  configFor,
  // What the phone reports by itself, and a page that was opened from the menu.
  leavesAlone: /event-location|view-event/,
  own: { 'vector.aes-echostr.json': tryEchostr, 'vector.aes-encrypt-reply.json': tryReply },
  to: { kind: 'user', value: 'fromUser' },
};

function configFor({ secret = {} }: Recorded): WechatConfig {
  const { token, encodingAESKey: key, appId = 'wx0000000000000000' } = secret;
  return {
    appId: String(appId),
    appSecret: 'secret-of-the-tests',
    token: String(token),
    ...(key !== undefined && { encodingAesKey: String(key) }),
    maxAgeMinutes: 0,
  };
}

/** An Official Account's `echostr` is never encrypted, but the cipher of this one is the same. */
function tryEchostr(recorded: Recorded): void {
  const { token, encodingAesKey = '', appId } = configFor(recorded);
  const query = new URL(recorded.request?.url ?? '', 'https://bot.example.com').searchParams;
  const of = (name: string) => query.get(name) ?? '';
  assert.ok(isSignature(of('msg_signature'), [token, of('timestamp'), of('nonce'), of('echostr')]));
  assert.match(decrypt(of('echostr'), { key: encodingAesKey, appId }) ?? '', /^\d+$/);
}

/** We give no passive replies; this one is opened with the cipher that opens messages. */
function tryReply(recorded: Recorded & { input?: { plaintext?: string } }): void {
  const { token, encodingAesKey = '', appId } = configFor(recorded);
  const fields = readXml(String(recorded.expect?.['xml']));
  const of = (name: string) => fields?.get(name) ?? '';
  assert.ok(isSignature(of('MsgSignature'), [token, of('TimeStamp'), of('Nonce'), of('Encrypt')]));
  assert.equal(decrypt(of('Encrypt'), { key: encodingAesKey, appId }), recorded.input?.plaintext);
}
