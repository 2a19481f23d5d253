import type { Capabilities } from './capabilities.ts';
import type { Choice, ContactCard, Content, LocationContent, MediaContent } from './content.ts';
import { fitChoices } from './fit-choices.ts';
import { fitText } from './fit-text.ts';

/**
 * Something that the person does not get in the form or with the words that the author chose; shown before publishing.
 * The same words spread over several messages are no loss.
 */
export type Loss = { code: string; message: string };

/** What goes out, in order, and what is lost on the way. */
export type Fitted = { parts: Content[]; losses: Loss[] };

/**
 * Cuts and turns a content so that a channel can carry it; each part is one message of the channel.
 * No word of a text is lost. What the channel has no form for becomes text where that says the same, and otherwise
 * nothing: the list of parts is then empty and the losses say why. Fitting a fitted part changes nothing.
 */
export function fit(content: Content, capabilities: Capabilities): Fitted {
  switch (content.kind) {
    case 'text':
      return fitText(content.text, capabilities);
    case 'choices':
      return fitChoices(content, capabilities);
    case 'media':
      return fitMedia(content, capabilities);
    case 'location':
      return capabilities.location ? whole(content) : insteadOf('location', locationText(content), capabilities);
    case 'contacts':
      return capabilities.contacts
        ? whole(content)
        : insteadOf('contacts', contactsText(content.contacts), capabilities);
    case 'template':
      return capabilities.templates ? whole(content) : lost('template', `template “${content.name}”`);
    case 'reaction':
      return capabilities.reactions ? whole(content) : lost('reaction', 'reaction');
  }
}

/**
 * The choice that a person's words name: its title, its number in the order shown ("1", "1.", "1)"), or its id.
 * Case, accents and surrounding space do not matter. Titles come first, so that "2" picks a choice called "2" rather
 * than the second one; words that fit several titles equally well pick none.
 */
export function numberedChoice(text: string, choices: readonly Choice[]): Choice | undefined {
  const exact = choices.find(({ title }) => title.trim() === text.trim());
  const said = fold(text);
  if (exact || said === '') return exact;
  const named = choices.filter(({ title }) => fold(title) === said);
  if (named.length > 0) return named.length === 1 ? named[0] : undefined;
  const number = /^(\d{1,4})\s?[.)]?$/.exec(said)?.[1];
  const numbered = number === undefined ? undefined : choices[Number(number) - 1];
  return numbered ?? choices.find(({ id }) => fold(id) === said);
}

/** Lower case without accents; digits in circles, keycaps and full width become plain ones. */
function fold(text: string): string {
  return text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase().replaceAll(/\s+/gu, ' ').trim();
}

function fitMedia(content: MediaContent, capabilities: Capabilities): Fitted {
  const { media, caption } = content;
  const { kinds = [], captioned = kinds } = capabilities.media ?? {};
  if (!capabilities.media || !kinds.includes(media)) return mediaAsText(content, capabilities);
  if (!caption) return whole(content);
  // Voice and stickers are shown without words on practically every channel.
  const bare = media === 'audio' || media === 'sticker' || !captioned.includes(media);
  if (!bare && caption.length <= capabilities.media.caption) return whole(content);
  const { caption: _, ...rest } = content;
  return { parts: [rest, ...fitText(caption, capabilities).parts], losses: [] };
}

function mediaAsText({ media, url, caption }: MediaContent, capabilities: Capabilities): Fitted {
  const words = [caption, url].filter((part) => part?.trim()).join('\n');
  if (url) return insteadOf(media, words, capabilities);
  const message = `This channel cannot carry ${media} files, and this one has no public link.`;
  return { parts: fitText(words, capabilities).parts, losses: [{ code: media, message }] };
}

function locationText({ latitude, longitude, name, address }: LocationContent): string {
  const link = `https://www.google.com/maps?q=${latitude},${longitude}`;
  return [name, address, link].filter((line) => line?.trim()).join('\n');
}

function contactsText(contacts: readonly ContactCard[]): string {
  return contacts
    .map(({ name, phones, emails }) => [name, ...phones, ...emails].filter(Boolean).join('\n'))
    .join('\n\n');
}

function insteadOf(what: string, text: string, capabilities: Capabilities): Fitted {
  const losses = [{ code: `${what}_as_text`, message: `This channel cannot carry ${what}; it goes out as text.` }];
  return { parts: fitText(text, capabilities).parts, losses };
}

function lost(code: string, what: string): Fitted {
  return { parts: [], losses: [{ code, message: `This channel cannot carry the ${what}; nothing is sent.` }] };
}

function whole(content: Content): Fitted {
  return { parts: [content], losses: [] };
}
