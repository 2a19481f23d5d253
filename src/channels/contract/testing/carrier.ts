import { createHmac, timingSafeEqual } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { type Static, Type } from 'typebox';
import { Failure } from '../../../base/failure.ts';
import { isObject, type JsonObject, type JsonValue } from '../../../base/json.ts';
import { ACCOUNT, SECRET } from '../../../base/schema.ts';
import type { ChannelEvent } from '../../../message/channel-event.ts';
import { statusFailure } from '../../../net/status.ts';
import type { Channel, ChannelIo, HookRequest } from '../../channel.ts';

const form = Type.Object(
  {
    account: Type.String({ title: 'Account', ...ACCOUNT }),
    key: Type.String({ title: 'Signing key', ...SECRET }),
    token: Type.String({ title: 'Token', ...SECRET }),
    hook: Type.Optional(Type.String()),
  },
  { additionalProperties: false },
);

export type CarrierConfig = Static<typeof form>;

const API = 'https://carrier.example.com';
const TOLERANCE_MS = 300_000;
const BACK_OFF_MS = 1000;

/** The pretend channel on which the suite itself is tried: it has every optional part, each as small as can be. */
export const carrier: Channel<CarrierConfig> = {
  id: 'carrier',
  title: 'Carrier',
  config: form,
  capabilities: {
    source: 'https://carrier.example.com/limits',
    asOf: '2026-11-22',
    text: { max: 500 },
    location: false,
    contacts: false,
    templates: true,
    reactions: false,
    statuses: ['delivered', 'read'],
    sendKey: true,
    proof: false,
  },
  verify(request, { key }) {
    const { 'x-time': time = '', 'x-signature': signature = '' } = request.headers;
    const apart = Math.abs((request.at ?? Date.now()) - Number(time));
    const claimed = Buffer.from(signature, 'hex');
    const wanted = signatureOf(request.body, key, time);
    return apart <= TOLERANCE_MS && claimed.length === wanted.length && timingSafeEqual(claimed, wanted);
  },
  receive: (request, { account }) => ({
    events: partsOf(request.body)
      .filter((part) => part['account'] === account)
      .flatMap((part) => (Array.isArray(part['news']) ? part['news'] : [part]).map(eventOf)),
  }),
  async send({ content, key, to }, io) {
    const answer = await ask(io, '/messages', {
      to: to[0]?.value ?? '',
      key,
      content,
    });
    if (typeof answer['id'] === 'string') return { id: answer['id'] };
    throw new Failure({ code: 'unknown_outcome', message: 'Carrier gave no id of the message.' });
  },
  accounts: {
    own: ({ account }) => account,
    in: (request) =>
      partsOf(request.body, true).flatMap(({ account }) => (typeof account === 'string' ? [account] : [])),
  },
  async connect({ url }, io) {
    await ask(io, '/hook', { url });
    await io.connection.update((current) => (current.hook === url ? current : { ...current, hook: url }));
    return { message: `Carrier calls ${url} from now on.` };
  },
  setup: ({ url }) => [{ title: 'Say where we are', place: 'Settings → Webhook', values: { Address: url } }],
  async disconnect(io) {
    await ask(io, '/hook', {}).catch(() => undefined);
  },
  async listen(io, emit, signal) {
    while (!signal.aborted) {
      try {
        const body = Buffer.from(JSON.stringify(await untilAborted(ask(io, '/news', {}), signal)));
        if (!signal.aborted) await emit({ method: 'POST', url: '', query: {}, headers: {}, body });
      } catch (thrown) {
        if (signal.aborted) return;
        if (!(thrown instanceof Failure) || thrown.code !== 'unavailable') throw thrown;
        await pause(BACK_OFF_MS, undefined, { signal }).catch(() => undefined);
      }
    }
  },
  async acknowledge({ id }, io) {
    await ask(io, '/seen', { id });
  },
  async templates(io) {
    const { templates } = await ask(io, '/templates', {});
    return templates as unknown as Awaited<ReturnType<NonNullable<Channel['templates']>>>;
  },
  async keepAlive(io) {
    await ask(io, '/still-here', {});
  },
  async check(io) {
    try {
      await ask(io, '/me', {});
      return [{ name: 'Token', ok: true, message: 'Carrier takes the token.' }];
    } catch (thrown) {
      return [{ name: 'Token', ok: false, message: (thrown as Error).message, fix: 'Copy the token again.' }];
    }
  },
};

/** The signature of a body at a time. */
export function signatureOf(body: Uint8Array, key: string, time: string): Buffer {
  return createHmac('sha256', key).update(`${time}.`).update(body).digest();
}

/** A request as Carrier signs it. */
export function signedAt(body: Uint8Array, { key }: CarrierConfig, at: number): HookRequest {
  const headers = { 'x-time': String(at), 'x-signature': signatureOf(body, key, String(at)).toString('hex') };
  return { method: 'POST', url: 'https://bot.example.com/hooks/one', query: {}, headers, body };
}

async function ask(
  { config, http, now }: ChannelIo<CarrierConfig>,
  path: string,
  body: JsonObject,
): Promise<JsonObject> {
  const headers = { authorization: `Bearer ${config.token}` };
  const response = await http({ method: 'POST', url: `${API}${path}`, headers, body: JSON.stringify(body) });
  if (response.status !== 200) throw statusFailure(response, { who: 'Carrier', write: true, now: now() });
  try {
    const answer: unknown = JSON.parse(response.text());
    if (isObject(answer)) return answer;
  } catch {
    // Said below: there is no answer in it.
  }
  throw new Failure({ code: 'unknown_outcome', message: 'Carrier answered with something that is no JSON.' });
}

function partsOf(body: Uint8Array, lenient = false): JsonObject[] {
  const digits = /(?<=[:,[]\s*)-?\d{16,}(?=\s*[,\]}])/g;
  try {
    const parsed: unknown = JSON.parse(Buffer.from(body).toString().replaceAll(digits, '"$&"'));
    if (Array.isArray(parsed)) return parsed.filter((part) => isObject(part));
    if (isObject(parsed) && 'account' in parsed) return [parsed];
  } catch {
    // Said below, unless nobody wants to know.
  }
  if (lenient) return [];
  throw new Failure({ code: 'invalid', message: 'This is no webhook of Carrier.' });
}

function eventOf(news: JsonValue): ChannelEvent {
  const { id, at, from, text, status, stop } = isObject(news) ? news : {};
  const digits = typeof id === 'string' || typeof id === 'number' ? String(id) : '';
  if (!/^\d+$/.test(digits) || !Number.isSafeInteger(at) || typeof from !== 'string' || !/^\+\d+$/.test(from))
    return { type: 'ignored', what: 'news', why: 'malformed' };
  const known = { id: digits, at: at as number };
  const sender = { key: from, addresses: [{ kind: 'phone' as const, value: from }] };
  if (status === 'read' || status === 'delivered')
    return { type: 'receipt', ...known, status, upTo: known.at, recipient: sender };
  if (stop === true) return { type: 'preference', ...known, sender, purpose: 'all', allowed: false, how: 'STOP' };
  if (typeof text !== 'string') return { type: 'ignored', what: 'news', why: 'unknown kind' };
  return { type: 'message', ...known, sender, content: { kind: 'text', text } };
}

function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) reject(new Error('aborted'));
    signal.addEventListener('abort', () => reject(new Error('aborted')), { once: true });
    work.then(resolve, reject);
  });
}
