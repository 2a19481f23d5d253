import { createHmac, randomBytes } from 'node:crypto';
import type { Call } from '../../phone/call.ts';
import type { DeedShapes } from '../../phone/deed.ts';
import type { Phone } from '../../phone/phone.ts';
import type { Provider } from '../../phone/provider.ts';
import { commonSettings } from '../../phone/settings.ts';
import type { DeliveryStatus } from '../../phone/model.ts';
import { isSubscribed } from './api.ts';
import { refusalOf } from './graph-error.ts';
import type { Account, Service } from './service.ts';
import { hear, letterOf, tell } from './webhook.ts';

/** What a phone on one of Meta's services is made of. */
export type MetaParts = {
  phone: Phone;
  service: Service;
  account: Account;
  deeds: DeedShapes;
  answer: (call: Call) => Promise<void>;
  says: string;
};

/** The provider of a phone on one of Meta's services: signed webhooks, and statuses as far as the service tells them. */
export function metaProvider({ phone, service, account, deeds, answer, says }: MetaParts): Provider {
  return {
    accounts: [account.id],
    settings: commonSettings({}, Object.keys(service.statuses) as DeliveryStatus[]),
    deeds,
    identity: { read: (text) => (/^[1-9]\d{4,19}$/.test(text) ? { userId: text } : undefined), says },
    hear,
    tell: (news) => (isSubscribed(phone) ? news.flatMap((each) => tell(phone, service, each)) : []),
    report: (news) => {
      const element = service.statuses[news.tick.status]?.(news, account.appId);
      return element && letterOf({ object: service.object, account: account.id, at: news.tick.at }, element);
    },
    request: ({ body }, url) => {
      const signature = createHmac('sha256', account.appSecret).update(body).digest('hex');
      const headers = { 'content-type': 'application/json', 'x-hub-signature-256': `sha256=${signature}` };
      return { method: 'POST', url, headers, body };
    },
    answer,
    refuse: refusalOf,
    messageId: () => `m_${randomBytes(24).toString('base64url')}`,
  };
}
