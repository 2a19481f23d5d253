import type { DemoChoice, DemoCustomer } from '../../src/server/routes/demo/demo-state.ts';

/** Something that did not work. `name` is a problem of the server, or `unreachable` when it did not answer at all. */
export type PageProblem = { name: string; detail: string };

/** What a customer says: words, or a choice on a message. */
export type Said = { text: string } | { choice: DemoChoice & { message: string } };

/** Where the page's routes are. */
const BASE = '/api/demo';

/** The address of the stream of changes for a customer; without one the server picks. */
export function eventsUrl(customer: string | undefined): string {
  return `${BASE}/events${customer === undefined ? '' : `?customer=${encodeURIComponent(customer)}`}`;
}

/** Asks why the stream of changes cannot be had; undefined when the server is well. */
export async function findProblem(customer: string | undefined): Promise<PageProblem | undefined> {
  const url = eventsUrl(customer).replace('/events', '/state');
  return request(url).then(() => undefined, asProblem);
}

/** Lets a customer say something; resolves to the message's id, see `asProblem` for what it rejects with. */
export async function postMessage(customer: string, said: Said): Promise<{ id: string }> {
  return (await request(`${BASE}/messages`, { customer, ...said })) as { id: string };
}

/** Makes a new customer on a phone, who shows the number or hides it. */
export async function postCustomer(kind: 'number' | 'hidden', connection: string): Promise<DemoCustomer> {
  return (await request(`${BASE}/customers`, { kind, connection })) as DemoCustomer;
}

/** Gives a conversation back from people to its flow. */
export async function postRelease(conversation: string): Promise<void> {
  await request(`${BASE}/release`, { conversation });
}

/** A problem on its way to whoever asked. */
class ProblemError extends Error {
  readonly problem: PageProblem;

  constructor(problem: PageProblem) {
    super(problem.detail);
    this.problem = problem;
  }
}

/** Anything thrown here, as a problem that can be shown. */
export function asProblem(thrown: unknown): PageProblem {
  if (thrown instanceof ProblemError) return thrown.problem;
  return { name: 'unreachable', detail: thrown instanceof Error ? thrown.message : String(thrown) };
}

async function request(url: string, body?: object): Promise<unknown> {
  const post = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  const response = await fetch(url, body ? post : {});
  const text = await response.text();
  if (response.ok) return text === '' ? undefined : JSON.parse(text);
  throw new ProblemError(readProblem(response.status, text));
}

function readProblem(status: number, text: string): PageProblem {
  try {
    const { type, detail } = JSON.parse(text) as { type?: string; detail?: string };
    if (type?.startsWith('urn:rondine:problem:')) return { name: type.replace(/^.*:/, ''), detail: detail ?? '' };
  } catch {
    // Not ours: a proxy in between, or the server is going down.
  }
  return { name: 'unreachable', detail: `HTTP ${status} ${text.slice(0, 200)}`.trim() };
}
