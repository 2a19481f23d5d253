import { createHmac, randomBytes } from 'node:crypto';
import type { JsonObject } from '../../base/json.ts';
import { deedShapes } from '../phone/deed.ts';
import type { Customer } from '../phone/model.ts';
import type { Phone } from '../phone/phone.ts';
import type { Heard, Letter, News, Provider, ProviderKind, StatusNews } from '../phone/provider.ts';
import { commonSettings } from '../phone/settings.ts';
import { smsIdentity, smsKind } from '../providers/sms.ts';
import { createApi } from './api.ts';
import { refusalOf } from './error.ts';

/** The account behind the pretended API. */
export type Account = { sid: string; token: string; number: string };

const STOP = new Set(['STOP', 'STOPALL', 'UNSUBSCRIBE', 'CANCEL', 'END', 'QUIT', 'REVOKE', 'OPTOUT']);
const START = new Set(['START', 'YES', 'UNSTOP']);

/** Makes a phone one that is reached by Twilio: signed forms, status callbacks, opt-out words that Twilio answers. */
export function openSmsTwilio(phone: Phone, options: Readonly<Record<string, string>>): Provider {
  const { accountSid: sid = '', authToken: token = '', sender: number = '' } = options;
  const account = { sid, token, number };
  return {
    accounts: [number],
    settings: commonSettings({}, ['sent', 'delivered']),
    deeds: deedShapes('text', 'image', 'video', 'audio', 'document'),
    identity: smsIdentity,
    hear: ({ deed }, usual) => hear(usual(), deed.text),
    tell: (news) => news.map((each) => inbound(phone, account, each)),
    report: (news) => statusOf(account, news),
    request: ({ body }, url) => {
      const headers = {
        'content-type': 'application/x-www-form-urlencoded',
        'x-twilio-signature': sign(url, body, token),
      };
      return { method: 'POST', url, headers, body };
    },
    answer: createApi(phone, account),
    refuse: refusalOf,
    messageId: (_customer: Customer) => `SM${randomBytes(16).toString('hex')}`,
  };
}

/** After an opt-out word nothing reaches the person until they take it back. */
function hear(heard: Heard, text = ''): Heard {
  const word = text.trim().toUpperCase();
  if (!STOP.has(word) && !START.has(word)) return heard;
  return { ...heard, becomes: { blocked: STOP.has(word) } };
}

function inbound(phone: Phone, { sid, number }: Account, { customer, heard, message: { id } }: News): Letter {
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
    From: `+${customer.number}`,
    To: number,
    FromCountry: 'IT',
    Body: file ? String(heard.content['caption'] ?? '') : heard.text,
    NumSegments: '1',
    NumMedia: file ? '1' : '0',
    ...media,
  });
}

/** A message without a callback of its own reports to where messages go, as the ones of a messaging service do. */
function statusOf({ sid, number }: Account, { message, customer, tick, facts }: StatusNews): Letter {
  const word = tick.status === 'failed' ? 'undelivered' : tick.status;
  const { callback } = facts;
  const letter = formLetter({
    MessageSid: message.id,
    SmsSid: message.id,
    MessageStatus: word,
    SmsStatus: word,
    AccountSid: sid,
    ApiVersion: '2010-04-01',
    From: number,
    To: `+${customer.number}`,
    ...(tick.status === 'failed' && { ErrorCode: String(tick.code ?? 30_005) }),
  });
  return typeof callback === 'string' ? { ...letter, url: callback } : letter;
}

function formLetter(parameters: Readonly<Record<string, string>>): Letter {
  return { body: new URLSearchParams(parameters).toString() };
}

/** The address, and behind it each parameter with its value in the order of their names. */
function sign(url: string, body: string, token: string): string {
  const pairs = [...new URLSearchParams(body)].sort(([left], [right]) => (left < right ? -1 : 1));
  return createHmac('sha1', token)
    .update(`${url}${pairs.flat().join('')}`)
    .digest('base64');
}

const DEMO = { accountSid: `AC${'0'.repeat(32)}`, authToken: 'demo-auth-token', sender: '+393990000001' };

/** SMS through Twilio in the list of simulators. */
export const smsTwilio: ProviderKind = {
  ...smsKind,
  id: 'sms-twilio',
  title: 'SMS (Twilio)',
  options: {
    accountSid: { demo: DEMO.accountSid, help: 'the account, AC and 32 characters' },
    authToken: { demo: DEMO.authToken, help: 'signs webhooks, and is the password of calls' },
    sender: { demo: DEMO.sender, help: 'the number of the business, with a plus' },
  },
  overlay: (url): JsonObject => ({ apiBase: url }),
  open: openSmsTwilio,
};
