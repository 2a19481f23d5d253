import { type Static, Type } from 'typebox';
import { FAILURE_CODES } from '../../base/failure.ts';
import { ACCOUNT, SECRET } from '../../base/schema.ts';

/** Seconds for which a signature holds unless the connection says otherwise. */
export const DEFAULT_SIGNATURE_AGE = 300;

/** Where a message stands in what the gateway sends; a dot leads into nested objects. */
const messageFields = Type.Object(
  {
    sender: path('The person’s number', 'from'),
    recipient: path('Our number', 'to'),
    text: path('The words', 'text'),
    id: path('The gateway’s id', 'id'),
    time: path('When it was sent', 'time'),
    reference: path('What the parts of one long text have in common', 'reference'),
    part: path('Number of the part, from 1', 'part'),
    parts: path('How many parts there are', 'parts'),
  },
  { additionalProperties: false, title: 'Fields of a message' },
);

const statusFields = Type.Object(
  {
    id: path('The id that the gateway answered to the send', 'id'),
    status: path('The state; a request that has it is a status', 'status'),
    recipient: path('The person’s number', 'to'),
    time: path('When it happened', 'time'),
    code: path('Why it failed', 'error'),
    key: path('Our key, where the gateway gives it back', 'key'),
  },
  { additionalProperties: false, title: 'Fields of a status' },
);

const STATES = ['sent', 'delivered', 'read', 'failed', 'ignored'] as const;

/** The request by which a message is sent; texts may hold placeholders such as `{to}` and `{text}`. */
const sending = Type.Object(
  {
    method: Type.Optional(
      Type.Union([Type.Literal('POST'), Type.Literal('PUT'), Type.Literal('GET')], { default: 'POST' }),
    ),
    url: Type.String({ title: 'Address', pattern: '^https?://[^\\s#]+$' }),
    headers: Type.Optional(Type.Record(Type.String(), Type.String(), { title: 'Headers' })),
    format: Type.Optional(
      Type.Union([Type.Literal('json'), Type.Literal('form'), Type.Literal('xml'), Type.Literal('text')], {
        title: 'Format of the body',
        description: 'Decides how values are escaped in it.',
        default: 'json',
      }),
    ),
    body: Type.Optional(Type.String({ title: 'Body' })),
    numbers: Type.Optional(
      Type.Union([Type.Literal('plus'), Type.Literal('digits'), Type.Literal('zeros')], {
        title: 'How numbers are written',
        description: '+39333…, 39333… or 0039333…',
        default: 'plus',
      }),
    ),
    messageId: Type.Optional(
      Type.String({
        title: 'Field of the id in the answer',
        description: 'Left empty, our key is the id. “body” is the whole answer where it is a bare text.',
        default: 'id',
      }),
    ),
    code: Type.Optional(
      Type.String({
        title: 'Field of the code in the answer',
        description: 'For gateways that refuse under HTTP 200.',
      }),
    ),
    success: Type.Optional(Type.Array(Type.String(), { title: 'Codes that mean success', default: ['0'] })),
    errors: Type.Optional(
      Type.Record(Type.String(), Type.Enum([...FAILURE_CODES]), {
        title: 'What other codes mean',
        description: 'By code: rate_limited, unavailable, auth, denied, invalid, not_found …',
      }),
    ),
  },
  { additionalProperties: false, title: 'Sending' },
);

/** Form of a connection: any gateway that calls us by HTTP and is called by HTTP. */
export const smsGatewayConfig = Type.Object(
  {
    sender: Type.String({
      title: 'Sender',
      description: 'Our number or name, as the gateway knows it.',
      pattern: '^\\+?[A-Za-z0-9 ._-]{1,20}$',
      ...ACCOUNT,
    }),
    country: Type.Optional(
      Type.String({
        title: 'Country',
        description: 'Two letters; for gateways that write numbers without the country’s prefix.',
        pattern: '^[A-Z]{2}$',
      }),
    ),
    auth: Type.Optional(
      Type.Union([Type.Literal('hmac'), Type.Literal('header'), Type.Literal('query'), Type.Literal('basic')], {
        title: 'How webhooks prove themselves',
        description: 'Only a signature (hmac) speaks for what is in the request.',
        default: 'hmac',
      }),
    ),
    authSecret: secret('Secret of webhooks', 'The key, the value of the header or parameter, or the password.'),
    previousAuthSecret: Type.Optional(
      secret('Previous secret of webhooks', 'Set while the secret is being changed: either is taken.'),
    ),
    authUser: Type.Optional(Type.String({ title: 'User of webhooks', description: 'With basic.', minLength: 1 })),
    authName: Type.Optional(
      Type.String({
        title: 'Name of the header or parameter',
        description: 'x-signature, x-webhook-secret or secret unless told.',
        pattern: '^[A-Za-z0-9_-]+$',
      }),
    ),
    signature: Type.Optional(
      Type.Object(
        {
          encoding: Type.Optional(Type.Union([Type.Literal('hex'), Type.Literal('base64')], { default: 'hex' })),
          over: Type.Optional(
            Type.Union([Type.Literal('timestamp.body'), Type.Literal('body')], {
              description: 'What is signed: the time stamp, a dot and the body, or the body alone.',
              default: 'timestamp.body',
            }),
          ),
          timestampHeader: Type.Optional(Type.String({ default: 'x-timestamp', pattern: '^[A-Za-z0-9_-]+$' })),
          ageSeconds: Type.Optional(Type.Integer({ default: DEFAULT_SIGNATURE_AGE, minimum: 1, maximum: 172_800 })),
        },
        { additionalProperties: false, title: 'Signature' },
      ),
    ),
    list: Type.Optional(
      Type.String({ title: 'Field of the list', description: 'Where one request holds several messages.' }),
    ),
    message: Type.Optional(messageFields),
    status: Type.Optional(statusFields),
    statuses: Type.Optional(
      Type.Record(Type.String(), Type.Enum([...STATES]), {
        title: 'What the gateway’s states mean',
        description: 'By word, whatever its case.',
      }),
    ),
    answer: Type.Optional(
      Type.Object(
        {
          status: Type.Optional(Type.Integer({ minimum: 200, maximum: 299, default: 200 })),
          contentType: Type.Optional(Type.String({ default: 'text/plain' })),
          body: Type.Optional(Type.String({ default: 'OK' })),
        },
        { additionalProperties: false, title: 'What the gateway wants to hear' },
      ),
    ),
    send: sending,
    sendUser: Type.Optional(Type.String({ title: 'User for sending', description: 'For {user} and {basic}.' })),
    sendSecret: Type.Optional(secret('Secret for sending', 'For {secret} and {basic}.')),
  },
  { additionalProperties: false },
);

/** The configuration of such a connection. */
export type SmsGatewayConfig = Static<typeof smsGatewayConfig>;

function path(title: string, standard: string) {
  return Type.Optional(Type.String({ title, default: standard, minLength: 1 }));
}

function secret(title: string, description: string) {
  return Type.String({ title, description, minLength: 1, ...SECRET });
}
