import { randomUUID } from 'node:crypto';
import type { OpenConnection } from '../../engine/connection-book.ts';
import type { Host } from '../../engine/host.ts';
import { laneOf } from '../../inbox/lane-of.ts';
import type { DemoOptions } from '../../server/routes/demo.ts';
import type { DemoPhone } from '../../server/routes/demo/phones.ts';
import { phones } from '../../simulator/phones.ts';
import type { Store } from '../../store/store.ts';
import { channelsById, types } from '../../control/catalog.ts';
import type { Simulator } from './simulators.ts';

type DemoParts = {
  store: Store;
  host: Host;
  /** The connections at work. */
  active: readonly OpenConnection[];
  simulators: ReadonlyMap<string, Simulator>;
};

/** What the demo page stands on: it is served where a simulator stands behind a channel. */
export function demoOf({ store, host, active, simulators }: DemoParts): DemoOptions | undefined {
  const behind = active.filter(({ record }) => simulators.has(record.key));
  const org = behind.find(({ record }) => record.kind === 'connector');
  const all = behind.flatMap((connection) => phoneOf(connection, simulators));
  if (all.length === 0) return undefined;
  const release = async (conversation: string): Promise<void> => {
    const record = await store.get('conversation', conversation);
    if (!record) return;
    const event = { type: 'release', conversation: record.key, by: 'demo page' } as const;
    await host.accept(record.lane, `release/${randomUUID()}`, event);
  };
  const orgUrl = org && simulators.get(org.record.key)?.url;
  return { simulators: { phones: all, ...(orgUrl === undefined ? {} : { org: orgUrl }) }, store, types, release };
}

function phoneOf({ record, config }: OpenConnection, simulators: ReadonlyMap<string, Simulator>): DemoPhone[] {
  const channel = channelsById[record.type];
  const kind = phones[record.type];
  const url = simulators.get(record.key)?.url;
  if (record.kind !== 'channel' || !channel || !kind || url === undefined) return [];
  const { numbers = false, hidden, accent } = kind;
  return [
    {
      connection: record.key,
      title: channel.title,
      url,
      numbers,
      person: (serial) => kind.person(serial),
      ...(hidden && { hidden: (serial: number) => hidden(serial) }),
      ...(accent !== undefined && { accent }),
      laneOf: (handle) => {
        const address = numbers && /^\d+$/.test(handle) ? `+${handle}` : handle;
        return laneOf(record.key, channel.recipient?.(address, config) ?? { key: handle });
      },
    },
  ];
}
