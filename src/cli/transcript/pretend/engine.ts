import { createHash } from 'node:crypto';
import { id, type RunId } from '../../../base/ids.ts';
import type { JsonObject } from '../../../base/json.ts';
import type { Channel } from '../../../channels/channel.ts';
import type { Connector } from '../../../connectors/connector.ts';
import { openConnectionBook, type ConnectionBook } from '../../../engine/connection-book.ts';
import { startEmbeddedHost } from '../../../engine/embedded/embedded-host.ts';
import { openFlowBook, type FlowBook } from '../../../engine/flow-book.ts';
import type { Host } from '../../../engine/host.ts';
import { createPerform, type Perform } from '../../../engine/perform.ts';
import { own } from '../../../flow/flow.ts';
import { namesOf } from '../../../flow/references.ts';
import type { Types } from '../../../flow/step-type.ts';
import { nextTime } from '../../../inbox/cron.ts';
import { ownOperations } from '../../../inbox/operations/own-operations.ts';
import { openVerifyCode } from '../../../inbox/operations/verify-operations.ts';
import type { FindRecipient, FoundRecord } from '../../../inbox/options.ts';
import { createRouter } from '../../../inbox/router.ts';
import { clockLane } from '../../../inbox/timers.ts';
import { createRedactor } from '../../../net/redact.ts';
import type { EffectRecord } from '../../../store/records.ts';
import type { Store } from '../../../store/store.ts';
import type { TestedProject } from '../tested-project.ts';
import { noWayOut } from './adapters.ts';
import { createMemoryStore } from './memory-store.ts';
import { createCalm, createPretendClock, type Calm, type PretendClock } from './pretend-clock.ts';

/** What a pretend engine is started with. */
export type EngineParts = {
  project: TestedProject;
  startAt: number;
  types: Types;
  channels: Readonly<Record<string, Channel>>;
  connectors: Readonly<Record<string, Connector>>;
  /** What there is when an outside system is looked at for a flow; nothing is there twice. */
  news(flow: string): JsonObject[];
  /** Told each effect before it is attempted. */
  attempting(effect: EffectRecord): void;
};

/** A real engine and real routing over a store in memory and a clock that stands still. */
export type PretendEngine = {
  store: Store;
  clock: PretendClock;
  host: Host;
  flows: FlowBook;
  recipient: FindRecipient;
  /** Resolves when everything that is to come without time passing has come. */
  settled(): Promise<void>;
  /** Runs in the order in which they began. */
  begun: readonly RunId[];
  close(): Promise<void>;
};

/** Configurations are not sealed: there is nothing in them. */
const OPEN = {
  seal: (_connection: string, _type: string, config: JsonObject) => config,
  open: (_connection: string, _type: string, config: JsonObject) => config,
};

/** Starts an engine with the flows of a project published and their clocks set. */
export async function startPretendEngine(parts: EngineParts): Promise<PretendEngine> {
  const { project, startAt, types, channels } = parts;
  const calm = createCalm();
  const clock = createPretendClock(startAt, calm);
  const begun: RunId[] = [];
  const store = watched(createMemoryStore(), calm, begun);
  const flows = await openFlowBook(store);
  await flows.load({ dir: project.folder, flows: project.flows, at: startAt });
  const connections = await openConnectionBook(store, OPEN);
  for (const connection of project.connections) await connections.seed({ ...connection, seed: '' });
  const recipient = findRecipient(connections, channels);
  const digest = (text: string): string => hashOf('digest', text);
  const router = createRouter({
    flows,
    types,
    operations: ownOperations(store),
    messages: store,
    recordsOf: (effect) => recordsOf(effect, connections, parts.connectors),
    namesOf: (flow) => namesOf(flow, types),
    calendar: (name) => own(project.calendars, name),
    setting: (name) => own(project.settings, name),
    resumeUrl: (run) => `https://pretend.example/resume/${run}`,
    channelOf(connection) {
      const record = connections.get(connection)?.record;
      return record?.kind === 'channel' ? record.type : undefined;
    },
    recipient,
    nextTime,
    random: chance(),
    digest,
  });
  const perform = performIn({ store, connections, clock, digest }, parts);
  const host = await startEmbeddedHost({
    store,
    router,
    flows,
    connections,
    perform: watchedPerform(perform, calm, parts),
    types,
    clock,
    random: () => 0,
    log: () => undefined,
    // Nothing was missed before the beginning.
    overdueGraceMs: 0,
  });
  for (const { id: flow } of project.flows)
    await host.accept(clockLane(flow), `timers/${flow}`, { type: 'timers', flow });
  const settled = (): Promise<void> => clock.moveTo(clock.now());
  await settled();
  return { store, clock, settled, host, flows, recipient, begun, close: () => host.close() };
}

