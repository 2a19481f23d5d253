import type { JsonObject } from '../../base/json.ts';
import { deedShapes } from '../phone/deed.ts';
import type { Phone } from '../phone/phone.ts';
import type { Heard, Provider, ProviderKind } from '../phone/provider.ts';
import { commonSettings } from '../phone/settings.ts';
import { smsIdentity, smsKind } from '../providers/sms.ts';
import { refusalOf } from '../providers/twilio/error.ts';
import { createSid, inboundLetter, statusLetter, twilioRequest } from '../providers/twilio/letter.ts';
import { createApi } from './api.ts';

const STOP = new Set(['STOP', 'STOPALL', 'UNSUBSCRIBE', 'CANCEL', 'END', 'QUIT', 'REVOKE', 'OPTOUT']);
const START = new Set(['START', 'YES', 'UNSTOP']);

/** Makes a phone one that is reached by Twilio: signed forms, status callbacks, opt-out words that Twilio answers. */
export function openSmsTwilio(phone: Phone, options: Readonly<Record<string, string>>): Provider {
  const { accountSid: sid = '', authToken: token = '', sender: number = '' } = options;
  const account = { sid, token, number };
  const wire = { account, prefix: '' };
  return {
    accounts: [number],
    settings: commonSettings({}, ['sent', 'delivered']),
    deeds: deedShapes('text', 'image', 'video', 'audio', 'document'),
    identity: smsIdentity,
    hear: ({ deed }, usual) => hear(usual(), deed.text),
    tell: (news) => news.map((each) => inboundLetter(phone, wire, { news: each, more: { FromCountry: 'IT' } })),
    report: (news) => statusLetter(wire, news, 30_005),
    request: (hook, url) => twilioRequest(account, hook, url),
    answer: createApi(phone, account),
    refuse: refusalOf,
    messageId: createSid,
  };
}

/** After an opt-out word nothing reaches the person until they take it back. */
function hear(heard: Heard, text = ''): Heard {
  const word = text.trim().toUpperCase();
  if (!STOP.has(word) && !START.has(word)) return heard;
  return { ...heard, becomes: { blocked: STOP.has(word) } };
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
