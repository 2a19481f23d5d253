import { createHash } from 'node:crypto';
import { Failure } from '../../base/failure.ts';
import type { JsonObject } from '../../base/json.ts';
import { addressOf } from '../../message/address.ts';
import type { ChoicesContent, TemplateContent } from '../../message/content.ts';
import type { ChannelIo, OutboundMessage } from '../channel.ts';
import { textAt } from '../providers/reading.ts';
import { callApi, jsonCall } from './api.ts';
import type { WechatConfig } from './config.ts';
import { uploadOf } from './upload.ts';

type Io = ChannelIo<WechatConfig>;

/**
 * Sends one part as a customer-service message, or as a template. Only templates get an id from WeChat, and are dropped
 * when they are repeated; others get one that is made of our key, and may come twice after an answer got lost.
 */
export async function send(message: OutboundMessage, io: Io): Promise<{ id: string }> {
  const { content, key } = message;
  const touser = addressOf(message.to, 'user');
  if (touser === undefined) {
    throw new Failure({
      code: 'invalid',
      message: 'The contact has no openid of this WeChat account yet: only who follows it can be written to.',
    });
  }
  const call =
    content.kind === 'template'
      ? jsonCall('/cgi-bin/message/template/send', { touser, ...templateFields(content, key) })
      : jsonCall('/cgi-bin/message/custom/send', { touser, ...(await fieldsOf(message, io)) });
  const answer = await callApi(io, call);
  return { id: textAt(answer, 'msgid') ?? `sent/${key}` };
}

async function fieldsOf({ content }: OutboundMessage, io: Io): Promise<JsonObject> {
  switch (content.kind) {
    case 'text':
      return { msgtype: 'text', text: { content: content.text } };
    case 'choices':
      return { msgtype: 'msgmenu', msgmenu: menuOf(content) };
    case 'media': {
      const { type, mediaId } = await uploadOf(content, io);
      return { msgtype: type, [type]: { media_id: mediaId } };
    }
    default:
      throw new Failure({ code: 'unsupported', message: `WeChat has no ${content.kind}; send the words as a text.` });
  }
}

function menuOf({ header, text, footer, choices }: ChoicesContent): JsonObject {
  const head = [header, text].filter((block) => block?.trim()).join('\n\n');
  return {
    head_content: head,
    list: choices.map(({ id, title }) => ({ id, content: title })),
    ...(footer?.trim() && { tail_content: footer }),
  };
}

/** Values go by the names of the template’s fields; without names they are its keywords in order. */
function templateFields({ name, parameters, names, buttons = [] }: TemplateContent, key: string): JsonObject {
  const nameAt = (index: number) => names?.[index] ?? `keyword${index + 1}`;
  const url = buttons.find(({ kind }) => kind === 'url')?.value;
  return {
    template_id: name,
    ...(url !== undefined && { url }),
    data: Object.fromEntries(parameters.map((value, index) => [nameAt(index), { value }])),
    // WeChat takes 32 characters here.
    client_msg_id: createHash('sha256').update(key).digest('hex').slice(0, 32),
  };
}
