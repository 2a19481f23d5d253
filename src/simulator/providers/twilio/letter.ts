import { createHmac, randomBytes } from 'node:crypto';
import type { Hook } from '../../phone/model.ts';
import type { Phone } from '../../phone/phone.ts';
import type { Letter, News, Post, StatusNews } from '../../phone/provider.ts';

/** The account behind the pretended API. */
export type Account = { sid: string; token: string; number: string };

/** What stands before numbers on the wire: nothing for SMS, the channel's name for others. */
export type Wire = { account: Account; prefix: string };

/** One attempt at a webhook: a signed form. */
export function twilioRequest({ token }: Account, { body }: Hook, url: string): Post {
  const signature = sign(url, body, token);
  const headers = { 'content-type': 'application/x-www-form-urlencoded', 'x-twilio-signature': signature };
  return { method: 'POST', url, headers, body };
}

/** The address, and behind it each parameter with its value in the order of their names. */
function sign(url: string, body: string, token: string): string {
  const pairs = [...new URLSearchParams(body)].sort(([left], [right]) => (left < right ? -1 : 1));
  return createHmac('sha1', token)
    .update(`${url}${pairs.flat().join('')}`)
    .digest('base64');
}

/** A new message SID. */
export function createSid(): string {
  return `SM${randomBytes(16).toString('hex')}`;
}

/** The form by which a message of a person is told; `more` is what only one channel says. */
export function inboundLetter(
  phone: Phone,
  { account: { sid, number }, prefix }: Wire,
  { news: { customer, heard, message }, more = {} }: { news: News; more?: Readonly<Record<string, string>> },
): Letter {
  const { id } = message;
  const { file } = heard;
  const media = file && {
    MediaUrl0: `${phone.url}/2010-04-01/Accounts/${sid}/Messages/${id}/Media/${file.id}`,
    MediaContentType0: file.mime,
  };
  return formLetter({
    MessageSid: id,
    SmsSid: id,
    SmsMessageSid: id,
    SmsStatus: 'received',
    AccountSid: sid,
    ApiVersion: '2010-04-01',
    From: `${prefix}+${customer.number}`,
    To: `${prefix}${number}`,
    Body: file ? String(heard.content['caption'] ?? '') : heard.text,
    NumSegments: '1',
    NumMedia: file ? '1' : '0',
    ...media,
    ...more,
  });
}

/** A message without a callback of its own reports to where messages go, as the ones of a messaging service do. */
export function statusLetter(
  { account: { sid, number }, prefix }: Wire,
  { message, customer, tick, facts }: StatusNews,
  failing: number,
): Letter {
  const word = tick.status === 'failed' ? 'undelivered' : tick.status;
  const { callback } = facts;
  const letter = formLetter({
    MessageSid: message.id,
    SmsSid: message.id,
    MessageStatus: word,
    SmsStatus: word,
    AccountSid: sid,
    ApiVersion: '2010-04-01',
    From: `${prefix}${number}`,
    To: `${prefix}+${customer.number}`,
    ...(prefix !== '' && { ChannelPrefix: prefix.slice(0, -1), ChannelToAddress: `+${customer.number}` }),
    ...(tick.status === 'failed' && { ErrorCode: String(tick.code ?? failing) }),
  });
  return typeof callback === 'string' ? { ...letter, url: callback } : letter;
}

function formLetter(parameters: Readonly<Record<string, string>>): Letter {
  return { body: new URLSearchParams(parameters).toString() };
}
