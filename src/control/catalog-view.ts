import { channels } from '../channels/index.ts';
import { connectors } from '../connectors/index.ts';
import type { Texts } from '../base/translate.ts';
import { own } from '../flow/flow.ts';
import type { Catalog } from '../flow/validate/catalog.ts';
import { ownOperations } from '../inbox/operations/own-operations.ts';
import { OWN_CONNECTION } from '../inbox/operations/operation.ts';
import { it as ownIt } from '../inbox/operations/texts.it.ts';
import type { Types } from '../flow/step-type.ts';
import type { ConnectionRecord } from '../store/records.ts';
import { catalogOf, channelsById } from './catalog.ts';
import type { ControlParts } from './control.ts';
import { formIn, textsIn } from './in-language.ts';

/** A connection as authors of flows see it. */
export type CatalogConnection = {
  name: string;
  kind: ConnectionRecord['kind'];
  /** The id of its channel or connector, and what people call that. */
  type: string;
  title: string;
  /** The service that people know, where several providers lead to it. */
  family: string;
  /** The channel among `channels` whose figures hold for it. */
  channel?: string;
  state: ConnectionRecord['state'];
  simulator?: true;
  shadow?: true;
};

/** A connector, or what we do ourselves: what its operations and looks are called. */
export type CatalogTitles = {
  title: string;
  operations: Readonly<
    Record<
      string,
      { title: string; description: string; suggests?: true; shaped?: true; proposes?: true; dryRuns?: true }
    >
  >;
  polls: Readonly<Record<string, { title: string; description: string }>>;
};

/**
 * What a browser needs to check flows by itself and to show what they may name: `validate` takes it with the step types
 * put in as `types: { steps, channels }`.
 */
export type CatalogView = Omit<Catalog, 'types'> & {
  channels: Types['channels'];
  /** What people call each channel. */
  channelTitles: Readonly<Record<string, string>>;
  connectionList: readonly CatalogConnection[];
  /** By the id of a connector. */
  titles: Readonly<Record<string, CatalogTitles>>;
};

/** Gives what flows are made with here. */
export function catalogFunctions(parts: ControlParts) {
  const { connections, installation, flows, templates } = parts;
  return {
    /** `language`: for the words of forms and of what is offered; those that are missing in it stay English. */
    catalog: async ({ language }: { language?: string } = {}): Promise<CatalogView> => {
      const records = connections.all().map(({ record }) => record);
      const facts = installation.facts();
      const { types, ...rest } = catalogOf({
        connections: records,
        facts,
        flows: flows.current(),
        templates: templates.all(),
      });
      const words = wordsIn(language);
      const say = (of: string, title: string): string => words.texts[of]?.[title] ?? title;
      return {
        ...rest,
        operations: words.told(rest.operations),
        polls: words.told(rest.polls ?? {}),
        channels: types.channels,
        channelTitles: Object.fromEntries(channels.map(({ id, title }) => [id, say(id, title)])),
        connectionList: records.map((record) => {
          const listed = connectionOf(record, rest.connections);
          return { ...listed, title: say(listed.type, listed.title) };
        }),
        titles: words.told(TITLES),
      };
    },
  };
}

type InLanguage = { texts: Readonly<Record<string, Texts>>; told<T extends object>(byConnector: T): T };

/** The words of everything that stands in the catalogue, in one language. */
function wordsIn(language: string | undefined): InLanguage {
  const all = [...channels, ...connectors, { id: OWN_CONNECTION, texts: { it: ownIt } }];
  const texts = Object.fromEntries(all.map((each) => [each.id, textsIn(each, language)]));
  const told = <T extends object>(byConnector: T): T =>
    Object.fromEntries(Object.entries(byConnector).map(([id, form]) => [id, formIn(form, texts[id] ?? {})])) as T;
  return { texts, told };
}

function connectionOf(
  { key, kind, type, state, simulator, shadow }: ConnectionRecord,
  known: Catalog['connections'],
): CatalogConnection {
  const channel = own(known, key)?.channel;
  const connector = connectors.find(({ id }) => id === type);
  const found = own(channelsById, type);
  return {
    name: key,
    kind,
    type,
    title: found?.title ?? connector?.title ?? type,
    family: found?.family ?? type,
    ...(channel === undefined ? {} : { channel }),
    state,
    ...(simulator ? { simulator: true } : {}),
    ...(shadow ? { shadow: true } : {}),
  };
}

type Told = { title: string; description: string };

const TITLES: CatalogView['titles'] = {
  ...Object.fromEntries(
    connectors.map(({ id, title, operations, polls = {} }) => [
      id,
      {
        title,
        operations: Object.fromEntries(
          Object.entries(operations).map(([name, operation]) => [
            name,
            {
              ...tell(operation),
              ...(operation.suggest ? { suggests: true as const } : {}),
              ...(operation.shape ? { shaped: true as const } : {}),
              ...(operation.propose ? { proposes: true as const } : {}),
              ...(operation.dryRun ? { dryRuns: true as const } : {}),
            },
          ]),
        ),
        polls: mapTold(polls),
      },
    ]),
  ),
  [OWN_CONNECTION]: { title: 'Rondine', operations: mapTold(ownOperations({ list: async () => [] })), polls: {} },
};

function tell({ title, description }: Told): Told {
  return { title, description };
}

function mapTold(all: Readonly<Record<string, Told>>): Record<string, Told> {
  return Object.fromEntries(Object.entries(all).map(([name, told]) => [name, tell(told)]));
}
