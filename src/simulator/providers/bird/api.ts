import { randomUUID } from 'node:crypto';
import { isObject, type JsonObject, type JsonValue } from '../../../base/json.ts';
import type { Call } from '../../phone/call.ts';
import { identify, parseNumber } from '../../phone/customers.ts';
import type { Fault } from '../../phone/faults.ts';
import type { CustomerSpec, ThreadMessage } from '../../phone/model.ts';
import type { Phone } from '../../phone/phone.ts';
import type { Answer } from '../../phone/provider.ts';
import { threadOf } from '../../phone/state.ts';
import { readBody, sendJson } from '../../serve.ts';
import { isSame } from '../sms.ts';
import { bubbleOf } from './bubble.ts';
import type { Wire } from './letter.ts';
import { type BirdService, NUMBER_KEY } from './service.ts';

/** Why a message outside of the window does not arrive. */
const OUTSIDE_WINDOW = 'Outside of the customer service window';

/** Where files lie, to be fetched by whoever has the address. */
const SIGNED = /^\/signed\/([^/]+)$/;

/** Answers Bird's API: messages, files, the channel and the subscriptions to its events. */
export async function answerBird(wire: Wire, call: Call): Promise<void> {
  const { phone, own, service } = wire;
  const { request, response, path } = call;
  const signed = SIGNED.exec(path)?.[1];
  if (signed !== undefined) return giveFile(phone, call, signed);
  if (!isSame(request.headers.authorization, `AccessKey ${own.accessKey}`)) return refuse(phone, call, 401);
  const channel = `/workspaces/${own.workspace}/channels/${own.channel}`;
  const write = request.method === 'POST';
  if (!write && path === channel) {
    return sendJson(response, 200, { id: own.channel, name: service.name, status: 'active' });
  }
  if (write && path === `${channel}/messages`) return takeMessage(wire, call);
  const file = new RegExp(`^/workspaces/${own.workspace}/messages/[^/]+/media/([^/]+)$`).exec(path)?.[1];
  if (file !== undefined) {
    response.writeHead(302, { Location: `${phone.url}/signed/${file}?signature=1` }).end();
    return;
  }
  const subscriptions = new RegExp(`^/organizations/[^/]+/workspaces/${own.workspace}/webhook-subscriptions$`);
  if (!subscriptions.test(path)) return refuse(phone, call, 404);
  if (write) return subscribe(phone, call);
  sendJson(response, 200, { results: known(phone) });
}

async function subscribe(phone: Phone, call: Call): Promise<void> {
  const { signingKey: _secret, ...wanted } = await bodyOf(call);
  if (typeof wanted['url'] !== 'string' || typeof wanted['event'] !== 'string') return refuse(phone, call, 422);
  const subscription = { ...wanted, id: randomUUID(), status: 'active' };
  phone.note.put('subscriptions', [...known(phone), subscription]);
  phone.setTarget(wanted['url']);
  sendJson(call.response, 201, subscription);
}

function known(phone: Phone): readonly JsonValue[] {
  const list = phone.note.get('subscriptions');
  return Array.isArray(list) ? (list as readonly JsonValue[]) : [];
}

const MEMBERS: ReadonlySet<string> = new Set(['receiver', 'body', 'template', 'reference', 'replyTo', 'validity']);

async function takeMessage({ phone, service }: Wire, call: Call): Promise<void> {
  const sent = await bodyOf(call);
  const person = personIn(service, sent['receiver']);
  const bubble = bubbleOf(service.takes, sent);
  const { reference, validity = 0, replyTo } = sent;
  const odd = Object.keys(sent).some((name) => !MEMBERS.has(name)) || !Number.isInteger(validity);
  if (!person || !bubble || odd) return refuse(phone, call, 422);
  const accept = (failWith?: string | number): ThreadMessage => {
    const customer = identify(phone, person);
    const open = threadOf(phone.state, phone.account, customer.key).windowUntil > phone.now();
    const late = service.windowMs !== undefined && bubble.type !== 'template' && !open;
    const failing = failWith ?? (late ? OUTSIDE_WINDOW : undefined);
    return phone.show({
      customer,
      bubble,
      ...(typeof reference === 'string' && { callback: reference }),
      ...(isObject(replyTo) && typeof replyTo['id'] === 'string' && { replyTo: replyTo['id'] }),
      ...(failing !== undefined && { failWith: failing }),
    });
  };
  const to = person.number ?? person.userId ?? '';
  const { over, fault } = await phone.disturb(call, { on: 'send', to, type: bubble.type, accept: () => void accept() });
  if (over) return;
  const { id } = accept(fault?.kind === 'fail-later' ? (fault.code ?? 'Absent subscriber') : undefined);
  sendJson(call.response, 202, { id, status: 'accepted', ...(typeof reference === 'string' && { reference }) });
}

/** The one contact that a message goes to, by the kind of identifier that the service has. */
function personIn({ key }: BirdService, receiver: JsonValue | undefined): CustomerSpec | undefined {
  const contacts = isObject(receiver) ? receiver['contacts'] : undefined;
  const contact = Array.isArray(contacts) ? (contacts as readonly JsonValue[])[0] : undefined;
  if (!isObject(contact)) return undefined;
  const { identifierKey = key, identifierValue } = contact;
  if (identifierKey !== key || typeof identifierValue !== 'string') return undefined;
  if (key !== NUMBER_KEY) return { userId: identifierValue };
  const number = parseNumber(identifierValue);
  return number === undefined ? undefined : { number };
}

/** Hands out a file of a person; who shows a second proof beside the address is refused, as where such files lie. */
async function giveFile(phone: Phone, call: Call, id: string): Promise<void> {
  if ((await phone.disturb(call, { on: 'media' })).over) return;
  const file = phone.state.media.get(id);
  if (!file) return refuse(phone, call, 404);
  if (call.request.headers.authorization !== undefined) return refuse(phone, call, 400);
  call.response.writeHead(200, { 'Content-Type': file.mime, 'Content-Length': file.bytes.length }).end(file.bytes);
}

async function bodyOf({ request }: Call): Promise<JsonObject> {
  try {
    const body: unknown = JSON.parse((await readBody(request)).toString());
    return isObject(body) ? body : {};
  } catch {
    return {};
  }
}

const CODES: Readonly<Record<number, string>> = {
  400: 'BadRequest',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'NotFound',
  422: 'InvalidPayload',
  429: 'TooManyRequests',
};

function refuse(phone: Phone, { response }: Call, status: number): void {
  phone.refused(status);
  sendJson(response, status, { code: CODES[status], message: 'The request was refused.' });
}

/** Bird's refusal as a fault orders it. */
export function refusalOf({ code, status = 500 }: Fault): Answer {
  const body = { code: code ?? CODES[status] ?? 'InternalError', message: 'The request was refused.' };
  return { status, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) };
}
