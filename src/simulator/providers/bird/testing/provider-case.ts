import { createHash, createHmac } from 'node:crypto';
import type { JsonObject } from '../../../../base/json.ts';
import type { BusinessCall, ProviderCase } from '../../../phone/provider.contract.ts';
import type { ProviderKind } from '../../../phone/provider.ts';
import { demoOptions } from '../../../phone/run-many.ts';

/** Who is called and how: the word in front of events, and the kind of identifier that people have. */
export type CaseOptions = {
  kind: ProviderKind;
  word: string;
  key: string;
  choices?: true;
  statuses?: ProviderCase['statuses'];
};

/** What the suite of phones needs to know of one behind Bird. */
export function birdCase({ kind, word, key, choices, statuses = {} }: CaseOptions): ProviderCase {
  const send = (to: string, text: JsonObject, accessKey?: string) =>
    messageCall(kind, { receiver: receiverOf(key, to), body: { type: 'text', text } }, accessKey);
  return {
    kind,
    signed: ({ url, bytes, headers }) => {
      const head = Buffer.from(`${headers['messagebird-request-timestamp']}\n${url}\n`);
      const signed = Buffer.concat([head, createHash('sha256').update(bytes).digest()]);
      const expected = createHmac('sha256', 'demo-signing-key').update(signed).digest('base64');
      return headers['messagebird-signature'] === expected;
    },
    subscribe: (url) => ({
      path: `/organizations/o-1/workspaces/${demoOptions(kind)['workspaceId']}/webhook-subscriptions`,
      headers: { authorization: 'AccessKey demo-access-key' },
      body: { service: 'channels', event: `${word}.inbound`, url, signingKey: 'demo-signing-key' },
    }),
    text: (to, text) => send(to, { text }),
    stranger: (to, text) => send(to, { text }, 'wrong'),
    ...(choices && {
      choices: (to, text, offered) =>
        send(to, {
          text,
          actions: offered.map(({ id, title }) => ({ type: 'postback', postback: { text: title, payload: id } })),
        }),
    }),
    accepted: ({ status }) => status === 202,
    statuses: { sent: /"status":"sent"/, failed: /"status":"delivery_failed"/, ...statuses },
  };
}

/** The call by which a business sends something. */
export function messageCall(kind: ProviderKind, body: JsonObject, accessKey = 'demo-access-key'): BusinessCall {
  const { workspaceId, channelId } = demoOptions(kind);
  const path = `/workspaces/${workspaceId}/channels/${channelId}/messages`;
  return { path, headers: { authorization: `AccessKey ${accessKey}` }, body };
}

/** Somebody, by an identity as `person` gives it. */
export function receiverOf(identifierKey: string, to: string): JsonObject {
  const identifierValue = identifierKey === 'phonenumber' ? `+${to}` : to;
  return { contacts: [{ identifierKey, identifierValue }] };
}
