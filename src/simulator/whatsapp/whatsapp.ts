import { isObject, type JsonObject } from '../../base/json.ts';
import { ControlProblem, demand } from '../phone/control-input.ts';
import { customerOf, type ControlRoutes } from '../phone/control.ts';
import { deedShapes, type Deed, type DeedShapes } from '../phone/deed.ts';
import type { Fault } from '../phone/faults.ts';
import type { Phone } from '../phone/phone.ts';
import type { Answer, Provider, ProviderKind, StatusNews } from '../phone/provider.ts';
import { factsOf, isSubscribed, overrideOf, type NumberFacts } from './account.ts';
import { changeTemplate, judgeNumber } from './account-news.ts';
import { errorBody, statusOf } from './graph-error.ts';
import { createGraph } from './graph-routes.ts';
import { shakeHands } from './handshake.ts';
import { groupChanges, hear, type WhatsAppHeard } from './hear.ts';
import { parseIdentity } from './identity.ts';
import type { Inbound } from './inbound.ts';
import { SETTING_SHAPES, type PhoneOptions } from './options.ts';
import { asWhatsApp, letterOf, type WhatsAppPhone } from './phone.ts';
import { handOver, writeAsStaff } from './staff.ts';
import { readTemplate } from './templates.ts';
import { signature, statusChange, type Change } from './webhook-body.ts';

/** Meta's side of a phone on WhatsApp. */
export type WhatsAppProvider = Provider<WhatsAppHeard> & { phone: WhatsAppPhone };

const DEEDS: DeedShapes = {
  ...deedShapes('text', 'image', 'video', 'audio', 'document', 'sticker', 'location', 'contacts'),
  button: { id: 'string', title: 'string' },
  list: { id: 'string', title: 'string' },
  templateButton: { payload: 'string', text: 'string' },
  form: { values: 'object' },
  ...deedShapes('reaction'),
  order: { catalogId: 'string', items: 'list' },
  ...deedShapes('edit', 'revoke'),
  unsupported: 'boolean',
  welcome: 'boolean',
  marketing: 'boolean',
  changeNumber: { number: 'string' },
  changeUserId: { userId: 'string' },
};

/** Makes a phone one on WhatsApp: webhooks as Meta signs them, and the Graph API. */
export function openWhatsApp(common: Phone, options: PhoneOptions): WhatsAppProvider {
  const phone = asWhatsApp(common, options);
  const { business, rules } = phone;
  return {
    phone,
    accounts: [...business.numbers.keys()],
    settings: rules,
    settingShapes: SETTING_SHAPES,
    deeds: DEEDS,
    identity: { read: parseIdentity, says: 'a phone number with country code or a user id (CC.abc)' },
    traits: { parentUserId: 'string', hidesNumber: 'boolean', noMarketing: 'boolean' },
    hear: (arrival) => hear(phone, arrival),
    tell: (news) => {
      const heard = groupChanges(phone, news).filter(({ number }) => isSubscribed(phone, number.wabaId));
      return heard.length === 0 ? [] : [letterOf(heard)];
    },
    report: (news) => letterOf([statusOfMessage(phone, news)]),
    request: ({ body, facts }, url) => ({
      method: 'POST',
      url: overrideOf(phone, String(facts?.['account'])) ?? url,
      headers: {
        'content-type': 'application/json',
        'user-agent': 'facebookexternalua',
        'x-hub-signature-256': signature(body, business.appSecret),
      },
      body,
    }),
    taken: ({ status }) => (status === 200 ? undefined : `answered ${status}`),
    answer: createGraph(phone),
    refuse,
    messageId: ({ key }) => phone.ids.wamid(key),
    tapped: ({ via, id, title, description }) => {
      if (via === 'button') return asDeed({ button: { id, title } });
      if (via === 'template') return asDeed({ templateButton: { payload: id, text: title } });
      return asDeed({ list: { id, title, ...(description !== undefined && { description }) } });
    },
    control: controlOf(phone),
  };
}

