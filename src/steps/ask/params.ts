import { Type, type Static } from 'typebox';
import { field } from '../../flow/field.ts';
import { choiceFields, choiceSchema, mediaSchema } from '../content.ts';

const ANSWER_TYPES = ['text', 'number', 'email', 'phone', 'date', 'choice', 'pattern'] as const;

/** What counts as an answer. */
export const answerSchema = Type.Object(
  {
    type: field.oneOf(ANSWER_TYPES, {
      title: 'Type',
      description: 'What the customer is asked for.',
      default: 'text',
      examples: ['text'],
    }),
    choices: Type.Optional(
      Type.Array(choiceSchema, {
        title: 'Choices',
        description: 'What can be picked: by a tap, by number, or by writing the title. For "choice".',
        minItems: 1,
        maxItems: 50,
        examples: [[{ id: 'yes', title: 'Sì' }]],
      }),
    ),
    ...choiceFields,
    min: Type.Optional(
      field.limit({
        title: 'At least',
        description: 'Smallest number, or earliest date (YYYY-MM-DD). May hold a template.',
        examples: [1, '{{ event.at | date }}'],
      }),
    ),
    max: Type.Optional(
      field.limit({
        title: 'At most',
        description: 'Largest number, or latest date (YYYY-MM-DD). May hold a template.',
        examples: [10, '2030-12-31'],
      }),
    ),
    minLength: Type.Optional(
      Type.Integer({ title: 'Shortest', description: 'Fewest characters. For "text".', minimum: 0, examples: [2] }),
    ),
    maxLength: Type.Optional(
      Type.Integer({ title: 'Longest', description: 'Most characters. For "text".', minimum: 1, examples: [80] }),
    ),
    pattern: Type.Optional(
      field.pattern({
        title: 'Pattern',
        description: 'RE2 pattern that must occur in the answer; ^ and $ bind it to the ends. For "pattern".',
        examples: ['^[A-Z]{2}\\d{3}[A-Z]{2}$'],
      }),
    ),
    country: Type.Optional(
      Type.String({
        title: 'Country',
        description: "Two letters: where a phone number without a prefix belongs. The flow's country unless told.",
        pattern: '^[A-Z]{2}$',
        examples: ['IT'],
      }),
    ),
  },
  { title: 'Answer', description: 'What counts as an answer.', additionalProperties: false },
);

/** The params of the step `ask`. */
export const paramsSchema = Type.Object(
  {
    text: field.text({
      title: 'Question',
      description: 'What to ask.',
      examples: ['Come ti chiami?', { it: 'Come ti chiami?', en: 'What is your name?' }],
    }),
    media: Type.Optional(mediaSchema),
    answer: Type.Optional(answerSchema),
    saveAs: field.variable({
      title: 'Save answer as',
      description:
        'Variable that receives the answer: a number for "number", E.164 for "phone", YYYY-MM-DD for "date"; for "choice" the id, and the title in a second variable with "Title" at the end of its name.',
      examples: ['name'],
    }),
    retries: Type.Optional(
      Type.Integer({
        title: 'Further tries',
        description: 'How often to ask again after an answer that does not fit.',
        minimum: 0,
        maximum: 10,
        default: 2,
        examples: [2],
      }),
    ),
    invalidText: Type.Optional(
      field.text({
        title: 'Text for answers that do not fit',
        description:
          'What to write before the next try. There is a standard text for each type, in Italian and English.',
        examples: [
          'Non ho capito, puoi riscriverlo?',
          { it: 'Non ho capito, puoi riscriverlo?', en: 'Could you write that again?' },
        ],
      }),
    ),
    timeout: Type.Optional(
      field.duration({
        title: 'Wait at most',
        description: 'How long to wait for each answer.',
        default: 'PT24H',
        examples: ['PT24H', 'P2D'],
      }),
    ),
    fresh: Type.Optional(
      Type.Boolean({
        title: 'New messages only',
        description: 'Counts only messages that came after the question was sent, not those written meanwhile.',
        default: false,
        examples: [true],
      }),
    ),
  },
  {
    additionalProperties: false,
    default: { text: { it: 'Come ti chiami?', en: 'What is your name?' }, saveAs: 'name' },
  },
);

export type AskParams = Static<typeof paramsSchema>;
export type AnswerParams = Static<typeof answerSchema>;
