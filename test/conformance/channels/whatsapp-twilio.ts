import type { WhatsAppTwilioConfig } from '../../../src/channels/whatsapp-twilio/config.ts';
import { whatsappTwilio } from '../../../src/channels/whatsapp-twilio/whatsapp-twilio.ts';
import type { Conformance, Recorded } from '../recorded.ts';
import { twilio } from '../specs/providers.ts';

const ACCOUNT = `AC${'0'.repeat(32)}`;
const SENDER = '+393990000001';

/** Recordings of WhatsApp; the vectors of the signature are tried by the channel for SMS. */
export const conformance: Conformance<WhatsAppTwilioConfig> = {
  channel: whatsappTwilio,
  folder: 'twilio',
  takes: (file) => file.startsWith('whatsapp.'),
  configFor({ secret, request }: Recorded) {
    const recorded = new URLSearchParams(request?.body);
    const [from = '', to = ''] = ['From', 'To'].map((name) => recorded.get(name)?.replace('whatsapp:', ''));
    const sender = recorded.has('MessageStatus') ? from : to;
    return { accountSid: recorded.get('AccountSid') ?? ACCOUNT, sender, authToken: 'auth-token', ...secret };
  },
  outbound: {
    config: {
      accountSid: ACCOUNT,
      sender: SENDER,
      authToken: 'auth-token',
      statusCallback: 'https://bot.example.com/hooks/whatsapp',
    },
    to: [{ kind: 'phone', value: '+393331234567' }],
    answer: ({ method }) =>
      method === 'GET'
        ? { status: 200, json: { meta: {}, contents: ['promemoria', 'benvenuto'].map(contentOf) } }
        : { status: 201, json: { sid: `SM${'0'.repeat(32)}`, status: 'queued' } },
    spec: twilio,
    beside: ({ url }) => url.includes('/v1/ContentAndApprovals'),
  },
};

function contentOf(name: string) {
  return {
    sid: `HX${'0'.repeat(32)}`,
    friendly_name: name,
    language: 'it',
    types: { 'twilio/text': { body: 'Ciao' } },
  };
}
