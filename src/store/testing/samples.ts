import { id } from '../../base/ids.ts';
import { newRun, type Run } from '../../flow/run.ts';
import type { Kind, Records } from '../records.ts';

const AT = 1_790_000_000_000;
const digits = (n: number): string => n.toString().padStart(6, '0');
const lane = (n: number) => id.lane(`shop:+39333${digits(n)}`);

/** The n-th sample run: it waits for a reply in the middle of a small lead form. */
export function sampleRun(n: number, changes: Partial<Run> = {}): Run {
  const run = newRun({
    id: id.run(`r${digits(n)}`),
    flow: { id: id.flow('lead'), version: 3 },
    lane: lane(n),
    connection: id.connection('shop'),
    channel: 'whatsapp',
    conversation: id.conversation(`v${digits(n)}`),
  });
  return {
    ...run,
    at: id.step('askName'),
    wait: { id: 2, for: 'reply', effects: [], until: AT + n, since: AT },
    vars: { firstName: 'Ada', topic: 'preventivo', marketing: true },
    memo: { attempt: 1 },
    message: { id: `m${digits(n)}`, text: 'Perché no? 🐦', content: { kind: 'text', text: 'Perché no? 🐦' }, at: AT },
    issued: 2,
    revision: 3,
    changedAt: AT,
    ...changes,
  };
}

/** One typical record of every kind, different for each n; what the suite and the bench write. */
export const SAMPLES: { readonly [K in Kind]: (n: number) => Records[K] } = {
  seen: (n) => ({ key: `shop/wamid.${digits(n)}`, at: AT }),
  lane: (n) => ({
    key: lane(n),
    contact: id.contact(`c${digits(n)}`),
    conversation: id.conversation(`v${digits(n)}`),
    foreground: id.run(`r${digits(n)}`),
    held: [],
    at: AT,
  }),
  contact: (n) => ({
    key: id.contact(`c${digits(n)}`),
    name: 'Ada Rossi',
    language: 'it',
    addresses: [{ kind: 'phone', value: `+39333${digits(n)}` }],
    createdAt: AT,
  }),
  address: (n) => ({ key: `phone:+39333${digits(n)}`, contact: id.contact(`c${digits(n)}`) }),
  conversation: (n) => ({
    key: id.conversation(`v${digits(n)}`),
    lane: lane(n),
    contact: id.contact(`c${digits(n)}`),
    connection: id.connection('shop'),
    channel: 'whatsapp',
    state: 'flow',
    handoff: id.run(`r${digits(n)}`),
    replyTo: [{ kind: 'phone', value: `+39333${digits(n)}` }],
    channelContext: { thread: ['<1@example.org>', null, 2] },
    received: 2,
    lastInboundAt: AT,
    createdAt: AT,
  }),
  message: (n) => ({
    key: id.message(`v${digits(n)}/000001`),
    conversation: id.conversation(`v${digits(n)}`),
    lane: lane(n),
    direction: 'out',
    content: { kind: 'text', text: 'Come ti chiami?' },
    at: AT,
    providerId: `wamid.${digits(n)}`,
    effect: id.effect(id.run(`r${digits(n)}`), 1),
    status: 'failed',
    possiblyTwice: true,
    failure: { code: 'denied', message: 'The number does not take messages.', providerCode: '131026' },
  }),
  run: (n) => ({ key: id.run(`r${digits(n)}`), run: sampleRun(n) }),
  journal: (n) => ({
    key: `r${digits(n)}/000002`,
    run: id.run(`r${digits(n)}`),
    number: 2,
    at: AT,
    event: {
      at: AT,
      context: { contact: { id: `c${digits(n)}`, name: 'Ada Rossi', addresses: [] } },
      type: 'replied',
      wait: 1,
      message: { id: `m${digits(n)}`, text: 'Ada', content: { kind: 'text', text: 'Ada' }, at: AT },
    },
    after: sampleRun(n),
  }),
  effect: (n) => ({
    key: id.effect(id.run(`r${digits(n)}`), 1),
    run: id.run(`r${digits(n)}`),
    lane: lane(n),
    connection: id.connection('shop'),
    request: { kind: 'send', content: { kind: 'text', text: 'Come ti chiami?' } },
    target: { to: [{ kind: 'phone', value: `+39333${digits(n)}` }], message: id.message(`v${digits(n)}/000001`) },
    state: 'pending',
    attempts: 0,
    nextAt: AT + n,
    at: AT,
  }),
  flow: (n) => ({
    key: `lead@${n}`,
    flow: id.flow('lead'),
    version: n,
    hash: `hash ${n}`,
    content: {
      id: id.flow('lead'),
      version: n,
      name: 'Lead',
      language: 'it',
      settings: { timeZone: 'Europe/Rome', country: 'IT' },
      triggers: [{ type: 'message', keywords: ['info'] }],
      start: id.step('end'),
      steps: { [id.step('end')]: { type: 'end', params: {}, next: {} } },
    },
    current: n % 2 === 1,
    publishedAt: AT,
  }),
  connection: (n) => ({
    key: id.connection(`shop-${n}`),
    kind: 'channel',
    type: 'whatsapp',
    config: { phoneNumberId: '106540352242922' },
    state: 'broken',
    problem: { code: 'auth', message: 'The token has expired.', at: AT },
    seed: 'hash',
    simulator: true,
  }),
  memory: (n) => ({ key: `crm/cursor-${n}`, value: { at: AT, ids: ['a', 'b'] } }),
  setting: (n) => ({ key: `setting-${n}`, value: n }),
  stuck: (n) => ({ key: `s${digits(n)}`, lane: lane(n), event: { type: 'replied' }, message: 'Boom', at: AT }),
};
