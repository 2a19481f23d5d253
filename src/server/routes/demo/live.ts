import type { ServerResponse } from 'node:http';
import type { DemoCustomer, DemoState } from './demo-state.ts';
import type { ReadState } from './read-state.ts';
import { watchEvents } from './watch-events.ts';

/** Open pages and what keeps them up to date. */
export type Live = {
  /** Streams one customer's state to a response until its client leaves. False when too many pages are open. */
  attach(response: ServerResponse, customer: DemoCustomer): boolean;
  /** Ends every stream. */
  close(): void;
};

/** How the stream is fed. */
export type LiveOptions = {
  read: ReadState;
  /** Streams whose events mean that something may have changed. */
  eventUrls: readonly string[];
  /** Told when the state could not be read; the stream stays open and the next reading may succeed. */
  failed(error: unknown): void;
};

type Listener = { response: ServerResponse; customer: DemoCustomer; sent: Map<string, string> };

const MOST_LISTENERS = 20;
const SOON_MS = 25;
const BUSY_MS = 150;
const IDLE_MS = 1000;
const HEARTBEAT_MS = 15_000;

/**
 * Keeps open pages up to date: reads the state at once when a simulator tells of something, every 150 ms while a run
 * is performing, else every second, and sends each page only the parts that changed (event `change`, a partial
 * `DemoState`). The first event of a stream holds everything, so a page that comes back has missed nothing.
 * While nobody listens nothing is read.
 */
export function createLive({ read, eventUrls, failed }: LiveOptions): Live {
  const listeners = new Set<Listener>();
  let endings: (() => void)[] = [];
  const refresh = async (): Promise<number> => {
    try {
      const states = await Promise.all([...listeners].map(async (each) => update(each, await read(each.customer))));
      return states.some(isBusy) ? BUSY_MS : IDLE_MS;
    } catch (error) {
      failed(error);
      return IDLE_MS;
    }
  };
  const beat = (): void => {
    for (const { response } of listeners) response.write(': alive\n\n');
  };
  const pace = createPace(refresh);
  const start = (): void => {
    const heartbeat = setInterval(beat, HEARTBEAT_MS);
    endings = [...eventUrls.map((url) => watchEvents(url, pace.nudge)), () => clearInterval(heartbeat), pace.rest];
  };
  const stop = (): void => {
    for (const end of endings.splice(0)) end();
  };
  return {
    attach(response, customer) {
      if (listeners.size >= MOST_LISTENERS) return false;
      const listener: Listener = { response, customer, sent: new Map() };
      response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
      response.write('retry: 1000\n\n');
      response.on('close', () => {
        listeners.delete(listener);
        if (listeners.size === 0) stop();
      });
      listeners.add(listener);
      if (listeners.size === 1) start();
      pace.nudge();
      return true;
    },
    close() {
      stop();
      for (const { response } of listeners) response.end();
      listeners.clear();
    },
  };
}

/**
 * Does a piece of work over and over, never twice at once. The work says how long to wait before the next time;
 * a nudge makes that soon. After `rest` nothing is begun until the next nudge.
 */
function createPace(work: () => Promise<number>): { nudge(): void; rest(): void } {
  let timer: NodeJS.Timeout | undefined;
  let isWorking = false;
  let next: 'never' | 'later' | 'soon' = 'never';
  const wait = (ms: number): void => {
    clearTimeout(timer);
    timer = setTimeout(() => void begin(), ms);
  };
  const mark = (working: boolean): void => {
    isWorking = working;
    if (working) next = 'later';
  };
  const begin = async (): Promise<void> => {
    mark(true);
    const ms = await work();
    mark(false);
    if (next !== 'never') wait(next === 'soon' ? SOON_MS : ms);
  };
  return {
    nudge: () => {
      const isSoon = next === 'soon';
      next = 'soon';
      // A timer that is set for soon already must not be put off by every further nudge.
      if (!isWorking && !isSoon) wait(SOON_MS);
    },
    rest: () => {
      clearTimeout(timer);
      next = 'never';
    },
  };
}

function update({ response, sent }: Listener, state: DemoState): DemoState {
  const changed = Object.entries(state).flatMap(([part, value]) => {
    const text = JSON.stringify(value);
    if (sent.get(part) === text) return [];
    sent.set(part, text);
    return [`${JSON.stringify(part)}:${text}`];
  });
  if (changed.length > 0) response.write(`event: change\ndata: {${changed.join(',')}}\n\n`);
  return state;
}

function isBusy({ runs }: DemoState): boolean {
  return runs.some(
    ({ status, waitingFor }) => status === 'active' && (waitingFor === 'effects' || waitingFor === 'start'),
  );
}
