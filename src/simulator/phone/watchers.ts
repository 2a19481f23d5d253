import type { ThreadMessage, Tick } from './model.ts';

/** Something that happened, for those who watch. */
export type PhoneEvent =
  | { type: 'message'; message: ThreadMessage }
  | { type: 'status'; message: string; tick: Tick }
  | { type: 'seen'; message: string; typing: boolean }
  /** A webhook waits; it may be due later. */
  | { type: 'queued'; hook: number }
  | { type: 'webhook'; hook: number; outcome: 'answered' | 'missed' | 'abandoned'; why?: string };

/** Telling and hearing of what happens on the phones. */
export type Watchers = {
  emit: (event: PhoneEvent) => void;
  /** Calls the listener for every event until the returned function is called. */
  watch: (listener: (event: PhoneEvent) => void) => () => void;
  /** Calls the listener for every message that the business sends to one customer. */
  watchCustomer: (key: string, listener: (message: ThreadMessage) => void) => () => void;
};

/** Makes an empty set of watchers. */
export function createWatchers(): Watchers {
  const all = new Set<(event: PhoneEvent) => void>();
  const perCustomer = new Map<string, Set<(message: ThreadMessage) => void>>();
  return {
    emit: (event) => {
      for (const listener of all) listener(event);
      if (event.type !== 'message' || event.message.from === 'customer') return;
      for (const listener of perCustomer.get(event.message.customer) ?? []) listener(event.message);
    },
    watch: (listener) => {
      all.add(listener);
      return () => void all.delete(listener);
    },
    watchCustomer: (key, listener) => {
      const listeners = perCustomer.get(key) ?? new Set();
      perCustomer.set(key, listeners.add(listener));
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) perCustomer.delete(key);
      };
    },
  };
}
