import { Type, type Static, type TObjectOptions } from 'typebox';
import type { JsonObject } from '../../base/json.ts';
import type { Repeat } from '../connector.ts';
import { HEADER_NAME, MOST_TIMEOUT_MS } from './config.ts';

const scalar = Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Null()]);
const pairs = (options: TObjectOptions) =>
  Type.Optional(Type.Record(Type.String(), Type.Union([scalar, Type.Array(scalar)]), options));

/** Members that each operation's input has. */
export const requestFields = {
  url: Type.String({
    title: 'URL or path',
    description: 'A whole address; with a base URL in the connection, a path below it.',
    minLength: 1,
    maxLength: 8192,
    examples: ['https://api.example.com/orders/{{ vars.order }}', '/orders'],
  }),
  method: Type.Optional(
    Type.Enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'], { title: 'Method', default: 'GET' }),
  ),
  query: pairs({
    title: 'Query',
    description: 'Added to the address, encoded as it has to be. A list gives its name once for each value.',
    examples: [{ email: '{{ contact.email }}' }],
  }),
  headers: Type.Optional(
    Type.Record(Type.String(), scalar, {
      title: 'Headers',
      description: 'Credentials belong into the connection, where they are stored encrypted.',
      examples: [{ 'X-Source': 'chat' }],
    }),
  ),
  json: Type.Optional(
    Type.Unknown({
      title: 'Body as JSON',
      description: 'At most one body.',
      examples: [{ name: '{{ contact.name }}' }],
    }),
  ),
  form: pairs({ title: 'Body as form', description: 'Fields as a web form sends them.', examples: [{ name: 'Ada' }] }),
  text: Type.Optional(
    Type.String({ title: 'Body as text', description: 'Plain text unless a content-type header says otherwise.' }),
  ),
  base64: Type.Optional(Type.String({ title: 'Body as bytes', description: 'Written in base64.' })),
  timeoutMs: Type.Optional(
    Type.Integer({
      title: 'Time limit in milliseconds',
      description: 'For the whole request, redirects included; the connection has one for all.',
      minimum: 100,
      maximum: MOST_TIMEOUT_MS,
    }),
  ),
  expect: Type.Optional(
    Type.Array(Type.Union([Type.Integer({ minimum: 200, maximum: 599 }), Type.String({ pattern: '^[2-5]xx$' })]), {
      title: 'Statuses that count as done',
      description: '2xx unless told. A redirect named by its number is not followed.',
      minItems: 1,
      examples: [['2xx', 404]],
    }),
  ),
  idempotencyHeader: Type.Optional(
    Type.String({
      title: 'Idempotency header',
      description:
        'Where the other system recognises a repeated request by a key: the header that takes it. Then POST and PATCH are repeated after a lost answer.',
      pattern: HEADER_NAME,
      examples: ['Idempotency-Key'],
    }),
  ),
  repeatable: Type.Optional(
    Type.Boolean({
      title: 'Harmless to repeat',
      description: 'Say so where POST or PATCH changes nothing, or the same twice: it is repeated after a lost answer.',
    }),
  ),
};

/** The form of an HTTP request. */
export const requestInput = Type.Object(requestFields, { additionalProperties: false });

/** One HTTP request as a flow writes it. */
export type RequestInput = Static<typeof requestInput>;

/**
 * What repeating the request would do: by its method (RFC 9110, section 9.2.2), and for POST and PATCH by what the
 * author says of the other system.
 */
export function repeatOf(input: JsonObject): Repeat {
  const { method = 'GET', idempotencyHeader, repeatable } = input as RequestInput;
  if (method !== 'POST' && method !== 'PATCH') return 'safe';
  if (idempotencyHeader) return 'keyed';
  return repeatable ? 'safe' : 'unsafe';
}

/** True for a status that the author counts as done. */
export function isExpected({ expect = ['2xx'] }: RequestInput, status: number): boolean {
  return expect.some((each) => each === status || each === `${Math.floor(status / 100)}xx`);
}
