import type { Flow } from '../flow/flow.ts';

/**
 * Makes something of a list of flows once, for as long as the list is in use: a book of flows gives the same list until
 * a flow is published, and every message asks for what lies in it.
 */
export function perList<T>(make: (flows: readonly Flow[]) => T): (flows: readonly Flow[]) => T {
  const made = new WeakMap<readonly Flow[], { of: T }>();
  return (flows) => {
    let known = made.get(flows);
    if (!known) made.set(flows, (known = { of: make(flows) }));
    return known.of;
  };
}
