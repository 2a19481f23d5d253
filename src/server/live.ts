import type { ServerResponse } from 'node:http';
import type { Clock } from '../engine/clock.ts';
import type { Write } from '../store/store.ts';
import type { WatchedStore } from '../store/watch-commits.ts';
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

type Told = { number: number; change: Change };

/**
 * Tells open pages what changed. Each event is `change` with a `Change` as its data; its id grows, and a page that comes
 * back with the last one is told what it missed, or `reset` where that is not known: then it reads everything again.
 * While nobody listens nothing is gathered.
 */
export function createLive({ listen, clock, gatherMs = 100, kept = 5000, backlog = 256 * 1024 }: LiveOptions): Live {
  const listeners = new Set<Listening>();
  const epoch = clock.now().toString(36);
  const pending = new Map<string, Change>();
  let ring: Told[] = [];
  let number = 0;
  let endListening: (() => void) | undefined;
  let cancelFlush: (() => void) | undefined;
  let cancelBeat: (() => void) | undefined;
  let cancelRest: (() => void) | undefined;

  const send = (listening: Listening, text: string): void => {
    const { response } = listening;
    response.write(text);
    // Who does not read is cut, and comes back when it does.
    if (response.writableLength > backlog) response.destroy();
  };
  const flush = (): void => {
    cancelFlush = undefined;
    const fresh = gathered(pending).map((change): Told => ({ number: ++number, change }));
    pending.clear();
    ring = [...ring, ...fresh].slice(-kept);
    for (const listening of listeners) {
      const text = textOf(fresh, listening.topics, epoch);
      if (text !== '') send(listening, text);
    }
  };
  const take = (writes: readonly Write[]): void => {
    for (const change of changesOf(writes)) pending.set(`${change.topic} ${change.key}`, change);
    if (pending.size > 0) cancelFlush ??= clock.after(gatherMs, flush);
  };
  const leave = (listening: Listening): void => {
    if (!listeners.delete(listening) || listeners.size > 0) return;
    cancelBeat?.();
    cancelBeat = undefined;
    cancelRest = clock.after(GRACE_MS, rest);
  };
  const rest = (): void => {
    cancelRest = undefined;
    endListening?.();
    endListening = undefined;
    cancelFlush?.();
    cancelFlush = undefined;
    pending.clear();
    ring = [];
    // What comes from now on is not numbered: who was here before cannot know what it missed.
    number += 1;
  };
  const beat = (): void => {
    cancelBeat = clock.after(HEARTBEAT_MS, beat);
    for (const listening of listeners) {
      send(listening, ': alive\n\n');
      listening.isWelcome().then(
        (welcome) => void (welcome || listening.response.end()),
        () => void listening.response.end(),
      );
    }
  };
  const missedBy = (lastEventId: string | undefined): readonly Told[] | 'unknown' => {
    const [era, text = ''] = lastEventId?.split('-') ?? [];
    if (era === undefined || era === '') return [];
    const last = Number(text);
    const known =
      era === epoch && Number.isInteger(last) && last <= number && last >= (ring[0]?.number ?? number + 1) - 1;
    return known ? ring.filter((told) => told.number > last) : 'unknown';
  };

  return {
    attach(listening) {
      const own = [...listeners].filter(({ caller }) => caller === listening.caller).length;
      if (listeners.size >= MOST_LISTENERS || own >= MOST_PER_CALLER)
        throw new Problem('too-many-listeners', 'Too many pages are open at once. Close some of them.');
      const { response, topics, lastEventId } = listening;
      const missed = missedBy(lastEventId);
      response.writeHead(200, {
        'content-type': 'text/event-stream',
        'cache-control': 'no-store',
        'x-accel-buffering': 'no',
      });
      response.write('retry: 2000\n\n');
      response.write(
        missed === 'unknown'
          ? `id: ${epoch}-${number}\nevent: reset\ndata: {}\n\n`
          : `${textOf(missed, topics, epoch)}id: ${epoch}-${number}\nevent: ready\ndata: {}\n\n`,
      );
      response.on('close', () => leave(listening));
      response.on('error', () => leave(listening));
      listeners.add(listening);
      cancelRest?.();
      cancelRest = undefined;
      endListening ??= listen(take);
      cancelBeat ??= clock.after(HEARTBEAT_MS, beat);
    },
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

/** What is to be told; of a topic with very many changes only that there were. */
function gathered(pending: ReadonlyMap<string, Change>): Change[] {
  const byTopic = Map.groupBy(pending.values(), ({ topic }) => topic);
  return [...byTopic].flatMap(([topic, changes]) => (changes.length > MANY ? [{ topic, key: '*' }] : changes));
}

function textOf(told: readonly Told[], topics: readonly string[], epoch: string): string {
  let text = '';
  for (const { number, change } of told)
    if (concerns(change, topics)) text += `id: ${epoch}-${number}\nevent: change\ndata: ${JSON.stringify(change)}\n\n`;
  return text;
}

function concerns({ topic, key }: Change, topics: readonly string[]): boolean {
  if (topics.includes(topic)) return true;
  if (topic !== 'runs' && topic !== 'effects') return false;
  return topics.includes(`run:${key}`) || (key === '*' && topics.some((each) => each.startsWith('run:')));
}

/** Settings that pages show. */
const SHOWN_SETTINGS = /^(flow-labels|flow-trash)\//;

/** What a commit changed, as pages are told it. */
export function changesOf(writes: readonly Write[]): Change[] {
  return writes.flatMap((write): Change[] => {
    const key = write.op === 'delete' ? write.key : write.record.key;
    switch (write.kind) {
      case 'run':
        return write.op === 'delete'
          ? [{ topic: 'runs', key }]
          : [{ topic: 'runs', key, revision: write.record.run.revision }];
      case 'effect':
        return [{ topic: 'effects', key: key.slice(0, key.lastIndexOf('#')) }];
      case 'draft':
        return write.op === 'delete'
          ? [{ topic: 'flows', key }]
          : [{ topic: 'flows', key, revision: write.record.revision }];
      case 'flow':
        return [{ topic: 'flows', key: key.slice(0, key.lastIndexOf('@')) }];
      case 'setting':
        return SHOWN_SETTINGS.test(key) ? [{ topic: 'flows', key: key.slice(key.indexOf('/') + 1) }] : [];
      case 'connection':
        return [{ topic: 'connections', key }];
      case 'alert':
      case 'stuck':
        return [{ topic: 'alerts', key }];
      case 'conversation':
        return [{ topic: 'conversations', key }];
      case 'message':
      case 'note':
        return write.op === 'delete' ? [] : [{ topic: 'conversations', key: write.record.conversation }];
      default:
        return [];
    }
  });
}
