import type { BatchResult, Operation } from '../connectors/connector.ts';
import { Failure, toFailureData } from '../base/failure.ts';
import type { JsonObject } from '../base/json.ts';
import { secretsIn, withoutForeignHandles } from '../flow/secrets.ts';
import type { EffectRecord, Exchange } from '../store/records.ts';
import { connectorIo, defect, logOf, masked, prepareOuting, redactorOf, type OutingOptions } from './outing.ts';
import { fits } from './perform-calls.ts';

/** Effects of one connection that may be performed together: those of the same `key`, at most `size` in one attempt. */
export type Group = {
  key: string;
  size: number;
  /** True where two effects of one lane may be in it: what is performed together is performed in order. */
  inOrder: boolean;
};

/** What became of one effect of a group, with the HTTP requests that all of them shared. */
export type Ended = { exchanges: readonly Exchange[] } & ({ output: JsonObject } | { error: unknown });

/** Performs effects of one group in one attempt. */
export type Groups = {
  /** The group of an effect; undefined for one that goes alone. Never throws. */
  of(effect: EffectRecord): Group | undefined;
  /** Makes one attempt with effects of one group: how each ended, in their order. Never rejects. */
  attempt(effects: readonly EffectRecord[]): Promise<readonly Ended[]>;
};

type Grouping = Operation & Required<Pick<Operation, 'runMany' | 'groupKey' | 'groupSize'>>;

/** Creates the performer of groups. */
export function createGroups(options: OutingOptions): Groups {
  return {
    of: (effect) => groupOf(options, effect),
    async attempt(effects) {
      let exchanges: readonly Exchange[] = [];
      try {
        const results = await attemptTogether(options, effects, (seen) => (exchanges = seen));
        return results.map((result) => ({ ...result, exchanges }));
      } catch (error) {
        return effects.map(() => ({ error, exchanges }));
      }
    },
  };
}

function groupOf(options: OutingOptions, effect: EffectRecord): Group | undefined {
  const connection = effect.connection === null ? undefined : options.connections.get(effect.connection);
  const operation = connection && groupingOf(options, effect, connection.record.type);
  if (!operation || effect.dry || effect.request.kind !== 'call') return undefined;
  const { operation: name, input } = effect.request;
  const { record, config } = connection;
  try {
    // A secret is opened for the one effect that carries it, and what does not fit is refused by itself.
    if (secretsIn(input).length > 0 || !fits(operation.input, input)) return undefined;
    const key = operation.groupKey(input, config);
    if (key === undefined) return undefined;
    const size = operation.groupSize(key, { config, local: options.connections.local(record.key) });
    return { key: `${name}\n${key}`, size, inOrder: operation.groupInOrder === true };
  } catch (error) {
    const log = logOf(options, connection, redactorOf(options, connection));
    log('an adapter cannot say what goes together', { operation: name, message: toFailureData(error).message });
    return undefined;
  }
}

function groupingOf(options: OutingOptions, { request }: EffectRecord, type: string): Grouping | undefined {
  const operation = request.kind === 'call' ? options.connectors[type]?.operations[request.operation] : undefined;
  return operation && isGrouping(operation) ? operation : undefined;
}

function isGrouping(operation: Operation): operation is Grouping {
  return Boolean(operation.runMany && operation.groupKey && operation.groupSize);
}

type Result = { output: JsonObject } | { error: unknown };

async function attemptTogether(
  options: OutingOptions,
  effects: readonly EffectRecord[],
  seen: (exchanges: readonly Exchange[]) => void,
): Promise<Result[]> {
  const [first] = effects;
  if (!first) return [];
  const outing = await prepareOuting(options, first);
  const operation = groupingOf(options, first, outing.connection.record.type);
  if (!operation) throw new Failure(defect(`${first.key} cannot be performed together with others.`));
  const items = effects.map((effect) => ({
    input: effect.request.kind === 'call' ? effect.request.input : {},
    io: connectorIo(options, { ...outing, effect }),
  }));
  try {
    const results = await operation.runMany(items, connectorIo(options, outing));
    if (results.length !== effects.length) {
      throw new Failure(defect(`${results.length} results came back for ${effects.length} effects.`));
    }
    return results.map((result) => read(result, outing.redactor));
  } catch (error) {
    throw masked(error, outing.redactor);
  } finally {
    seen(outing.exchanges().map((exchange) => shared(exchange, effects.length)));
  }
}

function read(result: BatchResult, redactor: Parameters<typeof masked>[1]): Result {
  if ('failure' in result) return { error: masked(new Failure(result.failure), redactor) };
  return { output: withoutForeignHandles(result.output) };
}

/**
 * A request as each of those sees it that shared it. Its bodies tell of other people; what this effect gave and got
 * stands in itself.
 */
function shared({ request, response: _others, ...exchange }: Exchange, by: number): Exchange {
  return request === undefined ? exchange : { ...exchange, request: `[${by} effects in one request]` };
}
