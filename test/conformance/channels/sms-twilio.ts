import type { SmsTwilioConfig } from '../../../src/channels/sms-twilio/config.ts';
import { smsTwilio } from '../../../src/channels/sms-twilio/sms-twilio.ts';
import type { Conformance, Recorded } from '../recorded.ts';
import { twilio } from '../specs/providers.ts';

const ACCOUNT = `AC${'0'.repeat(32)}`;

/** Twilio's recordings: vectors of its signature, and messages of WhatsApp, which SMS leaves alone. */
export const conformance: Conformance<SmsTwilioConfig> = {
  channel: smsTwilio,
  folder: 'twilio',
  configFor({ secret }: Recorded) {
    return { accountSid: ACCOUNT, sender: '+393990000001', authToken: 'auth-token', ...secret };
  },
  leavesAlone: /^whatsapp\./,
  outbound: {
    config: {
      accountSid: ACCOUNT,
      sender: '+393990000001',
      authToken: 'auth-token',
      statusCallback: 'https://bot.example.com/hooks/sms',
    },
    to: [{ kind: 'phone', value: '+393331234567' }],
    answer: () => ({ status: 201, json: { sid: `SM${'0'.repeat(32)}`, status: 'queued' } }),
    spec: twilio,
  },
};
