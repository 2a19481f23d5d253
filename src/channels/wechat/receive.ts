import { Failure } from '../../base/failure.ts';
import type { ChannelEvent } from '../../message/channel-event.ts';
import type { HookRequest, HookResponse, Received } from '../channel.ts';
import { decrypt } from './cipher.ts';
import type { WechatConfig } from './config.ts';
import { readContent } from './content.ts';
import { readNews } from './news.ts';
import type { Envelope } from './envelope.ts';
import { encryptedIn } from './verify.ts';
import { readXml } from './xml.ts';

/** What WeChat takes as “message received, no answer here”. */
const SUCCESS: HookResponse = { status: 200, contentType: 'text/plain', body: 'success' };

/**
 * Reads a verified webhook, which holds one message or one piece of news, or the set-up call, whose `echostr` is given
 * back. An encrypted message is the only thing that counts where the connection has a key, whatever stands beside it.
 * Throws a `Failure` with code `invalid` when the body is no XML of WeChat’s.
 */
export function receive(request: HookRequest, config: WechatConfig): Received {
  const { echostr } = request.query;
  if (request.method === 'GET') {
    return { events: [], response: { status: 200, contentType: 'text/plain', body: echostr ?? '' } };
  }
  return { events: readEnvelope(openedUp(request.body, config)), response: SUCCESS };
}

function openedUp(body: Uint8Array, { encodingAesKey: key, appId }: WechatConfig): string {
  if (key === undefined) return Buffer.from(body).toString('utf8');
  const message = decrypt(encryptedIn(body) ?? '', { key, appId });
  if (message !== undefined) return message;
  throw new Failure({
    code: 'invalid',
    message: 'This webhook holds no message that the connection’s EncodingAESKey and AppID open.',
  });
}

function readEnvelope(source: string): readonly ChannelEvent[] {
  const fields = readXml(source);
  const type = fields?.get('MsgType');
  if (!fields || !type) {
    throw new Failure({ code: 'invalid', message: 'This is not a WeChat webhook: it is no XML with a MsgType.' });
  }
  const from = fields.get('FromUserName')?.trim() ?? '';
  const seconds = fields.get('CreateTime')?.trim() ?? '';
  const news = type === 'event';
  const id = fields.get('MsgId')?.trim() ?? '';
  const what = news ? `event ${fields.get('Event') ?? 'without a name'}` : `${type} ${id}`.trim();
  if (from === '' || !/^\d{1,11}$/.test(seconds)) return [ignored(what, 'malformed: without a sender or a time')];
  const sender = { key: from, addresses: [{ kind: 'user', value: from }] } as const;
  const envelope: Envelope = { fields, type, seconds, at: Number(seconds) * 1000, sender };
  const events = news ? readNews(envelope) : readMessage(envelope, id);
  return typeof events === 'string' ? [ignored(what, events)] : events;
}

function readMessage({ fields, type, at, sender }: Envelope, id: string): readonly ChannelEvent[] | string {
  if (!/^\d+$/.test(id)) return 'malformed: a message without an id';
  const content = readContent(type, fields);
  return typeof content === 'string' ? content : [{ type: 'message', id, at, sender, content }];
}

function ignored(what: string, why: string): ChannelEvent {
  return { type: 'ignored', what, why };
}
