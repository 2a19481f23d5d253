import { createHmac } from 'node:crypto';
import { isObject, type JsonObject, type JsonValue } from '../../../base/json.ts';
import type { Call } from '../../phone/call.ts';
import type { Phone } from '../../phone/phone.ts';
import type { Answer } from '../../phone/provider.ts';
import { readBody, sendJson, sendText } from '../../serve.ts';
import { isSame } from '../sms.ts';
import { answerOf } from './graph-error.ts';
import { recipientIn, takeCall } from './send.ts';
import type { Account, Service } from './service.ts';

/** The tokens that are taken: an account's own one unless the service gives out others. */
export type Graph = { phone: Phone; service: Service; account: Account; token(): string; profile: JsonObject };

/** Answers the calls of the Graph API about one account: messages, subscriptions, its profile; and gives out files. */
export async function answerGraph(graph: Graph, call: Call): Promise<void> {
  const { phone, account } = graph;
  const { request, path } = call;
  const file = /^\/files\/(\w+)/.exec(path)?.[1];
  if (file !== undefined) return giveFile(phone, call, file);
  const problem = whyNot(graph, call);
  if (problem) return give(call, problem);
  const [, node, edge] = /^\/v\d+\.\d+\/([\w-]+)(?:\/(\w+))?$/.exec(path) ?? [];
  if (node !== account.node && node !== account.id && node !== 'me') return give(call, answerOf({ code: 100 }));
  if (edge === 'messages' && request.method === 'POST') return takeMessage(graph, call);
  if ((await phone.disturb(call, { on: 'media' })).over) return;
  if (edge === 'subscribed_apps') return answerSubscription(graph, call);
  if (edge !== undefined || request.method !== 'GET') return give(call, answerOf({ code: 100 }));
  sendJson(call.response, 200, { id: node === 'me' ? account.node : node, ...graph.profile });
}

/** True while the account's news go to the app. */
export function isSubscribed(phone: Phone): boolean {
  return phone.note.get('subscribed') !== false;
}

function whyNot({ account, token }: Graph, { request, query }: Call): Answer | undefined {
  const given = request.headers.authorization ?? `Bearer ${query.get('access_token') ?? ''}`;
  if (!isSame(given, `Bearer ${token()}`)) return answerOf({ code: 190 });
  const proof = query.get('appsecret_proof');
  if (proof === null) return undefined;
  const expected = createHmac('sha256', account.appSecret).update(token()).digest('hex');
  return isSame(proof, expected) ? undefined : answerOf({ code: 100, why: 'Invalid appsecret_proof provided' });
}

async function takeMessage({ phone, service }: Graph, call: Call): Promise<void> {
  const body = await bodyOf(call);
  const to = recipientIn(body);
  if (body['message'] !== undefined) {
    const accept = () => void takeCall(phone, service, body);
    const { over } = await phone.disturb(call, { on: 'send', to, type: 'message', accept });
    if (over) return;
  }
  const { result, refusal } = takeCall(phone, service, body);
  if (refusal) give(call, answerOf(refusal));
  else sendJson(call.response, 200, result);
}

function answerSubscription({ phone, account }: Graph, { request, response, query }: Call): void {
  if (request.method === 'GET') {
    const fields = phone.note.get('fields') ?? [];
    const app = { id: account.appId, name: 'Rondine', subscribed_fields: fields };
    return sendJson(response, 200, { data: isSubscribed(phone) && phone.note.get('fields') ? [app] : [] });
  }
  const fields: JsonValue = (query.get('subscribed_fields') ?? '').split(',').filter(Boolean);
  const begins = request.method === 'POST';
  phone.note.put('subscribed', begins);
  phone.note.put('fields', begins ? fields : null);
  sendJson(response, 200, { success: true });
}

async function giveFile(phone: Phone, call: Call, id: string): Promise<void> {
  if ((await phone.disturb(call, { on: 'media' })).over) return;
  const file = phone.state.media.get(id);
  if (!file) return give(call, { ...answerOf({ code: 100 }), status: 404 });
  const { response } = call;
  response.writeHead(200, { 'Content-Type': file.mime, 'Content-Length': file.bytes.length });
  response.end(file.bytes);
}

async function bodyOf({ request }: Call): Promise<JsonObject> {
  try {
    const body: unknown = JSON.parse((await readBody(request)).toString());
    return isObject(body) ? body : {};
  } catch {
    return {};
  }
}

function give({ response }: Call, { status, body, headers }: Answer): void {
  sendText(response, status, body, headers);
}
