import { isObject, type JsonObject } from '../../base/json.ts';
import type { Call } from '../phone/call.ts';
import type { Bubble, Customer } from '../phone/model.ts';
import type { Answer } from '../phone/provider.ts';
import { threadOf } from '../phone/state.ts';
import { readBody, sendText } from '../serve.ts';
import type { Agent } from './agent.ts';
import { contentOf } from './content.ts';
import { answerOf, refused } from './error.ts';
import { grantToken, isToken, TOKEN_PATH } from './token.ts';

const EVENTS = /^(TYPING_STARTED|TYPING_STOPPED|REPRESENTATIVE_JOINED|REPRESENTATIVE_LEFT)$/;

/** Answers the calls of the API, those for tokens, and those for pictures that people sent. */
export function createApi(agent: Agent): (call: Call) => Promise<void> {
  return async (call) => {
    const { request, path } = call;
    const picture = /^\/media\/([^/]+)$/.exec(path)?.[1];
    if (picture !== undefined) return givePicture(agent, call, picture);
    const bytes = await readBody(request);
    if (path === TOKEN_PATH) return reply(agent, call, grantToken(agent, new URLSearchParams(bytes.toString())));
    if (!isToken(agent, request.headers.authorization)) return reply(agent, call, refused(401));
    const [, conversation = '', rest = ''] = /^\/v1\/conversations\/([^/]+)\/(.+)$/.exec(path) ?? [];
    const customer = agent.phone.state.customers.get(decodeURIComponent(conversation));
    const body = parse(bytes);
    if (!customer || !isOpen(agent, customer)) return reply(agent, call, refused(403, 'No such conversation.'));
    if (rest === 'messages' && request.method === 'POST') return takeMessage(agent, call, { customer, body });
    if ((await agent.phone.disturb(call, { on: 'media' })).over) return;
    reply(agent, call, answerAside(agent, call, { rest, body }));
  };
}

function reply({ phone }: Agent, { response }: Call, { status, headers, body }: Answer): void {
  if (status >= 400 && status !== 409) phone.refused(status);
  sendText(response, status, body, headers);
}

function parse(bytes: Buffer): JsonObject {
  try {
    const value: unknown = JSON.parse(bytes.toString());
    return isObject(value) ? value : {};
  } catch {
    return {};
  }
}

/** People may be written to for a while after their last message. */
function isOpen({ phone }: Agent, { key }: Customer): boolean {
  return threadOf(phone.state, phone.account, key).windowUntil > phone.now();
}

/** What is told besides messages: that something was read, that somebody is writing. */
function answerAside({ phone }: Agent, { request, query }: Call, { rest, body }: { rest: string; body: JsonObject }) {
  const message = /^messages\/([^/]+)\/receipt$/.exec(rest)?.[1];
  if (message !== undefined && request.method === 'PATCH') {
    if (!phone.state.messages.has(message) || body['receiptType'] !== 'READ') return refused(400, 'Invalid receipt.');
    phone.commit({ kind: 'seen', message, at: phone.now() });
    return answerOf(200, { receiptType: 'READ' });
  }
  if (rest !== 'events') return refused(404);
  const isRight = query.has('eventId') && EVENTS.test(String(body['eventType']));
  return isRight ? answerOf(200, { eventType: body['eventType'] }) : refused(400, 'Invalid event.');
}

type Incoming = { customer: Customer; body: JsonObject };

async function takeMessage(agent: Agent, call: Call, { customer, body }: Incoming): Promise<void> {
  const { phone } = agent;
  const { messageId: id } = body;
  if (typeof id !== 'string' || id === '') return reply(agent, call, refused(400, 'messageId must be set.'));
  if (phone.state.messages.has(id)) return reply(agent, call, refused(409, 'The message was sent before.'));
  const content = contentOf(body);
  if (!content.bubble) return reply(agent, call, refused(400, content.wrong));
  const bubble = asShown(agent, content.bubble);
  if (!bubble) return reply(agent, call, refused(400, 'The device cannot show this, and there is no fallback.'));
  const show = () => phone.show({ customer, bubble, id });
  const { over } = await phone.disturb(call, { on: 'send', to: customer.key, accept: () => void show() });
  if (over) return;
  show();
  reply(agent, call, answerOf(200, { ...body, name: `conversations/${customer.key}/messages/${id}` }));
}

/** The message as the person's device shows it. */
function asShown({ settings }: Agent, bubble: Bubble): Bubble | undefined {
  if (!settings.plainDevices || bubble.type === 'text') return bubble;
  const { fallback } = bubble.content;
  return typeof fallback === 'string' && fallback !== '' ? { type: 'text', content: {}, text: fallback } : undefined;
}

function givePicture({ phone }: Agent, { response }: Call, id: string): void {
  const file = phone.state.media.get(id);
  if (!file) return sendText(response, 404, 'Not Found');
  response.writeHead(200, { 'Content-Type': file.mime, 'Content-Length': file.bytes.length }).end(file.bytes);
}
