import { listen, readBody } from '../serve.ts';

/** A webhook as a business received it. */
export type ReceivedHook = {
  method: string;
  /** The whole URL as it was called. */
  url: string;
  headers: Readonly<Record<string, string>>;
  bytes: Buffer;
};

/** A business that takes webhooks, or does not. */
export type Receiver = {
  url: string;
  hooks: readonly ReceivedHook[];
  /** Resolves to the first so many webhooks that pass the test; rejects after 5 s. */
  until: (count: number, test?: (hook: ReceivedHook) => boolean) => Promise<ReceivedHook[]>;
  close: () => Promise<void>;
};

/** What a receiver answers to its n-th webhook (from 0); 200 and nothing unless told. */
export type Answering = (index: number, hook: ReceivedHook) => { status: number; body?: string };

/** Starts a business on 127.0.0.1. */
export async function startReceiver(answering: Answering = () => ({ status: 200 })): Promise<Receiver> {
  const hooks: ReceivedHook[] = [];
  const waiting = new Set<() => void>();
  const server = await listen(async (request, response) => {
    const bytes = await readBody(request);
    const headers = Object.entries(request.headers).map(([name, value]) => [name, String(value)]);
    const { method = 'GET' } = request;
    const hook = { method, url: `${server.url}${request.url}`, headers: Object.fromEntries(headers), bytes };
    hooks.push(hook);
    const { status, body } = answering(hooks.length - 1, hook);
    response.writeHead(status).end(body);
    for (const look of waiting) look();
  });
  return { url: `${server.url}/hooks/test`, hooks, until: createUntil(hooks, waiting), close: server.close };
}

function createUntil(hooks: readonly ReceivedHook[], waiting: Set<() => void>): Receiver['until'] {
  return (count, test = () => true) =>
    new Promise((resolve, reject) => {
      const limit = setTimeout(() => {
        waiting.delete(look);
        reject(new Error(`Only ${hooks.filter(test).length} of ${count} webhooks came within 5 s.`));
      }, 5000);
      const look = (): void => {
        const found = hooks.filter(test);
        if (found.length < count) return;
        clearTimeout(limit);
        waiting.delete(look);
        resolve(found.slice(0, count));
      };
      waiting.add(look);
      look();
    });
}
