import type { JsonObject } from '../../base/json.ts';
import type { BubbleMedia, CustomerSpec, Media } from './model.ts';
import type { Heard } from './provider.ts';
import type { Shape } from './settings.ts';

/** A file as a customer sends it. Without bytes a tiny one is made up. */
export type SentFile = { caption?: string; filename?: string; mime?: string; base64?: string; voice?: boolean };

/** What customers do on any channel, one member each; the member's value says the rest. */
export type Contents = {
  text: string;
  image: SentFile;
  video: SentFile;
  audio: SentFile;
  document: SentFile;
  sticker: SentFile;
  location: { latitude: number; longitude: number; name?: string; address?: string };
  contacts: readonly { name: string; phone: string }[];
  /** A tap; `via` is the provider's word for what was tapped. */
  choice: { id: string; title: string; via?: string; description?: string };
  /** Without emoji the reaction is taken back. */
  reaction: { messageId: string; emoji?: string };
  edit: { messageId: string; text: string };
  revoke: { messageId: string };
  /** The chat was opened, or the business followed, perhaps by a link that carries a payload. */
  opened: { payload?: string };
  /** The business was blocked or left (true), or let in again (false). */
  block: boolean;
};

export type ContentKind = keyof Contents;

/** What a customer does (exactly one content, a common one or one of the provider's) and its circumstances. */
export type Deed = Partial<Contents> & {
  /** The message this one quotes. Taps quote the message that was tapped by themselves. */
  replyTo?: string;
  /** A chosen message id, to let the same message arrive twice. */
  id?: string;
};

/** The members that each kind of deed must have, or the shape of its value. */
export type DeedShapes = Readonly<Record<string, Shape | Readonly<Record<string, Shape>>>>;

const FILE: Record<string, Shape> = {};

/** The shapes of the common deeds; a provider picks those that its customers can do. */
export const DEED_SHAPES = {
  text: 'string',
  image: FILE,
  video: FILE,
  audio: FILE,
  document: FILE,
  sticker: FILE,
  location: { latitude: 'number', longitude: 'number' },
  contacts: 'list',
  choice: { id: 'string', title: 'string' },
  reaction: { messageId: 'string' },
  edit: { messageId: 'string', text: 'string' },
  revoke: { messageId: 'string' },
  opened: {},
  block: 'boolean',
} as const satisfies Record<ContentKind, DeedShapes[string]>;

/** The shapes of some of the common deeds. */
export function deedShapes(...kinds: readonly ContentKind[]): DeedShapes {
  return Object.fromEntries(kinds.map((kind) => [kind, DEED_SHAPES[kind]]));
}

/** Keeps a file that a customer sent. */
export type KeepFile = (file: { mime: string; bytes: Buffer; filename?: string }) => Media;

/** How a common deed looks on the screen. */
export function heardOf(deed: Deed, keepFile: KeepFile): Heard {
  const kind = (Object.keys(DEED_SHAPES) as ContentKind[]).find((each) => deed[each] !== undefined);
  if (kind === undefined) throw new TypeError('This deed has no common content; its provider has to hear it itself.');
  return { ...hearKind(kind, deed, keepFile), ...(deed.replyTo !== undefined && { replyTo: deed.replyTo }) };
}

type Hearers = { [Kind in ContentKind]: (value: Contents[Kind], keepFile: KeepFile) => Heard };

const HEARERS: Hearers = {
  text: (text) => plain('text', { text }, text),
  image: (file, keep) => fileHeard('image', file, keep),
  video: (file, keep) => fileHeard('video', file, keep),
  audio: (file, keep) => fileHeard('audio', file, keep),
  document: (file, keep) => fileHeard('document', file, keep),
  sticker: (file, keep) => fileHeard('sticker', file, keep),
  location: (place) =>
    plain('location', place, [place.name, `${place.latitude}, ${place.longitude}`].filter(Boolean).join(': ')),
  contacts: (people) => plain('contacts', { contacts: people }, people.map(({ name }) => name).join(', ')),
  choice: (choice) => plain('choice', choice, choice.title),
  reaction: (reaction) => plain('reaction', reaction, reaction.emoji ?? ''),
  edit: (edit) => plain('edit', edit, edit.text),
  revoke: (revoke) => plain('revoke', revoke, '[deleted]'),
  opened: (opened) => plain('opened', opened, '[opened]'),
  block: (blocked) => becoming({ blocked }, plain('block', { blocked }, blocked ? '[blocked]' : '[let in again]')),
};

function hearKind<Kind extends ContentKind>(kind: Kind, deed: Deed, keepFile: KeepFile): Heard {
  return HEARERS[kind](deed[kind] as Contents[Kind], keepFile);
}

function plain(type: string, content: JsonObject, text: string): Heard {
  return { type, content, text };
}

function becoming(becomes: CustomerSpec, heard: Heard): Heard {
  return { ...heard, becomes };
}

const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

const SAMPLES: Readonly<Record<BubbleMedia['kind'], { mime: string; base64: string }>> = {
  image: { mime: 'image/png', base64: PIXEL },
  sticker: { mime: 'image/webp', base64: PIXEL },
  video: { mime: 'video/mp4', base64: Buffer.from('a very short film').toString('base64') },
  audio: { mime: 'audio/ogg; codecs=opus', base64: Buffer.from('a very short song').toString('base64') },
  document: { mime: 'text/plain', base64: Buffer.from('a very short text').toString('base64') },
};

/** Keeps the file that a customer sends; without bytes, a tiny one of its kind. */
export function keepSent(kind: BubbleMedia['kind'], file: SentFile, keepFile: KeepFile): Media {
  const sample = SAMPLES[kind];
  return keepFile({
    mime: file.mime ?? sample.mime,
    bytes: Buffer.from(file.base64 ?? sample.base64, 'base64'),
    ...(file.filename !== undefined && { filename: file.filename }),
  });
}

function fileHeard(kind: BubbleMedia['kind'], sent: SentFile, keepFile: KeepFile): Heard {
  const file = keepSent(kind, sent, keepFile);
  const { caption, filename } = sent;
  const name = filename !== undefined && { name: filename };
  return {
    type: kind,
    content: { id: file.id, mime: file.mime, ...name, ...(caption !== undefined && { caption }) },
    text: caption ?? filename ?? `[${kind}]`,
    media: { kind, id: file.id, mime: file.mime, ...name },
    file,
  };
}
