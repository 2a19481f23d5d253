import { Type, type Static } from 'typebox';
import type { Diagnostic } from '../../base/diagnostic.ts';
import { field } from '../../flow/field.ts';
import type { StepContext, StepResult, StepType } from '../../flow/step-type.ts';
import type { Content } from '../../message/content.ts';
import {
  checkChoices,
  checkMedia,
  choiceFields,
  choicesContent,
  choiceSchema,
  mediaContent,
  mediaSchema,
} from '../content.ts';
import { continueParts, startParts, type PartsState } from '../parts.ts';

const params = Type.Object(
  {
    text: Type.Optional(
      field.text({
        title: 'Text',
        description: 'What to write. With a file it is the caption.',
        examples: ['Ciao {{ contact.name | first_name }}!', { it: 'Grazie!', en: 'Thank you!' }],
      }),
    ),
    choices: Type.Optional(
      Type.Array(choiceSchema, {
        title: 'Choices',
        description: 'Buttons or list lines under the text. To wait for the answer use the step "ask".',
        minItems: 1,
        examples: [[{ id: 'call', title: 'Chiamatemi' }]],
      }),
    ),
    ...choiceFields,
    media: Type.Optional(mediaSchema),
    template: Type.Optional(
      Type.Object(
        {
          name: Type.String({
            title: 'Name',
            description: 'Name of the approved message.',
            minLength: 1,
            examples: ['appointment_reminder'],
          }),
          language: Type.String({
            title: 'Language',
            description: 'Language it was approved in, as the provider writes it.',
            minLength: 2,
            examples: ['it', 'en_US'],
          }),
          parameters: Type.Optional(
            Type.Array(
              field.template({
                title: 'Value',
                description: 'Fills one placeholder.',
                examples: ['{{ contact.name | first_name }}'],
              }),
              {
                title: 'Values',
                description: 'Fill the placeholders in order.',
                default: [],
                examples: [['{{ contact.name }}']],
              },
            ),
          ),
        },
        {
          title: 'Approved message',
          description:
            'A message that the provider approved beforehand; the only kind that reaches people outside their reply window.',
          additionalProperties: false,
        },
      ),
    ),
  },
  { additionalProperties: false, default: { text: 'Ciao!' } },
);

export type SendParams = Static<typeof params>;

/** Sends a message and goes on when the provider has taken it. */
export const send: StepType<SendParams> = {
  type: 'send',
  title: 'Send message',
  description: 'Sends a text, choices, a file or an approved message to the contact.',
  params,
  outcomes: () => ['sent', 'failed'],
  troubles: ['failed'],
  pauses: false,
  validate,
  enter(context) {
    const content = contentOf(context);
    if (!content)
      return {
        then: 'leave',
        outcome: 'failed',
        failure: { code: 'invalid', message: 'The file to send has no link and is no stored file.' },
      };
    return leaveWhenSent(startParts(content, context));
  },
  resume: (context, event) => leaveWhenSent(continueParts(context, event)),
};

function contentOf(context: StepContext<SendParams>): Content | undefined {
  const { text, media, template, choices, ...dress } = context.params;
  const written = text === undefined ? '' : context.text(text);
  if (media) return mediaContent(media, written, context);
  if (choices) return choicesContent(written, { ...dress, choices }, context);
  if (!template) return { kind: 'text', text: written };
  const parameters = (template.parameters ?? []).map((value) => context.text(value));
  return { kind: 'template', name: template.name, language: template.language, parameters };
}

function leaveWhenSent(parts: PartsState): StepResult {
  if (parts.state === 'sending') return parts.result;
  if (parts.state === 'sent') return { then: 'leave', outcome: 'sent' };
  return { then: 'leave', outcome: 'failed', failure: parts.failure };
}

function validate({ text, choices, media, template }: SendParams, path: Diagnostic['path']): Diagnostic[] {
  const kinds = [choices && 'choices', media && 'a file', template && 'an approved message'].filter(
    (kind) => kind !== undefined,
  );
  const found = [...checkChoices(choices ?? [], [...path, 'choices']), ...checkMedia(media, path)];
  const say = (message: string, fix: string) =>
    found.push({ code: 'bad_message', severity: 'error', path, message, fix });
  if (kinds.length > 1) say(`One message cannot be ${kinds.join(' and ')} at once.`, 'Use one step for each of them.');
  if (template && text !== undefined)
    say('An approved message has its own words; the text would be lost.', 'Remove the text, or the approved message.');
  if (text === undefined && !media && !template) say('There is nothing to send.', 'Write a text.');
  return found;
}
