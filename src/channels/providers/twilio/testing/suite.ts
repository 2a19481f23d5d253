import { createHmac } from 'node:crypto';
import type { JsonObject } from '../../../../base/json.ts';
import type { Sender } from '../../../../message/address.ts';
import type { HookRequest } from '../../../channel.ts';
import type { ChannelSuite, Refusal } from '../../../contract/suite.ts';
import { signedForm } from '../signature.ts';

/** What both channels through Twilio ask of a connection. */
type Keys = JsonObject & { accountSid: string; authToken: string; statusCallback?: string };

/** What a suite of one of them knows. */
type Service<C extends Keys> = {
  config: C;
  ada: string;
  sender: Sender;
  /** Our key in a status, and when requests come in. */
  effect: string;
  at: number;
  /** A message of Ada's, by which she is the same sender as by her number. */
  message: string;
};

const PICTURE = Buffer.from('the bytes of a picture');
const PICTURE_PLACE = 'https://media.example.com/signed?x=1';

/** Twilio's answer to a send. */
export const MESSAGE = { sid: `SM${'9'.repeat(32)}`, status: 'queued', error_code: null };

/** The members of a suite that are the same for every channel through Twilio. */
export function twilioSuite<C extends Keys>({ config, ada, sender, effect, at, message }: Service<C>) {
  const hook = config.statusCallback ?? '';
  const pictureUrl = `https://api.twilio.com/2010-04-01/Accounts/${config.accountSid}/Messages/MM1/Media/ME0`;
  return {
    config,
    otherKeys: { ...config, authToken: 'another-auth-token', previousAuthToken: 'another-previous-one' },
    // Twilio calls the address for statuses with our key in it, and the plain address for messages.
    sign(body: Uint8Array, { authToken }: C): HookRequest {
      const text = Buffer.from(body).toString('utf8');
      const query: Record<string, string> = text.includes('MessageStatus=') ? { effect } : {};
      const url = Object.keys(query).length > 0 ? `${hook}?effect=${encodeURIComponent(effect)}` : hook;
      const signature = createHmac('sha1', authToken)
        .update(`${url}${signedForm(text)}`)
        .digest('base64');
      const headers = { 'content-type': 'application/x-www-form-urlencoded', 'x-twilio-signature': signature };
      return { method: 'POST', url, query, headers, body, at };
    },
    meaning: (body) => signedForm(Buffer.from(body).toString('utf8')),
    foreign: ['', 'null', '[]', '{"MessageSid":"SM1"}', 'MessageSid=SM1', 'AccountSid=AC1'],
    join: ([body = '']) => body,
    to: [{ kind: 'phone', value: ada }],
    keyIn({ body }) {
      const callback = new URLSearchParams(typeof body === 'string' ? body : '').get('StatusCallback') ?? '';
      return new URL(callback).searchParams.get('effect') ?? undefined;
    },
    recipient: {
      good: [
        { address: '+39 333 123 4567', sender },
        { address: '333 1234567', country: 'IT', sender },
      ],
      bad: ['12', 'Ada', 'ada@example.com', '+999 1'],
      message,
    },
    download: {
      file: { id: pictureUrl, mime: 'image/jpeg' },
      answer: ({ url }): Refusal['answer'] =>
        url === pictureUrl
          ? { status: 307, headers: { location: PICTURE_PLACE } }
          : { status: 200, headers: { 'content-type': 'image/jpeg' }, body: PICTURE },
      expected: { bytes: PICTURE, mime: 'image/jpeg' },
    },
    skip: {
      handshake: 'Twilio has none',
      batches: 'Twilio reports one message per request',
      echoes: 'Twilio reports no message that our side sent from elsewhere',
    },
  } satisfies Partial<ChannelSuite<C>>;
}

/** The refusals of every channel through Twilio; `failed` is the code of a message that is refused though HTTP says 201. */
export function twilioRefusals(failed: number): Record<string, Refusal> {
  return {
    'a wrong token': { answer: refused(401, 20_003), code: 'auth' },
    'too many calls': { answer: refused(429, 20_429), code: 'rate_limited' },
    'a closed window': { answer: refused(400, 63_016), code: 'window_closed' },
    'trouble at Twilio': { answer: refused(500, 20_500), code: 'unavailable' },
    'an unknown code': { answer: refused(400, 99_999), code: 'invalid' },
    'a failure under HTTP 201': {
      answer: { status: 201, json: { ...MESSAGE, status: 'failed', error_code: failed } },
      code: 'denied',
    },
  };
}

/** A refusal as Twilio words it. */
export function refused(status: number, code: number): Refusal['answer'] {
  return { status, json: { code, message: 'Something', more_info: 'https://www.twilio.com/docs/errors', status } };
}
