import type { JsonObject, JsonValue } from '../../../../base/json.ts';
import type { HttpRequest } from '../../../../net/http.ts';
import type { ChannelSuite, Refusal } from '../../../contract/suite.ts';
import { COMMON_REFUSALS, type GraphKeys, type GraphService, graphSuite, refused } from './graph-suite.ts';

/** What a suite of one of the two services knows: how its envelope is written, and who is who. */
type Service<C extends GraphKeys> = GraphService<C> & {
  /** The account, the app and the fields of its subscription. */
  account: string;
  app: string;
  fields: readonly string[];
  /** Stands before made-up ids of messages. */
  prefix: string;
  ada: string;
  /** Codes that the two services have each its own of. */
  codes: { closedWindow: number; unknownPerson: number };
  fromAda(rest: JsonObject): JsonObject;
  hook(elements: readonly JsonValue[], list?: string, account?: string): string;
};

const PICTURE = Buffer.from('the bytes of a picture');

/** The members of a suite that are the same for both services of Meta's messaging. */
export function metaSuite<C extends GraphKeys>(service: Service<C>) {
  const { object, prefix, ada, account, fromAda } = service;
  return {
    ...graphSuite(service),
    unknown: unknownBodies(service),
    accepted: { json: { recipient_id: ada, message_id: `${prefix}_SENT` }, id: `${prefix}_SENT` },
    refusals: refusals(service),
    accounts: {
      body: JSON.stringify({
        object,
        entry: [account, '42', account].map((id, index) => ({
          id,
          messaging: [fromAda({ recipient: { id }, message: { mid: `${prefix}_${index}`, text: 'Ciao' } })],
        })),
      }),
      accounts: [account, '42'],
    },
    acknowledge: { answer: () => ({ status: 200, json: { recipient_id: ada } }) },
    download: {
      file: { id: 'https://scontent.xx.fbcdn.net/a.jpg?oe=5F', mime: 'image/jpeg' },
      answer: () => ({ status: 200, body: PICTURE, headers: { 'content-type': 'image/png' } }),
      expected: { bytes: PICTURE, mime: 'image/png' },
    },
    /** The answer by which the subscription is whole. */
    subscribed: { data: [{ id: service.app, name: 'Rondine', subscribed_fields: [...service.fields] }] },
  } satisfies Partial<ChannelSuite<C>> & { subscribed: JsonObject };
}

/** What a send holds. */
export type MetaMessage = {
  text?: string;
  metadata?: string;
  quick_replies?: { title: string; payload: string }[];
  attachment?: { payload: { text?: string; buttons?: { title: string }[] } };
};

/** The message of a send. */
export function messageIn({ body }: HttpRequest): MetaMessage {
  return (JSON.parse(typeof body === 'string' ? body : '') as { message: MetaMessage }).message;
}

function unknownBodies<C extends GraphKeys>({ prefix, object, fromAda, hook }: Service<C>): string[] {
  const mid = `${prefix}_1`;
  return [
    hook([fromAda({ telepathy: { thoughts: [1] } })]),
    hook([fromAda({ message: { mid } })]),
    hook([fromAda({ message: { text: 'x' } })]),
    hook([fromAda({ timestamp: 'soon', message: { mid, text: 'x' } })]),
    hook([fromAda({ sender: { user_ref: 'x' }, optin: { ref: 'x' } })]),
    hook([fromAda({ postback: {} })]),
    hook([fromAda({ reaction: { mid, action: 'react', reaction: 'other' } })]),
    hook([fromAda({ message_edit: { mid } })]),
    hook([fromAda({ delivery: {} }), fromAda({ read: { watermark: 'x' } })]),
    hook([fromAda({ optin: { type: 'one_time_notif_req' } })]),
    hook([fromAda({ account_linking: { status: 'linked' } })]),
    hook([fromAda({ pass_thread_control: { new_owner_app_id: '1' } })]),
    hook([null, 7, {}, []]),
    hook([{ field: 'feed', value: {} }], 'changes'),
    hook([fromAda({ message: { mid, text: 'x' } })], 'messaging', '42'),
    `{"object":"${object}","entry":[null,{"id":"1"}]}`,
  ];
}

function refusals<C extends GraphKeys>({ codes }: Service<C>): Record<string, Refusal> {
  const closed = { code: 10, error_subcode: codes.closedWindow };
  const unknown = { code: 100, error_subcode: codes.unknownPerson };
  return {
    ...COMMON_REFUSALS,
    'another missing permission': { answer: refused(403, { code: 10 }), code: 'denied' },
    'a closed window': { answer: refused(400, closed), code: 'window_closed' },
    'a tag that is not approved': { answer: refused(400, { code: 100, error_subcode: 2_018_276 }), code: 'denied' },
    'somebody who blocked the account': {
      answer: refused(400, { code: 551, error_subcode: 1_545_041 }),
      code: 'denied',
    },
    'somebody unknown': { answer: refused(400, unknown), code: 'not_found' },
    'a wrong parameter': { answer: refused(400, { code: 100 }), code: 'invalid' },
    'too many calls': { answer: refused(400, { code: 613 }), code: 'rate_limited' },
    'too many calls of the account': { answer: refused(400, { code: 80_006 }), code: 'rate_limited' },
    'a service that is down': { answer: refused(500, { code: 2 }), code: 'unavailable' },
    'a broken policy': { answer: refused(400, { code: 368 }), code: 'denied' },
    'an error under HTTP 200': { answer: refused(200, { code: 100 }), code: 'invalid' },
  };
}
