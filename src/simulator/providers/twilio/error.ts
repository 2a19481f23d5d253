import type { Fault } from '../../phone/faults.ts';
import type { Answer } from '../../phone/provider.ts';
import { codeOf } from '../sms.ts';

const TEXTS: Readonly<Record<number, readonly [status: number, text: string]>> = {
  20003: [401, 'Authenticate'],
  20404: [404, 'The requested resource was not found'],
  20429: [429, 'Too Many Requests'],
  20500: [500, 'Internal Server Error'],
  20503: [503, 'Service Unavailable'],
  21211: [400, "Invalid 'To' Phone Number"],
  21602: [400, 'Message body is required'],
  21603: [400, "A 'From' phone number is required"],
  21606: [400, 'The From phone number is not a valid, SMS-capable number of the account'],
  21609: [400, 'Invalid StatusCallback'],
  21610: [400, 'Attempt to send to unsubscribed recipient'],
  21620: [400, 'Invalid media URL(s)'],
  21655: [400, 'The ContentSid is invalid'],
  21617: [400, 'The concatenated message body exceeds the 1600 character limit'],
  63003: [400, 'Channel could not find To address'],
  63007: [400, 'Could not find a Channel with the specified From address'],
};

/** A refusal as Twilio words it. */
export function errorAnswer(code: number): Answer {
  const [status, message] = TEXTS[code] ?? [400, 'The request was refused'];
  const body = { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status };
  return { status, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) };
}

const BY_STATUS: Readonly<Record<number, number>> = { 401: 20003, 404: 20404, 429: 20429, 503: 20503 };

/** The refusal that a fault orders. */
export function refusalOf({ code, status = 500 }: Fault): Answer {
  const ordered = errorAnswer(codeOf(code, BY_STATUS[status] ?? 20_500));
  return code === undefined ? { ...ordered, status } : ordered;
}
