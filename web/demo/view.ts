import type {
  DemoCustomer,
  DemoMessage,
  DemoPhoneView,
  DemoRun,
  DemoState,
} from '../../src/server/routes/demo/demo-state.ts';
import type { PageProblem, Said } from './api.ts';

/** A message that was written here and has not come back from the phone yet. */
export type Pending = {
  /** Our own name for it. */
  key: string;
  customer: string;
  said: Said;
  at: number;
  /** The phone's id, once it took the message. */
  id?: string;
  /** Why it was not taken. */
  problem?: PageProblem;
};

/** Everything that the page draws. */
export type View = {
  connection: 'connecting' | 'live' | 'lost';
  /** The chosen customer; undefined until the server has named one. */
  customer: string | undefined;
  /** Undefined until the first answer. */
  state: DemoState | undefined;
  pending: readonly Pending[];
  /** Records that were there when the page was opened: later ones are shown as new. */
  oldRecords: ReadonlySet<string> | undefined;
  problem: PageProblem | undefined;
};

/** What can happen to the page. */
export type Action =
  | { type: 'changed'; part: Partial<DemoState> }
  | { type: 'lost' }
  | { type: 'chose'; customer: string | undefined }
  | { type: 'joined'; customer: DemoCustomer }
  | { type: 'writing'; pending: Pending }
  | { type: 'taken'; key: string; id: string }
  | { type: 'refused'; key: string; problem: PageProblem }
  | { type: 'withdrew'; key: string }
  | { type: 'troubled'; problem: PageProblem }
  | { type: 'dismissed' };

const NOTHING: DemoState = {
  phones: [],
  customers: [],
  flows: [],
  thread: { customer: '', messages: [] },
  runs: [],
  records: [],
  troubles: [],
};

/** The page before anything is known. */
export function emptyView(customer: string | undefined): View {
  return {
    connection: 'connecting',
    customer,
    state: undefined,
    pending: [],
    oldRecords: undefined,
    problem: undefined,
  };
}

/** The page after something happened. Pure. */
export function reduceView(view: View, action: Action): View {
  switch (action.type) {
    case 'changed':
      return applyChange(view, action.part);
    case 'lost':
      return { ...view, connection: 'lost' };
    case 'chose':
      return choose(view, action.customer);
    case 'joined': {
      const state = view.state ?? NOTHING;
      const joined = { ...view, state: { ...state, customers: [...state.customers, action.customer] } };
      return choose(joined, action.customer.id);
    }
    case 'writing':
      return { ...view, pending: [...view.pending, action.pending] };
    case 'taken':
      return settle(changePending(view, action.key, { id: action.id }));
    case 'refused':
      return changePending(view, action.key, { problem: action.problem });
    case 'withdrew':
      return { ...view, pending: view.pending.filter(({ key }) => key !== action.key) };
    case 'troubled':
      return { ...view, problem: action.problem };
    case 'dismissed':
      return { ...view, problem: undefined };
  }
}

function applyChange(view: View, part: Partial<DemoState>): View {
  const thread = part.thread;
  // The last words of a stream that belongs to another customer.
  if (thread && view.customer !== undefined && thread.customer !== view.customer) return view;
  const state = { ...(view.state ?? NOTHING), ...part };
  const oldRecords = view.oldRecords ?? (part.records && new Set(part.records.map(({ id }) => id)));
  const customer = view.customer ?? thread?.customer;
  return settle({ ...view, connection: 'live', customer, state, oldRecords });
}

function choose(view: View, customer: string | undefined): View {
  if (customer === view.customer && customer !== undefined) return view;
  const state = view.state && { ...view.state, thread: { customer: customer ?? '', messages: [] }, runs: [] };
  return { ...view, customer, state, problem: undefined };
}

function changePending(view: View, key: string, change: Partial<Pending>): View {
  return { ...view, pending: view.pending.map((each) => (each.key === key ? { ...each, ...change } : each)) };
}

