import { setTimeout as pause } from 'node:timers/promises';
import { isObject, type JsonValue } from '../../base/json.ts';
import { readBody, sendJson, sendText } from '../serve.ts';
import { refuse, type Call } from './call.ts';
import { describeMedia, downloadMedia, uploadMedia } from './media.ts';
import type { Fault, Faults } from './faults.ts';
import { errorBody, statusOf } from './graph-error.ts';
import type { BusinessNumber } from './options.ts';
import type { Phone } from './phone.ts';
import { createRateLimit } from './rate.ts';
import { send, type SendCall, type SendResult } from './send.ts';

/** Answers the calls of the Graph API. `url` is where this server is reached. */
export function createGraph(phone: Phone, faults: Faults, url: () => string): (call: Call) => Promise<void> {
  const limits = createRateLimit();
  const sendOne = (call: SendCall): SendResult => send(phone, limits, call);
  return async (call) => {
    const { request, response, path } = call;
    const parts = path.split('/').filter((part) => part !== '');
    if (/^v\d+\.\d+$/.test(parts[0] ?? '')) parts.shift();
    const [id = '', edge] = parts;
    if (request.headers.authorization !== `Bearer ${phone.settings.accessToken}`)
      return refuse(response, { code: 190, details: 'The access token is missing, wrong or expired.' });
    const number = phone.options.numbers.get(id);
    if (number && edge === 'messages' && request.method === 'POST')
      return answerSend(call, { number, faults, sendOne });
    const fault = faults.pick({ on: 'media' });
    if (fault && (await misbehave(fault, call))) return;
    if (number && edge === 'media' && request.method === 'POST') return uploadMedia(phone, call);
    if (id === 'media-file' && edge !== undefined) return downloadMedia(phone, call, edge);
    if (number && edge === undefined) return sendJson(response, 200, describeNumber(number));
    if (edge === undefined && phone.state.media.has(id)) return describeMedia(phone, { ...call, url: url() }, id);
    return answerAccount(phone, call, { id, edge });
  };
}

type SendRoute = { number: BusinessNumber; faults: Faults; sendOne: (call: SendCall) => SendResult };

async function answerSend(call: Call, { number, faults, sendOne }: SendRoute): Promise<void> {
  const body = parseJson(await readBody(call.request));
  const fault = faults.pick({ on: 'send', ...(isObject(body) && { body }) });
  if (fault) {
    const taken = fault.accepted ? () => void sendOne({ number, body }) : undefined;
    if (await misbehave(fault, call, taken)) return;
  }
  const failWith = fault?.kind === 'fail-later' && { failWith: fault.code ?? 131026 };
  const { answer, refusal } = sendOne({ number, body, ...failWith });
  if (refusal) refuse(call.response, refusal);
  else sendJson(call.response, 200, answer);
}

const CODE_OF_STATUS: Record<number, number> = { 401: 190, 429: 130429, 503: 2 };

/** Does what a fault says. True when the call is finished by that, false when it goes on as usual. */
async function misbehave(fault: Fault, { request, response }: Call, taken?: () => void): Promise<boolean> {
  if (fault.delayMs !== undefined) await pause(fault.delayMs);
  switch (fault.kind) {
    case 'error': {
      const code = fault.code ?? CODE_OF_STATUS[fault.status ?? 500] ?? 131000;
      const body = errorBody({ code, details: 'The simulator was told to refuse this call.' });
      sendJson(response, fault.status ?? statusOf(code), body);
      return true;
    }
    case 'html':
      sendText(response, fault.status ?? 502, '<html><body><h1>Bad Gateway</h1></body></html>', {
        'Content-Type': 'text/html',
      });
      return true;
    case 'drop':
      taken?.();
      request.socket.destroy();
      return true;
    case 'hang':
      taken?.();
      return true;
    case 'slow':
    case 'fail-later':
      return false;
  }
}

function parseJson(bytes: Buffer): JsonValue | undefined {
  try {
    return JSON.parse(bytes.toString('utf8')) as JsonValue;
  } catch {
    return undefined;
  }
}

function describeNumber(number: BusinessNumber): object {
  return {
    verified_name: number.verifiedName,
    display_phone_number: `+${number.displayPhoneNumber}`,
    quality_rating: 'GREEN',
    code_verification_status: number.registered ? 'VERIFIED' : 'NOT_VERIFIED',
    id: number.phoneNumberId,
  };
}

function answerAccount(phone: Phone, call: Call, { id, edge }: { id: string; edge: string | undefined }): void {
  const { request, response } = call;
  const numbers = [...phone.options.numbers.values()].filter((number) => number.wabaId === id);
  if (numbers.length > 0 && request.method === 'GET' && edge === 'message_templates') {
    const data = [...phone.state.templates.values()].map(({ body, buttons, ...template }, index) => ({
      ...template,
      id: String(index + 1),
      components: [
        { type: 'BODY', text: body },
        ...(buttons ? [{ type: 'BUTTONS', buttons: buttons.map((text) => ({ type: 'QUICK_REPLY', text })) }] : []),
      ],
    }));
    return sendJson(response, 200, { data });
  }
  if (numbers.length > 0 && request.method === 'GET' && edge === 'phone_numbers')
    return sendJson(response, 200, { data: numbers.map(describeNumber) });
  if (numbers.length > 0 && request.method === 'POST' && edge === 'subscribed_apps')
    return sendJson(response, 200, { success: true });
  return refuse(response, {
    code: 100,
    subcode: 33,
    details: `Unsupported ${request.method ?? ''} request: ${call.path} does not exist or does not allow it.`,
  });
}
