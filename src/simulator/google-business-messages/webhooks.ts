import { randomBytes } from 'node:crypto';
import type { JsonObject } from '../../base/json.ts';
import type { Customer } from '../phone/model.ts';
import type { Letter, News, StatusNews } from '../phone/provider.ts';
import type { Agent } from './agent.ts';

/** One webhook for each message and tap. */
export function tell(agent: Agent, news: readonly News[]): Letter[] {
  return news.map((each) => {
    const { customer, message } = each;
    const context = { entryPoint: 'MAPS', userInfo: { displayName: customer.name, userDeviceLocale: 'it-IT' } };
    return letterOf(agent, customer, { requestId: `request-${message.id}`, context, ...kindOf(agent, each) });
  });
}

function kindOf({ phone }: Agent, { deed, heard, customer, message, at }: News): JsonObject {
  const createTime = timeOf(at);
  const { choice } = deed;
  const place = `conversations/${customer.key}/messages`;
  if (choice) {
    const told = { postbackData: choice.id, text: choice.title, suggestionType: choice.via ?? 'REPLY', createTime };
    return { suggestionResponse: { ...(heard.replyTo && { message: `${place}/${heard.replyTo}` }), ...told } };
  }
  const signed = `x-goog-expires=604800&x-goog-signature=${randomBytes(16).toString('hex')}`;
  const text = heard.file ? `${phone.url}/media/${heard.file.id}?${signed}` : heard.text;
  return { message: { messageId: message.id, name: `${place}/${message.id}`, text, createTime } };
}

const RECEIPTS = { delivered: 'DELIVERED', read: 'READ' } as const;

/** The webhook for a receipt; Google reports neither sending nor failing. */
export function report(agent: Agent, { message, customer, tick }: StatusNews): Letter | undefined {
  if (tick.status !== 'delivered' && tick.status !== 'read') return undefined;
  const name = `conversations/${customer.key}/messages/${message.id}`;
  const receipts = [{ message: name, receiptType: RECEIPTS[tick.status] }];
  return letterOf(agent, customer, { receipts: { receipts, createTime: timeOf(tick.at) } });
}

function letterOf({ id, phone }: Agent, { key }: Customer, rest: JsonObject): Letter {
  const body = { agent: id, conversationId: key, customAgentId: 'demo', ...rest, sendTime: timeOf(phone.now()) };
  return { body: JSON.stringify(body) };
}

/** Times have more digits than milliseconds. */
function timeOf(at: number): string {
  return new Date(at).toISOString().replace('Z', '456Z');
}
