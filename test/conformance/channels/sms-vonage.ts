import assert from 'node:assert/strict';
import type { SmsVonageConfig } from '../../../src/channels/sms-vonage/config.ts';
import { type SignatureMethod, signatureOf } from '../../../src/channels/sms-vonage/signature.ts';
import { smsVonage } from '../../../src/channels/sms-vonage/sms-vonage.ts';
import { type Conformance, filesIn, type Recorded } from '../recorded.ts';
import { vonageSms } from '../specs/providers.ts';

const MESSAGES_API = 'the Messages API, which this channel does not speak';

const own = filesIn('vonage').filter((file) => file.startsWith('vector.sms-sig.py-'));
const others = filesIn('vonage').filter((file) => file.startsWith('send-response.messages.') || /jwt/.test(file));

/** Vonage's recordings: answers to sends, and vectors of its signature in each of the five ways. */
export const conformance: Conformance<SmsVonageConfig> = {
  channel: smsVonage,
  folder: 'vonage',
  configFor({ request, secret }: Recorded) {
    const { signatureSecret = 'signature-secret', method } = secret ?? {};
    return {
      apiKey: 'abcd1234',
      sender: new URL(request?.url ?? '/?to=1', 'https://bot.example.com').searchParams.get('to') ?? '393990000001',
      apiSecret: 'api-secret',
      signatureSecret: String(signatureSecret),
      ...(method !== undefined && { signatureMethod: methodOf(method) }),
    };
  },
  own: Object.fromEntries(own.map((file) => [file, trySigning])),
  wrong: Object.fromEntries(others.map((file) => [file, MESSAGES_API])),
  outbound: {
    config: {
      apiKey: 'abcd1234',
      sender: '393990000001',
      apiSecret: 'api-secret',
      signatureSecret: 'signature-secret',
    },
    to: [{ kind: 'phone', value: '+393331234567' }],
    answer: () => ({ status: 200, json: { messages: [{ status: '0', 'message-id': '1' }] } }),
    spec: vonageSms,
  },
};

/** The recordings write the names of the ways in small letters. */
function methodOf(name: unknown): SignatureMethod {
  return String(name).replace(/^HMAC-.*/, (text) => text.toUpperCase()) as SignatureMethod;
}

/** A vector that states parameters and what their signature has to be. */
function trySigning({ secret, expect, ...rest }: Recorded): void {
  const { params } = rest as { params?: Record<string, string | number> };
  const parameters = new URLSearchParams(Object.entries(params ?? {}).map(([name, value]) => [name, String(value)]));
  const keys = { secret: String(secret?.['signatureSecret']), method: methodOf(secret?.['method']) };
  assert.equal(signatureOf(parameters, keys)?.toString('hex'), expect?.['sig']);
}
