import { Type, type Static } from 'typebox';
import type { Diagnostic } from '../../base/diagnostic.ts';
import { diagnose } from '../../flow/diagnose.ts';
import { field } from '../../flow/field.ts';
import { WHOLE_MATCH } from '../../flow/reading/pattern.ts';
import type { Given, StepContext, StepType } from '../../flow/step-type.ts';
import { FORMS, readAs, SCHEMAS, TYPES } from './reading.ts';

const params = Type.Object(
  {
    from: field.template({
      title: 'Text',
      description: 'What to read.',
      examples: ['{{ message.text }}', '{{ vars.reply }}'],
    }),
    as: field.oneOf(FORMS, {
      title: 'As',
      description:
        '"pattern": the named groups of a pattern, and the whole find as match. "json": any value. "number". "amount": value, currency (ISO code) and text (the exact decimal). "date": a day as YYYY-MM-DD, or a moment with the offset of the flow\'s zone. "phone": e164, national, country and kind (mobile, landline, either, special, unknown). "email": the address. "name": first and last.',
      examples: ['amount'],
    }),
    pattern: Type.Optional(
      field.pattern({
        title: 'Pattern',
        description: 'RE2 pattern with named groups; ^ and $ bind it to the ends. For "pattern".',
        examples: ['ordine (?P<number>\\d+)'],
      }),
    ),
    country: Type.Optional(
      Type.String({
        title: 'Country',
        description:
          "Two letters: where a phone number without a prefix belongs, whose dollar is meant, and where some countries write numbers their own way. The flow's country unless told.",
        pattern: '^[A-Z]{2}$',
        examples: ['IT'],
      }),
    ),
    saveAs: field.variable({
      title: 'Save as',
      description: 'Variable that receives what was read. Where nothing could be, it stays as it was.',
      examples: ['order'],
    }),
  },
  { additionalProperties: false, default: { from: '{{ message.text }}', as: 'amount', saveAs: 'amount' } },
);

export type ParseParams = Static<typeof params>;

/** Takes a text apart and keeps its parts in a variable. Words and forms are Italian and English. */
export const parse: StepType<ParseParams> = {
  type: 'parse',
  title: 'Parse',
  description: 'Reads a number, an amount, a date, a phone number, a name, JSON or a pattern out of a text.',
  params,
  outcomes: () => ['parsed', 'unreadable'],
  troubles: [],
  pauses: false,
  writes: ({ saveAs, as }) => ({ [saveAs]: TYPES[as] }),
  gives({ saveAs, as }): Readonly<Record<string, Given>> {
    const schema = SCHEMAS[as];
    return schema ? { [saveAs]: { schema } } : {};
  },
  validate,
  enter(context) {
    const { from, as, pattern = '', saveAs } = context.params;
    const read = readAs(as, context.value(from), { pattern, clock: clockOf(context) });
    if (read === undefined) return { then: 'leave', outcome: 'unreadable' };
    return { then: 'leave', outcome: 'parsed', set: { [saveAs]: read } };
  },
};

function clockOf({ params: { country }, scope, flow, at }: StepContext<ParseParams>) {
  const { timeZone, country: home } = flow.settings;
  return { at, timeZone, country: country ?? home, language: scope.contact?.language ?? flow.language };
}

function validate({ as, pattern }: ParseParams, path: Diagnostic['path']): Diagnostic[] {
  if (as !== 'pattern') return [];
  if (pattern === undefined) {
    const message = 'There is no pattern to read the text with.';
    return [diagnose('bad_params', path, { message, fix: 'Write a pattern.' })];
  }
  if (!new RegExp(`\\(\\?P?<${WHOLE_MATCH}>`).test(pattern)) return [];
  const message = `A group cannot be called "${WHOLE_MATCH}": that is the name of the whole find.`;
  return [diagnose('bad_params', [...path, 'pattern'], { message, fix: 'Give the group another name.' })];
}
