import { Type } from 'typebox';
import { Failure } from '../../base/failure.ts';
import type { JsonObject, JsonValue } from '../../base/json.ts';
import type { Connector, ConnectorIo, Operation } from '../connector.ts';
import { refusal } from './refusal.ts';
import { createFunctionPool, type FunctionPool } from './function-pool.ts';
import { it } from './texts.it.ts';

/** A place where functions run, and what they may use. */
export type CodeConfig = { readonly memoryMiB?: number };

type RunInput = { source: string; input?: JsonObject; timeoutMs?: number };

const DEFAULT_MEMORY_MIB = 32;
const DEFAULT_TIMEOUT_MS = 1000;

const configSchema = Type.Object(
  {
    memoryMiB: Type.Optional(
      Type.Integer({
        title: 'Memory (MiB)',
        description: 'What one function may use at most, its interpreter included.',
        minimum: 16,
        maximum: 256,
        default: DEFAULT_MEMORY_MIB,
      }),
    ),
  },
  { additionalProperties: false },
);

const inputSchema = Type.Object(
  {
    source: Type.String({
      title: 'Code',
      description:
        'JavaScript: the body of an async function that gets "input" and ends with "return". Give it values by Input, never by {{ }} inside the code: what a customer wrote would become code.',
      minLength: 1,
      maxLength: 65_536,
    }),
    input: Type.Optional(
      Type.Record(Type.String(), Type.Unknown(), { title: 'Input', description: 'What the code sees as "input".' }),
    ),
    timeoutMs: Type.Optional(
      Type.Integer({
        title: 'Time limit (ms)',
        description: 'A function that takes longer is stopped, and the step fails.',
        minimum: 1,
        maximum: 10_000,
        default: DEFAULT_TIMEOUT_MS,
      }),
    ),
  },
  { additionalProperties: false },
);

const outputSchema = Type.Object(
  {
    result: Type.Unknown({
      title: 'Result',
      description: 'What the code returned, as JSON; null when it was nothing.',
    }),
    logs: Type.Array(Type.String(), { title: 'Log', description: 'What the code wrote to the console.' }),
  },
  { additionalProperties: false },
);

// The port has no end for a connector. None is needed: idle threads end by themselves and hold no process.
let pool: FunctionPool | undefined;

const run: Operation<CodeConfig> = {
  title: 'Call function',
  description: 'Runs JavaScript of the flow on its input, apart from everything else, and gives what it returns.',
  input: inputSchema,
  output: outputSchema,
  // A function reaches nothing, so running it once more changes nothing.
  repeat: () => 'safe',
  run: runFunction,
};

async function runFunction(input: JsonObject, io: ConnectorIo<CodeConfig>): Promise<JsonObject> {
  const { source, input: given = {}, timeoutMs = DEFAULT_TIMEOUT_MS } = input as RunInput;
  const memoryMiB = io.config.memoryMiB ?? DEFAULT_MEMORY_MIB;
  pool ??= createFunctionPool();
  const job = { source, input: JSON.stringify(given), timeoutMs, memoryBytes: memoryMiB * 1024 * 1024 };
  const outcome = await pool.run(job);
  if (outcome.ended !== 'returned') throw refusal(outcome, { timeoutMs, memoryMiB });
  return { result: JSON.parse(outcome.result) as JsonValue, logs: outcome.logs };
}

/** JavaScript that a flow's author wrote, run apart from everything else. */
export const code: Connector<CodeConfig> = {
  id: 'code',
  title: 'Function',
  texts: { it },
  config: configSchema,
  operations: { run },
  async check(io) {
    const name = 'A small function';
    try {
      const { result } = await runFunction({ source: 'return 1 + 1' }, io);
      if (result === 2) return [{ name, ok: true, message: 'It runs and gives the right result.' }];
      throw new Failure({ code: 'defect', message: `1 + 1 gave ${JSON.stringify(result)}.` });
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      const fix = 'Try again in a moment; if it stays, look into the log of the server.';
      return [{ name, ok: false, message: error.message, fix }];
    }
  },
};
