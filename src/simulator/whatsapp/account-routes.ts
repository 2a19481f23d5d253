import { isObject, type JsonObject } from '../../base/json.ts';
import type { Call } from '../phone/call.ts';
import { readBody, sendJson } from '../serve.ts';
import { factsOf, isSubscribed, overrideOf, setOverride, subscribe } from './account.ts';
import { refuse } from './call.ts';
import { malformed, missing } from './check.ts';
import { shakeHands } from './handshake.ts';
import type { Template } from './model.ts';
import type { BusinessNumber } from './options.ts';
import type { WhatsAppPhone } from './phone.ts';
import { templatesOf } from './templates.ts';

/** The app that the access token belongs to. */
const APP = { id: '700000000000001', name: 'Rondine', link: 'https://www.facebook.com/games/?app_id=700000000000001' };

/** `GET /{phone-number-id}`: whatever is known of the number, whichever fields are asked for. */
export function describeNumber(phone: WhatsAppPhone, number: BusinessNumber): JsonObject {
  const { quality, tier, nameStatus, status } = factsOf(phone, number);
  const override = overrideOf(phone, number.phoneNumberId);
  const { target } = phone.state;
  return {
    verified_name: number.verifiedName,
    display_phone_number: `+${number.displayPhoneNumber}`,
    quality_rating: quality,
    name_status: nameStatus,
    status,
    messaging_limit_tier: tier,
    code_verification_status: number.registered ? 'VERIFIED' : 'NOT_VERIFIED',
    webhook_configuration: {
      ...(override !== undefined && { phone_number: override }),
      ...(target !== undefined && { application: target }),
    },
    id: number.phoneNumberId,
  };
}

/** `POST /{phone-number-id}`: the number gets an address of its own, which must know the verify token that it is given. */
export async function changeNumber(phone: WhatsAppPhone, call: Call, { phoneNumberId }: BusinessNumber): Promise<void> {
  const { webhook_configuration: webhook } = await bodyOf(call);
  if (!isObject(webhook)) return refuse(call.response, missing('webhook_configuration'));
  const { override_callback_uri: url, verify_token: token } = webhook;
  if (url === '') setOverride(phone, phoneNumberId, undefined);
  else {
    const path = 'webhook_configuration.override_callback_uri';
    if (typeof url !== 'string' || !URL.canParse(url)) return refuse(call.response, malformed(path, 'must be a URL'));
    const { ok } = await shakeHands(phone, url, typeof token === 'string' ? token : '');
    if (ok !== true)
      return refuse(call.response, { code: 100, details: 'The callback URL did not pass the handshake.' });
    setOverride(phone, phoneNumberId, url);
  }
  sendJson(call.response, 200, { success: true });
}

/** `GET /debug_token`: what the token is good for; only the token itself may be asked about. */
export function describeToken(phone: WhatsAppPhone, { response, query }: Call): void {
  const { accessToken, tokenExpiresAt, scopes } = phone.rules;
  const valid = query.get('input_token') === accessToken;
  const data = {
    app_id: APP.id,
    type: 'SYSTEM_USER',
    application: APP.name,
    is_valid: valid,
    ...(valid && { expires_at: Math.floor(tokenExpiresAt / 1000), data_access_expires_at: 0, scopes }),
  };
  sendJson(response, 200, { data });
}

/** The edges of an account; undefined for one that does not exist. */
export async function answerAccount(phone: WhatsAppPhone, call: Call, wabaId: string, edge?: string): Promise<void> {
  const { request, response, query } = call;
  const numbers = [...phone.business.numbers.values()].filter((number) => number.wabaId === wabaId);
  const route = numbers.length === 0 ? '' : `${request.method ?? ''} ${edge ?? ''}`;
  switch (route) {
    case 'GET message_templates':
      return sendJson(response, 200, pageOf(templatesOf(phone).map(wireTemplate), query));
    case 'GET phone_numbers':
      return sendJson(response, 200, { data: numbers.map((number) => describeNumber(phone, number)) });
    case 'GET subscribed_apps':
      return sendJson(response, 200, {
        data: isSubscribed(phone, wabaId) ? [{ whatsapp_business_api_data: APP }] : [],
      });
    case 'POST subscribed_apps':
    case 'DELETE subscribed_apps':
      subscribe(phone, wabaId, request.method === 'POST');
      return sendJson(response, 200, { success: true });
    default:
      return refuse(response, {
        code: 100,
        subcode: 33,
        details: `Unsupported ${request.method ?? ''} request: ${call.path} does not exist or does not allow it.`,
      });
  }
}

/** One page of a list, by `limit` and the cursor in `after`. */
function pageOf(items: readonly JsonObject[], query: URLSearchParams): JsonObject {
  const limit = Math.max(1, Number(query.get('limit') ?? 25) || 25);
  const start = Number(Buffer.from(query.get('after') ?? '', 'base64url').toString()) || 0;
  const end = start + limit;
  const cursor = (at: number): string => Buffer.from(String(at)).toString('base64url');
  const next = end < items.length && { next: `https://graph.facebook.com/next?after=${cursor(end)}` };
  return {
    data: items.slice(start, end),
    paging: { cursors: { before: cursor(start), after: cursor(Math.min(end, items.length)) }, ...next },
  };
}

function wireTemplate(template: Template, index: number): JsonObject {
  const { body, header, headerText, buttons = [], quality = 'UNKNOWN', named, ...rest } = template;
  return {
    ...rest,
    id: String(index + 1),
    quality_score: { score: quality },
    parameter_format: named ? 'NAMED' : 'POSITIONAL',
    components: [
      ...(header ? [{ type: 'HEADER', format: header, ...(headerText !== undefined && { text: headerText }) }] : []),
      { type: 'BODY', text: body },
      ...(buttons.length > 0 ? [{ type: 'BUTTONS', buttons: buttons as readonly JsonObject[] }] : []),
    ],
  };
}

async function bodyOf({ request }: Call): Promise<JsonObject> {
  try {
    const value: unknown = JSON.parse((await readBody(request)).toString('utf8'));
    return isObject(value) ? value : {};
  } catch {
    return {};
  }
}
