import { isObject, type JsonValue } from '../../base/json.ts';
import { readBody, sendJson } from '../serve.ts';
import type { Call } from '../phone/call.ts';
import { createRateLimit } from '../phone/rate.ts';
import { answerAccount, changeNumber, describeNumber, describeToken } from './account-routes.ts';
import { refuse } from './call.ts';
import { describeMedia, downloadMedia, uploadMedia } from './media.ts';
import type { BusinessNumber } from './options.ts';
import type { WhatsAppPhone } from './phone.ts';
import { send, type SendCall, type SendResult } from './send.ts';

/** Answers the calls of the Graph API. */
export function createGraph(phone: WhatsAppPhone): (call: Call) => Promise<void> {
  const limits = createRateLimit();
  const sendOne = (call: SendCall): SendResult => send(phone, limits, call);
  return async (call) => {
    const { request, response, path } = call;
    const parts = path.split('/').filter((part) => part !== '');
    if (/^v\d+\.\d+$/.test(parts[0] ?? '')) parts.shift();
    const [id = '', edge] = parts;
    if (request.headers.authorization !== `Bearer ${phone.rules.accessToken}`)
      return refuse(response, { code: 190, details: 'The access token is missing, wrong or expired.' });
    const number = phone.business.numbers.get(id);
    if (number && edge === 'messages' && request.method === 'POST') return answerSend(phone, call, { number, sendOne });
    if ((await phone.disturb(call, { on: 'media' })).over) return;
    if (number && edge === 'media' && request.method === 'POST') return uploadMedia(phone, call);
    if (id === 'media-file' && edge !== undefined) return downloadMedia(phone, call, edge);
    if (number && edge === undefined) {
      if (request.method === 'POST') return changeNumber(phone, call, number);
      return sendJson(response, 200, describeNumber(phone, number));
    }
    if (id === 'debug_token' && request.method === 'GET') return describeToken(phone, call);
    if (edge === undefined && phone.state.media.has(id)) return describeMedia(phone, call, id);
    return answerAccount(phone, call, id, edge);
  };
}

type SendRoute = { number: BusinessNumber; sendOne: (call: SendCall) => SendResult };

async function answerSend(phone: WhatsAppPhone, call: Call, { number, sendOne }: SendRoute): Promise<void> {
  const body = parseJson(await readBody(call.request));
  const { to, recipient, type } = isObject(body) ? body : {};
  const { over, fault } = await phone.disturb(call, {
    on: 'send',
    to: textOf(to ?? recipient),
    type: textOf(type),
    accept: () => void sendOne({ number, body }),
  });
  if (over) return;
  const failWith = fault?.kind === 'fail-later' && { failWith: Number(fault.code ?? 131026) };
  const { answer, refusal } = sendOne({ number, body, ...failWith });
  if (refusal) refuse(call.response, refusal);
  else sendJson(call.response, 200, answer);
}

function textOf(value: JsonValue | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function parseJson(bytes: Buffer): JsonValue | undefined {
  try {
    return JSON.parse(bytes.toString('utf8')) as JsonValue;
  } catch {
    return undefined;
  }
}
