import { createHmac } from 'node:crypto';
import type { JsonObject } from '../../../../base/json.ts';
import type { BusinessCall, ProviderCase } from '../../../phone/provider.contract.ts';

type Known = Pick<ProviderCase, 'kind' | 'statuses'> & { account: string; token: string };

/** The send of a message to a person, from an account of one of Meta's two services. */
export function sender({ account, token }: Pick<Known, 'account' | 'token'>) {
  return (to: string, message: JsonObject, by = token): BusinessCall => ({
    path: `/v26.0/${account}/messages`,
    headers: { authorization: `Bearer ${by}` },
    body: { recipient: { id: to }, messaging_type: 'RESPONSE', message },
  });
}

/** What the suite of phones needs to know about either service. */
export function metaCase({ kind, statuses, ...account }: Known): ProviderCase {
  const message = sender(account);
  return {
    kind,
    signed({ bytes, headers }) {
      const signature = createHmac('sha256', 'demo-app-secret').update(bytes).digest('hex');
      return headers['x-hub-signature-256'] === `sha256=${signature}`;
    },
    text: (to, text) => message(to, { text }),
    stranger: (to, text) => message(to, { text }, 'wrong'),
    choices(to, text, choices) {
      const quick_replies = choices.map(({ id, title }) => ({ content_type: 'text', title, payload: id }));
      return message(to, { text, quick_replies });
    },
    accepted: ({ status, text }) => status === 200 && text.includes('"message_id"'),
    silent: ['block'],
    statuses,
  };
}
