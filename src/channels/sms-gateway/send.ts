import { Failure, type FailureCode } from '../../base/failure.ts';
import type { JsonObject } from '../../base/json.ts';
import { addressOf } from '../../message/address.ts';
import { segmentsOf } from '../../message/segments.ts';
import type { HttpRequest, HttpResponse } from '../../net/http.ts';
import { createMask } from '../../net/redact.ts';
import type { ChannelIo, OutboundMessage } from '../channel.ts';
import { pairsOf, parseObject } from '../providers/reading.ts';
import { type Dictionary, explain, type Meaning, refusal, unreadable } from '../providers/refusal.ts';
import type { SmsGatewayConfig } from './config.ts';
import { textOn } from './entries.ts';
import { fill, type Values } from './template.ts';

const CONTENT_TYPES = {
  json: 'application/json',
  form: 'application/x-www-form-urlencoded',
  xml: 'application/xml',
  text: 'text/plain; charset=utf-8',
} as const;

/**
 * Sends one text by the connection's request and resolves to the id in the answer, or to our key where the gateway gives
 * none. Nothing is known of repetitions: sending twice counts as delivering twice.
 */
export async function send(message: OutboundMessage, io: ChannelIo<SmsGatewayConfig>): Promise<{ id: string }> {
  const { config } = io;
  const response = await io.http(requestFor(message, config));
  const answer = readAnswer(response);
  const { code: where, success = ['0'], messageId: idAt = 'id' } = config.send;
  const code = where === undefined ? undefined : textOn(answer, where);
  const secrets = secretsOf(config);
  const good = response.status >= 200 && response.status < 300;
  if (!good) throw refusal(response, { code }, dictionaryOf(config), { write: true, now: io.now(), secrets });
  if (code !== undefined && !success.includes(code)) {
    throw new Failure(explain({ code: createMask(secrets)(code) }, dictionaryOf(config)));
  }
  const id = idAt === '' ? message.key : textOn(answer, idAt)?.trim();
  if (!id) throw unreadable('The SMS gateway', response, true);
  return { id };
}

/** The request for one text, filled in from the connection's templates. */
export function requestFor(message: OutboundMessage, config: SmsGatewayConfig): HttpRequest {
  const { method = 'POST', url, headers = {}, format = 'json', body } = config.send;
  const values = valuesOf(message, config);
  const filled = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), fill(value, values, 'header')]);
  const sends = body !== undefined && method !== 'GET';
  return {
    method,
    url: fill(url, values, 'url'),
    headers: { ...(sends && { 'content-type': CONTENT_TYPES[format] }), ...Object.fromEntries(filled) },
    ...(sends && { body: fill(body, values, format) }),
  };
}

function valuesOf({ to, content, key }: OutboundMessage, config: SmsGatewayConfig): Values {
  const number = addressOf(to, 'phone')?.replaceAll(/\D/g, '');
  if (!number) throw new Failure({ code: 'invalid', message: 'The contact has no phone number; add one.' });
  if (content.kind !== 'text') {
    throw new Failure({ code: 'unsupported', message: `SMS cannot carry content of the kind ${content.kind}.` });
  }
  const { text, ttlMs } = content;
  const { encoding, count } = segmentsOf(text);
  const { sendUser: user = '', sendSecret: secret = '' } = config;
  const prefix = { plus: '+', digits: '', zeros: '00' }[config.send.numbers ?? 'plus'];
  return {
    to: `${prefix}${number}`,
    from: config.sender,
    text,
    key,
    user,
    secret,
    basic: Buffer.from(`${user}:${secret}`).toString('base64'),
    encoding,
    segments: String(count),
    ttlSeconds: ttlMs === undefined ? '' : String(Math.max(1, Math.floor(ttlMs / 1000))),
  };
}

/** JSON as it is, `name=value&…` as an object, and any other text as the member `body`. */
function readAnswer(response: HttpResponse): JsonObject {
  const text = response.text();
  const object = parseObject(text);
  if (object) return object;
  const bare = { body: text };
  return /^[\w.-]+=[^<>]*$/.test(text.trim()) ? { ...Object.fromEntries(pairsOf(text.trim())), ...bare } : bare;
}

const ADVICE: Partial<Record<FailureCode, string>> = {
  auth: 'the gateway does not accept the credentials; correct them in the connection',
  rate_limited: 'too many messages at once',
  unavailable: 'the gateway is out of order for a while',
  not_found: 'the number cannot be reached',
  invalid: 'the gateway does not accept the message',
  denied: 'the gateway refuses the message',
};

/** The connection's own table of codes. */
export function dictionaryOf({ send: { errors = {} } }: SmsGatewayConfig): Dictionary {
  const meanings = Object.entries(errors).map(([code, meaning]): [string, Meaning] => [
    code,
    [meaning, ADVICE[meaning] ?? meaning.replaceAll('_', ' ')],
  ]);
  return { who: 'The SMS gateway', meanings: new Map(meanings) };
}

function secretsOf(config: SmsGatewayConfig): (string | undefined)[] {
  const { sendUser: user = '', sendSecret } = config;
  const basic = sendSecret === undefined ? undefined : Buffer.from(`${user}:${sendSecret}`).toString('base64');
  return [config.authSecret, config.previousAuthSecret, sendSecret, basic];
}
