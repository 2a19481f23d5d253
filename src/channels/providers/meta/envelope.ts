import { Failure } from '../../../base/failure.ts';
import { isObject, type JsonObject, type JsonValue } from '../../../base/json.ts';
import type { ChannelEvent, IgnoredEvent } from '../../../message/channel-event.ts';
import type { HookRequest, Received } from '../../channel.ts';
import { objectsAt, parseObject, textAt } from '../reading.ts';
import { readElement } from './element.ts';
import type { Recipient } from './frame.ts';

/**
 * Reads a verified request: the challenge of the handshake, or every event of a webhook, in the order given. An element
 * that cannot be read becomes `ignored` and leaves its neighbours alone; so do the parts of other accounts.
 * Throws a `Failure` with code `invalid` when the body is not JSON or not this service's envelope.
 */
export function receiveMeta(request: HookRequest, recipient: Recipient): Received {
  if (request.method === 'GET') {
    const body = request.query['hub.challenge'] ?? '';
    return { events: [], response: { status: 200, contentType: 'text/plain', body } };
  }
  return { events: Array.from(readEntries(parseEnvelope(request.body, recipient), recipient)) };
}

/** The accounts that a webhook has news of, each once. What cannot be read names none. */
export function accountsIn({ body }: HookRequest): readonly string[] {
  const envelope = parseObject(Buffer.from(body).toString('utf8'));
  return [...new Set(objectsAt(envelope, 'entry').flatMap((entry) => textAt(entry, 'id') ?? []))];
}

function parseEnvelope(body: Uint8Array, { who, object }: Recipient): readonly JsonValue[] {
  let envelope: unknown;
  try {
    envelope = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch (cause) {
    throw new Failure({ code: 'invalid', message: 'The webhook’s body is not JSON in UTF-8.' }, { cause });
  }
  const refuse = (why: string) => new Failure({ code: 'invalid', message: `This is no webhook of ${who}: ${why}.` });
  if (!isObject(envelope)) throw refuse('its body is not an object');
  if (envelope['object'] !== object) throw refuse(`its member "object" is not "${object}"`);
  if (!Array.isArray(envelope['entry'])) throw refuse('its member "entry" is not a list');
  return envelope['entry'] as readonly JsonValue[];
}

function* readEntries(entries: readonly JsonValue[], recipient: Recipient): Generator<ChannelEvent> {
  for (const [index, entry] of entries.entries()) {
    const what = `entry[${index}]`;
    const lists = isObject(entry) ? LISTS.filter((name) => Array.isArray(entry[name])) : [];
    if (!isObject(entry) || lists.length === 0) {
      yield ignored(what, 'malformed: an entry without a list of news');
      continue;
    }
    const account = textAt(entry, 'id');
    for (const name of lists) yield* readList(entry, { name, what: `${what}.${name}`, account, recipient });
  }
}

const LISTS = ['messaging', 'standby', 'changes'] as const;

type Place = { name: (typeof LISTS)[number]; what: string; account: string | undefined; recipient: Recipient };

function* readList(entry: JsonObject, { name, what, account, recipient }: Place): Generator<ChannelEvent> {
  for (const [index, element] of (entry[name] as readonly JsonValue[]).entries()) {
    const place = `${what}[${index}]`;
    if (name === 'changes') {
      yield ignored(place, whyNotChange(isObject(element) ? textAt(element, 'field') : undefined));
    } else if (account !== recipient.account) {
      yield ignored(place, `meant for account ${account ?? 'of no name'}, not for this connection’s`);
    } else if (isObject(element)) {
      for (const event of readElement(element, recipient, name === 'standby')) {
        yield typeof event === 'string' ? ignored(place, event) : event;
      }
    } else {
      yield ignored(place, 'malformed: not an object');
    }
  }
}

/** The button “Test” of the app's page sends its samples as changes, too. */
function whyNotChange(field: string | undefined): string {
  return `a change of ${field ?? 'no name'}: comments, test events and news of the account are not read`;
}

function ignored(what: string, why: string): IgnoredEvent {
  return { type: 'ignored', what, why };
}
