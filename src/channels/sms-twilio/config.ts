import { type Static, Type } from 'typebox';
import { ACCOUNT } from '../../base/schema.ts';
import { accountFields } from '../providers/twilio/account.ts';

/** Words that Twilio takes for an opt-out, and those that undo it besides “yes”; a messaging service may have others. */
export const OPT_OUT_WORDS = ['STOP', 'STOPALL', 'UNSUBSCRIBE', 'CANCEL', 'END', 'QUIT', 'REVOKE', 'OPTOUT'];
export const OPT_IN_WORDS = ['START', 'UNSTOP'];

const { accountSid, apiBase, ...further } = accountFields;

/** Form of a connection: one number, short code, name or messaging service of one Twilio account. */
export const smsTwilioConfig = Type.Object(
  {
    accountSid,
    sender: Type.String({
      title: 'Sender',
      description: 'A number with its prefix (+39…), a short code, a name, or a messaging service’s SID (MG…).',
      pattern: '^(\\+[1-9][0-9]{6,14}|[0-9]{3,8}|MG[0-9a-zA-Z]{32}|[A-Za-z0-9 +_&-]{1,11})$',
      ...ACCOUNT,
    }),
    ...further,
    optOutWords: Type.Optional(
      Type.Array(Type.String({ minLength: 1 }), {
        title: 'Opt-out words',
        description: 'Exact words that Twilio answers itself. Change them where the messaging service has other ones.',
        default: OPT_OUT_WORDS,
      }),
    ),
    apiBase,
  },
  { additionalProperties: false },
);

/** The configuration of such a connection. */
export type SmsTwilioConfig = Static<typeof smsTwilioConfig>;
