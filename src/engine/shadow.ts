import type { Connector } from '../connectors/connector.ts';
import { toFailureData, type FailureData } from '../base/failure.ts';
import type { ConnectionId, EffectId } from '../base/ids.ts';
import type { JsonObject } from '../base/json.ts';
import { own } from '../flow/flow.ts';
import { secretsIn } from '../flow/secrets.ts';
import type { EffectRecord, MemoryRecord } from '../store/records.ts';
import type { ConnectionBook } from './connection-book.ts';
import { checkInput } from './perform-calls.ts';
import { sampleOutput } from './sample.ts';

/** What would have come of an effect, had it been performed. */
export type Pretence = { type: 'result'; output: JsonObject } | { type: 'refusal'; failure: FailureData };

/**
 * Shadow mode: a connection takes what comes in, and nothing goes out on it; nor does anything on any connection from a
 * run that began on it.
 */
export type Shadow = {
  on(connection: ConnectionId): boolean;
  /** How an effect ends that is not performed. Never throws, and reaches nobody. */
  pretend(effect: EffectRecord): Pretence;
};

type ShadowParts = {
  connections: Pick<ConnectionBook, 'get'>;
  connectors: Readonly<Record<string, Connector>>;
};

/**
 * Creates the shadow of an installation. A send is taken; a call gives what its form promises, with the first of its
 * outcomes, once its input was found to fit; a look at what is new finds nothing; a file is not fetched.
 */
export function createShadow({ connections, connectors }: ShadowParts): Shadow {
  return {
    on: (connection) => connections.get(connection)?.record.shadow === true,
    pretend({ key, connection, request }) {
      switch (request.kind) {
        case 'send':
          return { type: 'result', output: { id: `shadow:${key}` } };
        case 'call': {
          const type = connection === null ? undefined : connections.get(connection)?.record.type;
          return pretendCall(request, type === undefined ? undefined : own(connectors, type));
        }
        case 'poll':
          return { type: 'result', output: { items: [], cursor: request.cursor } };
        case 'fetch':
          return refusal('The connection is in shadow mode: files are not fetched.');
        default:
          return { type: 'result', output: {} };
      }
    },
  };
}

function pretendCall(
  { connection, operation: name, input }: { connection: string; operation: string; input: JsonObject },
  connector: Connector | undefined,
): Pretence {
  const operation = connector && own(connector.operations, name);
  if (!operation)
    return refusal(`Connection "${connection}" has no operation "${name}". Correct the name in the flow.`);
  try {
    // What an input with secrets looks like is known only when it goes out, and here it never does.
    if (secretsIn(input).length === 0) checkInput(name, operation.input, input);
  } catch (error) {
    return { type: 'refusal', failure: toFailureData(error) };
  }
  return { type: 'result', output: sampleOutput(operation) };
}

function refusal(message: string): Pretence {
  return { type: 'refusal', failure: { code: 'unsupported', message } };
}

/** No connection has such a name: notes about what was not performed lie apart from those of adapters. */
const PREFIX = '#shadow/';

/** The note by which an effect that was not performed is found again; they sort by time. */
export function shadowNote(effect: EffectId, at: number): MemoryRecord {
  return { key: `${PREFIX}${String(at).padStart(15, '0')}/${effect}`, value: effect };
}

/** Where notes about what was not performed begin and end, for a list of them. */
export const SHADOW_NOTES = { from: PREFIX, before: '#shadow0' } as const;
