import type { JsonObject } from '../../base/json.ts';
import { deedShapes } from '../phone/deed.ts';
import type { Phone } from '../phone/phone.ts';
import type { Arrival, Heard, News, Provider, ProviderKind } from '../phone/provider.ts';
import { commonSettings } from '../phone/settings.ts';
import { smsIdentity, smsKind } from '../providers/sms.ts';
import { refusalOf } from '../providers/twilio/error.ts';
import { createSid, inboundLetter, statusLetter, twilioRequest } from '../providers/twilio/letter.ts';
import { createApi } from './api.ts';

const WINDOW_MS = 24 * 3_600_000;
/** What a message that is not taken fails with unless a fault names another code. */
const UNREACHABLE = 63_024;

/** Makes a phone one that is reached by WhatsApp through Twilio: signed forms, prepared content, the window of a day. */
export function openWhatsAppTwilio(phone: Phone, options: Readonly<Record<string, string>>): Provider {
  const { accountSid: sid = '', authToken: token = '', sender: number = '' } = options;
  const account = { sid, token, number };
  const wire = { account, prefix: 'whatsapp:' };
  return {
    accounts: [number],
    settings: commonSettings({}, ['sent', 'delivered', 'read']),
    deeds: deedShapes('text', 'image', 'video', 'audio', 'document', 'location', 'choice', 'block'),
    identity: smsIdentity,
    hear: ({ deed }, usual) => hear(deed, usual()),
    tell: (news) =>
      news.flatMap((each) =>
        each.deed.block === undefined ? [inboundLetter(phone, wire, { news: each, more: moreOf(each) })] : [],
      ),
    report: (news) => statusLetter(wire, news, UNREACHABLE),
    request: (hook, url) => twilioRequest(account, hook, url),
    answer: createApi(phone, wire),
    refuse: refusalOf,
    messageId: createSid,
  };
}

function hear({ block }: Arrival['deed'], heard: Heard): Heard {
  return block === undefined ? { ...heard, windowMs: WINDOW_MS } : heard;
}

/** What a message says on WhatsApp beyond one by SMS. */
function moreOf({ customer, deed, heard }: News): Record<string, string> {
  const { choice, location } = deed;
  return {
    ProfileName: customer.name,
    WaId: customer.number ?? '',
    ...(choice && { ButtonText: choice.title, ButtonPayload: choice.id, ButtonType: 'REPLY' }),
    ...(location && {
      Body: '',
      Latitude: String(location.latitude),
      Longitude: String(location.longitude),
      ...(location.name !== undefined && { Label: location.name }),
      ...(location.address !== undefined && { Address: location.address }),
    }),
    ...(heard.replyTo !== undefined && { OriginalRepliedMessageSid: heard.replyTo }),
  };
}

/** WhatsApp through Twilio in the list of simulators. */
export const whatsappTwilio: ProviderKind = {
  ...smsKind,
  id: 'whatsapp-twilio',
  title: 'WhatsApp (Twilio)',
  options: {
    accountSid: { demo: `AC${'1'.repeat(32)}`, help: 'the account, AC and 32 characters' },
    authToken: { demo: 'demo-whatsapp-token', help: 'signs webhooks, and is the password of calls' },
    sender: { demo: '+393990000003', help: 'the WhatsApp number of the business, with a plus' },
  },
  overlay: (url): JsonObject => ({ apiBase: url }),
  accent: '#128c7e',
  open: openWhatsAppTwilio,
};
