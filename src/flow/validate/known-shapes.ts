import type { FailureData } from '../../base/failure.ts';
import type { Address } from '../../message/address.ts';
import type { ContactContext, ConversationContext, MessageContext } from '../event-context.ts';
import type { Scope } from '../run.ts';
import { objectForm, type Form } from './shapes.ts';

/** Every member has a form: one that is added to the type is missing here until it is written down. */
function members<Type>(forms: Readonly<Record<keyof Required<Type>, Form>>): Form {
  return objectForm(forms);
}

const text: Form = { type: 'string' };
const number: Form = { type: 'number' };
const texts: Form = { type: 'array', items: text };
const anything: Form = {};

/** What templates read besides variables and input. */
export const KNOWN: Readonly<Record<Exclude<keyof Scope, 'vars' | 'input'>, Form>> = {
  contact: members<ContactContext>({
    id: text,
    name: text,
    phone: text,
    username: text,
    email: text,
    language: text,
    addresses: { type: 'array', items: members<Address>({ kind: text, value: text }) },
    fields: { type: 'object' },
    tags: texts,
    groups: texts,
    stage: text,
    attribution: { type: 'object' },
  }),
  conversation: members<ConversationContext>({
    id: text,
    channel: text,
    connection: text,
    queue: text,
    assignee: text,
    priority: text,
    lastInboundAt: number,
    busy: { type: 'boolean' },
  }),
  message: members<MessageContext>({
    id: text,
    text,
    content: { type: 'object' },
    at: number,
    referral: { type: 'object' },
    merged: number,
    parts: { type: 'array', items: { type: 'object' } },
  }),
  event: members<Scope['event']>({ at: number }),
  flow: members<Scope['flow']>({ id: text, name: text, version: number, language: text }),
  run: members<Scope['run']>({ id: text, resumeUrl: text }),
  failure: members<Omit<FailureData, 'inLine'>>({
    code: text,
    message: text,
    retryAfterMs: number,
    providerCode: text,
    providerMessage: text,
    fields: texts,
    details: { type: 'object' },
  }),
  settings: anything,
  secrets: anything,
};