function findRecipient(connections: ConnectionBook, channels: EngineParts['channels']): FindRecipient {
  return (connection, address, country) => {
    const { record, config } = connections.get(connection) ?? {};
    const channel = record && own(channels, record.type);
    const sender = channel?.recipient?.(address, config ?? {}, country);
    return sender && record ? { connection, channel: record.type, sender } : undefined;
  };
}

/** What operations say that they made or found stands for the person, as ever. */
function recordsOf(
  { request, output }: EffectRecord,
  connections: ConnectionBook,
  connectors: EngineParts['connectors'],
): readonly FoundRecord[] {
  if (request.kind !== 'call' || !output) return [];
  const type = connections.get(id.connection(request.connection))?.record.type;
  const connector = type === undefined ? undefined : own(connectors, type);
  return (connector && own(connector.operations, request.operation))?.records?.(request.input, output) ?? [];
}

type Around = { store: Store; connections: ConnectionBook; clock: PretendClock; digest(text: string): string };

function performIn({ store, connections, clock, digest }: Around, parts: EngineParts): Perform {
  const { channels, connectors, project } = parts;
  return createPerform({
    store,
    connections,
    channels,
    connectors,
    http: noWayOut,
    installation: INSTALLATION,
    now: clock.now,
    log: () => undefined,
    redactor: createRedactor,
    secret: async (name) =>
      own(project.secrets, name) ?? (await openVerifyCode(name, { store, digest, now: clock.now })),
  });
}

/** The name that effect keys are made with. */
export const INSTALLATION = 'pretend';

/** A store whose work is counted, and that notes which runs begin. */
function watched(store: Store, calm: Calm, begun: RunId[]): Store {
  const counted =
    <Given extends unknown[], Result>(work: (...given: Given) => Promise<Result>) =>
    (...given: Given): Promise<Result> =>
      calm.during(() => work(...given));
  return {
    ...store,
    get: (kind, key) => calm.during(() => store.get(kind, key)),
    list: (kind, query) => calm.during(() => store.list(kind, query)),
    count: (kind, where) => calm.during(() => store.count(kind, where)),
    due: counted(store.due),
    nextDue: counted(store.nextDue),
    commit: counted(async (writes) => {
      await store.commit(writes);
      for (const write of writes) if (write.op === 'insert' && write.kind === 'run') begun.push(write.record.key);
    }),
  };
}

function watchedPerform(perform: Perform, calm: Calm, { attempting, news }: EngineParts): Perform {
  // A transcript shows each call by itself.
  const { groups: _, ...single } = perform;
  return {
    ...single,
    attempt: (effect, seen) =>
      calm.during(async () => {
        if (effect.request.kind === 'poll') return { items: news(effect.request.flow), cursor: effect.request.cursor };
        attempting(effect);
        return perform.attempt(effect, seen);
      }),
  };
}

/** The same chance each time, so that a transcript goes the same way each time. */
function chance(): (bytes: number) => string {
  let drawn = 0;
  return (bytes) => {
    drawn += 1;
    return hashOf('chance', String(drawn)).slice(0, Math.ceil((bytes * 4) / 3));
  };
}

function hashOf(...parts: string[]): string {
  return createHash('sha256').update(parts.join('\n')).digest('base64url');
}
