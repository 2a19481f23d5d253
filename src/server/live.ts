import type { ServerResponse } from 'node:http';
import type { Clock } from '../engine/clock.ts';
import type { WatchedStore } from '../store/watch-commits.ts';
import { changesOf } from './live-changes.ts';
import { createRing, type Told } from './live-ring.ts';
import { Problem } from './problem.ts';

/** What can be followed. `run:<id>` follows one run and what it does; `runs` each run, at a glance. */
export const TOPICS = ['flows', 'runs', 'connections', 'alerts', 'conversations'] as const;
export type Topic = (typeof TOPICS)[number];

/** Something changed: what kind of thing, which one, and its revision where it has one. Never what it says. */
export type Change = { topic: Topic | 'effects'; key: string; revision?: number };

/** One open stream. */
export type Listening = {
  response: ServerResponse;
  /** Of `TOPICS`, or `run:<id>`. */
  topics: readonly string[];
  /** Who listens: their streams can be ended. */
  caller: string;
  /** The id of the last event that an earlier stream of this page was given. */
  lastEventId: string | undefined;
  /** Asked with each heartbeat; false ends the stream. */
  isWelcome(): Promise<boolean>;
};

/** Open pages that are told what changed. */
export type Live = {
  /** Streams changes to a response until its client leaves. Throws the problem `too-many-listeners`. */
  attach(listening: Listening): void;
  /** Tells of a change that is in no commit yet. */
  tell(change: Change): void;
  /** Ends the streams of one caller: they have signed out. */
  end(caller: string): void;
  /** Ends every stream. */
  close(): void;
};

export type LiveOptions = Pick<WatchedStore, 'listen'> & {
  clock: Pick<Clock, 'now' | 'after'>;
  /** How long changes are gathered before they are told; 100 ms unless told. */
  gatherMs?: number;
  /** Changes that are kept for pages that come back; 5,000 unless told. */
  kept?: number;
  /** Bytes that may wait for a slow reader; 256 KiB unless told. */
  backlog?: number;
};

const HEARTBEAT_MS = 15_000;
/** A page that comes back within this time has missed nothing that is still kept. */
const GRACE_MS = 120_000;
const MOST_LISTENERS = 500;
const MOST_PER_CALLER = 50;
/** More changes of one topic at once are told as one, of everything. */
const MANY = 200;

/**
 * Tells open pages what changed. Each event is `change` with a `Change` as its data; its id grows, and a page that comes
 * back with the last one is told what it missed, or `reset` where that is not known: then it reads everything again.
 * While nobody listens nothing is gathered.
 */
export function createLive({ listen, clock, gatherMs = 100, kept = 5000, backlog = 256 * 1024 }: LiveOptions): Live {
  const listeners = new Set<Listening>();
  const ring = createRing({ epoch: clock.now().toString(36), kept });
  const source = createSource({ listen, clock, gatherMs, told: (changes) => write(ring.add(changes)) });
  let cancelBeat: (() => void) | undefined;
  let cancelRest: (() => void) | undefined;

  const send = ({ response }: Listening, text: string): void => {
    response.write(text);
    // Who does not read is cut, and comes back when it does.
    if (response.writableLength > backlog) response.destroy();
  };
  const write = (told: readonly Told[]): void => {
    for (const listening of listeners) {
      const text = ring.write(told, (change) => concerns(change, listening.topics));
      if (text !== '') send(listening, text);
    }
  };
  const rest = (): void => {
    cancelRest = undefined;
    source.stop();
    ring.forget();
  };
  const leave = (listening: Listening): void => {
    if (!listeners.delete(listening) || listeners.size > 0) return;
    cancelBeat?.();
    cancelBeat = undefined;
    cancelRest = clock.after(GRACE_MS, rest);
  };
  const beat = (): void => {
    cancelBeat = clock.after(HEARTBEAT_MS, beat);
    for (const listening of listeners) {
      send(listening, ': alive\n\n');
      void endUnwelcome(listening);
    }
  };
  return {
    attach(listening) {
      checkRoom(listeners, listening.caller);
      const { response, topics, lastEventId } = listening;
      const missed = ring.after(lastEventId);
      const told =
        missed === 'unknown'
          ? `id: ${ring.id()}\nevent: reset\ndata: {}\n\n`
          : `${ring.write(missed, (change) => concerns(change, topics))}id: ${ring.id()}\nevent: ready\ndata: {}\n\n`;
      response.writeHead(200, STREAM_HEADERS);
      response.write(`retry: 2000\n\n${told}`);
      response.on('close', () => leave(listening));
      response.on('error', () => leave(listening));
      listeners.add(listening);
      cancelRest?.();
      cancelRest = undefined;
      source.start();
      cancelBeat ??= clock.after(HEARTBEAT_MS, beat);
    },
    tell: source.put,
    end(caller) {
      for (const listening of listeners) if (listening.caller === caller) listening.response.end();
    },
    close() {
      for (const { response } of listeners) response.end();
      listeners.clear();
      cancelBeat?.();
      cancelBeat = undefined;
      cancelRest?.();
      rest();
    },
  };
}

const STREAM_HEADERS = {
  'content-type': 'text/event-stream',
  'cache-control': 'no-store',
  'x-accel-buffering': 'no',
} as const;

function checkRoom(listeners: ReadonlySet<Listening>, caller: string): void {
  const own = [...listeners].filter((each) => each.caller === caller).length;
  if (listeners.size >= MOST_LISTENERS || own >= MOST_PER_CALLER)
    throw new Problem('too-many-listeners', 'Too many pages are open at once. Close some of them.');
}

async function endUnwelcome({ response, isWelcome }: Listening): Promise<void> {
  // Who cannot be asked about is let go of: the page comes back and is asked who it is.
  if (!(await isWelcome().catch(() => false))) response.end();
}

type SourceOptions = Pick<LiveOptions, 'listen' | 'clock'> & {
  gatherMs: number;
  told(changes: readonly Change[]): void;
};

/** Nothing is gathered before `start` and after `stop`. */
type Source = { start(): void; put(change: Change): void; stop(): void };

/** Gathers changes for a moment, so that what changes often is told once. */
function createSource({ listen, clock, gatherMs, told }: SourceOptions): Source {
  const pending = new Map<string, Change>();
  let endListening: (() => void) | undefined;
  let cancel: (() => void) | undefined;
  const flush = (): void => {
    cancel = undefined;
    const changes = gathered(pending);
    pending.clear();
    told(changes);
  };
  const gather = (change: Change): void => {
    pending.set(`${change.topic} ${change.key}`, change);
    cancel ??= clock.after(gatherMs, flush);
  };
  return {
    start: () => void (endListening ??= listen((writes) => changesOf(writes).forEach(gather))),
    put: (change) => {
      if (endListening) gather(change);
    },
    stop() {
      endListening?.();
      endListening = undefined;
      cancel?.();
      cancel = undefined;
      pending.clear();
    },
  };
}

/** What is to be told; of a topic with very many changes only that there were. */
function gathered(pending: ReadonlyMap<string, Change>): Change[] {
  const byTopic = Map.groupBy(pending.values(), ({ topic }) => topic);
  return [...byTopic].flatMap(([topic, changes]) => (changes.length > MANY ? [{ topic, key: '*' }] : changes));
}

function concerns({ topic, key }: Change, topics: readonly string[]): boolean {
  if (topics.includes(topic)) return true;
  if (topic !== 'runs' && topic !== 'effects') return false;
  return topics.includes(`run:${key}`) || (key === '*' && topics.some((each) => each.startsWith('run:')));
}
