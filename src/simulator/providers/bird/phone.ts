import { randomUUID } from 'node:crypto';
import type { Phone } from '../../phone/phone.ts';
import type { Provider, ProviderKind } from '../../phone/provider.ts';
import { commonSettings } from '../../phone/settings.ts';
import { smsIdentity, smsKind } from '../sms.ts';
import { answerBird, refusalOf } from './api.ts';
import { birdRequest, inboundLetter, statusLetter } from './letter.ts';
import { type BirdService, NUMBER_KEY } from './service.ts';

const USER_ID = /^[1-9]\d{4,19}$/;

/** How people are named where the business sees no numbers. */
const userIdentity: Provider['identity'] = {
  read: (text) => (USER_ID.test(text) ? { userId: text } : undefined),
  says: 'an id of the person for this account (5 to 20 digits)',
};

/** How a phone behind Bird is listed; `place` tells the channels of the one workspace apart. */
export type Listing = { id: string; title: string; accent: string; place: number };

/** A phone that is reached by Bird's channels API, in the list of simulators. */
export function birdPhone({ id, title, accent, place }: Listing, service: BirdService): ProviderKind {
  const { numbers: _known, ...kind } = smsKind;
  const person = (serial: number) => `5512345${String(serial).padStart(8, '0')}`;
  return {
    ...(service.key === NUMBER_KEY ? smsKind : { ...kind, person }),
    id,
    title,
    accent,
    options: {
      workspaceId: { demo: '00000000-0000-4000-8000-000000000001', help: 'the workspace' },
      channelId: { demo: `00000000-0000-4000-8000-00000000000${place}`, help: `the ${service.name} channel` },
      accessKey: { demo: 'demo-access-key', help: 'goes with every call' },
      signingKey: { demo: 'demo-signing-key', help: 'signs webhooks' },
    },
    overlay: (url) => ({ apiBase: url }),
    config: { organizationId: '00000000-0000-4000-8000-000000000003' },
    open: (phone, options) => openBird(phone, options, service),
  };
}

function openBird(phone: Phone, options: Readonly<Record<string, string>>, service: BirdService): Provider {
  const { workspaceId: workspace = '', channelId: channel = '', accessKey = '', signingKey = '' } = options;
  const own = { workspace, channel, accessKey, signingKey };
  const wire = { phone, own, service };
  const { windowMs } = service;
  return {
    accounts: [channel],
    settings: commonSettings({}, service.statuses),
    deeds: service.deeds,
    identity: service.key === NUMBER_KEY ? smsIdentity : userIdentity,
    hear: (_arrival, usual) => ({ ...usual(), ...(windowMs !== undefined && { windowMs }) }),
    tell: (news) => news.map((each) => inboundLetter(wire, each)),
    report: (news) => statusLetter(wire, news),
    request: (hook, url) => birdRequest(phone, own, hook, url),
    answer: (call) => answerBird(wire, call),
    refuse: refusalOf,
    messageId: () => randomUUID(),
  };
}
