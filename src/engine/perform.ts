import type { ChannelIo } from '../channels/channel.ts';
import { createChannelIo } from './channel-io.ts';
import { Failure } from '../base/failure.ts';
import type { ConnectionId } from '../base/ids.ts';
import type { JsonObject } from '../base/json.ts';
import type { EffectRecord, Exchange, FetchRequest } from '../store/records.ts';
import type { OpenConnection } from './connection-book.ts';
import { defect, masked, prepareOuting, type Outing, type OutingOptions } from './outing.ts';
import { createGroups, type Groups } from './perform-groups.ts';
import { attemptCall, attemptPoll, repeatableCall } from './perform-calls.ts';
import type { Repeatable } from './retry.ts';

/** What performing needs. */
export type PerformOptions = OutingOptions & {
  /** Brings the file of a message home; what it returns is the effect's output. Throws a `Failure`. */
  fetchMedia?(request: FetchRequest, connection: OpenConnection, io: ChannelIo): Promise<JsonObject>;
};

/** Performs effects: the only place where a flow touches the world. */
export type Perform = {
  /**
   * Makes one attempt. Throws a `Failure` when the world refuses. Before it settles, `seen` is told the HTTP requests
   * that the attempt made, secrets masked: none when it never went out.
   */
  attempt(effect: EffectRecord, seen?: (exchanges: readonly Exchange[]) => void): Promise<JsonObject>;
  /** What repeating this effect would do. Never throws. */
  repeatable(effect: EffectRecord): Repeatable;
  /** True where the connection reaches many systems: trouble with one of them says nothing about the others. */
  reachesMany?(connection: ConnectionId): boolean;
  /** Performs several effects in one attempt, where an adapter can do that. */
  groups?: Groups;
};

/** Creates the performer of single attempts. */
export function createPerform(options: PerformOptions): Perform {
  return {
    async attempt(effect, seen) {
      let outing: Outing | undefined;
      try {
        outing = await prepareOuting(options, effect);
        const output = await perform(options, outing);
        seen?.(effect.request.kind === 'send' ? outing.exchanges().map(withoutBodies) : outing.exchanges());
        return output;
      } catch (error) {
        seen?.(outing?.exchanges() ?? []);
        throw outing ? masked(error, outing.redactor) : error;
      }
    },
    repeatable(effect) {
      if (effect.dry) return 'safe';
      const connection = effect.connection === null ? undefined : options.connections.get(effect.connection);
      if (!connection) return 'safe';
      if (effect.request.kind === 'send') {
        const capabilities = options.channels[connection.record.type]?.capabilities;
        return capabilities?.sendKey ? 'keyed' : capabilities?.proof ? 'proof' : 'twice';
      }
      if (effect.request.kind !== 'call') return 'safe';
      return repeatableCall(options, effect.request, connection);
    },
    reachesMany(id) {
      const connection = options.connections.get(id);
      const connector = connection && options.connectors[connection.record.type];
      return connector?.reachesMany?.(connection?.config ?? {}) ?? false;
    },
    groups: createGroups(options),
  };
}

/** Of a message that was taken, what was said stands in the message, and the answer holds its id. */
function withoutBodies({ request: _said, response: _answer, ...exchange }: Exchange): Exchange {
  return exchange;
}

async function perform(options: PerformOptions, outing: Outing): Promise<JsonObject> {
  const { effect, connection, http, log } = outing;
  switch (effect.request.kind) {
    case 'send':
      return attemptSend(options, outing);
    case 'call':
      return attemptCall(options, outing);
    case 'fetch': {
      if (!options.fetchMedia) throw new Failure(defect('Nothing here can fetch files.'));
      return options.fetchMedia(effect.request, connection, createChannelIo(options, { connection, http, log }));
    }
    case 'poll':
      return attemptPoll(options, outing);
    default:
      throw new Failure(defect(`A ${effect.request.kind} is performed inside the commit, never outside.`));
  }
}

async function attemptSend(options: PerformOptions, { effect, connection, http, log }: Outing): Promise<JsonObject> {
  const { record } = connection;
  const channel = record.kind === 'channel' ? options.channels[record.type] : undefined;
  if (effect.request.kind !== 'send' || !channel || !effect.target) {
    throw new Failure(defect(`Connection "${record.key}" cannot send ${effect.key}.`));
  }
  const { to, channelContext } = effect.target;
  const io = createChannelIo(options, { connection, http, log });
  const { content, by = 'flow' } = effect.request;
  return channel.send({ to, content, key: effect.key, channelContext, by }, io);
}
