/** A call and what comes of it. A test makes each, one after the other, against a server with the flow of the page. */
export type HttpExample = {
  title: string;
  method: string;
  /** `<run>` and `<token>` are those of the run’s address. */
  path: string;
  /** `<shopToken>` is the secret of that name. */
  headers: Readonly<Record<string, string>>;
  body?: unknown;
  status: number;
  /** Members of the answer that are the same each time. */
  answer: Readonly<Record<string, unknown>>;
};

const BEARER = { authorization: 'Bearer <shopToken>', 'content-type': 'application/json' };

const ORDERS = { method: 'POST', path: '/webhooks/new-order' } as const;
const KEYED = { ...ORDERS, headers: { ...BEARER, 'idempotency-key': '5b1f…' } } as const;

/** An order that is taken, and taken once however often it comes. */
const TAKEN = {
  ...KEYED,
  body: { order: 'A-17-5d41402abc' },
  status: 201,
  answer: { taken: 'A-17-5d41402abc' },
} as const;

/** The flow that the examples call: it answers, then waits to be told that the order is paid. */
export const HTTP_FLOW = {
  triggers: [{ type: 'webhook', path: 'new-order', answer: 'wait', auth: { kind: 'bearer', secret: 'shopToken' } }],
  start: 'taken',
  steps: {
    taken: {
      type: 'respond',
      params: { status: 201, body: { taken: '{{ input.body.order }}' } },
      next: { next: 'paid' },
    },
    paid: {
      type: 'awaitWebhook',
      params: { key: 'order-{{ input.body.order }}', timeout: 'P1D' },
      next: { resumed: 'end', timeout: 'end' },
    },
    end: { type: 'end', params: {}, next: {} },
  },
} as const;

/** Calls in the order in which they are made. */
export const HTTP_EXAMPLES: readonly HttpExample[] = [
  { title: 'The flow answers', ...TAKEN },
  { title: 'The same call once more starts nothing and is answered alike', ...TAKEN },
  {
    title: 'Another call with the same key is refused',
    ...KEYED,
    body: { order: 'A-18-7d793037a0' },
    status: 422,
    answer: { type: 'urn:rondine:problem:key-reused' },
  },
  {
    title: 'Without the proof nothing is kept',
    ...ORDERS,
    headers: { 'content-type': 'application/json' },
    body: { order: 'A-19' },
    status: 401,
    answer: { type: 'urn:rondine:problem:unproven' },
  },
  {
    title: 'The run waits for the payment',
    method: 'GET',
    path: '/runs/<run>?token=<token>',
    headers: {},
    status: 200,
    answer: { status: 'active', waitingFor: 'webhook' },
  },
  {
    title: 'It is paid',
    method: 'POST',
    path: '/resume/by/new-order/order-A-17-5d41402abc',
    headers: BEARER,
    body: { paid: true },
    status: 202,
    answer: {},
  },
];
