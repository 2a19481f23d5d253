import { Failure } from '../../base/failure.ts';
import { isObject, type JsonObject, type JsonValue } from '../../base/json.ts';
import type { ChannelEvent, IgnoredEvent } from '../../message/channel-event.ts';
import type { HookRequest, Received } from '../channel.ts';
import { accountTopic, readAccountNews } from './account-news.ts';
import { numberOf } from './accounts.ts';
import type { WhatsAppConfig } from './config.ts';
import { listAt, objectAt, textAt } from './fields.ts';
import { type MessageOrigin, readMessage } from './message.ts';
import { readUserIdUpdate } from './identity.ts';
import { readPreference } from './preference.ts';
import { directoryOf } from './sender.ts';
import { readStatus } from './status.ts';

/** Webhook fields that carry nothing for a conversation, and why. */
const PASSED_OVER: ReadonlyMap<string, string> = new Map([
  ['history', 'messages from before the number was connected: nobody waits for an answer to them'],
  ['smb_app_state_sync', 'the address book of the phone app, copied when the number was connected'],
  ['messaging_handovers', 'another sender took or gave back the conversation; its messages come under standby'],
]);

type Place = { what: string; value: JsonObject; config: WhatsAppConfig };

/** What the changes of one entry have in common. */
type Frame = { entry: JsonObject; config: WhatsAppConfig };

/**
 * Reads a verified request: the challenge of the handshake, or every event of a webhook, in the order given.
 * One POST may hold several entries, changes and messages; an element that cannot be read becomes `ignored` and leaves
 * its neighbours alone. Time and memory grow with the size of the body and with nothing else.
 * Throws a `Failure` with code `invalid` when the body is not JSON or not WhatsApp's envelope.
 */
export function receive(request: HookRequest, config: WhatsAppConfig): Received {
  if (request.method === 'GET') {
    const body = request.query['hub.challenge'] ?? '';
    return { events: [], response: { status: 200, contentType: 'text/plain', body } };
  }
  return { events: Array.from(readEnvelope(parseEnvelope(request.body), config)) };
}

function parseEnvelope(body: Uint8Array): JsonObject {
  let envelope: unknown;
  try {
    envelope = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch (cause) {
    throw new Failure({ code: 'invalid', message: 'The webhook’s body is not JSON in UTF-8.' }, { cause });
  }
  if (!isObject(envelope)) throw notEnvelope('its body is not an object');
  if (envelope['object'] !== 'whatsapp_business_account') {
    throw notEnvelope('its member "object" is not "whatsapp_business_account"');
  }
  if (!Array.isArray(envelope['entry'])) throw notEnvelope('its member "entry" is not a list');
  return envelope;
}

function notEnvelope(reason: string): Failure {
  return new Failure({ code: 'invalid', message: `This is not a WhatsApp webhook: ${reason}.` });
}

function* readEnvelope(envelope: JsonObject, config: WhatsAppConfig): Generator<ChannelEvent> {
  for (const [entryIndex, entry] of listAt(envelope, 'entry').entries()) {
    const what = `entry[${entryIndex}]`;
    if (!isObject(entry) || !Array.isArray(entry['changes'])) {
      yield ignored(what, 'malformed: an entry without a list of changes');
      continue;
    }
    for (const [changeIndex, change] of listAt(entry, 'changes').entries()) {
      yield* readChange(change, { config, entry, what: `${what}.changes[${changeIndex}]`, index: changeIndex });
    }
  }
}

function* readChange(change: JsonValue, at: Frame & { what: string; index: number }): Generator<ChannelEvent> {
  const field = isObject(change) ? textAt(change, 'field') : undefined;
  const value = isObject(change) ? objectAt(change, 'value') : undefined;
  if (field === undefined || value === undefined) {
    yield ignored(at.what, 'malformed: a change without a field and a value');
    return;
  }
  const place: Place = { config: at.config, what: `${at.what} (${field})`, value };
  const about = accountTopic(field);
  if (about) {
    const event = readAccountNews({ ...at, field, about, value, own: at.config.wabaId });
    yield typeof event === 'string' ? ignored(place.what, event) : event;
    return;
  }
  const reader = readerOf(field);
  if (!reader) {
    yield ignored(place.what, whyPassedOver(field));
    return;
  }
  const stranger = whyNotOurs(place);
  if (stranger) yield ignored(place.what, stranger);
  else yield* reader(place);
}

function readerOf(field: string): ((place: Place) => Iterable<ChannelEvent>) | undefined {
  switch (field) {
    case 'messages':
    case 'message_echoes':
    case 'smb_message_echoes':
      return (place) => readConversation(place, {});
    case 'standby':
      return readStandby;
    case 'user_id_update':
      return (place) => each(place, 'user_id_update', readUserIdUpdate);
    case 'user_preferences':
      return (place) => each(place, 'user_preferences', (news) => readPreference(news, directoryOf(place.value)));
    default:
      return undefined;
  }
}

function* readStandby(place: Place): Generator<ChannelEvent> {
  const inner = objectAt(place.value, 'standby');
  if (!inner) yield ignored(place.what, 'malformed: standby without its inner object');
  // People may be listed on either level; the inner one is nearer to the messages.
  else yield* readConversation({ ...place, value: { contacts: place.value['contacts'], ...inner } }, { standby: true });
}

function* readConversation(place: Place, flags: { standby?: true }): Generator<ChannelEvent> {
  const directory = directoryOf(place.value);
  const inbound: MessageOrigin = { directory, ...flags };
  const outbound: MessageOrigin = { ...inbound, echo: true };
  yield* each(place, 'messages', (message) => readMessage(message, inbound));
  yield* each(place, 'message_echoes', (message) => readMessage(message, outbound));
  yield* each(place, 'statuses', (status) => readStatus(status, directory));
  yield* each(
    place,
    'errors',
    (error) => `the account reports error ${textAt(error, 'code')}: ${textAt(error, 'title')}`,
  );
  const known = ['messages', 'message_echoes', 'statuses', 'errors'];
  if (!known.some((name) => name in place.value)) {
    yield ignored(place.what, `nothing that we know inside: ${Object.keys(place.value).slice(0, 10).join(', ')}`);
  }
}

/** Reads each element of a list; a reader answers with an event, or with the reason for none. */
function* each(
  place: Place,
  name: string,
  read: (element: JsonObject) => ChannelEvent | string,
): Generator<ChannelEvent> {
  const elements = place.value[name];
  if (elements !== undefined && !Array.isArray(elements))
    yield ignored(`${place.what}.${name}`, 'malformed: not a list');
  for (const [index, element] of listAt(place.value, name).entries()) {
    const event = isObject(element) ? read(element) : 'malformed: not an object';
    yield typeof event === 'string' ? ignored(`${place.what}.${name}[${index}]`, event) : event;
  }
}

/** An app's webhook serves all of its numbers; each number is a connection of its own. */
function whyNotOurs({ value, config }: Place): string | undefined {
  const number = numberOf(value);
  if (number === undefined) return 'malformed: metadata.phone_number_id is missing';
  if (number === config.phoneNumberId) return undefined;
  return `meant for phone number ID ${number}, not for this connection’s ${config.phoneNumberId}`;
}

function whyPassedOver(field: string): string {
  const known = PASSED_OVER.get(field);
  if (known) return known;
  if (field.startsWith('group_')) return 'news about a group chat: only chats with one person are served';
  return 'a webhook field that we do not know';
}

function ignored(what: string, why: string): IgnoredEvent {
  return { type: 'ignored', what, why };
}
