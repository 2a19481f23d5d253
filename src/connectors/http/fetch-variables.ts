import { Type, type Static } from 'typebox';
import { Failure } from '../../base/failure.ts';
import type { JsonValue } from '../../base/json.ts';
import type { Operation } from '../connector.ts';
import { ask, type Answer } from './ask.ts';
import type { HttpConfig } from './config.ts';
import { repeatOf, requestFields } from './input.ts';
import { parsePaths } from './json-path.ts';

const input = Type.Object(
  {
    ...requestFields,
    map: Type.Record(Type.String(), Type.String(), {
      title: 'Variables',
      description: 'Name of each value, and the JSONPath (RFC 9535) where it stands in the answer.',
      minProperties: 1,
      maxProperties: 100,
      examples: [{ orderId: '$.order.id', prices: '$.items[*].price' }],
    }),
    required: Type.Optional(
      Type.Array(Type.String(), {
        title: 'Needed variables',
        description: 'Without one of these the step fails; any other that is missing is null.',
        examples: [['orderId']],
      }),
    ),
  },
  { additionalProperties: false },
);

const output = Type.Object({
  values: Type.Record(Type.String(), Type.Unknown(), { title: 'Values', description: 'One for each variable.' }),
  status: Type.Integer({ title: 'Status' }),
});

type Input = Static<typeof input>;

/** Sends a request and picks values out of the JSON that comes back. */
export const fetchVariables: Operation<HttpConfig> = {
  title: 'Fetch variables',
  description: 'Sends a request to another system and takes values out of its JSON answer, each by a path.',
  input,
  output,
  repeat: repeatOf,
  async run(given, io) {
    const { map, required = [], ...wanted } = given as Input;
    // Before anything is sent: a wrong path shall not cost a second POST.
    const paths = parsePaths(map);
    const unknown = required.find((name) => !Object.hasOwn(map, name));
    if (unknown !== undefined) throw invalid(`"${unknown}" is needed, but has no path. Add it to the variables.`);
    const answer = await ask(io, wanted);
    const body = jsonOf(answer);
    const found = paths.find(body);
    const missing = required.find((name) => (found.get(name) ?? null) === null);
    if (missing !== undefined) {
      const there = body === null ? 'the answer is empty' : paths.nearby(missing, body);
      const where = `${map[missing]} is not in the answer (status ${answer.status})`;
      throw invalid(`"${missing}" is needed, but ${where}: ${there}.`);
    }
    const values = Object.fromEntries(Array.from(found, ([name, value]) => [name, value ?? null]));
    return { values, status: answer.status };
  },
};

function jsonOf({ body, status }: Answer): JsonValue {
  if (body.kind === 'json' || body.kind === 'empty') return body.value;
  const excerpt = typeof body.value === 'string' ? `: ${body.value.slice(0, 80).replace(/\s+/g, ' ').trim()}…` : '';
  throw invalid(`The answer (status ${status}) is no JSON${excerpt} Check the address, or use HTTP request.`);
}

function invalid(message: string): Failure {
  return new Failure({ code: 'invalid', message, fields: ['map'] });
}
