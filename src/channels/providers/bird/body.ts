import { Failure } from '../../../base/failure.ts';
import type { JsonObject } from '../../../base/json.ts';
import type {
  Choice,
  ChoicesContent,
  Content,
  LocationContent,
  MediaContent,
  TemplateContent,
} from '../../../message/content.ts';

/** What a file is where only its address is known, by the ending of that address, else by its kind. */
const ENDINGS: ReadonlyMap<string, string> = new Map([
  ['mp4', 'video/mp4'],
  ['3gp', 'video/3gpp'],
  ['ogg', 'audio/ogg'],
  ['mp3', 'audio/mpeg'],
  ['m4a', 'audio/mp4'],
  ['aac', 'audio/aac'],
  ['pdf', 'application/pdf'],
  ['csv', 'text/csv'],
  ['txt', 'text/plain'],
]);
const USUAL: Readonly<Record<string, string>> = { video: 'video/mp4', audio: 'audio/mpeg' };

/** Studio's name of a template is an id of this form. */
const PROJECT_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The members of a send that say what is sent: a body, or in its place a template. */
export function bodyFor(content: Content, who: string): JsonObject {
  switch (content.kind) {
    case 'text':
      return { body: { type: 'text', text: { text: content.text } } };
    case 'choices':
      return { body: content.style === 'list' ? listBody(content) : buttonsBody(content) };
    case 'media':
      return { body: mediaBody(content) };
    case 'location':
      return { body: locationBody(content) };
    case 'template':
      return { template: templateFor(content) };
    default:
      throw new Failure({ code: 'unsupported', message: `${who} cannot carry content of the kind ${content.kind}.` });
  }
}

/** Bird has no head and foot round a text, so that they are paragraphs of it. */
function textAround({ header, text, footer }: ChoicesContent): string {
  return [header, text, footer].filter((block) => block?.trim()).join('\n\n');
}

function buttonsBody(content: ChoicesContent): JsonObject {
  return { type: 'text', text: { text: textAround(content), actions: content.choices.map(actionOf) } };
}

function listBody(content: ChoicesContent): JsonObject {
  const { choices, listButton } = content;
  return {
    type: 'list',
    list: {
      text: textAround(content),
      items: [{ actions: choices.map(actionOf) }],
      ...(listButton !== undefined && { metadata: { button: { label: listButton } } }),
    },
  };
}

function actionOf({ id, title, description }: Choice): JsonObject {
  const more = description ? { metadata: { description: { label: description } } } : {};
  return { type: 'postback', postback: { text: title, payload: id, ...more } };
}

function mediaBody({ media, url, file, caption }: MediaContent): JsonObject {
  const mediaUrl = url ?? file?.id;
  if (!mediaUrl) throw invalid(`The ${media} has neither a link nor a file.`);
  const words = caption ? { text: caption } : {};
  if (media === 'image' || media === 'sticker') return { type: 'image', image: { images: [{ mediaUrl }], ...words } };
  const contentType = file?.mime ?? ENDINGS.get(endingOf(mediaUrl)) ?? USUAL[media] ?? 'application/octet-stream';
  const name = file?.name === undefined ? {} : { filename: file.name };
  return { type: 'file', file: { files: [{ mediaUrl, contentType, ...name }], ...words } };
}

function endingOf(url: string): string {
  return /\.(\w+)$/.exec(URL.parse(url)?.pathname ?? url)?.[1]?.toLowerCase() ?? '';
}

function locationBody({ latitude, longitude, name, address }: LocationContent): JsonObject {
  const about = { ...(address && { address }), ...(name && { label: name }) };
  const location = Object.keys(about).length > 0 ? { location: about } : {};
  return { type: 'location', location: { coordinates: { latitude, longitude }, ...location } };
}

/**
 * A template of Studio by the id of its project, in its latest version, or by the name that the messenger has for it.
 * Bird has one set of values for all parts of a template, each by its name; values without one are numbered.
 */
function templateFor({ name, language, parameters, names, header, buttons = [] }: TemplateContent): JsonObject {
  const values = parameters.map((value, index): [string, string] => [names?.[index] ?? String(index + 1), value]);
  if (header?.kind === 'text' && header.name !== undefined) values.push([header.name, header.text]);
  else if (header || buttons.length > 0) {
    const message = 'Bird takes the values of a template’s head and buttons by their names, as it takes all others.';
    throw new Failure({ code: 'unsupported', message });
  }
  return {
    ...(PROJECT_ID.test(name) ? { projectId: name, version: 'latest' } : { name }),
    locale: language,
    ...(values.length > 0 && { parameters: values.map(([key, value]) => ({ type: 'string', key, value })) }),
  };
}

function invalid(message: string): Failure {
  return new Failure({ code: 'invalid', message });
}
