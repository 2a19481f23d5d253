import { type Static, Type } from 'typebox';
import { ACCOUNT, SECRET } from '../../base/schema.ts';

/** Where the SMS API lives unless the connection names another place. */
const DEFAULT_API_BASE = 'https://rest.nexmo.com';

/** Seconds for which a signature holds unless the connection says otherwise. */
export const DEFAULT_SIGNATURE_AGE = 300;

/** Form of a connection: one number or name of one Vonage account. */
export const smsVonageConfig = Type.Object(
  {
    apiKey: Type.String({
      title: 'API key',
      description: 'Eight characters; the dashboard’s home page shows it under API settings.',
      pattern: '^[0-9A-Za-z]+$',
    }),
    sender: Type.String({
      title: 'Sender',
      description: 'A number of the account, digits with the country’s prefix, or a name of up to 11 characters.',
      pattern: '^(\\+?[0-9]{3,15}|[A-Za-z0-9 ]{1,11})$',
      ...ACCOUNT,
    }),
    apiSecret: secret('API secret', 'Beside the API key.'),
    signatureSecret: secret(
      'Signature secret',
      'API settings → Signed webhooks. Vonage signs messages and statuses with it.',
    ),
    previousSignatureSecret: Type.Optional(
      secret('Previous signature secret', 'Set while the secret is being changed: either is taken.'),
    ),
    signatureMethod: Type.Optional(
      Type.Union(
        [
          Type.Literal('MD5 hash'),
          Type.Literal('HMAC-MD5'),
          Type.Literal('HMAC-SHA1'),
          Type.Literal('HMAC-SHA256'),
          Type.Literal('HMAC-SHA512'),
        ],
        { title: 'Signature method', description: 'As chosen beside the secret.', default: 'HMAC-SHA256' },
      ),
    ),
    signatureAgeSeconds: Type.Optional(
      Type.Integer({
        title: 'Seconds for which a signature holds',
        description: 'Raise it where repetitions of webhooks that were missed are refused.',
        default: DEFAULT_SIGNATURE_AGE,
        minimum: 1,
        maximum: 172_800,
      }),
    ),
    statusCallback: Type.Optional(
      Type.String({
        title: 'Address for statuses',
        description: 'Where Vonage reports what became of messages; connecting fills it in.',
        pattern: '^https?://[^\\s#]+$',
      }),
    ),
    apiBase: Type.Optional(
      Type.String({ title: 'API address', default: DEFAULT_API_BASE, pattern: '^https?://[^\\s?#]+$' }),
    ),
  },
  { additionalProperties: false },
);

/** The configuration of such a connection. */
export type SmsVonageConfig = Static<typeof smsVonageConfig>;

/** Address of one call of the API. */
export function apiUrl({ apiBase = DEFAULT_API_BASE }: SmsVonageConfig, path: string): string {
  return `${apiBase.replace(/\/+$/, '')}${path}`;
}

function secret(title: string, description: string) {
  return Type.String({ title, description, pattern: '^\\S+$', ...SECRET });
}
