import type { JsonObject } from '../../../base/json.ts';
import { Problem } from '../../problem.ts';
import type { DemoCustomer } from './demo-state.ts';
import type { DemoPhone } from './phones.ts';

/** A message of a thread, as the phone simulator tells it. */
export type PhoneMessage = {
  id: string;
  from: 'customer' | 'business' | 'staff';
  at: number;
  type: string;
  text: string;
  header?: string;
  footer?: string;
  listButton?: string;
  choices?: readonly { id: string; title: string; description?: string }[];
  /** Of a message by the business: the furthest it got. */
  status?: 'sent' | 'delivered' | 'read' | 'failed';
  /** Of a customer's message: when the business marked it as read. */
  seenAt?: number;
};

/** A record, as the org simulator tells it. */
export type OrgRecord = { id: string; fields: JsonObject };

/** A call of the org's API, as the org simulator tells it. */
export type OrgCall = {
  at: number;
  method: string;
  path: string;
  operation: string;
  recordId: string | null;
  status: number | null;
};

/** What the demo asks of the simulators. Each function throws a `Problem` when a simulator does not do it. */
export type Simulators = {
  thread(customer: Writer): Promise<readonly PhoneMessage[]>;
  /** Lets the customer write, or tap something; resolves to the message's id. */
  write(customer: Writer, message: JsonObject): Promise<string>;
  tap(customer: Writer, tapped: JsonObject): Promise<string>;
  /** The newest records of an object, newest first. */
  records(object: string, limit: number): Promise<readonly OrgRecord[]>;
  /** Without one there are neither records nor calls. */
  hasOrg: boolean;
  /** Every call since the org was started, oldest first. */
  calls(): Promise<readonly OrgCall[]>;
};

/** Somebody on one of the phones. */
export type Writer = Pick<DemoCustomer, 'connection' | 'handle'>;

const TIMEOUT_MS = 5000;

const PARTS = { phone: 'simulated phone', org: 'simulated Salesforce org' } as const;

/**
 * Speaks to the control APIs of the simulators over HTTP; URLs are without a slash at the end. Without an org there are
 * neither records nor calls.
 */
export function createSimulators({ phones, org }: { phones: readonly DemoPhone[]; org?: string }): Simulators {
  const ask = async (at: Place, path: string, body?: JsonObject): Promise<unknown> => {
    const { part, base } = at;
    const url = `${base}/_control/${path}`;
    const response = await request(part, url, body);
    const text = await response.text();
    if (response.ok) return JSON.parse(text) as unknown;
    const reason = text.slice(0, 300) || 'no reason given';
    throw new Problem('simulator-refused', `The ${PARTS[part]} answered ${response.status} to ${url}: ${reason}`);
  };
  const ofOrg = async (path: string): Promise<unknown> =>
    org === undefined ? undefined : ask({ part: 'org', base: org }, path);
  const onPhone = async (
    { connection, handle }: Writer,
    what: 'messages' | 'tap',
    body?: JsonObject,
  ): Promise<unknown> => {
    const base = phones.find((phone) => phone.connection === connection)?.url ?? '';
    return ask({ part: 'phone', base }, `customers/${encodeURIComponent(handle)}/${what}`, body);
  };
  return {
    hasOrg: org !== undefined,
    thread: async (customer) => (await onPhone(customer, 'messages')) as PhoneMessage[],
    write: async (customer, message) => ((await onPhone(customer, 'messages', message)) as { id: string }).id,
    tap: async (customer, tapped) => ((await onPhone(customer, 'tap', tapped)) as { id: string }).id,
    records: async (object, limit) =>
      ((await ofOrg(`records/${object}?limit=${limit}`)) as { records: OrgRecord[] } | undefined)?.records ?? [],
    calls: async () => ((await ofOrg('calls')) as { calls: OrgCall[] } | undefined)?.calls ?? [],
  };
}

type Place = { part: 'phone' | 'org'; base: string };

async function request(part: 'phone' | 'org', url: string, body: JsonObject | undefined): Promise<Response> {
  const post = { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
  try {
    return await fetch(url, { ...(body ? post : {}), signal: AbortSignal.timeout(TIMEOUT_MS) });
  } catch (cause) {
    const fix = 'It runs beside the server and is started with it: restart with npm start.';
    throw new Problem('simulator-unreachable', `The ${PARTS[part]} at ${new URL(url).origin} does not answer. ${fix}`, {
      cause,
    });
  }
}
