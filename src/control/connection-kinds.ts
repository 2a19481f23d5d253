import { channels } from '../channels/index.ts';
import type { Channel } from '../channels/channel.ts';
import { connectors } from '../connectors/index.ts';
import type { Connector } from '../connectors/connector.ts';
import type { GuideChapter } from '../connectors/preparation.ts';
import { secretFields, type Schema } from '../base/schema.ts';
import type { JsonObject } from '../base/json.ts';
import type { Texts, Translations } from '../base/translate.ts';
import type { Capabilities } from '../message/capabilities.ts';
import type { ConnectionRecord } from '../store/records.ts';
import { appEn } from './app-words.ts';
import { channelsById, connectorsById } from './catalog.ts';
import { missing, type ControlParts } from './control.ts';
import { formIn, textsIn } from './in-language.ts';
import { redirectUriOf } from './look-at.ts';
import { id } from '../base/ids.ts';
import { OwnCapabilities } from './own-capabilities.ts';
import { readReadme, type Section } from './readme.ts';
import { it } from './texts.it.ts';

/** What can be done with connections of a kind. */
export type Abilities = {
  /** The webhook can be registered from here. */
  attaches: boolean;
  /** A browser lets us in. */
  authorizes: boolean;
  certificate: boolean;
  /** Files prepare the other side. */
  metadata: boolean;
  templates: boolean;
  /** Somebody can be written to. */
  sends: boolean;
  /** It can fetch its news where nobody can call us. */
  listens: boolean;
  /** What it holds can be given back. */
  disconnects: boolean;
};

/** A channel or connector, as a gallery shows it. */
export type ConnectionKind = {
  id: string;
  kind: ConnectionRecord['kind'];
  title: string;
  /** The service that people know, where several providers lead to it. */
  family: string;
  /** The day on which the provider ended it. */
  retired?: string;
  /** A pretend one can be tried. */
  pretend: boolean;
  /** Set up by a wizard that follows a guide. */
  guided: boolean;
  can: Abilities;
};

/** All that a guided set-up needs. */
export type ConnectionKindDetails = ConnectionKind & {
  config: Schema;
  /** Names of the fields that are secret. */
  secrets: readonly string[];
  readme: readonly Section[];
  /** What it says in the language asked for, by the English words: what looks find, why something fails. */
  texts: Texts;
  capabilities?: Capabilities;
  /** The form of what an account may say of itself. */
  ownCapabilities?: Schema;
  /** What a connection to a pretend provider begins with; secrets of no worth. */
  pretendConfig?: JsonObject;
  guide?: readonly GuideChapter[];
  /** What can be tried at the end without leaving anything behind. */
  trial?: { operation: string; input: JsonObject };
};

/** What is said of every kind, by the language. */
const COMMON: Translations = { en: appEn, it };

/** Shows what connections can be made to. */
export function kindFunctions(parts: ControlParts) {
  return {
    'connections.kinds': async ({ language }: { language?: string } = {}): Promise<ConnectionKind[]> => {
      const all = [
        ...channels.map((each) => formIn(ofChannel(each, parts), textsIn(each, language))),
        ...connectors.map((each) => formIn(ofConnector(each, parts), textsIn(each, language))),
      ];
      // What has ended comes last.
      return all.toSorted((left, right) => Number(left.retired !== undefined) - Number(right.retired !== undefined));
    },

    /** One kind; the guide is filled in for the connection of that name. What is not said in `language` is English. */
    'connections.kind': async (input: {
      kind: string;
      name?: string;
      language?: string;
    }): Promise<ConnectionKindDetails> => {
      const { kind: wanted, name, language } = input;
      const channel = channelsById[wanted];
      const connector = connectorsById[wanted];
      const found = channel ?? connector;
      if (!found) return missing(`channel or system "${wanted}"`, 'See what connections can be made to.');
      const texts = textsIn(found, language);
      const pretendConfig = parts.life?.pretend(wanted);
      const common = {
        config: formIn(found.config, texts),
        secrets: secretFields(found.config),
        readme: await readReadme(channel ? 'channel' : 'connector', wanted, language),
        texts: { ...COMMON[language ?? 'en'], ...texts },
        ...(pretendConfig ? { pretendConfig } : {}),
      };
      if (channel) {
        const { capabilities } = channel;
        return {
          ...formIn(ofChannel(channel, parts), texts),
          capabilities,
          ownCapabilities: OwnCapabilities,
          ...common,
        };
      }
      const { preparation } = connector as Connector;
      const facts = {
        callbackUrl: redirectUriOf(parts.url ?? 'http://localhost', id.connection(name ?? wanted)),
        contactEmail: 'admin@example.com',
        username: 'integration@example.com',
      };
      return {
        ...formIn(ofConnector(connector as Connector, parts), texts),
        ...common,
        ...(preparation ? { guide: preparation.guide(facts), trial: preparation.trial } : {}),
      };
    },
  };
}

function ofChannel(channel: Channel, { life }: ControlParts): ConnectionKind {
  const { id: name, title, family = name, capabilities } = channel;
  return {
    id: name,
    kind: 'channel',
    title,
    family,
    ...(capabilities.retired === undefined ? {} : { retired: capabilities.retired }),
    pretend: life?.pretend(name) !== undefined,
    guided: false,
    can: {
      attaches: channel.connect !== undefined,
      authorizes: false,
      certificate: false,
      metadata: false,
      templates: channel.templates !== undefined,
      sends: true,
      listens: channel.listen !== undefined,
      disconnects: channel.disconnect !== undefined,
    },
  };
}

function ofConnector(connector: Connector, { life }: ControlParts): ConnectionKind {
  const { id: name, title, preparation } = connector;
  return {
    id: name,
    kind: 'connector',
    title,
    family: name,
    pretend: life?.pretend(name) !== undefined,
    guided: preparation !== undefined,
    can: {
      attaches: false,
      authorizes: connector.authorize !== undefined,
      certificate: connector.certificate !== undefined,
      metadata: connector.deployables !== undefined,
      templates: false,
      sends: false,
      listens: false,
      disconnects: connector.disconnect !== undefined,
    },
  };
}
