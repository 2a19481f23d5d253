import { type Static, Type } from 'typebox';
import { ACCOUNT, SECRET } from '../../base/schema.ts';
import { DEFAULT_API_BASE } from '../providers/twilio/api.ts';

/** Words that Twilio takes for an opt-out, and those that undo it besides “yes”; a messaging service may have others. */
export const OPT_OUT_WORDS = ['STOP', 'STOPALL', 'UNSUBSCRIBE', 'CANCEL', 'END', 'QUIT', 'REVOKE', 'OPTOUT'];
export const OPT_IN_WORDS = ['START', 'UNSTOP'];

/** Form of a connection: one number, short code, name or messaging service of one Twilio account. */
export const smsTwilioConfig = Type.Object(
  {
    accountSid: Type.String({
      title: 'Account SID',
      description: 'Begins with AC; the console’s home page shows it under Account Info.',
      pattern: '^AC[0-9a-zA-Z]{32}$',
    }),
    sender: Type.String({
      title: 'Sender',
      description: 'A number with its prefix (+39…), a short code, a name, or a messaging service’s SID (MG…).',
      pattern: '^(\\+[1-9][0-9]{6,14}|[0-9]{3,8}|MG[0-9a-zA-Z]{32}|[A-Za-z0-9 +_&-]{1,11})$',
      ...ACCOUNT,
    }),
    authToken: secret('Auth token', 'The primary one, under Account Info; Twilio signs every webhook with it.'),
    previousAuthToken: Type.Optional(
      secret('Previous auth token', 'Set while the token is being changed: webhooks signed with either are taken.'),
    ),
    apiKeySid: Type.Optional(
      Type.String({
        title: 'API key SID',
        description: 'Begins with SK. With its secret it is used for calls in place of the auth token.',
        pattern: '^SK[0-9a-zA-Z]{32}$',
      }),
    ),
    apiKeySecret: Type.Optional(secret('API key secret', 'Twilio shows it once, when the key is made.')),
    statusCallback: Type.Optional(
      Type.String({
        title: 'Address for statuses',
        description: 'Where Twilio reports what became of messages; connecting fills it in.',
        pattern: '^https?://[^\\s#]+$',
      }),
    ),
    optOutWords: Type.Optional(
      Type.Array(Type.String({ minLength: 1 }), {
        title: 'Opt-out words',
        description: 'Exact words that Twilio answers itself. Change them where the messaging service has other ones.',
        default: OPT_OUT_WORDS,
      }),
    ),
    apiBase: Type.Optional(
      Type.String({ title: 'API address', default: DEFAULT_API_BASE, pattern: '^https?://[^\\s?#]+$' }),
    ),
  },
  { additionalProperties: false },
);

/** The configuration of such a connection. */
export type SmsTwilioConfig = Static<typeof smsTwilioConfig>;

/** True where the connection sends through a messaging service, which picks the number itself. */
export function isService({ sender }: Pick<SmsTwilioConfig, 'sender'>): boolean {
  return /^MG[0-9a-zA-Z]{32}$/.test(sender);
}

function secret(title: string, description: string) {
  return Type.String({ title, description, pattern: '^\\S+$', ...SECRET });
}