/** WhatsApp in the list of simulators. */
export const whatsapp: ProviderKind = {
  id: 'whatsapp',
  title: 'WhatsApp',
  options: {
    appSecret: { demo: 'demo-app-secret', help: 'signs webhooks' },
    verifyToken: { demo: 'demo-verify-token', help: 'webhook handshake' },
    accessToken: { demo: 'demo-access-token', help: 'expected as Bearer token' },
    phoneNumberId: { demo: '106540352242922', help: "the business number's id" },
    displayNumber: { demo: '15550001111', help: 'the business number' },
    wabaId: { demo: '102290129340398', help: 'the business account' },
  },
  overlay: (url) => ({ apiBase: url }),
  webhook: true,
  person: (serial) => `39333${String(serial).padStart(7, '0')}`,
  numbers: true,
  hidden: (serial) => `IT.2026${String(serial).padStart(12, '0')}`,
  accent: '#0b6b4f',
  open: (phone, { appSecret = '', verifyToken = '', accessToken = '', phoneNumberId = '', displayNumber, wabaId }) =>
    openWhatsApp(phone, {
      appSecret,
      verifyToken,
      accessToken,
      phoneNumberId,
      ...(displayNumber !== undefined && { displayPhoneNumber: displayNumber }),
      ...(wabaId !== undefined && { wabaId }),
    }),
};

function asDeed(inbound: Inbound): Deed {
  return inbound;
}

function statusOfMessage({ business }: WhatsAppPhone, { message, customer, tick, facts }: StatusNews): Change {
  const number = business.numbers.get(message.account) ?? business.number;
  const { category } = facts;
  return statusChange(number, {
    message,
    customer,
    tick,
    category: typeof category === 'string' ? category : 'service',
  });
}

const CODE_OF_STATUS: Readonly<Record<number, number>> = { 401: 190, 429: 130429, 503: 2 };

const QUALITIES = ['GREEN', 'YELLOW', 'RED', 'UNKNOWN'] as const;

function readFacts({ quality, tier, nameStatus, status }: JsonObject): Partial<NumberFacts> {
  const judged = QUALITIES.find((each) => each === quality);
  return {
    ...(judged && { quality: judged }),
    ...(typeof tier === 'string' && { tier }),
    ...(typeof nameStatus === 'string' && { nameStatus }),
    ...(typeof status === 'string' && { status }),
  };
}

function refuse({ code, status }: Fault): Answer {
  const meant = Number(code ?? CODE_OF_STATUS[status ?? 500] ?? 131000);
  const body = errorBody({ code: meant, details: 'The simulator was told to refuse this call.' });
  const headers = { 'Content-Type': 'application/json;charset=UTF-8' };
  return { status: status ?? statusOf(meant), headers, body: JSON.stringify(body) };
}

function controlOf(phone: WhatsAppPhone): ControlRoutes {
  return {
    'POST templates': (_phone, body) => {
      const template = readTemplate(body);
      changeTemplate(phone, template);
      return template;
    },
    'POST customers/:id/staff': (_phone, body, id) => {
      const customer = customerOf(phone, body, id);
      return { id: writeAsStaff(phone, { customer, text: String(demand(body, 'text', 'string')) }).id };
    },
    'POST customers/:id/handover': (_phone, body, id) => {
      const { type, roles } = body;
      const customer = customerOf(phone, body, id);
      const to = typeof type === 'string' ? type : 'control_passed';
      handOver(phone, { customer, type: to, roles: isObject(roles) ? roles : {} });
      return {};
    },
    'POST number': (_phone, body) => {
      judgeNumber(phone, phone.business.number, readFacts(body));
      return factsOf(phone, phone.business.number);
    },
    'POST verify': (_phone, { token }) => {
      const { target } = phone.state;
      if (target === undefined) throw new ControlProblem('Set the webhook url first: POST /_control/webhook {"url"}.');
      return shakeHands(phone, target, typeof token === 'string' ? token : phone.business.verifyToken);
    },
  };
}
