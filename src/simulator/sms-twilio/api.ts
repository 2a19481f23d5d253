import type { JsonObject } from '../../base/json.ts';
import type { Call } from '../phone/call.ts';
import { identify, parseNumber } from '../phone/customers.ts';
import type { Phone } from '../phone/phone.ts';
import { basic, formOf, isSame, takeSms } from '../providers/sms.ts';
import { giveFile, refuse } from '../providers/twilio/files.ts';
import type { Account } from '../providers/twilio/letter.ts';
import { readBody, sendJson } from '../serve.ts';

const NUMBER_SID = `PN${'0'.repeat(32)}`;
const TEXT_MAX = 1600;

/** Answers Twilio's REST API: messages, files, the account and its one number. */
export function createApi(phone: Phone, account: Account): (call: Call) => Promise<void> {
  const base = `/2010-04-01/Accounts/${account.sid}`;
  return async (call) => {
    const { request, path } = call;
    if (!isSame(request.headers.authorization, basic(account.sid, account.token))) return refuse(phone, call, 20003);
    if (request.method === 'POST' && path === `${base}/Messages.json`) return takeMessage(phone, account, call);
    const file = new RegExp(`^${base}/Messages/[^/]+/Media/([^/]+)$`).exec(path)?.[1];
    if (file !== undefined) return giveFile(phone, call, file);
    const resource = await resourceOf(phone, account, call);
    if (resource) sendJson(call.response, 200, resource);
    else refuse(phone, call, 20404);
  };
}

async function resourceOf(phone: Phone, { sid, number }: Account, call: Call): Promise<JsonObject | undefined> {
  const { request, path, query } = call;
  const base = `/2010-04-01/Accounts/${sid}`;
  const node = (): JsonObject => ({
    sid: NUMBER_SID,
    phone_number: number,
    sms_url: phone.state.target ?? '',
    sms_method: 'POST',
    capabilities: { sms: true, mms: true, voice: false },
  });
  if (path === `${base}.json`) return { sid, friendly_name: 'Rondine', status: 'active', type: 'Full' };
  if (path === `${base}/IncomingPhoneNumbers.json`) {
    const wanted = query.get('PhoneNumber') ?? number;
    return { incoming_phone_numbers: wanted === number ? [node()] : [] };
  }
  if (path !== `${base}/IncomingPhoneNumbers/${NUMBER_SID}.json`) return undefined;
  const { SmsUrl } = request.method === 'POST' ? formOf(await readBody(request)) : {};
  if (SmsUrl !== undefined) phone.setTarget(SmsUrl === '' ? undefined : SmsUrl);
  return node();
}

async function takeMessage(phone: Phone, account: Account, call: Call): Promise<void> {
  const form = formOf(await readBody(call.request));
  const code = whyNot(phone, account, form);
  if (code !== undefined) return refuse(phone, call, code);
  const { To = '', Body = '', MediaUrl, StatusCallback: callback } = form;
  const text = [Body, MediaUrl].filter(Boolean).join('\n');
  await takeSms(phone, call, {
    send: { to: parseNumber(To) ?? '', text, facts: callback === undefined ? {} : { callback } },
    status: 201,
    failing: 30_005,
    answer: ({ id }) => ({
      sid: id,
      account_sid: account.sid,
      status: 'queued',
      to: To,
      from: account.number,
      body: Body,
      num_segments: '1',
      error_code: null,
      error_message: null,
    }),
  });
}

/** The code of what is wrong with a message, if anything. */
function whyNot(phone: Phone, { number }: Account, form: Readonly<Record<string, string>>): number | undefined {
  const { To = '', From, MessagingServiceSid, Body = '', MediaUrl = '', StatusCallback } = form;
  const to = To.startsWith('+') ? parseNumber(To) : undefined;
  if (to === undefined) return 21_211;
  if (From === undefined && MessagingServiceSid === undefined) return 21_603;
  if (From !== undefined && From !== number) return 21_606;
  if (Body === '' && MediaUrl === '') return 21_602;
  if (Body.length > TEXT_MAX) return 21_617;
  if (StatusCallback !== undefined && !URL.canParse(StatusCallback)) return 21_609;
  return identify(phone, { number: to }).blocked ? 21_610 : undefined;
}
