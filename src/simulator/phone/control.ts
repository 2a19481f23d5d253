import { isObject, type JsonObject } from '../../base/json.ts';
import { readBody, sendJson, type EventHub } from '../serve.ts';
import type { Call } from './call.ts';
import { ControlProblem, demand, readCustomer, readDeed, readFault, readSettings } from './control-input.ts';
import { identify } from './customers.ts';
import type { Customer, ThreadMessage } from './model.ts';
import type { Phone } from './phone.ts';
import { receive, type Deeds } from './receive.ts';
import { tap, type Tap } from './tap.ts';
import { customerMessages, summarize, viewMessage } from './views.ts';

/** Answers one control call with a JSON value; `id` is the customer's, as it stands in the path. */
export type ControlRoute = (phone: Phone, body: JsonObject, id: string) => unknown;

/** Control routes by `METHOD path`, with `:id` where the customer stands. */
export type ControlRoutes = Readonly<Record<string, ControlRoute>>;

const ROUTES: ControlRoutes = {
  'GET summary': (phone) => summarize(phone),
  'GET messages': (phone) => [...phone.state.messages.values()].map(viewMessage),
  'GET customers': (phone) => [...new Set(phone.state.customers.values())],
  'POST customers/:id': customerOf,
  'GET customers/:id/messages': (phone, _body, id) => {
    const customer = knownCustomer(phone, id);
    return customer ? customerMessages(phone, customer).map(viewMessage) : [];
  },
  'POST customers/:id/messages': (phone, body, id) => idOf(receive(phone, [readArrival(phone, id, body)])),
  'POST customers/:id/tap': (phone, body, id) => idOf([tap(phone, customerOf(phone, body, id), readTap(body))]),
  'POST batch': (phone, body) => {
    const items = demand(body, 'messages', 'list');
    const arrivals = (Array.isArray(items) ? items : []).filter(isObject).map((item) => {
      return readArrival(phone, String(demand(item, 'customer', 'string')), item);
    });
    if (arrivals.length === 0) throw new ControlProblem('messages must hold at least one message with its customer.');
    return { ids: receive(phone, arrivals).map(({ id }) => id) };
  },
  'GET faults': ({ faults }) => faults.list(),
  'POST faults': ({ faults }, body) => {
    faults.add(readFault(body));
    return faults.list();
  },
  'DELETE faults': ({ faults }) => {
    faults.clear();
    return [];
  },
  'GET settings': ({ settings }) => settings,
  'POST settings': ({ settings, provider }, body) =>
    Object.assign(settings, readSettings(body, provider.settingShapes)),
  'POST webhook': (phone, body) => {
    const url = body['url'];
    if (url !== null && !(typeof url === 'string' && URL.canParse(url)))
      throw new ControlProblem('url must be an absolute URL, or null to hold webhooks back.');
    phone.setTarget(url ?? undefined);
    return { url };
  },
  'POST clock': (phone, body) => {
    phone.advance(Number(demand(body, 'advanceMs', 'number')));
    return { now: phone.now() };
  },
  'POST reset': (phone) => {
    phone.faults.clear();
    phone.reset();
    return {};
  },
};

/** The customer whom a control call names, with what its body adds; made when nobody is found. */
export function customerOf(phone: Phone, body: JsonObject, id: string): Customer {
  return identify(phone, readCustomer(phone.provider, id, body));
}

/** Answers one call under `/_control/`: 404 for an unknown route, 400 for a body that cannot be understood. */
export async function answerControl(
  { phone, hub }: { phone: Phone; hub: EventHub },
  { request, response, path }: Call,
): Promise<void> {
  const [root = '', id = '', edge] = path.slice('/_control/'.length).split('/').map(decodeURIComponent);
  if (request.method === 'GET' && root === 'events') return hub.attach(response);
  const pattern = id === '' ? root : [root, ':id', ...(edge === undefined ? [] : [edge])].join('/');
  const routes = { ...ROUTES, ...phone.provider.control };
  const route = routes[`${request.method ?? 'GET'} ${pattern}`];
  if (!route) {
    const known = [...Object.keys(routes), 'GET events'].join(', ');
    return sendJson(response, 404, { error: `There is no ${request.method ?? ''} ${path}; known are ${known}.` });
  }
  try {
    const body = request.method === 'POST' ? readObject(await readBody(request)) : {};
    sendJson(response, 200, await route(phone, body, id));
  } catch (error) {
    if (!(error instanceof ControlProblem)) throw error;
    sendJson(response, 400, { error: error.message });
  }
}

function readObject(bytes: Buffer): JsonObject {
  if (bytes.length === 0) return {};
  try {
    const value: unknown = JSON.parse(bytes.toString('utf8'));
    if (isObject(value)) return value;
  } catch {
    // The answer below says what is expected.
  }
  throw new ControlProblem('The body must be a JSON object.');
}

function readTap(body: JsonObject): Tap {
  const { message } = body;
  const title = String(demand(body, 'title', 'string'));
  return { title, ...(typeof message === 'string' && { message }) };
}

function readArrival(phone: Phone, id: string, body: JsonObject): Deeds {
  const deed = readDeed(phone.provider, body);
  const account = readAccount(phone, body);
  return { customer: customerOf(phone, body, id), deed, ...(account !== undefined && { account }) };
}

function readAccount({ provider }: Phone, { account }: JsonObject): string | undefined {
  if (account === undefined || provider.accounts.includes(String(account))) return account as string | undefined;
  throw new ControlProblem(`The business has no account ${String(account)}; it has ${provider.accounts.join(', ')}.`);
}

function knownCustomer({ state, provider }: Phone, id: string): Customer | undefined {
  const { number, userId } = provider.identity.read(id) ?? {};
  return state.customers.get(number ?? userId ?? id);
}

function idOf([message]: readonly ThreadMessage[]): JsonObject {
  return { id: message?.id };
}
