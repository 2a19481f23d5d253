import type { JsonValue } from '../base/json.ts';

/** A stored file: variables and messages hold this, never bytes or a provider's link. */
export type MediaRef = {
  /** Our id, or the provider's until the file has been fetched. */
  id: string;
  mime: string;
  bytes?: number;
  name?: string;
};

/** One thing a person can pick: a button, a list row, or a numbered line where a channel has neither. */
export type Choice = { id: string; title: string; description?: string };

/** How long a message is worth delivering: after that the provider gives up, where it can be told. */
export type Lifetime = { ttlMs?: number };

export type TextContent = { kind: 'text'; text: string } & Lifetime;

export type ChoicesContent = {
  kind: 'choices';
  text: string;
  choices: readonly Choice[];
  /** How to offer them; `auto` lets the channel's capabilities decide. */
  style: 'auto' | 'buttons' | 'list';
  /** Text of the button that opens a list. */
  listButton?: string;
  header?: string;
  footer?: string;
} & Lifetime;

export type MediaContent = {
  kind: 'media';
  media: 'image' | 'video' | 'audio' | 'document' | 'sticker';
  /** A public link that the provider fetches; exactly one of `url` and `file` is set. */
  url?: string;
  file?: MediaRef;
  caption?: string;
} & Lifetime;

export type LocationContent = {
  kind: 'location';
  latitude: number;
  longitude: number;
  name?: string;
  address?: string;
};

export type ContactCard = { name: string; phones: readonly string[]; emails: readonly string[] };
export type ContactsContent = { kind: 'contacts'; contacts: readonly ContactCard[] };

/** What fills the head of a template: a value, a file by link or reference, or a place. */
export type TemplateHeader =
  | { kind: 'text'; text: string; name?: string }
  | { kind: 'image' | 'video' | 'document'; url?: string; file?: MediaRef }
  | { kind: 'location'; latitude: number; longitude: number; name: string; address: string };

/**
 * The value of one button of a template, by its place (the first is 0): the end of a link's address, what a tap gives
 * back, or a code to copy.
 */
export type TemplateButton = { at: number; kind: 'url' | 'reply' | 'code'; value: string };

/**
 * A message that the provider approved beforehand; `parameters` fill the body's placeholders in order, or by `names`,
 * one for each, where the provider knows them by name.
 */
export type TemplateContent = {
  kind: 'template';
  name: string;
  language: string;
  parameters: readonly string[];
  names?: readonly string[];
  header?: TemplateHeader;
  buttons?: readonly TemplateButton[];
} & Lifetime;

/** An emoji on an earlier message; an empty emoji takes it back. */
export type ReactionContent = { kind: 'reaction'; to: string; emoji: string };

/** What we can send. */
export type Content =
  | TextContent
  | ChoicesContent
  | MediaContent
  | LocationContent
  | ContactsContent
  | TemplateContent
  | ReactionContent;

/** A tapped button or list row: `id` is the choice's id as we sent it. */
export type ChoiceContent = { kind: 'choice'; id: string; title: string };

/** A filled-in form (a WhatsApp Flow and the like). */
export type FormContent = { kind: 'form'; name: string; values: JsonValue };

export type OrderContent = {
  kind: 'order';
  catalog?: string;
  items: readonly { product: string; quantity: number; price?: number; currency?: string }[];
  note?: string;
};

/** The sender changed or took back an earlier message. */
export type EditContent = { kind: 'edit'; of: string; text: string };
export type RevokeContent = { kind: 'revoke'; of: string };

/** The person opened the chat, followed us or came by a deep link, and has said nothing yet. */
export type OpenedContent = { kind: 'opened'; how: string; payload?: string };

/** Something the provider could not hand over, or a kind we do not know; kept so that people see that it came. */
export type UnsupportedContent = { kind: 'unsupported'; what: string };

/** What we can receive. */
export type InboundContent =
  | TextContent
  | MediaContent
  | LocationContent
  | ContactsContent
  | ReactionContent
  | ChoiceContent
  | FormContent
  | OrderContent
  | EditContent
  | RevokeContent
  | OpenedContent
  | UnsupportedContent;

/** The words of a message, for keywords, answers and lists: text, caption, or the title that was tapped. */
export function textOf(content: InboundContent | Content): string {
  switch (content.kind) {
    case 'text':
    case 'choices':
    case 'edit':
      return content.text;
    case 'media':
      return content.caption ?? '';
    case 'choice':
      return content.title;
    case 'location':
      return [content.name, content.address].filter(Boolean).join(', ');
    default:
      return '';
  }
}
