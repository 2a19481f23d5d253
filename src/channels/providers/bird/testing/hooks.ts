import type { JsonObject } from '../../../../base/json.ts';
import type { Sender } from '../../../../message/address.ts';
import type { MessageEvent, StatusEvent } from '../../../../message/channel-event.ts';
import type { ChannelFixture } from '../../../contract/suite.ts';

/** The channel that webhooks of the tests are about. */
export const CHANNEL = '3a1f0000-0000-4000-8000-000000000001';

/** The effect that messages of the tests were sent for. */
export const EFFECT = 'run-7#3';

const AT = Date.UTC(2026, 10, 20, 9, 30, 15, 123);
const TEXT = { type: 'text', text: { text: 'Ciao 👋' } };

/** Somebody as Bird names them, and as we know them. */
export type Person = { key: string; value: string; sender: Sender };

/** The webhooks of one service about one person, each with the event that it has to become. */
export function hooksOf(service: string, { key, value, sender }: Person) {
  const ada = { identifierKey: key, identifierValue: value };
  const hook = (what: string, payload: JsonObject): string =>
    JSON.stringify({
      service: 'channels',
      event: `${service}.${what}`,
      payload: { channelId: CHANNEL, ...payload },
    });
  const message = (id: string, rest: JsonObject = {}): string =>
    hook('inbound', {
      id,
      sender: { contact: { id: 'c-1', ...ada, annotations: { name: 'Ada Rossi' } } },
      receiver: { connector: { id: 'k-1', identifierValue: '' } },
      body: TEXT,
      reference: '',
      parts: [{ platformReference: 'p-1' }],
      status: 'delivered',
      reason: '',
      direction: 'incoming',
      createdAt: '2026-11-20T09:30:15.123Z',
      ...rest,
    });
  const status = (word: string, rest: JsonObject = {}): string =>
    hook('outbound', {
      id: 'm-9',
      receiver: { contacts: [{ id: 'c-1', ...ada }] },
      body: TEXT,
      reference: EFFECT,
      status: word,
      direction: 'outgoing',
      createdAt: '2026-11-20T09:00:00Z',
      lastStatusAt: '2026-11-20T10:30:15.123+01:00',
      ...rest,
    });
  return {
    hook,
    message,
    status,
    said: (rest: JsonObject, ...events: Partial<MessageEvent>[]): ChannelFixture => ({
      body: message('m-1', rest),
      events: events.map((event) => ({
        type: 'message',
        id: 'm-1',
        at: AT,
        sender: { ...sender, name: 'Ada Rossi' },
        content: { kind: 'text', text: 'Ciao 👋' },
        ...event,
      })),
    }),
    told: (
      word: string,
      rest: JsonObject,
      event: Pick<StatusEvent, 'status'> & Partial<StatusEvent>,
    ): ChannelFixture => ({
      body: status(word, rest),
      events: [{ type: 'status', id: 'm-9', at: AT, recipient: sender, effect: EFFECT, ...event }],
    }),
    read: (): ChannelFixture => ({
      body: hook('interaction', {
        id: 'i-1',
        messageId: 'm-9',
        messageReference: EFFECT,
        type: 'read',
        createdAt: '2026-11-20T09:30:15.123Z',
      }),
      events: [{ type: 'status', id: 'm-9', status: 'read', at: AT, effect: EFFECT }],
    }),
  };
}

/** What every messenger behind Bird tells: words, files by their addresses, sending and failing. */
export function commonWebhooks(service: string, person: Person): Record<string, ChannelFixture> {
  const { said, told, status, message } = hooksOf(service, person);
  return {
    text: said({}, {}),
    'a file': said(
      { body: { type: 'file', file: { files: [{ contentType: 'video/mp4', mediaUrl: mediaUrl('2') }] } } },
      { content: { kind: 'media', media: 'video', file: { id: mediaUrl('2'), mime: 'video/mp4' } } },
    ),
    pictures: said(
      {
        body: {
          type: 'image',
          image: { text: 'Ecco', images: [{ mediaUrl: mediaUrl('3') }, { mediaUrl: mediaUrl('4') }] },
        },
      },
      {
        album: 'm-1',
        content: { kind: 'media', media: 'image', file: { id: mediaUrl('3'), mime: 'image/jpeg' }, caption: 'Ecco' },
      },
      {
        id: 'm-1#1',
        album: 'm-1',
        content: { kind: 'media', media: 'image', file: { id: mediaUrl('4'), mime: 'image/jpeg' } },
      },
    ),
    'a kind that is new': said(
      { body: { type: 'hologram', hologram: {} } },
      { content: { kind: 'unsupported', what: 'hologram' } },
    ),
    sent: told('sent', {}, { status: 'sent' }),
    failed: told(
      'sending_failed',
      { failure: { code: 7, description: 'Not reachable' } },
      {
        status: 'failed',
        failure: {
          code: 'denied',
          message: 'Bird reports the message as sending_failed.',
          providerCode: '7',
          providerMessage: 'Not reachable',
        },
      },
    ),
    accepted: {
      body: status('accepted'),
      events: [{ type: 'ignored', what: `${service}.outbound m-9`, why: 'the status accepted tells of no change' }],
    },
    'our own message': {
      body: message('m-8', { direction: 'outgoing' }),
      events: [{ type: 'ignored', what: `${service}.inbound m-8`, why: 'our own message' }],
    },
  };
}

/** Where a file of a person lies with Bird. */
export function mediaUrl(id: string): string {
  return `https://media.nest.messagebird.com/workspaces/w/messages/m/media/${id}`;
}
