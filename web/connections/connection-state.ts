import type { Reply } from '../api/client.ts';
import type { Tone } from '../ui/state-badge.tsx';

export type Connection = Reply<'GET /connections'>['items'][number];

/** How a connection stands: the word, how it feels, and since when where that is known. */
export type ConnectionState = {
  word: 'broken' | 'failing' | 'shadow' | 'waiting' | 'unproven' | 'working';
  tone: Tone;
  at?: number;
};

/** How a connection stands, the gravest first. */
export function stateOf({ state, problem, shadow, kind, activity, config }: Connection): ConnectionState {
  if (state === 'broken') return { word: 'broken', tone: 'bad', ...(problem ? { at: problem.at } : {}) };
  if (activity?.failing) return { word: 'failing', tone: 'waiting', at: activity.failing.since };
  if (shadow) return { word: 'shadow', tone: 'quiet' };
  if (kind === 'channel' && activity?.inboundAt === undefined && activity?.sentAt === undefined)
    return { word: 'waiting', tone: 'busy' };
  // Consent in a browser ends as a token: before that nobody has let us in.
  if (config['grant'] === 'authorization_code' && config['refreshToken'] === undefined)
    return { word: 'unproven', tone: 'waiting' };
  return { word: 'working', tone: 'good' };
}

/** What needs a person comes first, what nobody has used yet last. */
const ORDER: readonly ConnectionState['word'][] = ['broken', 'failing', 'unproven', 'working', 'shadow', 'waiting'];

/** Connections in the order in which they are shown; alike ones stay as they are. */
export function inOrder(connections: readonly Connection[]): Connection[] {
  const rankOf = (connection: Connection): number => ORDER.indexOf(stateOf(connection).word);
  return connections.toSorted((left, right) => rankOf(left) - rankOf(right));
}

/** When something last went over a connection. */
export function lastAt({ activity }: Connection): number | undefined {
  const times = [activity?.inboundAt, activity?.sentAt].filter((time) => time !== undefined);
  return times.length > 0 ? Math.max(...times) : undefined;
}
