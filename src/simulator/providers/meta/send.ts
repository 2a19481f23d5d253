import { isObject, type JsonObject } from '../../../base/json.ts';
import type { Customer, ThreadMessage } from '../../phone/model.ts';
import type { Phone } from '../../phone/phone.ts';
import { threadOf } from '../../phone/state.ts';
import { checkMessage } from './check-message.ts';
import type { Refusal } from './graph-error.ts';
import type { Service } from './service.ts';

/** What a call of `messages` comes to. */
export type Outcome = { result: JsonObject; refusal?: undefined } | { result?: undefined; refusal: Refusal };

const DAY_MS = 86_400_000;
const STAFF_MS = 7 * DAY_MS;
const TYPES = ['RESPONSE', 'UPDATE', 'MESSAGE_TAG'];
const ACTIONS = ['typing_on', 'typing_off', 'mark_seen'];

/** Takes or refuses one call of `messages`: a message or an action of the sender. */
export function takeCall(phone: Phone, service: Service, body: JsonObject): Outcome {
  const outcome = tryCall(phone, service, body);
  if (outcome.refusal) phone.refused(outcome.refusal.code);
  return outcome;
}

/** Whom a call is for, as it stands in the call. */
export function recipientIn({ recipient }: JsonObject): string | undefined {
  const id = isObject(recipient) ? recipient['id'] : undefined;
  return typeof id === 'string' ? id : undefined;
}

function tryCall(phone: Phone, service: Service, body: JsonObject): Outcome {
  const { message, sender_action: action } = body;
  const id = recipientIn(body);
  const customer = id === undefined ? undefined : phone.state.customers.get(id);
  if (!customer) return { refusal: { code: 100, subcode: service.nobodySubcode, why: 'No matching user found' } };
  if ((message === undefined) === (action === undefined))
    return { refusal: { code: 100, why: 'A call carries either a message or a sender action' } };
  if (action !== undefined) return act(phone, customer, String(action));
  const late = whyLate(phone, service, { customer, body });
  if (late) return { refusal: late };
  if (customer.blocked) return { refusal: { code: 551, subcode: 1_545_041 } };
  const checked = checkMessage(isObject(message) ? message : {}, service);
  if (checked.refusal) return checked;
  const { metadata, reply_to: quoted } = isObject(message) ? message : {};
  const mid = isObject(quoted) ? quoted['mid'] : undefined;
  const shown = phone.show({
    customer,
    bubble: checked.bubble,
    ...(typeof metadata === 'string' && { callback: metadata }),
    ...(typeof mid === 'string' && { replyTo: mid }),
  });
  return { result: { recipient_id: customer.key, message_id: shown.id } };
}

/** The occasion of a message: an answer within a day, or of staff within seven. Every other tag has ended. */
function whyLate(
  phone: Phone,
  { lateSubcode, nobodySubcode }: Service,
  { customer, body }: { customer: Customer; body: JsonObject },
): Refusal | undefined {
  const { messaging_type: type, tag } = body;
  if (typeof type !== 'string' || !TYPES.includes(type)) return { code: 100, why: 'messaging_type is missing' };
  if (type === 'MESSAGE_TAG' && tag !== 'HUMAN_AGENT') return { code: 100, why: 'This tag is not supported any more' };
  const { windowUntil } = threadOf(phone.state, phone.account, customer.key);
  if (windowUntil === 0) return { code: 100, subcode: nobodySubcode, why: 'No matching user found' };
  const until = type === 'MESSAGE_TAG' ? windowUntil - DAY_MS + STAFF_MS : windowUntil;
  return phone.now() <= until ? undefined : { code: 10, subcode: lateSubcode };
}

function act(phone: Phone, customer: Customer, action: string): Outcome {
  if (!ACTIONS.includes(action)) return { refusal: { code: 100, why: 'This sender action is not known' } };
  const last = lastOf(phone, customer);
  if (last && action === 'mark_seen') phone.commit({ kind: 'seen', message: last.id, at: phone.now() });
  if (last) phone.emit({ type: 'seen', message: last.id, typing: action === 'typing_on' });
  return { result: { recipient_id: customer.key } };
}

function lastOf(phone: Phone, { key }: Customer): ThreadMessage | undefined {
  return threadOf(phone.state, phone.account, key).messages.findLast(({ from }) => from === 'customer');
}
