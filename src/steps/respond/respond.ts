import { Type, type Static } from 'typebox';
import type { Diagnostic } from '../../base/diagnostic.ts';
import { isObject, type JsonValue } from '../../base/json.ts';
import { diagnose } from '../../flow/diagnose.ts';
import { asText } from '../../flow/expression/filters/value.ts';
import { field } from '../../flow/field.ts';
import type { StepType } from '../../flow/step-type.ts';

const DEFAULT_STATUS = 200;
/** What a header may be called: a token of RFC 9110. */
const HEADER_NAME = /^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}$/;
/** Line breaks and other control characters would end the header, or smuggle in another one. */
// oxlint-disable-next-line no-control-regex -- they are what is looked for
const CONTROL = /[\u0000-\u0008\u000a-\u001f\u007f]/;

const params = Type.Object(
  {
    status: Type.Optional(
      Type.Integer({
        title: 'Status',
        description: 'HTTP status of the answer.',
        minimum: 200,
        maximum: 599,
        default: DEFAULT_STATUS,
        examples: [201],
      }),
    ),
    headers: Type.Optional(
      field.values({
        title: 'Headers',
        description: 'Name and value of each header. An expression without a value leaves its header out.',
        default: {},
        examples: [{ 'cache-control': 'no-store' }],
      }),
    ),
    body: field.value({
      title: 'Body',
      description: 'What is answered: a text as it is, anything else as JSON.',
      examples: [{ ok: true, order: '{{ vars.order.id }}' }, 'ok'],
    }),
  },
  { additionalProperties: false, default: { body: { ok: true } } },
);

export type RespondParams = Static<typeof params>;

/**
 * Answers the HTTP call that started the run. The first answer counts; a second one, and one that nobody waits for,
 * changes nothing.
 */
export const respond: StepType<RespondParams> = {
  type: 'respond',
  title: 'Respond',
  description: 'Answers the HTTP call that started the flow.',
  params,
  outcomes: () => ['next'],
  troubles: [],
  pauses: false,
  validate,
  enter({ params: { status = DEFAULT_STATUS, headers = {}, body }, value }) {
    const named = headersOf(value(headers));
    const bad = Object.keys(named).find((name) => CONTROL.test(named[name] ?? ''));
    if (bad !== undefined) {
      const message = `The header "${bad}" has a line break or a control character in its value.`;
      return { then: 'finish', status: 'failed', failure: { code: 'invalid', message } };
    }
    return { then: 'leave', outcome: 'next', response: { status, headers: named, body: value(body) } };
  },
};

/** The headers as they go out: names in small letters, values as texts. */
function headersOf(rendered: JsonValue): Record<string, string> {
  const all = isObject(rendered) ? Object.entries(rendered) : [];
  return Object.fromEntries(all.map(([name, value]) => [name.toLowerCase(), asText(value ?? null)]));
}

function validate({ headers = {} }: RespondParams, path: Diagnostic['path']): Diagnostic[] {
  return Object.keys(headers)
    .filter((name) => !HEADER_NAME.test(name))
    .map((name) =>
      diagnose('bad_params', [...path, 'headers', name], {
        message: `"${name}" cannot be the name of a header.`,
        fix: 'Use letters, digits and dashes.',
      }),
    );
}
