import { Failure } from '../../base/failure.ts';
import type { JsonObject } from '../../base/json.ts';
import type { Choice, ChoicesContent, Content, LocationContent, MediaContent } from '../../message/content.ts';
import { LABEL_MAX } from './capabilities.ts';
import { choiceData } from './choice-data.ts';
import type { LineConfig } from './config.ts';

/** Longest texts of LINE's own forms, in characters; what is longer goes as a text with buttons below it. */
const CONFIRM_TEXT = 240;
const BUTTONS_TEXT = 160;
const ALT_TEXT = 400;
const CARD_TEXT = 60;
const PLACE_TEXT = 100;

/** A sound has to have a length, which nobody tells: people see this one until it plays. */
const SOUND_MS = 60_000;

/** The messages that one part becomes: they go in one request. */
export function messagesOf(content: Content, config: LineConfig): JsonObject[] {
  switch (content.kind) {
    case 'text':
      return [{ type: 'text', text: content.text }];
    case 'choices':
      return choicesMessages(content);
    case 'media':
      return mediaMessages(content, config);
    case 'location':
      return [placeMessage(content)];
    case 'contacts':
    case 'template':
    case 'reaction':
      throw new Failure({ code: 'unsupported', message: `LINE has no ${content.kind}; send the words as a text.` });
  }
}

function choicesMessages(content: ChoicesContent): JsonObject[] {
  const { choices, header, footer, style, listButton } = content;
  const text = [header, content.text, footer].filter((block) => block?.trim()).join('\n\n');
  if (style === 'list') return [{ type: 'text', text }, cards(choices, listButton ?? text)];
  const actions = choices.map(actionOf);
  if (choices.length === 2 && text.length <= CONFIRM_TEXT) return [template('confirm', { text, actions })];
  if (choices.length <= 4 && text.length <= BUTTONS_TEXT) return [template('buttons', { text, actions })];
  return [{ type: 'text', text, quickReply: { items: actions.map((action) => ({ type: 'action', action })) } }];
}

function template(type: string, { text, ...rest }: JsonObject & { text: string }): JsonObject {
  return { type: 'template', altText: text.slice(0, ALT_TEXT), template: { type, text, ...rest } };
}

/** A card for each choice; all have the same parts, because LINE wants it so. */
function cards(choices: readonly Choice[], altText: string): JsonObject {
  const columns = choices.map((choice) => ({
    text: (choice.description ?? choice.title).slice(0, CARD_TEXT),
    actions: [actionOf(choice)],
  }));
  return { type: 'template', altText: altText.slice(0, ALT_TEXT), template: { type: 'carousel', columns } };
}

function actionOf(choice: Choice): JsonObject {
  const label = choice.title.slice(0, LABEL_MAX);
  return { type: 'postback', label, data: choiceData(choice), displayText: choice.title };
}

function mediaMessages({ media, url, caption }: MediaContent, { videoPreview }: LineConfig): JsonObject[] {
  if (!url)
    throw new Failure({
      code: 'invalid',
      message: `The ${media} has no public link, and LINE takes files only by one.`,
    });
  const words = caption?.trim() ? [{ type: 'text', text: caption }] : [];
  switch (media) {
    case 'image':
      return [{ type: 'image', originalContentUrl: url, previewImageUrl: url }, ...words];
    case 'video':
      return [{ type: 'video', originalContentUrl: url, previewImageUrl: videoPreview ?? url }, ...words];
    case 'audio':
      return [{ type: 'audio', originalContentUrl: url, duration: SOUND_MS }, ...words];
    case 'document':
    case 'sticker':
      throw new Failure({ code: 'unsupported', message: `LINE has no ${media} that bots can send; send its link.` });
  }
}

/** A place has to have a name and an address. */
function placeMessage({ latitude, longitude, name, address }: LocationContent): JsonObject {
  const place = `${latitude}, ${longitude}`;
  const title = (name ?? address ?? place).slice(0, PLACE_TEXT);
  return { type: 'location', title, address: (address ?? place).slice(0, PLACE_TEXT), latitude, longitude };
}
