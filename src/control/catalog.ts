import { channels } from '../channels/index.ts';
import type { Channel } from '../channels/channel.ts';
import { connectors } from '../connectors/index.ts';
import type { Connector } from '../connectors/connector.ts';
import type { Schema } from '../base/schema.ts';
import type { JsonObject } from '../base/json.ts';
import { own, type Flow } from '../flow/flow.ts';
import type { InstallationFacts } from '../engine/installation-book.ts';
import { ownOperations } from '../inbox/operations/own-operations.ts';
import { OWN_CONNECTION } from '../inbox/operations/operation.ts';
import type { Catalog } from '../flow/validate/catalog.ts';
import type { Types } from '../flow/step-type.ts';
import { steps } from '../steps/index.ts';
import type { ConnectionRecord } from '../store/records.ts';
import { ownCapabilities } from './own-capabilities.ts';

/** Every channel by its id. */
export const channelsById: Readonly<Record<string, Channel>> = Object.fromEntries(
  channels.map((channel) => [channel.id, channel]),
);
/** Every connector by its id. */
export const connectorsById: Readonly<Record<string, Connector>> = Object.fromEntries(
  connectors.map((connector) => [connector.id, connector]),
);

/** What `advance` needs to know of this build. */
export const types: Types = {
  steps,
  channels: Object.fromEntries(channels.map((channel) => [channel.id, channel.capabilities])),
};

/** What `advance` needs to know of this build and of these connections, as they are at the time it asks. */
export function typesWith(
  connections: () => readonly Pick<ConnectionRecord, 'key' | 'type' | 'capabilities'>[],
): Types {
  let seen: readonly unknown[] = [];
  let known: Types['connections'];
  return {
    ...types,
    get connections() {
      const records = connections();
      const now = records.map(({ capabilities }) => capabilities);
      if (!known || now.length !== seen.length || now.some((each, index) => each !== seen[index]))
        [seen, known] = [now, ownCapabilities(records, types.channels)];
      return known;
    },
  };
}

/** The form of a connection's configuration; undefined for an unknown type. */
export function configSchema(type: string): Schema | undefined {
  return (channelsById[type] ?? connectorsById[type])?.config;
}

/** What flows stand in: connections, what the installation says of itself, and each other. */
export type Around = {
  connections: readonly { key: string; kind: 'channel' | 'connector'; type: string; capabilities?: JsonObject }[];
  facts: InstallationFacts;
  flows?: readonly Omit<Flow, 'version'>[];
  /** The approved messages of connections, where they are known. */
  templates?: Catalog['templates'];
};

/** Our own operations as a catalog shows them: nothing is looked up. */
const ownForms = ownOperations({ list: async () => [] });

/** What `validate` needs to know: this build's step types and operations, and what the flows stand in. */
export function catalogOf({ connections, facts, flows, templates }: Around): Catalog {
  const special = ownCapabilities(connections, types.channels);
  // A connection with figures of its own counts as a channel of its own: what flows say on it is held against those.
  const named = (key: string, type: string): string => (own(special, key) ? `${type} (${key})` : type);
  const differing = Object.fromEntries(
    connections.flatMap(({ key, type }) => {
      const capabilities = own(special, key);
      return capabilities ? [[named(key, type), capabilities] as const] : [];
    }),
  );
  return {
    types: { ...types, channels: { ...types.channels, ...differing } },
    connections: {
      ...Object.fromEntries(connections.map(({ key, kind, type }) => [key, { [kind]: named(key, type) }])),
      [OWN_CONNECTION]: { connector: OWN_CONNECTION },
    },
    operations: {
      ...Object.fromEntries(connectors.map(({ id, operations }) => [id, formsOf(operations)])),
      [OWN_CONNECTION]: formsOf(ownForms),
    },
    polls: Object.fromEntries(
      connectors.map(({ id, polls = {} }) => [
        id,
        Object.fromEntries(Object.entries(polls).map(([name, { input, item }]) => [name, { input, output: item }])),
      ]),
    ),
    calendars: facts.calendars,
    secrets: Object.keys(facts.secrets),
    settings: Object.keys(facts.settings),
    ...(templates ? { templates } : {}),
    ...(flows ? { flows: Object.fromEntries(flows.map((flow) => [flow.id, { triggers: typesOf(flow) }])) } : {}),
  };
}

const typesOf = ({ triggers }: Pick<Flow, 'triggers'>) => triggers.map(({ type }) => type);

type Form = { input: Schema; output: Schema; outcomes?: readonly string[] };

function formsOf(operations: Readonly<Record<string, Form>>): Record<string, Form> {
  return Object.fromEntries(
    Object.entries(operations).map(([name, { input, output, outcomes }]) => [
      name,
      { input, output, ...(outcomes ? { outcomes } : {}) },
    ]),
  );
}
