import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useEffect, useState, useSyncExternalStore } from 'react';
import type { Change } from '../../src/server/live.ts';
import { refresh, refreshAll } from './query.ts';

/** Whether changes are being told: `lost` while the server does not answer. */
export type LiveState = 'connecting' | 'live' | 'lost';

/** What a page does with a change that it follows, besides having it read anew. */
export type OnChange = (change: Change) => void;

/** One stream for all that the pages of this tab follow. */
export type LiveStream = {
  /** Follows topics (`flows`, `run:<id>`) until the function it gives is called. */
  follow(topics: readonly string[], onChange: OnChange): () => void;
  subscribe(listener: () => void): () => void;
  state(): LiveState;
};

export type LiveStreamOptions = {
  /** Opens a stream; `EventSource` in a browser. */
  open(url: string): EventSource;
  /** Called for every change of a followed topic. */
  changed(change: Change): void;
  /** Called when it is not known what was missed: everything is to be read again. */
  reset(): void;
};

type Follower = { topics: readonly string[]; onChange: OnChange };

const RETRY_MS = 4000;

/**
 * Makes the stream. It is opened with the first follower, anew when other topics are followed (after the last event
 * that was seen, so nothing is missed), and closed with the last one.
 */
export function createLiveStream({ open, changed, reset }: LiveStreamOptions): LiveStream {
  const followers = new Set<Follower>();
  const listeners = new Set<() => void>();
  let source: EventSource | undefined;
  let followed = '';
  let last: string | undefined;
  let state: LiveState = 'connecting';
  let retry: ReturnType<typeof setTimeout> | undefined;

  const become = (next: LiveState): void => {
    if (state === next) return;
    state = next;
    for (const each of listeners) each();
  };
  const tell = (change: Change): void => {
    changed(change);
    for (const { topics, onChange } of followers) if (topics.some((topic) => isAbout(topic, change))) onChange(change);
  };
  const connect = (): void => {
    source?.close();
    clearTimeout(retry);
    source = undefined;
    if (followed === '') return become('connecting');
    const stream = open(eventsUrl(followed, last));
    source = stream;
    const keep = ({ lastEventId }: MessageEvent): void => void (lastEventId !== '' && (last = lastEventId));
    stream.addEventListener('change', (event: MessageEvent<string>) => {
      keep(event);
      tell(JSON.parse(event.data) as Change);
    });
    stream.addEventListener('reset', (event: MessageEvent<string>) => {
      keep(event);
      become('live');
      reset();
    });
    stream.addEventListener('ready', (event: MessageEvent<string>) => {
      keep(event);
      become('live');
    });
    stream.addEventListener('error', () => {
      become('lost');
      // While the browser tries again by itself there is nothing to do; a refused stream it gives up.
      if (stream.readyState === stream.CLOSED && source === stream) retry = setTimeout(connect, RETRY_MS);
    });
  };
  const follow: LiveStream['follow'] = (topics, onChange) => {
    const follower = { topics, onChange };
    followers.add(follower);
    settle();
    return () => {
      followers.delete(follower);
      settle();
    };
  };
  /** Opens the stream anew where other topics are followed; once for all that changes in one turn. */
  const settle = (): void =>
    queueMicrotask(() => {
      const wanted = [...new Set([...followers].flatMap(({ topics }) => topics))].sort().join(',');
      if (wanted === followed) return;
      followed = wanted;
      connect();
    });
  return {
    follow,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    state: () => state,
  };
}

/** The address of a stream. */
export function eventsUrl(topics: string, after: string | undefined): string {
  const search = new URLSearchParams({ topics, ...(after === undefined ? {} : { after }) });
  return `/api/v1/events?${search.toString()}`;
}

/** True where a change is of a followed topic; what a run does is told under `run:<id>`. */
export function isAbout(followed: string, { topic, key }: Change): boolean {
  if (!followed.startsWith('run:')) return followed === topic;
  return (topic === 'runs' || topic === 'effects') && (key === '*' || `run:${key}` === followed);
}

const streams = new WeakMap<QueryClient, LiveStream>();

function streamOf(queries: QueryClient): LiveStream {
  const made = streams.get(queries);
  if (made) return made;
  const stream = createLiveStream({
    open: (url) => new EventSource(url),
    changed: ({ topic, key }) => {
      // What a run does is part of what a page shows of it.
      void refresh(queries, topic === 'effects' ? 'runs' : topic, key);
      void refresh(queries, 'status');
    },
    reset: () => void refreshAll(queries),
  });
  streams.set(queries, stream);
  return stream;
}

/**
 * Keeps what a page shows of topics up to date while it is open: what was read by `useApi` is read anew when the server
 * tells of a change. `useLive('flows')`, `useLive('runs', 'run:42')`. Gives whether changes are being told.
 */
export function useLive(...topics: readonly string[]): LiveState {
  const queries = useQueryClient();
  const [stream] = useState(() => streamOf(queries));
  const all = topics.join(',');
  useEffect(() => stream.follow(all.split(','), () => undefined), [stream, all]);
  return useSyncExternalStore(stream.subscribe, stream.state);
}

/** Calls a function for each change of a topic, for pages that do more than read anew (a draft that somebody else changed). */
export function useLiveChange(topic: string, onChange: OnChange): void {
  const queries = useQueryClient();
  useEffect(() => streamOf(queries).follow([topic], onChange), [queries, topic, onChange]);
}