/** Drops pending messages that stand in the thread by now. */
function settle(view: View): View {
  const shown = new Set(view.state?.thread.messages.map(({ id }) => id));
  const pending = view.pending.filter(({ id }) => id === undefined || !shown.has(id));
  return pending.length === view.pending.length ? view : { ...view, pending };
}

/**
 * The two places at a phone. Where people can hide their number, each with its newest person: one who shows the number
 * and one who hides it; elsewhere the two newest people.
 */
export function seatsOf(state: DemoState | undefined, phone: DemoPhoneView | undefined): readonly DemoCustomer[] {
  const customers = (state?.customers ?? []).filter(({ connection }) => connection === phone?.connection);
  if (!phone?.hides) return customers.slice(-2);
  const shown = customers.findLast(({ phone: number }) => number !== undefined);
  const hidden = customers.findLast(({ phone: number }) => number === undefined);
  return [shown, hidden].filter((each) => each !== undefined);
}

/** The run that is under way with the chosen customer. */
export function activeRun(view: View): DemoRun | undefined {
  return view.state?.runs.find(({ status }) => status === 'active');
}

/** True while the customer may expect something to happen: a message is on its way or a run is performing. */
export function isTyping(view: View): boolean {
  if (ownPending(view).some(({ problem }) => problem === undefined)) return true;
  const run = activeRun(view);
  if (run?.waitingFor !== 'effects' && run?.waitingFor !== 'start') return false;
  return !run.moments.some((moment) => moment.kind === 'parked' || (moment.kind === 'performing' && moment.trouble));
}

/** The chosen customer's messages that have not come back yet. */
export function ownPending({ pending, customer }: View): readonly Pending[] {
  return pending.filter((each) => each.customer === customer);
}

/** True when the chosen customer is known to have an empty conversation. */
export function hasSaidNothing(view: View): boolean {
  return view.state?.thread.messages.length === 0 && ownPending(view).length === 0;
}

/** The message whose choices can be tapped: the last one, as long as it is ours and nothing was written since. */
export function offerOf(view: View): DemoMessage | undefined {
  const last = view.state?.thread.messages.at(-1);
  return last?.from === 'business' && last.choices.length > 0 && ownPending(view).length === 0 ? last : undefined;
}

/** True when the last thing said is the customer's and no flow took it: people would have to answer. */
export function isUnclaimed(view: View): boolean {
  const last = view.state?.thread.messages.at(-1);
  if (!view.state || last?.from !== 'customer' || last.delivery === 'sent') return false;
  if (activeRun(view) || ownPending(view).length > 0 || view.state.thread.conversation?.state === 'people')
    return false;
  const taken = view.state.runs.some(({ moments }) =>
    moments.some((moment) => moment.kind === 'accepted' && moment.message === last.id),
  );
  return !taken;
}

/** One way to begin: the words to write and the flow they start. */
export type Opener = { word: string; flow: string };

/** Words that start a flow on a phone, one per flow; a flow that takes any message starts with a greeting. */
export function openersOf(state: DemoState | undefined, connection: string | undefined): readonly Opener[] {
  const listening = (state?.flows ?? []).filter(
    ({ connections }) => !connections || connections.includes(connection ?? ''),
  );
  const openers = listening.map(({ name, keywords }) => ({
    word: capitalize(keywords[0] ?? 'ciao'),
    flow: name,
  }));
  // The greeting comes first: it is what a newcomer is asked to type.
  return openers.toSorted((left, right) => Number(right.word === 'Ciao') - Number(left.word === 'Ciao'));
}

function capitalize(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** The phone that is looked at: the chosen customer's, the first one until somebody is chosen. */
export function phoneOf({ state, customer }: Pick<View, 'state' | 'customer'>): DemoPhoneView | undefined {
  const person = state?.customers.find(({ id }) => id === customer);
  return state?.phones.find(({ connection }) => connection === person?.connection) ?? state?.phones[0];
}
