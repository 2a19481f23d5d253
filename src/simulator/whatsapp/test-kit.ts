import { createHmac } from 'node:crypto';
import { isObject, type JsonObject } from '../../base/json.ts';
import { listen, readBody } from '../serve.ts';
import type { PhoneOptions } from './options.ts';
import { startPhoneServer, type PhoneServer } from './server.ts';

/** Credentials that the tests of this folder share. */
export const CREDENTIALS = {
  appSecret: 'test-secret',
  verifyToken: 'test-verify',
  accessToken: 'test-token',
  phoneNumberId: '106540352242922',
} as const;

/** A webhook as the business received it. */
export type Received = {
  signature: string;
  bytes: Buffer;
  status: number;
  value: JsonObject;
  field: string;
  entries: number;
};

/** A business that receives webhooks. */
export type Receiver = {
  url: string;
  received: Received[];
  /** Resolves once this many webhooks have passed the test. */
  until: (count: number, test?: (each: Received) => boolean) => Promise<Received[]>;
  close: () => Promise<void>;
};

/** Starts a receiver that answers each webhook with what `answer` says (200), nothing at all for `undefined`. */
export async function startReceiver(
  answer: (index: number, body: string) => number | undefined | Promise<number | undefined> = () => 200,
): Promise<Receiver> {
  const received: Received[] = [];
  const waiters = new Set<() => void>();
  const server = await listen(async (request, response) => {
    const bytes = await readBody(request);
    const index = received.length;
    const record = {
      ...parseWebhook(bytes),
      signature: String(request.headers['x-hub-signature-256']),
      bytes,
      status: 0,
    };
    received.push(record);
    const status = await answer(index, bytes.toString());
    for (const check of waiters) check();
    if (status === undefined) return;
    record.status = status;
    response.writeHead(status).end();
    for (const check of waiters) check();
  });
  const until: Receiver['until'] = (count, test = () => true) =>
    new Promise((resolve, reject) => {
      const limit = setTimeout(() => {
        waiters.delete(check);
        reject(new Error(`Only ${received.filter(test).length} of ${count} webhooks after 5 s.`));
      }, 5000);
      const check = (): void => {
        const found = received.filter(test);
        if (found.length < count) return;
        clearTimeout(limit);
        waiters.delete(check);
        resolve(found);
      };
      waiters.add(check);
      check();
    });
  return { url: `${server.url}/hooks/whatsapp`, received, until, close: server.close };
}

function parseWebhook(bytes: Buffer): { value: JsonObject; field: string; entries: number } {
  const body: unknown = JSON.parse(bytes.toString());
  const entries = isObject(body) && Array.isArray(body['entry']) ? body['entry'] : [];
  const entry: unknown = entries[0];
  const change: unknown = isObject(entry) && Array.isArray(entry['changes']) ? entry['changes'][0] : undefined;
  if (!isObject(change) || !isObject(change['value'])) throw new Error(`Not a webhook: ${bytes.toString()}`);
  return { value: change['value'], field: String(change['field']), entries: entries.length };
}

/** The first item of a list inside a webhook's value: a message, a status, a contact. */
export function first(value: JsonObject | undefined, list: string): JsonObject {
  const items = value?.[list];
  const item: unknown = Array.isArray(items) ? items[0] : undefined;
  if (!isObject(item)) throw new Error(`No ${list} in ${JSON.stringify(value)}`);
  return item;
}

/** What a webhook's signature must be, computed apart from the simulator's own code. */
export function expectedSignature(bytes: Buffer): string {
  return `sha256=${createHmac('sha256', CREDENTIALS.appSecret).update(bytes).digest('hex')}`;
}

/** A phone and a business that are both stopped when the test ends. */
export type Rig = { phone: PhoneServer; business: Receiver };

/** Starts a phone that delivers to a fresh receiver; `after` is the test's own clean-up hook. */
export async function startRig(
  test: { after: (stop: () => Promise<void>) => void },
  options: Partial<PhoneOptions> = {},
  answer?: Parameters<typeof startReceiver>[0],
): Promise<Rig> {
  const business = await startReceiver(answer);
  const phone = await startPhoneServer({ ...CREDENTIALS, webhookUrl: business.url, redeliveryMs: [5, 10], ...options });
  test.after(async () => {
    await phone.close();
    await business.close();
  });
  return { phone, business };
}

/** An answer of the simulator. */
export type Answer = { status: number; json: JsonObject };

/** Calls the Graph API with the right token. */
export async function graph(phone: PhoneServer, path: string, body?: unknown): Promise<Answer> {
  const response = await fetch(`${phone.url}/v26.0/${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { authorization: `Bearer ${CREDENTIALS.accessToken}`, 'content-type': 'application/json' },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  return { status: response.status, json: (await response.json()) as JsonObject };
}

/** Sends one message through the Graph API. */
export function sendMessage(phone: PhoneServer, message: JsonObject): Promise<Answer> {
  const path = `${CREDENTIALS.phoneNumberId}/messages`;
  return graph(phone, path, { messaging_product: 'whatsapp', recipient_type: 'individual', ...message });
}

/** Sends a text. */
export function sendText(phone: PhoneServer, to: string, body: string, more: JsonObject = {}): Promise<Answer> {
  return sendMessage(phone, { to, type: 'text', text: { body }, ...more });
}

/** The code of a refused call. */
export function codeOf({ json }: Answer): unknown {
  return isObject(json['error']) ? json['error']['code'] : undefined;
}

/** Calls a control route. */
export async function control(phone: PhoneServer, route: string, body?: unknown): Promise<Answer> {
  const [method = 'GET', path = ''] = route.split(' ');
  const response = await fetch(`${phone.url}/_control/${path}`, {
    method,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return { status: response.status, json: (await response.json()) as JsonObject };
}
