import { type Static, Type } from 'typebox';
import { ACCOUNT } from '../../base/schema.ts';
import { accountFields } from '../providers/twilio/account.ts';

const { accountSid, ...further } = accountFields;

/** Form of a connection: one WhatsApp sender, or a messaging service with such senders, of one Twilio account. */
export const whatsappTwilioConfig = Type.Object(
  {
    accountSid,
    sender: Type.String({
      title: 'Sender',
      description: 'The WhatsApp number with its prefix (+39…), or a messaging service’s SID (MG…).',
      pattern: '^(\\+[1-9][0-9]{6,14}|MG[0-9a-zA-Z]{32})$',
      ...ACCOUNT,
    }),
    ...further,
  },
  { additionalProperties: false },
);

/** The configuration of such a connection. */
export type WhatsAppTwilioConfig = Static<typeof whatsappTwilioConfig>;
