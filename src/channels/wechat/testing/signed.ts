import { createCipheriv, createHash, randomBytes } from 'node:crypto';
import type { HookRequest } from '../../channel.ts';
import type { WechatConfig } from '../config.ts';

/** A connection in safe mode, with a token at hand; without the key the same one is in plain mode. */
export const CONFIG: WechatConfig = {
  appId: 'wx0123456789abcdef',
  appSecret: 'app-secret-of-the-tests',
  token: 'tokenOfTheTests',
  encodingAesKey: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG',
  accessToken: 'access-token-of-the-tests',
  accessTokenFor: 'wx0123456789abcdef',
  accessTokenUntil: Date.UTC(2026, 10, 23),
};

/** The SHA-1 over sorted texts. */
export function signature(...texts: readonly string[]): string {
  return createHash('sha1').update(texts.toSorted().join('')).digest('hex');
}

/** A message as safe mode encrypts it. */
export function encrypt(message: Uint8Array, { encodingAesKey = '', appId }: WechatConfig): string {
  const key = Buffer.from(`${encodingAesKey}=`, 'base64');
  const length = Buffer.alloc(4);
  length.writeUInt32BE(message.length);
  const plain = Buffer.concat([randomBytes(16), length, message, Buffer.from(appId)]);
  const padding = 32 - (plain.length % 32);
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  return Buffer.concat([cipher.update(plain), cipher.update(Buffer.alloc(padding, padding)), cipher.final()]).toString(
    'base64',
  );
}

/** A webhook as WeChat signs it at a time: encrypted where the connection has a key. */
export function signedAt(message: Uint8Array, config: WechatConfig, at: number): HookRequest {
  const timestamp = String(Math.floor(at / 1000));
  const nonce = '461056294';
  const encrypted = config.encodingAesKey === undefined ? undefined : encrypt(message, config);
  const query = {
    signature: signature(config.token, timestamp, nonce),
    timestamp,
    nonce,
    openid: 'oAda',
    ...(encrypted !== undefined && {
      encrypt_type: 'aes',
      msg_signature: signature(config.token, timestamp, nonce, encrypted),
    }),
  };
  const body =
    encrypted === undefined
      ? message
      : Buffer.from(`<xml><ToUserName><![CDATA[gh_1]]></ToUserName><Encrypt><![CDATA[${encrypted}]]></Encrypt></xml>`);
  const url = `https://bot.example.com/hooks/w1?${new URLSearchParams(query).toString()}`;
  return { method: 'POST', url, query, headers: { 'content-type': 'text/xml' }, body };
}

/** The call by which WeChat tries an address. */
export function handshake(token: string, at = Date.now()): HookRequest {
  const timestamp = String(Math.floor(at / 1000));
  const query = { signature: signature(token, timestamp, 'n'), timestamp, nonce: 'n', echostr: '5837397576908291234' };
  const url = `https://bot.example.com/hooks/w1?${new URLSearchParams(query).toString()}`;
  return { method: 'GET', url, query, headers: {}, body: new Uint8Array() };
}
