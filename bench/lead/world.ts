import { startOrgServer } from '../../src/simulator/salesforce/server.ts';
import { createCustomer } from '../../src/simulator/whatsapp/customer.ts';
import type { DeliveryStatus } from '../../src/simulator/phone/model.ts';
import { startPhoneServer } from '../../src/simulator/whatsapp/server.ts';
import { waitUntil } from '../harness/wait-until.ts';

/** What the number, the app and the org are called in the bench. */
export const CREDENTIALS = {
  phoneNumberId: '106540352242922',
  appSecret: 'bench-app-secret',
  verifyToken: 'bench-verify-token',
  accessToken: 'bench-access-token',
  clientId: 'bench-client',
  clientSecret: 'bench-client-secret',
} as const;

/** How much is done: so many flows, or as many as are begun within the time. */
export type Load = { flows: number } | { seconds: number };

/** What the customers saw of one load. Latency is from the message leaving the phone to the reply reaching it. */
export type Seen = { flows: number; latenciesMs: number[]; tookMs: number };

/** The pretend world around a process under test: an org, phones, and customers who write. */
export type World = {
  org: string;
  graph: string;
  /** Where webhooks go. */
  setTarget: (url: string) => void;
  /** Plays customers, 64 at a time, each from a new number; resolves when each has the reply with a Lead id. */
  play: (load: Load) => Promise<Seen>;
  /** Resolves when no webhook is on its way any more. */
  quiet: () => Promise<void>;
  /** What the world holds that it should not, after this many flows; empty when each flow made one Lead and one reply. */
  faults: (flows: number) => string[];
  close: () => Promise<void>;
};

const IN_FLIGHT = 64;
const REPLY_WITHIN_MS = 15_000;
const FIRST_NUMBER = 393_200_000_000;
/** A prime number of numbers, and a step through them: each comes once, and neighbours in time are strangers. */
const NUMBERS = 9_999_991;
const STEP = 6_180_334;
const LEAD_ID = /\b00Q[A-Za-z0-9]{15}\b/;

/** Starts both simulators in this process, without call log, messages or state files. */
export async function startWorld(statuses: readonly DeliveryStatus[]): Promise<World> {
  const org = await startOrgServer({ callLog: false });
  const server = await startPhoneServer({ ...CREDENTIALS, statuses, log: false });
  const { phone } = server;
  let customers = 0;

  const playOne = async (latenciesMs: number[]): Promise<void> => {
    const number = String(FIRST_NUMBER + ((customers++ * STEP) % NUMBERS));
    const customer = createCustomer(phone, { number, name: 'Ada Rossi' });
    const began = performance.now();
    customer.say('Ciao, vorrei essere richiamata.');
    await customer.waitForReply({ withinMs: REPLY_WITHIN_MS, match: (message) => LEAD_ID.test(message.text) });
    latenciesMs.push(performance.now() - began);
    customer.leave();
  };

  return {
    org: org.url,
    graph: server.url,
    setTarget: phone.setTarget,
    async play(load) {
      const latenciesMs: number[] = [];
      const began = performance.now();
      const more = takeFrom(load, began);
      const slot = async (): Promise<void> => {
        while (more()) await playOne(latenciesMs);
      };
      await Promise.all(Array.from({ length: IN_FLIGHT }, slot));
      return { flows: latenciesMs.length, latenciesMs, tookMs: performance.now() - began };
    },
    quiet: () => waitUntil('every webhook is answered', () => phone.state.hooks.size === 0),
    faults(flows) {
      const { counters, repeated } = phone.state;
      const { creates, updates } = org.org.store.counts()['Lead'] ?? { creates: 0, updates: 0 };
      return [
        ...unlessEqual('Leads created', creates, flows),
        ...unlessEqual('Leads written twice', updates, 0),
        ...unlessEqual('replies', counters.sent, flows),
        ...unlessEqual('replies sent twice', repeated.size, 0),
        ...unlessEqual('webhooks not taken at once', counters.webhooksMissed, 0),
      ];
    },
    async close() {
      await server.close();
      await org.close();
    },
  };
}

/** Says whether one more flow is to begin. */
function takeFrom(load: Load, began: number): () => boolean {
  if ('seconds' in load) return () => performance.now() - began < load.seconds * 1000;
  let left = load.flows;
  return () => left-- > 0;
}

function unlessEqual(what: string, actual: number, expected: number): string[] {
  return actual === expected ? [] : [`${what}: ${actual} instead of ${expected}`];
}
