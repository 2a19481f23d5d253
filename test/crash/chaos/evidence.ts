import type { JsonObject } from '../../../src/base/json.ts';
import type { Flow } from '../../../src/flow/flow.ts';
import type { Made } from '../../../src/simulator/salesforce/answer.ts';
import { madeBy } from '../../../src/simulator/salesforce/call-log.ts';
import type { ThreadMessage } from '../../../src/simulator/phone/model.ts';
import type {
  ContactRecord,
  EffectRecord,
  JournalRecord,
  Kind,
  MessageRecord,
  Records,
  RunRecord,
  StuckRecord,
} from '../../../src/store/records.ts';
import { openStore } from '../../../src/store/sql/sqlite.ts';
import type { Store } from '../../../src/store/store.ts';
import { specOf } from './customers.ts';
import type { Plan } from './plan.ts';
import type { Kill } from './storm.ts';
import type { World } from './world.ts';

/** A message on a customer's phone. */
export type Seen = Pick<ThreadMessage, 'id' | 'from' | 'at' | 'text' | 'callback'>;

/** One conversation as the phone and the org know it. */
export type Story = {
  plan: Plan;
  /** The customer's script came to its end. */
  done: boolean;
  thread: readonly Seen[];
  /** Leads with this customer's name. */
  leads: readonly Lead[];
};

export type Lead = { id: string; fields: JsonObject };

/** A record that the org made, by its own call log. */
export type Creation = Made;

/** What the store holds after the last proper close. */
export type Stored = {
  runs: readonly RunRecord[];
  journal: readonly JournalRecord[];
  effects: readonly EffectRecord[];
  messages: readonly MessageRecord[];
  stuck: readonly StuckRecord[];
  contacts: readonly ContactRecord[];
  flows: readonly Flow[];
};

/** Everything that the checks look at. */
export type Evidence = {
  stories: readonly Story[];
  creations: readonly Creation[];
  stored: Stored;
  kills: readonly Kill[];
};

/** What the phone and the org know of each plan. */
export function readStories({ phone, org }: World, plans: readonly Plan[], done: ReadonlySet<number>): Story[] {
  const leads = new Map<string, Lead[]>();
  for (const { id, fields } of org.store.list('Lead')) {
    const name = String(fields['LastName']);
    leads.set(name, [...(leads.get(name) ?? []), { id, fields }]);
  }
  const { phoneNumberId } = phone.business.number;
  return plans.map((plan) => {
    const { number, userId } = specOf(plan);
    const { messages = [] } = phone.state.threads.get(`${phoneNumberId}/${number ?? userId}`) ?? {};
    return { plan, done: done.has(plan.index), thread: messages, leads: leads.get(plan.answers[0] ?? '') ?? [] };
  });
}

/** Records that the org made, oldest first. */
export function readCreations({ org }: World): Creation[] {
  return madeBy(org.calls.since(0));
}

/** Reads the store of a server that has ended. */
export async function readStored(folder: string): Promise<Stored> {
  const store = await openStore({ folder });
  try {
    return {
      runs: await all(store, 'run'),
      journal: await all(store, 'journal'),
      effects: await all(store, 'effect'),
      messages: await all(store, 'message'),
      stuck: await all(store, 'stuck'),
      contacts: await all(store, 'contact'),
      flows: (await all(store, 'flow')).map(({ content }) => content),
    };
  } finally {
    await store.close();
  }
}

async function all<K extends Kind>(store: Store, kind: K): Promise<Records[K][]> {
  const limit = 1000;
  const found: Records[K][] = [];
  for (;;) {
    const after = found.at(-1)?.key;
    const page = await store.list(kind, { limit, ...(after === undefined ? {} : { after }) });
    found.push(...page);
    if (page.length < limit) return found;
  }
}
