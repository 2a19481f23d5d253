import type { Customer, DeliveryStatus, ThreadMessage } from './model.ts';
import type { Phone } from './phone.ts';
import type { Counters } from './state.ts';

/** A message as control calls show it: with the furthest status it has reached. */
export type MessageView = ThreadMessage & { status?: DeliveryStatus };

const RANK: readonly DeliveryStatus[] = ['sent', 'delivered', 'read', 'failed'];

/** Adds the furthest status, whatever the order in which they arrived. */
export function viewMessage(message: ThreadMessage): MessageView {
  const status = RANK.findLast((each) => message.ticks.some((tick) => tick.status === each));
  return { ...message, ...(status && { status }) };
}

/** Everything a customer and the business (all its accounts) have said, oldest first. */
export function customerMessages({ state, provider }: Phone, customer: Customer): ThreadMessage[] {
  return provider.accounts
    .flatMap((account) => state.threads.get(`${account}/${customer.key}`)?.messages ?? [])
    .toSorted((left, right) => left.at - right.at);
}

/** The counts of everything, and what should not have happened. */
export type Summary = Counters & {
  customers: number;
  /** Webhooks that wait to be taken. */
  webhooksPending: number;
  /** Callback data of sends that were accepted more than once. */
  repeatedCallbacks: string[];
  webhookUrl: string | null;
  now: number;
};

/** Counts what has happened so far. */
export function summarize({ state, now }: Phone): Summary {
  return {
    ...state.counters,
    customers: new Set(state.customers.values()).size,
    webhooksPending: state.hooks.size,
    repeatedCallbacks: [...state.repeated],
    webhookUrl: state.target ?? null,
    now: now(),
  };
}
