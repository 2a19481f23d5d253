import { randomBytes } from 'node:crypto';
import { request as httpRequest } from 'undici';
import { isObject, type JsonObject } from '../../base/json.ts';
import { readBody, sendJson, type EventHub } from '../serve.ts';
import {
  ControlProblem,
  demand,
  readCustomer,
  readFault,
  readInbound,
  readSettings,
  readTemplate,
} from './control-input.ts';
import { identify, parseIdentity } from './customers.ts';
import type { Faults } from './faults.ts';
import type { Call } from './call.ts';
import type { Customer, ThreadMessage } from './model.ts';
import type { BusinessNumber } from './options.ts';
import type { Phone } from './phone.ts';
import { receive, type Arrival } from './receive.ts';
import { handOver, writeAsStaff } from './staff.ts';
import { tap } from './tap.ts';
import { customerMessages, summarize, viewMessage } from './views.ts';

/** What the control routes act upon. */
export type ControlPorts = { phone: Phone; faults: Faults; hub: EventHub };

type Route = (ports: ControlPorts, body: JsonObject, id: string) => unknown;

const ROUTES: Record<string, Route> = {
  'GET summary': ({ phone }) => summarize(phone),
  'GET messages': ({ phone }) => [...phone.state.messages.values()].map(viewMessage),
  'GET customers': ({ phone }) => [...new Set(phone.state.customers.values())],
  'POST customers/:id': ({ phone }, body, id) => identify(phone, readCustomer(id, body)),
  'GET customers/:id/messages': ({ phone }, _body, id) => {
    const customer = knownCustomer(phone, id);
    return customer ? customerMessages(phone, customer).map(viewMessage) : [];
  },
  'POST customers/:id/messages': ({ phone }, body, id) => idsOf(receive(phone, [readArrival(phone, id, body)])),
  'POST customers/:id/tap': ({ phone }, body, id) => {
    const customer = identify(phone, readCustomer(id, body));
    return idsOf([tap(phone, customer, String(demand(body, 'title', 'string')))]);
  },
  'POST customers/:id/staff': ({ phone }, body, id) => {
    const customer = identify(phone, readCustomer(id, body));
    return idsOf([writeAsStaff(phone, { customer, text: String(demand(body, 'text', 'string')) })]);
  },
  'POST customers/:id/handover': ({ phone }, body, id) => {
    const { type, roles } = body;
    const customer = identify(phone, readCustomer(id, body));
    const to = typeof type === 'string' ? type : 'control_passed';
    handOver(phone, { customer, type: to, roles: isObject(roles) ? roles : {} });
    return {};
  },
  'POST batch': ({ phone }, body) => {
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
  'GET settings': ({ phone }) => phone.settings,
  'POST settings': ({ phone }, body) => Object.assign(phone.settings, readSettings(body)),
  'POST templates': ({ phone }, body) => {
    const template = readTemplate(body);
    phone.commit({ kind: 'template', template });
    return template;
  },
  'POST webhook': ({ phone }, body) => {
    const url = body['url'];
    if (url !== null && !(typeof url === 'string' && URL.canParse(url)))
      throw new ControlProblem('url must be an absolute URL, or null to hold webhooks back.');
    phone.setTarget(url ?? undefined);
    return { url };
  },
  'POST verify': ({ phone }, body) => verifyTarget(phone, body),
  'POST clock': ({ phone }, body) => {
    phone.advance(Number(demand(body, 'advanceMs', 'number')));
    return { now: phone.now() };
  },
  'POST reset': ({ phone, faults }) => {
    faults.clear();
    phone.reset();
    return {};
  },
};

/** Answers one call under `/_control/`: 404 for an unknown route, 400 for a body that cannot be understood. */
export async function answerControl(ports: ControlPorts, { request, response, path }: Call): Promise<void> {
  const [root = '', id = '', edge] = path.slice('/_control/'.length).split('/').map(decodeURIComponent);
  if (request.method === 'GET' && root === 'events') return ports.hub.attach(response);
  const pattern = id === '' ? root : [root, ':id', ...(edge === undefined ? [] : [edge])].join('/');
  const route = ROUTES[`${request.method ?? 'GET'} ${pattern}`];
  if (!route) {
    const known = [...Object.keys(ROUTES), 'GET events'].join(', ');
    return sendJson(response, 404, { error: `There is no ${request.method ?? ''} ${path}; known are ${known}.` });
  }
  try {
    const body = request.method === 'POST' ? readObject(await readBody(request)) : {};
    sendJson(response, 200, await route(ports, body, id));
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

function readArrival(phone: Phone, id: string, body: JsonObject): Arrival {
  const inbound = readInbound(body);
  const number = readNumber(phone, body);
  return { customer: identify(phone, readCustomer(id, body)), inbound, ...(number && { number }) };
}

function readNumber(phone: Phone, { phoneNumberId }: JsonObject): BusinessNumber | undefined {
  if (phoneNumberId === undefined) return undefined;
  const number = phone.options.numbers.get(String(phoneNumberId));
  if (number) return number;
  const known = [...phone.options.numbers.keys()].join(', ');
  throw new ControlProblem(`The business has no number ${String(phoneNumberId)}; it has ${known}.`);
}

function knownCustomer(phone: Phone, id: string): Customer | undefined {
  const { number, bsuid } = parseIdentity(id) ?? {};
  return phone.state.customers.get(number ?? bsuid ?? id);
}

function idsOf([message]: readonly ThreadMessage[]): JsonObject {
  return { id: message?.id };
}

/** Plays Meta's handshake against the target and tells how it went. */
async function verifyTarget(phone: Phone, { token }: JsonObject): Promise<JsonObject> {
  const { target } = phone.state;
  if (target === undefined) throw new ControlProblem('Set the webhook url first: POST /_control/webhook {"url"}.');
  const challenge = randomBytes(5).readUInt32BE().toString();
  const url = new URL(target);
  url.searchParams.set('hub.mode', 'subscribe');
  url.searchParams.set('hub.verify_token', typeof token === 'string' ? token : phone.options.verifyToken);
  url.searchParams.set('hub.challenge', challenge);
  try {
    const { statusCode: status, body } = await httpRequest(url, { headersTimeout: phone.options.webhookTimeoutMs });
    const text = await body.text();
    return { ok: status === 200 && text === challenge, status, body: text.slice(0, 1000) };
  } catch (error) {
    return { ok: false, error: error instanceof Error ? error.message : String(error) };
  }
}
