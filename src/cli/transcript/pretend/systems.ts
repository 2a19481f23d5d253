import { Failure } from '../../../base/failure.ts';
import type { EffectId } from '../../../base/ids.ts';
import { isObject, type JsonObject, type JsonValue } from '../../../base/json.ts';
import { checkSchema, type Schema } from '../../../base/schema.ts';
import { formatPath } from '../../../base/diagnostic.ts';
import type { Connector } from '../../../connectors/connector.ts';
import { own } from '../../../flow/flow.ts';
import { didYouMean } from '../../../flow/validate/closest.ts';
import type { EffectRecord } from '../../../store/records.ts';
import type { Answer } from '../lines.ts';
import { Impossible, type MadeCall, type Place, type ToldCall } from '../world.ts';
import { writesRecord, type PretendOrg } from './org.ts';

/** The outside systems of a pretend world: they answer what they are told to. */
export type Systems = {
  tell(calls: readonly ToldCall[]): void;
  /** Calls made since they were last told something. */
  calls(): readonly MadeCall[];
  /** The first call that nobody said an answer to. */
  unanswered(): MadeCall | undefined;
  /** Answers a call of the step at which a run stands. */
  answer(effect: EffectRecord, asked: { operation: string; input: JsonObject; by: Place | undefined }): JsonObject;
  /** A thing that a look finds, whole. Throws `Impossible` for one that it can never find. */
  found(look: { connection: string; poll: string }, item: JsonObject): JsonObject;
};

/** Which connector stands behind each connection. */
export type Behind = (connection: string) => Connector | undefined;

/** Creates systems that have been told nothing. */
export function createSystems(org: PretendOrg, behind: Behind, connections: readonly string[]): Systems {
  let told: ToldCall[] = [];
  let made: MadeCall[] = [];
  let missing: MadeCall | undefined;
  let things = 0;
  /** What an effect was answered last: who tries again while nothing new is said gets the same. */
  const former = new Map<EffectId, Answer>();
  const answerOf = (effect: EffectRecord, call: MadeCall, by: Place | undefined): Answer | undefined => {
    const at = told.findIndex(
      ({ connection, operation, of }) =>
        connection === call.connection &&
        operation === call.operation &&
        (!of || (of.flow === by?.flow && of.step === by.step)),
    );
    const [found] = at === -1 ? [] : told.splice(at, 1);
    const returns = found?.answer && 'returns' in found.answer ? { returns: found.answer.returns } : {};
    made.push(found ? { ...call, line: found.id, ...returns } : call);
    if (found?.answer) former.set(effect.key, found.answer);
    return found ? found.answer : former.get(effect.key);
  };
  return {
    tell(calls) {
      told = calls.map((call) => checked(call, behind, connections));
      made = [];
    },
    calls: () => made,
    unanswered: () => missing,
    found({ connection, poll }, item) {
      const form = own(behind(connection)?.polls ?? {}, poll)?.item;
      if (!form) return item;
      // Without an id of its own it is another thing each time.
      const named = { id: `found-${++things}`, ...item };
      return fitting(form, named, `a thing that "${poll}" on "${connection}" can find`);
    },
    answer(effect, { operation, input, by }) {
      const call = { connection: String(effect.connection), operation, input };
      const answer = answerOf(effect, call, by);
      if (answer && 'fails' in answer) throw new Failure(answer.fails);
      if (answer) return answer.returns;
      if (writesRecord(operation, input)) return org.write(effect.key, operation, input);
      missing ??= call;
      const message = `The transcript does not say what ${call.connection}.${operation} answers.`;
      throw new Failure({ code: 'defect', message });
    },
  };
}

/** A told call whose answer the operation can really give. Throws `Impossible`. */
function checked(told: ToldCall, behind: Behind, connections: readonly string[]): ToldCall {
  const { id, connection, operation, answer } = told;
  const fail = (expected: string, came: string) => new Impossible(expected, came, id);
  const connector = behind(connection);
  if (!connector) {
    const known = `the connections are ${connections.join(', ') || 'none'}.${didYouMean(connection, connections)}`;
    throw fail(`a connection "${connection}" to an outside system`, known);
  }
  const found = own(connector.operations, operation);
  const names = Object.keys(connector.operations);
  if (!found)
    throw fail(
      `an operation "${operation}"`,
      `"${connection}" has ${names.join(', ')}.${didYouMean(operation, names)}`,
    );
  if (!answer || 'fails' in answer) return told;
  const expected = `an answer that "${operation}" can give`;
  return { ...told, answer: { returns: fitting(found.output, answer.returns, expected, id) } };
}

/** A value with what it leaves out of its form. Throws `Impossible` for one that does not fit. */
function fitting(form: Schema, given: JsonObject, expected: string, line?: number): JsonObject {
  const whole = withRequired(form, given);
  const [misfit] = checkSchema(form, whole);
  if (!misfit) return whole;
  const where = formatPath(misfit.path);
  throw new Impossible(expected, `${where ? `${where}: ` : ''}${misfit.message}`, line);
}

/** An answer in which members that every answer has, and that the transcript leaves out, are empty. */
function withRequired(schema: Schema, given: JsonObject): JsonObject {
  const { required = [], properties = {} } = schema as { required?: string[]; properties?: Record<string, Schema> };
  const missing = required.filter((name) => given[name] === undefined);
  return { ...Object.fromEntries(missing.map((name) => [name, emptyOf(properties[name])])), ...given };
}

function emptyOf(schema: Schema | undefined): JsonValue {
  const facts = (isObject(schema) ? schema : {}) as EmptyFacts;
  const { type, default: standard, const: only, enum: [first] = [] } = facts;
  const usual = standard ?? only ?? first;
  if (usual !== undefined) return usual;
  const empty: Record<string, JsonValue> = { string: '', number: 0, integer: 0, boolean: false, array: [], object: {} };
  return (type === undefined ? undefined : own(empty, type)) ?? null;
}

type EmptyFacts = { type?: string; default?: JsonValue; const?: JsonValue; enum?: readonly JsonValue[] };
