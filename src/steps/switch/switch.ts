import { Type, type Static } from 'typebox';
import type { Diagnostic } from '../../base/diagnostic.ts';
import type { JsonValue } from '../../base/json.ts';
import { diagnose } from '../../flow/diagnose.ts';
import { plain } from '../../flow/expression/condition.ts';
import { asNumber, asText } from '../../flow/expression/filters/value.ts';
import { hasTemplate } from '../../flow/expression/template.ts';
import { field } from '../../flow/field.ts';
import type { StepType } from '../../flow/step-type.ts';

/** The exit when no case has the value. */
const OTHER = 'other';

type Label = string | number | boolean;
const label = { anyOf: [{ type: 'string' }, { type: 'number' }, { type: 'boolean' }] };

const params = Type.Object(
  {
    value: field.template({
      title: 'Value',
      description: 'What is looked up among the cases.',
      examples: ['{{ vars.topic }}'],
    }),
    cases: Type.Array(
      Type.Object(
        {
          is: Type.Unsafe<Label | readonly Label[]>({
            ...field.value({
              title: 'Is',
              description:
                'The value, or a list of values, that take this exit. The number 1 and the text "1" are the same.',
              examples: ['sales', ['si', 'yes', 1]],
            }),
            anyOf: [...label.anyOf, { type: 'array', items: label, minItems: 1, maxItems: 100 }],
          }),
          exit: Type.String({
            title: 'Exit',
            description: 'Name of the exit that is taken.',
            pattern: '^[A-Za-z0-9_-]{1,64}$',
            examples: ['sales'],
          }),
        },
        { title: 'Case', additionalProperties: false },
      ),
      {
        title: 'Cases',
        description: `The first that has the value gives the exit, and "${OTHER}" if none does.`,
        minItems: 1,
        maxItems: 100,
        examples: [[{ is: 'sales', exit: 'sales' }]],
      },
    ),
    ignoreCase: Type.Optional(
      Type.Boolean({
        title: 'Ignore case and accents',
        description: 'Whether "Sì" and "SI" are the same.',
        default: true,
        examples: [true],
      }),
    ),
  },
  {
    additionalProperties: false,
    default: { value: '{{ message.text }}', cases: [{ is: ['si', 'yes', 'ok'], exit: 'yes' }] },
  },
);

export type SwitchParams = Static<typeof params>;

/**
 * Looks one value up in a list of cases. Blanks at the ends never count. What looks like a number is compared as a
 * number, as Branch does: 1, "1" and "1.0" are the same, "01" is a text. A missing value is the empty text.
 */
export const switchStep: StepType<SwitchParams> = {
  type: 'switch',
  title: 'Switch',
  description: 'Goes different ways depending on one value.',
  params,
  outcomes: ({ cases }) => [...new Set([...cases.map(({ exit }) => exit), OTHER])],
  troubles: [],
  pauses: false,
  validate,
  enter({ params: { value: template, cases, ignoreCase = true }, value }) {
    const wanted = keyOf(value(template), ignoreCase);
    const found = cases.find(({ is }) => labelsOf(value(is)).some((each) => keyOf(each, ignoreCase) === wanted));
    return { then: 'leave', outcome: found?.exit ?? OTHER };
  },
};

function labelsOf(is: JsonValue): readonly JsonValue[] {
  return Array.isArray(is) ? (is as readonly JsonValue[]) : [is];
}

/** Equal values have equal keys. */
function keyOf(value: JsonValue, ignoreCase: boolean): string {
  const text = asText(value);
  const number = asNumber(text);
  if (number !== undefined) return `number ${number}`;
  return `text ${ignoreCase ? plain(text) : text.trim()}`;
}

function validate({ cases, ignoreCase = true }: SwitchParams, path: Diagnostic['path']): Diagnostic[] {
  const exits = [OTHER, ...cases.map(({ exit }) => exit)];
  const seen = new Set<string>();
  return cases.flatMap(({ is, exit }, at) => {
    const place = [...path, 'cases', at];
    const found = exits.indexOf(exit) === at + 1 ? [] : [repeatedExit(exit, [...place, 'exit'])];
    for (const each of labelsOf(is).filter((one) => typeof one !== 'string' || !hasTemplate(one))) {
      const key = keyOf(each, ignoreCase);
      if (seen.has(key)) found.push(repeatedValue(each, [...place, 'is']));
      seen.add(key);
    }
    return found;
  });
}

function repeatedExit(exit: string, path: Diagnostic['path']): Diagnostic {
  return diagnose('duplicate_case', path, {
    message: `The exit "${exit}" exists already, so this case could not have a way of its own.`,
    fix: 'Give the case another exit, or put its values into the list of the other case.',
  });
}

function repeatedValue(value: JsonValue, path: Diagnostic['path']): Diagnostic {
  return diagnose('bad_params', path, {
    message: `The value ${JSON.stringify(value)} stands in a case already, so this one could never be taken by it.`,
    fix: 'Remove the value in one of the two places.',
  });
}
