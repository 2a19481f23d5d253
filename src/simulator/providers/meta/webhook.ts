import type { JsonObject } from '../../../base/json.ts';
import type { Contents } from '../../phone/deed.ts';
import type { Phone } from '../../phone/phone.ts';
import type { Arrival, Heard, Letter, News } from '../../phone/provider.ts';
import type { Service } from './service.ts';

const DAY_MS = 86_400_000;

/** What is no answer: it lets the business write no longer than before. */
const REMARKS = ['reaction', 'edit', 'revoke', 'block'] as const;

/** A deed on the screen: words, files and taps let the business answer for a day. */
export function hear({ deed }: Arrival, usual: () => Heard): Heard {
  const heard = usual();
  return REMARKS.some((kind) => deed[kind] !== undefined) ? heard : { ...heard, windowMs: DAY_MS };
}

/** The webhook by which the business learns of one deed; of being blocked it learns nothing. */
export function tell(phone: Phone, { object }: Pick<Service, 'object'>, news: News): readonly Letter[] {
  const { customer, account, at, deed } = news;
  if (deed.block !== undefined) return [];
  const between = { sender: { id: customer.key }, recipient: { id: account }, timestamp: at };
  return [letterOf({ object, account, at }, { ...between, ...kindOf(phone, news) })];
}

/** One webhook with one element. */
export function letterOf(
  { object, account, at }: { object: string; account: string; at: number },
  element: JsonObject,
): Letter {
  return { body: escaped(JSON.stringify({ object, entry: [{ id: account, time: at, messaging: [element] }] })) };
}

/** Meta writes whatever is not ASCII as lower-case escapes: a signature over rewritten JSON would not hold. */
function escaped(json: string): string {
  return json.replaceAll(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function kindOf(phone: Phone, { deed, message, heard }: News): JsonObject {
  const { choice, reaction, edit, revoke, opened } = deed;
  const mid = message.id;
  const quoted = message.replyTo !== undefined && { reply_to: { mid: message.replyTo } };
  if (choice) return tapOf(choice, mid);
  if (reaction) return { reaction: reactionOf(reaction) };
  if (edit) return { message_edit: { mid: edit.messageId, text: edit.text, num_edit: 1 } };
  if (revoke) return { message: { mid: revoke.messageId, is_deleted: true } };
  if (opened) return { postback: { mid, title: 'Get Started', payload: 'GET_STARTED', ...referralOf(opened) } };
  const attachments = attachmentsOf(phone, deed.location, heard);
  const caption = heard.content['caption'];
  const text = attachments ? caption : heard.text;
  return {
    message: { mid, ...(typeof text === 'string' && { text }), ...(attachments && { attachments }), ...quoted },
  };
}

function tapOf({ id, title, via }: Contents['choice'], mid: string): JsonObject {
  if (via === 'quick_reply') return { message: { mid, text: title, quick_reply: { payload: id } } };
  return { postback: { mid, title, payload: id } };
}

function reactionOf({ messageId: mid, emoji }: Contents['reaction']): JsonObject {
  return emoji ? { mid, action: 'react', reaction: 'other', emoji } : { mid, action: 'unreact' };
}

function referralOf({ payload }: Contents['opened']): JsonObject {
  return payload === undefined ? {} : { referral: { ref: payload, source: 'SHORTLINK', type: 'OPEN_THREAD' } };
}

function attachmentsOf(
  phone: Phone,
  location: Contents['location'] | undefined,
  { media, file }: Heard,
): JsonObject[] | undefined {
  if (location) {
    const coordinates = { lat: location.latitude, long: location.longitude };
    return [{ type: 'location', payload: { coordinates } }];
  }
  if (!media || !file) return undefined;
  const name = file.filename === undefined ? '' : `/${encodeURIComponent(file.filename)}`;
  const payload = { url: `${phone.url}/files/${file.id}${name}` };
  if (media.kind === 'sticker') return [{ type: 'sticker', payload: { ...payload, sticker_id: 369_239_263 } }];
  return [{ type: media.kind === 'document' ? 'file' : media.kind, payload }];
}
