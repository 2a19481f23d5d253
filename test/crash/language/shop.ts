import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { isObject, type JsonObject } from '../../../src/base/json.ts';
import { seededRandom } from '../../../src/simulator/seeded-random.ts';
import { listen, readBody, sendJson } from '../../../src/simulator/serve.ts';

/** How a call of the shop went wrong on purpose. */
export type ShopFault = 'drop-before' | 'drop-after' | 'error' | 'busy' | 'slow' | 'silent';

/** One call, as the shop saw it. */
export type ShopCall = {
  at: number;
  route: 'stock' | 'payments' | 'invoices' | 'parcels' | 'prices' | 'refusals';
  /** What the call is about: the same for each repeat of one effect. */
  about: string;
  /** The caller's idempotency key, where the route takes one. */
  key: string | undefined;
  /** True when it did what was asked; a repeat under the same key does nothing. */
  executed: boolean;
  fault: ShopFault | undefined;
  /** The status that was written whole; undefined while there is none, and for ever where the answer was lost. */
  status: number | undefined;
};

/** Somebody who shall be called back. */
export type Invoice = { url: string; name: string; about: string };

/** A pretend web shop with a log of its own and faults; it outlives every kill. */
export type Shop = {
  url: string;
  calls: readonly ShopCall[];
  /** Values by article, as the last writing left them. */
  stock: ReadonlyMap<string, number>;
  /** Invoices in the order in which they came, each once. */
  invoices: readonly Invoice[];
  /** From now on every call is answered, at once. */
  calm(): void;
  close(): Promise<void>;
};

/** Chance of each fault; of what is left, calls go well. What may not be repeated meets them more often. */
const FAULTS: readonly (readonly [ShopFault, number])[] = [
  ['drop-before', 0.015],
  ['drop-after', 0.015],
  ['error', 0.01],
  ['busy', 0.015],
  ['slow', 0.03],
  ['silent', 0.005],
];
const WORSE: Readonly<Record<string, number>> = { parcels: 5 };
const SLOW_MS = 200;

/** Starts the shop on a free port. */
export async function startShop(seed: number): Promise<Shop> {
  const random = seededRandom(seed);
  const state = {
    calls: [] as ShopCall[],
    stock: new Map<string, number>(),
    invoices: [] as Invoice[],
    answers: new Map<string, JsonObject>(),
    calm: false,
  };
  const draw = (url = ''): ShopFault | undefined => {
    let left = random() / (WORSE[url.split('/')[1] ?? ''] ?? 1);
    if (state.calm) return undefined;
    return FAULTS.find(([, chance]) => (left -= chance) < 0)?.[0];
  };
  const server = await listen(async (request, response) => answer(state, draw(request.url), { request, response }));
  return {
    url: server.url,
    calls: state.calls,
    stock: state.stock,
    invoices: state.invoices,
    calm: () => void (state.calm = true),
    close: server.close,
  };
}

type State = {
  calls: ShopCall[];
  stock: Map<string, number>;
  invoices: Invoice[];
  answers: Map<string, JsonObject>;
};

type Exchange = { request: IncomingMessage; response: ServerResponse };

async function answer(state: State, fault: ShopFault | undefined, { request, response }: Exchange): Promise<void> {
  const [, route = '', article = ''] = (request.url ?? '').split('/');
  const sent = (await readBody(request)).toString('utf8');
  const body = sent === '' ? {} : (JSON.parse(sent) as JsonObject);
  const header = request.headers['idempotency-key'];
  const call: ShopCall = {
    at: Date.now(),
    route: route as ShopCall['route'],
    about: article || String(body['about']),
    key: typeof header === 'string' ? header : undefined,
    executed: false,
    fault,
    status: undefined,
  };
  state.calls.push(call);
  response.once('finish', () => (call.status = response.statusCode));
  if (fault === 'drop-before') return void request.socket.destroy();
  if (fault === 'error') return sendJson(response, 500, { error: 'The shop has trouble.' });
  if (fault === 'busy') return sendJson(response, 429, { error: 'Later, please.' }, { 'Retry-After': '0.3' });
  if (route === 'refusals') return sendJson(response, 422, { error: 'Not this one.' });
  const done = execute(state, call, body);
  if (fault === 'drop-after') return void request.socket.destroy();
  if (fault === 'silent') return;
  if (fault === 'slow') await pause(SLOW_MS);
  sendJson(response, 200, done);
}

/** Does what is asked, once for each key; gives the answer. */
function execute(state: State, call: ShopCall, body: JsonObject): JsonObject {
  const { route, about, key } = call;
  const known = key === undefined ? undefined : state.answers.get(key);
  if (known) return known;
  call.executed = true;
  if (route === 'stock') state.stock.set(about, Number(body['value']));
  if (route === 'invoices' && isObject(body['call']))
    state.invoices.push({ about, url: String(body['call']['url']), name: String(body['call']['name']) });
  const done: JsonObject = route === 'prices' ? { price: priceOf(about) } : { about, number: state.calls.length };
  if (key !== undefined) state.answers.set(key, done);
  return done;
}

/** What an article costs: always the same. */
export function priceOf(article: string): number {
  return [...article].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 997, 7);
}
