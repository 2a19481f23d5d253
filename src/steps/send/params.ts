import { Type, type Static } from 'typebox';
import { field } from '../../flow/field.ts';
import { PURPOSES } from '../../message/purpose.ts';
import { choiceFields, choiceSchema, mediaSchema } from '../content.ts';

const templateHeader = Type.Object(
  {
    kind: field.oneOf(['text', 'image', 'video', 'document'], {
      title: 'Kind',
      description: 'What stands above the text.',
      default: 'image',
      examples: ['image'],
    }),
    text: Type.Optional(
      field.template({ title: 'Text', description: 'Fills the placeholder of a head of text.', examples: ['Ada'] }),
    ),
    url: Type.Optional(
      field.template({
        title: 'Link',
        description: 'A public link to the file.',
        examples: ['https://example.org/catalogo.pdf'],
      }),
    ),
  },
  { title: 'Head', description: 'What the head of the message is given.', additionalProperties: false },
);

const templateButton = Type.Object(
  {
    at: Type.Integer({
      title: 'Place',
      description: 'Which button; the first is 0.',
      minimum: 0,
      maximum: 9,
      examples: [0],
    }),
    kind: field.oneOf(['url', 'reply', 'code'], {
      title: 'Kind',
      description: 'The end of a link, what a tap gives back, or a code to copy.',
      default: 'url',
      examples: ['url'],
    }),
    value: field.template({ title: 'Value', description: 'What it is given.', examples: ['{{ vars.order }}'] }),
  },
  { title: 'Button', additionalProperties: false },
);

const template = Type.Object(
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
    names: Type.Optional(
      Type.Array(Type.String({ minLength: 1 }), {
        title: 'Names',
        description: 'Names of the placeholders, one for each value, where the message has names instead of numbers.',
        examples: [['first_name']],
      }),
    ),
    header: Type.Optional(templateHeader),
    buttons: Type.Optional(
      Type.Array(templateButton, {
        title: 'Buttons',
        description: 'Values of the buttons that need one.',
        examples: [[{ at: 0, kind: 'url', value: '{{ vars.order }}' }]],
      }),
    ),
  },
  {
    title: 'Approved message',
    description:
      'A message that the provider approved beforehand; the only kind that reaches people outside their reply window.',
    additionalProperties: false,
  },
);

/** What one message says. */
const message = {
  text: Type.Optional(
    field.text({
      title: 'Text',
      description: 'What to write. With a file it is the caption.',
      examples: [
        'Ciao {{ contact.name | first_name }}!',
        { it: 'Ciao {{ contact.name | first_name }}!', en: 'Hello {{ contact.name | first_name }}!' },
      ],
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
  template: Type.Optional(template),
};

const deliveredWithin = Type.Optional(
  field.duration({
    title: 'Delivered within',
    description:
      'How long to wait for word that it arrived before the next rung is tried; ten minutes unless told. Where the channel never says so, only a refusal leads on.',
    examples: ['PT10M'],
  }),
);

const rung = Type.Object(
  {
    connection: Type.Optional(
      field.connection({
        title: 'Connection',
        description: 'The connection to send it on; without one, the connection that the run talks on.',
        examples: ['sms'],
      }),
    ),
    address: Type.Optional(
      field.oneOf(['phone', 'email', 'user'], {
        title: 'Address',
        description:
          "Which of the contact's addresses to write to on that connection; without it, the first that it can reach.",
        default: 'phone',
        examples: ['phone'],
      }),
    ),
    ...message,
    deliveredWithin,
  },
  { title: 'Rung', additionalProperties: false },
);

/** Form of the step `send`. */
export const paramsSchema = Type.Object(
  {
    ...message,
    purpose: Type.Optional(
      field.oneOf(PURPOSES, {
        title: 'Purpose',
        description:
          'What the person is written to for. Marketing needs a consent; the others go out until the person forbids them.',
        default: 'service',
        examples: ['marketing'],
      }),
    ),
    deliveredWithin,
    rungs: Type.Optional(
      Type.Array(rung, {
        title: 'Otherwise',
        description:
          'What is tried next, in order, when the message before was refused or is not known to have arrived in time. Each is one message, sent at most once.',
        minItems: 1,
        maxItems: 5,
        examples: [[{ connection: 'sms', text: 'Domani alle 10: ti aspettiamo.' }]],
      }),
    ),
    waitFor: Type.Optional(
      field.oneOf(['sent', 'delivered', 'read'], {
        title: 'Go on when',
        description: 'Goes on when a provider took the message, or when there is word that it arrived or was read.',
        default: 'sent',
        examples: ['delivered'],
      }),
    ),
    timeout: Type.Optional(
      field.duration({
        title: 'Wait at most',
        description: 'How long to wait for that word, counted from the last message; an hour unless told.',
        examples: ['PT1H'],
      }),
    ),
    saveAs: Type.Optional(
      field.variable({
        title: 'Save result as',
        description: 'Variable that receives what was tried: each rung, how far it got, and how many arrived late.',
        examples: ['delivery'],
      }),
    ),
  },
  { additionalProperties: false, default: { text: { it: 'Ciao!', en: 'Hello!' } } },
);

export type SendParams = Static<typeof paramsSchema>;

/** One message of the step and where it goes: the step's own, or one of its further rungs. */
export type Rung = Static<typeof rung>;
