import { Failure } from '../../../base/failure.ts';
import { isObject, type JsonObject } from '../../../base/json.ts';
import { addressOf } from '../../../message/address.ts';
import type { Choice, ChoicesContent, Content, MediaContent } from '../../../message/content.ts';
import type { OutboundMessage } from '../../channel.ts';
import { textAt } from '../reading.ts';
import { callGraph, type GraphIo } from './graph.ts';
import { OWN } from './message.ts';
import type { Platform } from './platform.ts';

const DAY_MS = 86_400_000;
/** Buttons that stay under their message: so many, below a text of at most so many characters. */
const BUTTONS = { max: 3, text: 640 };
const PAYLOAD_MAX = 1000;

/**
 * Sends one part and resolves to Meta's message id. Meta does not drop repetitions: sending twice delivers twice. An
 * answer that cannot be read is an unknown outcome.
 */
export async function sendPart(message: OutboundMessage, io: GraphIo, platform: Platform): Promise<{ id: string }> {
  const json = {
    ...recipientOf(message, platform),
    ...occasionOf(message, io.now(), platform),
    ...partOf(message, platform),
  };
  const path = `${encodeURIComponent(platform.node)}/messages`;
  const answer = await callGraph(io, platform, { method: 'POST', path, json, write: true });
  const id = textAt(answer, 'message_id');
  if (id !== undefined) return { id };
  throw new Failure({
    code: 'unknown_outcome',
    message: `${platform.who} took the message but gave no id for it: it may have been sent.`,
  });
}

function recipientOf({ to }: OutboundMessage, { who }: Platform): JsonObject {
  const id = addressOf(to, 'user');
  if (id !== undefined) return { recipient: { id } };
  throw invalid(`Nobody can be written to on ${who} before they have written: this contact has no id there.`);
}

/**
 * An answer; or, written by staff where they may answer for longer, one marked so after a day: never what a flow says. When the person wrote is told by what
 * their last message carried. No other tag exists any more.
 */
function occasionOf({ channelContext, by }: OutboundMessage, now: number, { humanAgent }: Platform): JsonObject {
  const wroteAt = isObject(channelContext) ? channelContext['at'] : undefined;
  if (by !== 'staff' || !humanAgent || typeof wroteAt !== 'number' || now - wroteAt <= DAY_MS)
    return { messaging_type: 'RESPONSE' };
  return { messaging_type: 'MESSAGE_TAG', tag: 'HUMAN_AGENT' };
}

function partOf({ content, key, replyTo }: OutboundMessage, { metadata }: Platform): JsonObject {
  return {
    message: {
      ...bodyOf(content),
      ...(metadata && { metadata: `${OWN}${key}` }),
      ...(replyTo !== undefined && { reply_to: { mid: replyTo } }),
    },
  };
}

function bodyOf(content: Content): JsonObject {
  switch (content.kind) {
    case 'text':
      return { text: content.text };
    case 'choices':
      return choicesOf(content);
    case 'media':
      return { attachment: attachmentOf(content) };
    default:
      throw new Failure({ code: 'unsupported', message: `This channel cannot carry ${content.kind}.` });
  }
}

/** Up to three choices as buttons that stay; more, or below a long text, as quick replies over the keyboard. */
function choicesOf({ header, text, footer, choices }: ChoicesContent): JsonObject {
  const words = [header, text, footer].filter((block) => block?.trim()).join('\n\n');
  if (choices.length <= BUTTONS.max && Array.from(words).length <= BUTTONS.text) {
    const buttons = choices.map((choice) => ({ type: 'postback', title: choice.title, payload: payloadOf(choice) }));
    return { attachment: { type: 'template', payload: { template_type: 'button', text: words, buttons } } };
  }
  const replies = choices.map((choice) => ({ content_type: 'text', title: choice.title, payload: payloadOf(choice) }));
  return { text: words, quick_replies: replies };
}

function payloadOf({ id, title }: Choice): string {
  if (id.length <= PAYLOAD_MAX) return id;
  throw invalid(`The id of the choice “${title}” is too long: at most ${PAYLOAD_MAX} characters come back.`);
}

const TYPES: Partial<Record<MediaContent['media'], string>> = {
  image: 'image',
  video: 'video',
  audio: 'audio',
  document: 'file',
};

/** A file by its link, which Meta fetches; one that was uploaded before, by its id. */
function attachmentOf({ media, url, file, caption }: MediaContent): JsonObject {
  const type = TYPES[media];
  const source = url ? { url } : file ? { attachment_id: file.id } : undefined;
  if (type === undefined || !source) throw invalid(`The ${media} cannot be sent here, or has neither link nor file.`);
  if (caption) throw invalid('Files have no caption here; send it as a text of its own.');
  return { type, payload: source };
}

function invalid(message: string): Failure {
  return new Failure({ code: 'invalid', message });
}
