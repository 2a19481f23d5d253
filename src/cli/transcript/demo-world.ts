import type { JsonObject } from '../../base/json.ts';
import type { DemoCustomer, DemoState } from '../../server/routes/demo/demo-state.ts';
import type { Visit, World } from './world.ts';

const TIMEOUT_MS = 10_000;

/** The world behind a server that runs with simulators: speaks to the routes of its demo page. */
export function createDemoWorld(url: string): World {
  const ask = createAsk(`${url}/api/demo`);
  return {
    async enter({ kind, connection, like }) {
      const on = connection === undefined ? {} : { connection };
      const customer = (await ask('/customers', { kind, ...on, ...(like ? { like: like.id } : {}) })) as DemoCustomer;
      const query = `?customer=${encodeURIComponent(customer.id)}`;
      const feed = await openFeed(`${url}/api/demo/events${query}`);
      return {
        customer,
        act: async (act) => ((await ask('/messages', { customer: customer.id, ...act })) as { id: string }).id,
        watch: feed.watch,
        now: async () => (await ask(`/state${query}`)) as DemoState,
        leave: feed.close,
      };
    },
  };
}

function createAsk(base: string): (path: string, body?: JsonObject) => Promise<unknown> {
  return async (path, body) => {
    const post = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
    const response = await fetch(`${base}${path}`, { ...(body ? post : {}), signal: AbortSignal.timeout(TIMEOUT_MS) });
    const text = await response.text();
    if (response.ok) return JSON.parse(text) as unknown;
    throw new Error(`The server answered ${response.status} to ${base}${path}: ${text.slice(0, 500)}`);
  };
}

type Feed = Pick<Visit, 'watch'> & { close(): void };

/** Follows a stream of partial states. Its first event holds the whole state. */
async function openFeed(url: string): Promise<Feed> {
  const stop = new AbortController();
  const opening = setTimeout(() => stop.abort(), TIMEOUT_MS);
  const response = await fetch(url, { signal: stop.signal, headers: { accept: 'text/event-stream' } });
  clearTimeout(opening);
  if (!response.ok || !response.body) throw new Error(`The server answered ${response.status} to ${url}.`);
  let state: DemoState | undefined;
  let ended: Error | undefined;
  const lookers = new Set<() => void>();
  const tell = (): void => {
    for (const look of lookers) look();
  };
  const follow = async (body: ReadableStream<Uint8Array>): Promise<void> => {
    for await (const change of readChanges(body)) {
      state = { ...state, ...change } as DemoState;
      tell();
    }
  };
  void follow(response.body)
    .catch(() => {
      // Whatever broke the stream, those who watch are told below.
    })
    .finally(() => {
      ended = new Error('The server ended while the transcript was played.');
      tell();
    });
  return {
    watch: (look, withinMs) =>
      new Promise((resolve, reject) => {
        const settle = (finish: () => void): void => {
          clearTimeout(timer);
          lookers.delete(again);
          finish();
        };
        const again = (): void => {
          if (ended) return settle(() => reject(ended));
          const found = state && look(state);
          if (found !== undefined) settle(() => resolve(found));
        };
        const timer = setTimeout(() => settle(() => resolve(undefined)), withinMs);
        lookers.add(again);
        again();
      }),
    close: () => stop.abort(),
  };
}

async function* readChanges(body: ReadableStream<Uint8Array>): AsyncGenerator<Partial<DemoState>> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of body) {
    const lines = `${rest}${decoder.decode(chunk, { stream: true })}`.split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (line.startsWith('data:')) yield JSON.parse(line.slice(5)) as Partial<DemoState>;
  }
}
