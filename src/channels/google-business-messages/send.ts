import { Failure } from '../../base/failure.ts';
import type { JsonObject } from '../../base/json.ts';
import { addressOf } from '../../message/address.ts';
import type { ChoicesContent, Content, MediaContent } from '../../message/content.ts';
import type { ChannelIo, OutboundMessage } from '../channel.ts';
import { uuidOf } from '../providers/key-uuid.ts';
import { parseObject, textAt } from '../providers/reading.ts';
import { unreadable } from '../providers/refusal.ts';
import { callApi, representative } from './api.ts';
import type { GbmConfig } from './config.ts';
import { GBM } from './errors.ts';

/**
 * Sends one part and resolves to its id, which is ours, made of the key: Google takes each id once, so a repeated send
 * changes nothing.
 */
export async function send(message: OutboundMessage, io: ChannelIo<GbmConfig>): Promise<{ id: string }> {
  const conversation = addressOf(message.to, 'user');
  if (conversation === undefined) {
    throw new Failure({ code: 'invalid', message: 'The contact has no conversation: only people can begin one.' });
  }
  const id = uuidOf(message.key);
  const body = { messageId: id, representative: representative(io.config, message.by), ...fieldsOf(message.content) };
  const response = await callApi(io, { method: 'POST', conversation, path: '/messages', body });
  if (response.status === 409) return { id };
  if (textAt(parseObject(response.text()), 'name') === undefined) throw unreadable(GBM.who, response, true);
  return { id };
}

/** Whatever a device cannot show it shows as the `fallback`; without one Google refuses the message. */
function fieldsOf(content: Content): JsonObject {
  switch (content.kind) {
    case 'text':
      return { text: content.text, fallback: content.text };
    case 'choices':
      return choicesFields(content);
    case 'media':
      return mediaFields(content);
    default:
      throw new Failure({
        code: 'unsupported',
        message: `${GBM.who} has no ${content.kind}; send the words as a text.`,
      });
  }
}

function choicesFields({ header, text, footer, choices }: ChoicesContent): JsonObject {
  const words = [header, text, footer].filter((block) => block?.trim()).join('\n\n');
  const suggestions = choices.map(({ id, title }) => ({ reply: { text: title, postbackData: id } }));
  return { text: words, fallback: [words, ...choices.map(({ title }) => `- ${title}`)].join('\n'), suggestions };
}

/** A picture stands alone; with words it is a card. Google fetches it by its link. */
function mediaFields({ media, url, file, caption }: MediaContent): JsonObject {
  const fileUrl = url ?? file?.id;
  if (media !== 'image' || !fileUrl) {
    throw new Failure({ code: 'unsupported', message: `${GBM.who} has no ${media}; send its link as a text.` });
  }
  const contentInfo = { fileUrl, forceRefresh: false };
  const fallback = [caption, fileUrl].filter(Boolean).join('\n');
  if (!caption) return { image: { contentInfo }, fallback };
  const cardContent = { description: caption, media: { height: 'MEDIUM', contentInfo } };
  return { richCard: { standaloneCard: { cardContent } }, fallback };
}
