import { allOf } from '../inbox/contacts/list-of.ts';
import { readdir, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { DailyUsage } from '../connectors/connector.ts';
import type { Activity } from '../engine/activity.ts';
import type { OpenConnection } from '../engine/connection-book.ts';
import type { AlertRecord, ConnectionRecord, StuckRecord } from '../store/records.ts';
import type { Run } from '../flow/run.ts';
import type { ControlParts } from './control.ts';
import { countRuns } from './run-counts.ts';
import { usageOf } from './usage.ts';
import { VERSION } from './version.ts';
import { waitingByConnection, type Waiting } from './waiting.ts';

/** How an installation is doing. */
export type Status = {
  version: string;
  folder: string;
  /** The server, where one runs. */
  server?: { pid: number; url: string; startedAt: number };
  flows: { current: number; drafts: number };
  /** Runs by how they stand; `waiting` are the active ones by what they wait for. */
  runs: Record<Run['status'], number> & { waiting: Record<string, number> };
  connections: (Pick<ConnectionRecord, 'key' | 'kind' | 'type' | 'state' | 'problem'> & {
    waiting?: Waiting;
    usage?: DailyUsage;
    shadow?: true;
    /** Of a channel: when it last worked. */
    activity?: Activity;
  })[];
  /** Trouble that is not over. */
  alerts: AlertRecord[];
  /** Events that a defect of ours kept from being applied. */
  stuck: Pick<StuckRecord, 'key' | 'lane' | 'message' | 'at'>[];
  disk: { usedBytes: number; freeBytes: number };
};

const MOST_STUCK = 100;

/** Says how an installation is doing. */
export function statusFunctions(parts: ControlParts) {
  const { store, flows, connections } = parts;
  return {
    status: async (): Promise<Status> => {
      const waiting = await waitingByConnection(parts);
      const stuck = await store.list('stuck', { limit: MOST_STUCK });
      return {
        version: VERSION,
        folder: parts.folder,
        ...(parts.url === undefined
          ? {}
          : { server: { pid: process.pid, url: parts.url, startedAt: parts.startedAt } }),
        flows: {
          current: flows.current().length,
          drafts: flows.drafts.all().filter(({ key }) => flows.drafts.hasChanges(key)).length,
        },
        runs: await runsByState(parts),
        connections: await Promise.all(connections.all().map((connection) => connectionOf(parts, connection, waiting))),
        alerts: (await allOf('alert', {}, store)).filter(({ resolvedAt }) => resolvedAt === undefined),
        stuck: stuck.map(({ key, lane, message, at }) => ({ key, lane, message, at })),
        disk: await diskOf(parts.folder),
      };
    },
  };
}

async function connectionOf(
  parts: ControlParts,
  connection: OpenConnection,
  waiting: ReadonlyMap<string, Waiting>,
): Promise<Status['connections'][number]> {
  const { key, kind, type, state, problem } = connection.record;
  const waits = waiting.get(key);
  const usage = await usageOf(parts, connection);
  return {
    key,
    kind,
    type,
    state,
    ...(problem ? { problem } : {}),
    ...(waits ? { waiting: waits } : {}),
    ...(usage ? { usage } : {}),
    ...(connection.record.shadow ? { shadow: true } : {}),
    ...(kind === 'channel' ? { activity: parts.activity.of(key) } : {}),
  };
}

async function runsByState({ store }: ControlParts): Promise<Status['runs']> {
  const waits = await countRuns(store, { status: 'active' }, ({ wait }) => wait.for);
  const waiting = Object.fromEntries([...waits].map(([name, { count }]) => [name, count]));
  const active = Object.values(waiting).reduce((sum, count) => sum + count, 0);
  const failed = await store.count('run', { status: 'failed' });
  const canceled = await store.count('run', { status: 'canceled' });
  const completed = Math.max(0, (await store.count('run')) - active - failed - canceled);
  return { active, failed, canceled, completed, waiting };
}

async function diskOf(folder: string): Promise<Status['disk']> {
  const { bavail, bsize } = await statfs(folder);
  const names = await readdir(folder, { recursive: true });
  const sizes = await Promise.all(
    names.map((name) =>
      stat(join(folder, name)).then(
        (entry) => (entry.isFile() ? entry.size : 0),
        () => 0,
      ),
    ),
  );
  return { usedBytes: sizes.reduce((sum, size) => sum + size, 0), freeBytes: bavail * bsize };
}
