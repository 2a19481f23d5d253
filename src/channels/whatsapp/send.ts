import { Failure } from '../../base/failure.ts';
import type { JsonObject } from '../../base/json.ts';
import { addressOf } from '../../message/address.ts';
import type { ChoicesContent, ContactCard, Content, MediaContent, MediaRef } from '../../message/content.ts';
import type { HttpResponse } from '../../net/http.ts';
import type { ChannelIo, OutboundMessage } from '../channel.ts';
import { capabilities, HEADER_AND_FOOTER_MAX } from './capabilities.ts';
import { graphUrl, type WhatsAppConfig } from './config.ts';
import { parseObject } from './errors.ts';
import { objectsAt, textAt } from './fields.ts';
import { graphRefusal } from './graph.ts';
import { templatePart } from './template-parts.ts';
import { uploadOf } from './upload.ts';

const CAPTIONED: readonly MediaContent['media'][] = ['image', 'video', 'document'];

/**
 * Sends one part and resolves to Meta's message id (wamid).
 * Meta does not drop repetitions: sending twice delivers twice. It returns `message.key` in each status, which proves
 * that a send of unknown outcome happened. An answer that cannot be read is an unknown outcome.
 */
export async function send(message: OutboundMessage, io: ChannelIo<WhatsAppConfig>): Promise<{ id: string }> {
  const { config } = io;
  const body = messageBody({ ...message, content: await withUploads(message.content, io) });
  const response = await io.http({
    method: 'POST',
    url: graphUrl(config, `${encodeURIComponent(config.phoneNumberId)}/messages`),
    headers: { authorization: `Bearer ${config.accessToken}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (response.status >= 200 && response.status < 300) {
    const id = messageIdOf(response);
    if (id !== undefined) return { id };
  }
  throw explainTemplateByUserId(message, refusalOrUnknown(response, io));
}

/** The same content with Meta's ids in place of links that Meta cannot follow. */
async function withUploads(content: Content, io: ChannelIo<WhatsAppConfig>): Promise<Content> {
  if (content.kind === 'media') return uploaded(content, io);
  if (content.kind !== 'template' || !content.header || !('url' in content.header)) return content;
  return { ...content, header: await uploaded(content.header, io) };
}

async function uploaded<Linked extends { url?: string; file?: MediaRef }>(
  linked: Linked,
  io: ChannelIo<WhatsAppConfig>,
): Promise<Linked> {
  const { url, ...rest } = linked;
  const id = url === undefined ? undefined : await uploadOf(url, io);
  if (id === undefined || url === undefined) return linked;
  const name = decodeURIComponent(URL.parse(url)?.pathname.split('/').at(-1) ?? '');
  return { ...rest, file: { id, mime: '', ...(name && { name }) } } as unknown as Linked;
}

/** The request body for one part: what the API's `messages` endpoint takes. */
export function messageBody(message: OutboundMessage): JsonObject {
  const { content, key, replyTo } = message;
  return {
    messaging_product: 'whatsapp',
    recipient_type: 'individual',
    ...recipientOf(message),
    // A reaction names its message itself.
    ...(replyTo && content.kind !== 'reaction' && { context: { message_id: replyTo } }),
    biz_opaque_callback_data: key,
    ...bodyOf(content),
  };
}

/** The number where there is one, because a template with a login code cannot go to a BSUID; else the BSUID. */
function recipientOf(message: OutboundMessage): JsonObject {
  const phone = addressOf(message.to, 'phone')?.replaceAll(/\D/g, '');
  if (phone) return { to: phone };
  const user = addressOf(message.to, 'user');
  if (user) return { recipient: user };
  throw invalid('The contact has neither a phone number nor a WhatsApp user id; add one of them.');
}

function bodyOf(content: Content): JsonObject {
  switch (content.kind) {
    case 'text':
      return { type: 'text', text: { body: content.text, preview_url: /https?:\/\//i.test(content.text) } };
    case 'choices':
      return { type: 'interactive', interactive: interactiveOf(content) };
    case 'media':
      return { type: content.media, [content.media]: mediaOf(content) };
    case 'location': {
      const { kind: _, ...location } = content;
      return { type: 'location', location };
    }
    case 'contacts':
      return { type: 'contacts', contacts: content.contacts.map(cardOf) };
    case 'template':
      return { type: 'template', template: templatePart(content) };
    case 'reaction':
      return { type: 'reaction', reaction: { message_id: content.to, emoji: content.emoji } };
  }
}

function interactiveOf(content: ChoicesContent): JsonObject {
  const frame = frameOf(content);
  if (isList(content)) {
    const rows = content.choices.map(({ id, title, description }) => ({
      id,
      title,
      ...(description && { description }),
    }));
    return { type: 'list', ...frame, action: { button: content.listButton ?? 'Menu', sections: [{ rows }] } };
  }
  const buttons = content.choices.map(({ id, title }) => ({ type: 'reply', reply: { id, title } }));
  return { type: 'button', ...frame, action: { buttons } };
}

function isList({ style, choices }: ChoicesContent): boolean {
  if (style !== 'auto') return style === 'list';
  const { max, title } = capabilities.buttons ?? { max: 0, title: 0 };
  return choices.length > max || choices.some((choice) => choice.title.length > title || choice.description);
}

/** Header, body and footer. A header or footer over WhatsApp's limit moves into the body, where there is room. */
function frameOf({ header = '', text, footer = '' }: ChoicesContent): JsonObject {
  const headerFits = header.length <= HEADER_AND_FOOTER_MAX;
  const footerFits = footer.length <= HEADER_AND_FOOTER_MAX;
  const body = [headerFits ? '' : header, text, footerFits ? '' : footer].filter(Boolean).join('\n\n');
  return {
    ...(header && headerFits && { header: { type: 'text', text: header } }),
    body: { text: body },
    ...(footer && footerFits && { footer: { text: footer } }),
  };
}

function mediaOf({ media, url, file, caption }: MediaContent): JsonObject {
  const source = url ? { link: url } : file ? { id: file.id } : undefined;
  if (!source) throw invalid(`The ${media} has neither a link nor a file.`);
  if (caption && !CAPTIONED.includes(media)) throw invalid(`WhatsApp shows no caption on ${media}; send it as text.`);
  return { ...source, ...(caption && { caption }), ...(media === 'document' && file?.name && { filename: file.name }) };
}

function cardOf(card: ContactCard): JsonObject {
  return {
    // Beside the whole name WhatsApp wants at least one of its parts.
    name: { formatted_name: card.name, first_name: card.name },
    ...(card.phones.length > 0 && { phones: card.phones.map((phone) => ({ phone })) }),
    ...(card.emails.length > 0 && { emails: card.emails.map((email) => ({ email })) }),
  };
}

function messageIdOf(response: HttpResponse): string | undefined {
  return textAt(objectsAt(parseObject(response.text()), 'messages')[0], 'id');
}

function refusalOrUnknown(response: HttpResponse, io: ChannelIo<WhatsAppConfig>): Failure {
  const refused = response.status >= 300 || parseObject(response.text())?.['error'] !== undefined;
  if (refused) return graphRefusal(response, io, true);
  return new Failure({
    code: 'unknown_outcome',
    message: `WhatsApp answered with HTTP ${response.status} but no message id: the message may have been sent.`,
    details: { status: response.status },
  });
}

/** Which templates hold login codes only Meta knows, so the rule for them is told when Meta has refused. */
function explainTemplateByUserId(message: OutboundMessage, failure: Failure): Failure {
  const byUserId = message.content.kind === 'template' && !addressOf(message.to, 'phone');
  if (!byUserId || failure.code !== 'invalid') return failure;
  const hint =
    'If this is an authentication template, it needs the person’s phone number; here only the user id is known.';
  return new Failure({ ...failure.data, message: `${failure.data.message} ${hint}` });
}

function invalid(message: string): Failure {
  return new Failure({ code: 'invalid', message });
}
