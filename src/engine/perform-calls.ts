import { Compile, type Validator } from 'typebox/compile';
import type { ConnectorIo, Operation } from '../connectors/connector.ts';
import { Failure, toFailureData } from '../base/failure.ts';
import { isObject, type JsonObject } from '../base/json.ts';
import { checkSchema, type Schema } from '../base/schema.ts';
import type { EffectRequest } from '../flow/run.ts';
import { secretsIn, withoutForeignHandles } from '../flow/secrets.ts';
import type { OpenConnection } from './connection-book.ts';
import { sampleOutput } from './sample.ts';
import { connectorIo, defect, logOf, redactorOf, type Outing, type OutingOptions } from './outing.ts';
import type { Repeatable } from './retry.ts';

/** Performs one operation of a connector. */
export async function attemptCall(options: OutingOptions, outing: Outing): Promise<JsonObject> {
  const { effect, connection } = outing;
  const { record } = connection;
  if (effect.request.kind !== 'call') throw new Failure(defect(`${effect.key} is not a call.`));
  const { operation: name, input } = effect.request;
  const operation = record.kind === 'connector' ? options.connectors[record.type]?.operations[name] : undefined;
  if (!operation) {
    throw new Failure({
      code: 'unsupported',
      message: `Connection "${record.key}" (${record.type}) has no operation "${name}". Correct the name in the flow.`,
    });
  }
  checkInput(name, operation.input, input);
  const io = connectorIo(options, outing);
  const output = effect.dry ? await tryOut(operation, input, io) : await operation.run(input, io);
  if (!isObject(output)) throw new Failure(defect(`Operation "${name}" did not return an object.`));
  // What comes from outside is text, whatever it looks like.
  return withoutForeignHandles(output);
}

/** What an operation would give: as the system says that tries it without keeping it, else as its form promises. */
async function tryOut(operation: Operation, input: JsonObject, io: ConnectorIo): Promise<JsonObject> {
  const sample = sampleOutput(operation);
  if (!operation.dryRun) return sample;
  const { result } = await operation.dryRun(input, io);
  if ('failure' in result) throw new Failure(result.failure);
  return { ...sample, ...result.output };
}

/** Looks for what is new in an outside system. */
export async function attemptPoll(options: OutingOptions, outing: Outing): Promise<JsonObject> {
  const { effect, connection } = outing;
  const { record } = connection;
  if (effect.request.kind !== 'poll') throw new Failure(defect(`${effect.key} is no look at anything.`));
  const { poll: name, input, cursor } = effect.request;
  const poll = record.kind === 'connector' ? options.connectors[record.type]?.polls?.[name] : undefined;
  if (!poll) {
    const message = `Connection "${record.key}" (${record.type}) cannot look for "${name}". Correct the name in the flow.`;
    throw new Failure({ code: 'unsupported', message });
  }
  checkInput(name, poll.input, input);
  const { items, cursor: next } = await poll.run(input, cursor, connectorIo(options, outing));
  return { items: items.map(withoutForeignHandles), cursor: next };
}

/** What is refused before it goes out does no harm; where the adapter cannot say, a person must decide. */
export function repeatableCall(
  options: OutingOptions,
  { operation: name, input }: Extract<EffectRequest, { kind: 'call' }>,
  connection: OpenConnection,
): Repeatable {
  const operation = options.connectors[connection.record.type]?.operations[name];
  if (!operation) return 'safe';
  try {
    // What an input with secrets looks like is known only when it goes out.
    const went = secretsIn(input).length > 0 || fits(operation.input, input);
    return went ? operation.repeat(input, connection.config) : 'safe';
  } catch (error) {
    const { message } = toFailureData(error);
    logOf(
      options,
      connection,
      redactorOf(options, connection),
    )('an adapter cannot say what a repeat would do', { operation: name, message });
    return 'unsafe';
  }
}

/** Throws `invalid` for an input that the operation does not take. */
export function checkInput(operation: string, schema: Schema, input: JsonObject): void {
  if (fits(schema, input)) return;
  const misfits = checkSchema(schema, input);
  const where = misfits[0]?.path.join('.');
  throw new Failure({
    code: 'invalid',
    message: `The input of "${operation}" does not fit${where ? ` at ${where}` : ''}: ${misfits[0]?.message ?? 'it has another form'}.`,
    fields: misfits.map((misfit) => misfit.path.join('.')),
  });
}

const compiled = new WeakMap<Schema, Validator>();

/** True when a value fits a schema; the schema is compiled once. */
export function fits(schema: Schema, value: unknown): boolean {
  let validator = compiled.get(schema);
  if (!validator) compiled.set(schema, (validator = Compile(schema)));
  return validator.Check(value);
}
