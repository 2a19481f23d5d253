import { Type } from 'typebox';
import { Failure } from '../../../base/failure.ts';
import { isObject, type JsonObject, type JsonValue } from '../../../base/json.ts';
import type { Operation } from '../../connector.ts';
import { API_NAME, type SalesforceConfig } from '../config.ts';
import { readErrorList, refusalOf, unusableBody } from '../errors.ts';
import { openOrg } from '../request.ts';

type ActionInput = { kind: keyof typeof PATHS; name: string; inputs?: JsonObject; repeatable?: boolean };

const PATHS = { flow: 'custom/flow', apex: 'custom/apex', standard: 'standard' } as const;
const TIMEOUT_MS = 120_000;

/** Starts something that the org's administrators built. */
export const invokeAction: Operation<SalesforceConfig> = {
  title: 'Run action or flow',
  description:
    'Starts an autolaunched flow, an invocable Apex method or a standard action of the org, and gives what it returns. After a lost answer a person has to look, unless the step says that repeating does no harm.',
  input: Type.Object(
    {
      kind: Type.Enum(['flow', 'apex', 'standard'], { title: 'Kind', default: 'flow' }),
      name: Type.String({
        title: 'Name',
        description: 'API name of the flow, the class or the action.',
        pattern: API_NAME,
        examples: ['Assign_by_postcode'],
      }),
      inputs: Type.Optional(
        Type.Record(Type.String(), Type.Unknown(), {
          title: 'Inputs',
          description: 'By the name of the variable.',
          examples: [{ leadId: '{{ vars.lead.id }}' }],
        }),
      ),
      repeatable: Type.Optional(
        Type.Boolean({
          title: 'Harmless to repeat',
          description: 'Say so where it does the same twice, or nothing: it is repeated after a lost answer.',
          default: false,
        }),
      ),
    },
    { additionalProperties: false },
  ),
  output: Type.Object({ outputs: Type.Object({}, { title: 'Outputs', description: 'What it returned, by name.' }) }),
  repeat: (input) => ((input as ActionInput).repeatable ? 'safe' : 'unsafe'),
  async run(input, io) {
    const { kind, name, inputs = {} } = input as ActionInput;
    const action = `run the ${kind === 'standard' ? 'action' : kind} ${name}`;
    const { status, body } = await openOrg(io).call({
      method: 'POST',
      path: `/actions/${PATHS[kind]}/${name}`,
      body: JSON.stringify({ inputs: [inputs] }),
      action,
      accept: 400,
      timeoutMs: TIMEOUT_MS,
    });
    return { outputs: outputsOf(body, status, { action, write: true, now: io.now() }) };
  },
};

/** Reads the only result. What an action refuses stands in its result; what the API refuses, where the result would be. */
function outputsOf(body: JsonValue | undefined, status: number, asked: Parameters<typeof refusalOf>[2]): JsonObject {
  const result: JsonValue | undefined = Array.isArray(body) ? body[0] : body;
  if (!isObject(result)) throw unusableBody(status, asked);
  if (result['isSuccess'] === true) return isObject(result['outputValues']) ? result['outputValues'] : {};
  const errors = readErrorList(result['errors'] ?? body);
  if (errors.length > 0) throw refusalOf(errors, status === 200 ? 400 : status, asked);
  if (result['isSuccess'] !== false) throw unusableBody(status, asked);
  throw new Failure({ code: 'invalid', message: `Salesforce did not ${asked.action}, and gave no reason.` });
}
