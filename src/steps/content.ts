import { Type, type Static } from 'typebox';
import type { Diagnostic } from '../base/diagnostic.ts';
import { isObject } from '../base/json.ts';
import { field } from '../flow/field.ts';
import type { StepContext } from '../flow/step-type.ts';
import type { Choice, Content, MediaContent, MediaRef } from '../message/content.ts';

/** A thing to pick, as the author writes it. */
export const choiceSchema = Type.Object(
  {
    id: Type.String({
      title: 'Id',
      description: 'Names the choice in variables and branches; customers never see it.',
      minLength: 1,
      maxLength: 100,
      examples: ['sales'],
    }),
    title: field.text({
      title: 'Title',
      description: 'What the customer reads on the button or line.',
      examples: ['Vendite', { it: 'Vendite', en: 'Sales' }],
    }),
    description: Type.Optional(
      field.text({
        title: 'Description',
        description: 'A second line under the title, where the channel shows lists.',
        examples: ['Prezzi e offerte', { it: 'Prezzi e offerte', en: 'Prices and offers' }],
      }),
    ),
  },
  { title: 'Choice', additionalProperties: false },
);

/** Fields that dress up choices. */
export const choiceFields = {
  style: Type.Optional(
    field.oneOf(['auto', 'buttons', 'list'], {
      title: 'Style',
      description: 'Buttons or a list; "auto" takes what fits the channel.',
      default: 'auto',
      examples: ['auto'],
    }),
  ),
  listButton: Type.Optional(
    field.text({
      title: 'List button',
      description: 'Text of the button that opens the list.',
      examples: ['Scegli', { it: 'Scegli', en: 'Choose' }],
    }),
  ),
  header: Type.Optional(
    field.text({
      title: 'Header',
      description: 'A short line above the text.',
      examples: ['Benvenuto', { it: 'Benvenuto', en: 'Welcome' }],
    }),
  ),
  footer: Type.Optional(
    field.text({
      title: 'Footer',
      description: 'A short line below the text.',
      examples: ['Rispondi quando vuoi', { it: 'Rispondi quando vuoi', en: 'Answer when you like' }],
    }),
  ),
};

/** A picture, film, sound or file that goes with a message. */
export const mediaSchema = Type.Object(
  {
    kind: field.oneOf(['image', 'video', 'audio', 'document', 'sticker'], {
      title: 'Kind',
      description: 'What it is.',
      default: 'image',
      examples: ['image'],
    }),
    url: Type.Optional(
      field.template({
        title: 'Link',
        description: 'A public link to the file.',
        examples: ['https://example.org/catalogo.pdf'],
      }),
    ),
    file: Type.Optional(
      field.value({
        title: 'File',
        description: 'A stored file out of a variable, such as one that the customer sent.',
        examples: ['{{ message.content.file }}'],
      }),
    ),
  },
  { title: 'Media', description: 'A file to send; the text becomes its caption.', additionalProperties: false },
);

type Media = Static<typeof mediaSchema>;
type ChoiceParams = Static<typeof choiceSchema>;

/** What choices look like in the params of a step. */
export type ChoicesParams = {
  choices: readonly ChoiceParams[];
  style?: 'auto' | 'buttons' | 'list';
  listButton?: ChoiceParams['title'];
  header?: ChoiceParams['title'];
  footer?: ChoiceParams['title'];
};

/** Renders the choices of a step in the contact's language. */
export function renderChoices(choices: readonly ChoiceParams[], context: StepContext): Choice[] {
  return choices.map(({ id, title, description }) => ({
    id,
    title: context.text(title),
    ...(description === undefined ? {} : { description: context.text(description) }),
  }));
}

/** A text with choices under it, ready to be fitted to a channel. */
export function choicesContent(text: string, params: ChoicesParams, context: StepContext): Content {
  const { style = 'auto', listButton, header, footer } = params;
  return {
    kind: 'choices',
    text,
    choices: renderChoices(params.choices, context),
    style,
    ...(listButton === undefined ? {} : { listButton: context.text(listButton) }),
    ...(header === undefined ? {} : { header: context.text(header) }),
    ...(footer === undefined ? {} : { footer: context.text(footer) }),
  };
}

/** A file with its caption; undefined where neither a link nor a file came out of the templates. */
export function mediaContent(media: Media, caption: string, context: StepContext): MediaContent | undefined {
  const url = media.url === undefined ? '' : context.text(media.url);
  const file = media.file === undefined ? null : context.value(media.file);
  const source = isMediaRef(file) ? { file } : url === '' ? undefined : { url };
  return source && { kind: 'media', media: media.kind, ...source, ...(caption === '' ? {} : { caption }) };
}

/** Finds a file without a source, and one with two. */
export function checkMedia(media: Media | undefined, path: Diagnostic['path']): Diagnostic[] {
  if (!media || (media.url === undefined) !== (media.file === undefined)) return [];
  return [
    {
      code: 'bad_media',
      severity: 'error',
      path: [...path, 'media'],
      message: media.url === undefined ? 'The file has no link and no file.' : 'The file has both a link and a file.',
      fix: 'Give a link or a file, one of the two.',
    },
  ];
}

/** Finds two choices with the same id. */
export function checkChoices(choices: readonly { id: string }[], path: Diagnostic['path']): Diagnostic[] {
  const found: Diagnostic[] = [];
  for (const [at, { id }] of choices.entries()) {
    if (choices.findIndex((choice) => choice.id === id) === at) continue;
    found.push({
      code: 'duplicate_choice',
      severity: 'error',
      path: [...path, at, 'id'],
      message: `Two choices have the id "${id}", so nobody could tell which one was picked.`,
      fix: 'Give every choice an id of its own.',
    });
  }
  return found;
}

function isMediaRef(value: unknown): value is MediaRef {
  return isObject(value) && typeof value['id'] === 'string' && typeof value['mime'] === 'string';
}
