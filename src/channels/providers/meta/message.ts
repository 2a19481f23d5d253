import type { JsonObject } from '../../../base/json.ts';
import type { MessageEvent } from '../../../message/channel-event.ts';
import type { InboundContent } from '../../../message/content.ts';
import { objectAt, objectsAt, textAt } from '../reading.ts';
import { readAttachment } from './attachment.ts';
import { type Frame, messageOf, type Reading } from './frame.ts';
import { referralAt } from './referral.ts';

/** Stands before the key of a send, so that a text of another program is not taken for one. */
export const OWN = 'rondine:';

/**
 * A message of a person, or one that left our side. What we sent ourselves comes back as the status `sent`, with our
 * effect where the send carried it; what staff or another program sent is an echo. Several attachments are one message
 * each, together an album; words beside them are the caption of the first.
 */
export function readMessage(message: JsonObject, frame: Frame): readonly Reading[] {
  const id = textAt(message, 'mid');
  if (id === undefined) return ['malformed: a message without an id'];
  if (frame.echo && isOwn(message, frame)) return [sentStatus(id, message, frame)];
  if (message['is_deleted'] === true)
    return [messageOf(frame, { id: `${id}:deleted`, content: { kind: 'revoke', of: id } })];
  const contents = contentsOf(message);
  if (contents.length === 0) return [`a message that holds nothing we know: ${Object.keys(message).join(', ')}`];
  const more = extrasOf(message);
  return contents.map((content, index) =>
    messageOf(frame, {
      id: index === 0 ? id : `${id}:${index + 1}`,
      content,
      ...more,
      ...(contents.length > 1 && { album: id }),
    }),
  );
}

/** By the app, where both are known; else by the text that we gave it. What has neither is known by its id later. */
function isOwn(message: JsonObject, { recipient: { appId } }: Frame): boolean {
  const app = textAt(message, 'app_id');
  if (appId !== undefined && app !== undefined) return app === appId;
  return keyIn(message) !== undefined;
}

function keyIn(message: JsonObject): string | undefined {
  const metadata = textAt(message, 'metadata');
  return metadata?.startsWith(OWN) && metadata.length > OWN.length ? metadata.slice(OWN.length) : undefined;
}

function sentStatus(id: string, message: JsonObject, { person, at }: Frame): Reading {
  const effect = keyIn(message);
  return { type: 'status', id, status: 'sent', at, recipient: person, ...(effect !== undefined && { effect }) };
}

function contentsOf(message: JsonObject): readonly InboundContent[] {
  const text = textAt(message, 'text');
  const payload = textAt(objectAt(message, 'quick_reply'), 'payload');
  if (payload !== undefined) return [{ kind: 'choice', id: payload, title: text ?? payload }];
  if (message['is_unsupported'] === true) return [{ kind: 'unsupported', what: 'a message that the API cannot show' }];
  const attached = objectsAt(message, 'attachments').map(readAttachment);
  const [first, ...rest] = text === undefined ? attached : attached.filter(({ kind }) => kind !== 'text');
  if (!first) return text === undefined ? [] : [{ kind: 'text', text }];
  if (text === undefined) return [first, ...rest];
  if (first.kind === 'media') return [{ ...first, caption: text }, ...rest];
  return [{ kind: 'text', text }, first, ...rest];
}

/** The quoted message, and what led the person here: an ad, a link, one of our stories. */
function extrasOf(message: JsonObject): Pick<MessageEvent, 'replyTo' | 'referral'> {
  const quoted = objectAt(message, 'reply_to');
  const replyTo = textAt(quoted, 'mid');
  const referral = referralAt(message) ?? storyOf(message, quoted);
  return { ...(replyTo !== undefined && { replyTo }), ...(referral && { referral }) };
}

function storyOf(message: JsonObject, quoted: JsonObject | undefined): JsonObject | undefined {
  const story = objectAt(quoted, 'story');
  if (story) return { source: 'story_reply', ...idAndUrl(story) };
  const mention = objectsAt(message, 'attachments').find(({ type }) => type === 'story_mention');
  return mention && { source: 'story_mention', ...idAndUrl(objectAt(mention, 'payload')) };
}

function idAndUrl(object: JsonObject | undefined): JsonObject {
  const id = textAt(object, 'id');
  const url = textAt(object, 'url');
  return { ...(id !== undefined && { id }), ...(url !== undefined && { url }) };
}
