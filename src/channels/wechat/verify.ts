import type { HookRequest } from '../channel.ts';
import { decrypt, isSignature } from './cipher.ts';
import { maxAgeMsOf, type WechatConfig } from './config.ts';
import { readXml } from './xml.ts';

const SECONDS = /^\d{1,12}$/;

/**
 * True for a webhook, or the set-up call, that is signed with the connection’s token and not older than it allows.
 * Where the connection has an EncodingAESKey only encrypted messages are let in, whose signature covers the message;
 * plain ones are signed without their body.
 */
export function verify(request: HookRequest, config: WechatConfig): boolean {
  const { signature, msg_signature: signatureOfMessage, timestamp = '', nonce = '', echostr } = request.query;
  if (!isRecent(timestamp, request, config)) return false;
  const signed = [config.token, timestamp, nonce];
  if (request.method === 'GET') return echostr !== undefined && isSignature(signature, signed);
  if (request.method !== 'POST') return false;
  if (config.encodingAesKey === undefined) return isSignature(signature, signed);
  const encrypted = encryptedIn(request.body);
  if (encrypted === undefined || !isSignature(signatureOfMessage, [...signed, encrypted])) return false;
  return decrypt(encrypted, { key: config.encodingAesKey, appId: config.appId }) !== undefined;
}

/** The encrypted part of a body. */
export function encryptedIn(body: Uint8Array): string | undefined {
  return readXml(Buffer.from(body).toString('utf8'))?.get('Encrypt');
}

function isRecent(timestamp: string, { at = Date.now() }: HookRequest, config: WechatConfig): boolean {
  return SECONDS.test(timestamp) && Math.abs(at - Number(timestamp) * 1000) <= maxAgeMsOf(config);
}
