import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { channels } from '../../src/channels/index.ts';
import type { Channel } from '../../src/channels/channel.ts';
import { SAMPLES } from '../../src/channels/contract/samples.ts';
import type { Capabilities } from '../../src/message/capabilities.ts';
import type { Content } from '../../src/message/content.ts';
import { fit, type Loss } from '../../src/message/fit.ts';
import { root } from '../commands.ts';
import { fieldTable, page, table } from './markdown.ts';

/** The page of channels: what each one carries, what becomes of the rest, and what its provider tells of a message. */
export function channelsPage(): string {
  const current = channels.filter(({ capabilities }) => capabilities.retired === undefined);
  const retired = channels.filter(({ capabilities }) => capabilities.retired !== undefined);
  return page('Channels', [
    `A flow says what it means, and each channel carries it as well as it can: what is too long is split, and what a
channel has no form for becomes text where that says the same. \`flow check\` and the editor say every loss beforehand.
The figures are the providers'; each channel names the page and the day on which they were read. Connections of one
family lead to the same people.`,
    table(
      ['Channel', 'Family', 'Text', 'Choices', 'Free messages', 'Told of a message'],
      [...current, ...retired].map((channel) => glance(channel)),
    ),
    ...[...current, ...retired].flatMap(sectionOf),
  ]);
}

function glance(channel: Channel): string[] {
  const { id, title, family = id, capabilities } = channel;
  const { text, buttons, list, window, statuses = [] } = capabilities;
  const choices = [buttons && `${buttons.max} buttons`, list && `a list of ${list.max}`].filter(Boolean).join(', ');
  return [
    `[${title}](#${anchorOf(channel)})`,
    family,
    `${text.max} ${text.unit ?? 'characters'}`,
    choices || 'numbered lines',
    window ? `${hours(window.afterInboundMs)} after the person wrote` : 'at any time',
    statuses.join(', ') || 'nothing',
  ];
}

function sectionOf(channel: Channel): string[] {
  const { id, title, capabilities, config } = channel;
  const { retired, source, asOf } = capabilities;
  const readme = `src/channels/${id}/README.md`;
  return [
    `## ${id}: ${title}`,
    ...(retired
      ? [
          `**The provider ended this service on ${retired}.** It is kept for those who have its records; nobody can be reached by it.`,
        ]
      : []),
    [
      existsSync(join(root, readme)) ? `How to connect: [its own page](../../${readme}).` : '',
      `Figures from <${source}>, read on ${asOf}.`,
    ]
      .filter(Boolean)
      .join(' '),
    table(['What', 'How much'], figuresOf(capabilities)),
    partsOf(channel),
    'A connection has:',
    fieldTable(config),
    'What becomes of each kind of content:',
    table(
      ['Content', 'Goes out as', 'Lost'],
      Object.entries(SAMPLES).map(([name, content]) => fateOf(name, content, capabilities)),
    ),
  ];
}

function anchorOf({ id, title }: Channel): string {
  const heading = `${id}: ${title}`.toLowerCase();
  return heading
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replaceAll(' ', '-');
}

type Figure<Name extends keyof Capabilities> = (value: NonNullable<Capabilities[Name]>) => string;

/** What each capability is, in words. A capability without a line here does not compile. */
const FIGURES: {
  readonly [Name in Exclude<keyof Capabilities, 'source' | 'asOf' | 'retired'>]: readonly [
    string,
    Figure<Name>,
    without?: string,
  ];
} = {
  text: ['Text', ({ max, unit = 'characters' }) => `${max} ${unit}`],
  buttons: [
    'Buttons',
    ({ max, title, body }) => `${max}, with ${title} characters each; the text above them ${body}`,
    'none',
  ],
  list: [
    'List',
    ({ max, title, description, body, button }) =>
      `${max} rows of ${title} characters with a description of ${description}; the text above ${body}, the button ${button}`,
    'none',
  ],
  media: ['Files', filesOf, 'as links in a text'],
  location: ['Location', yesOr('as a text')],
  contacts: ['Contact cards', yesOr('as a text')],
  templates: ['Templates', yesOr('none')],
  reactions: ['Reactions', yesOr('none')],
  window: [
    'Free messages',
    ({ afterInboundMs }) => `for ${hours(afterInboundMs)} after the person last wrote`,
    'at any time',
  ],
  statuses: ['Told of a message', (statuses) => statuses.join(', ') || 'nothing', 'nothing'],
  typing: ['Shows that somebody is writing', yesOr('no'), 'no'],
  lifetime: ['Longest time for a delivery', ({ maxMs }) => hours(maxMs), 'cannot be set'],
  segments: ['Paid and sent in segments', yesOr('no'), 'no'],
  optOut: [
    'Answers STOP',
    (who) => (who === 'provider' ? 'the provider, which then refuses our messages' : 'Rondine'),
    'people block the business with a button',
  ],
  sendKey: ['Drops a repeated send', (key) => (key ? 'yes: a lost answer is simply asked for again' : 'no')],
  proof: [
    'Gives our key back with statuses',
    (proof) => (proof ? 'yes: it proves that a send of unknown outcome happened' : 'no'),
  ],
};

function filesOf({ kinds, caption, captioned }: NonNullable<Capabilities['media']>): string {
  if (caption === 0) return `${kinds.join(', ')}; no caption`;
  const where = captioned ? ` on ${captioned.join(', ')}` : '';
  return `${kinds.join(', ')}; a caption of ${caption} characters${where}`;
}

function figuresOf(capabilities: Capabilities): string[][] {
  return Object.entries(FIGURES).map(([name, [what, inWords, without = '']]) => {
    const value = capabilities[name as keyof Capabilities];
    return [what, value === undefined ? without : (inWords as (value: unknown) => string)(value)];
  });
}

function yesOr(no: string): (value: boolean) => string {
  return (value) => (value ? 'yes' : no);
}

/** What a channel does beside receiving and sending. */
const PARTS: readonly (readonly [part: keyof Channel, does: string])[] = [
  ['connect', 'registers its webhook by itself'],
  ['setup', 'tells what is to be done by hand at the provider'],
  ['listen', 'can fetch news where nobody can call us'],
  ['accounts', 'takes news of several accounts at one address'],
  ['check', 'looks at its connection daily'],
  ['keepAlive', 'renews what would expire'],
  ['templates', 'lists the templates of the account'],
  ['download', 'fetches the files that people send'],
  ['recipient', 'can write to people first'],
  ['acknowledge', 'tells the provider that a message was seen'],
];

function partsOf(channel: Channel): string {
  const does = PARTS.filter(([part]) => channel[part] !== undefined).map(([, what]) => what);
  return does.length === 0 ? 'It receives and sends, and nothing besides.' : `It ${sentence(does)}.`;
}

function sentence(phrases: readonly string[]): string {
  return phrases.length < 2 ? phrases.join('') : `${phrases.slice(0, -1).join(', ')} and ${phrases.at(-1)}`;
}

function hours(ms: number): string {
  return ms % 86_400_000 === 0 && ms > 86_400_000 ? `${ms / 86_400_000} days` : `${ms / 3_600_000} hours`;
}

/** Names of the samples as people call them. */
const ABOUT: Readonly<Record<string, string>> = {
  text: 'A short text',
  longText: 'A text of 11,400 characters',
  buttons: 'A question with two buttons, header and footer',
  list: 'A list of seven with descriptions',
  tooMany: 'A long question with fourteen choices',
  image: 'A picture with a caption',
  longCaption: 'A video with a very long caption',
  voice: 'A voice message with a caption',
  document: 'A document',
  sticker: 'A sticker',
  location: 'A place',
  contacts: 'A contact card',
  template: 'A template with values',
  plainTemplate: 'A template without values',
  reaction: 'A reaction',
  reactionTakenBack: 'A reaction that is taken back',
};

function fateOf(name: string, content: Content, capabilities: Capabilities): string[] {
  const { parts, losses } = fit(content, capabilities);
  const kinds = parts.map(formOf);
  const counted = [...new Set(kinds)].map((kind) => {
    const count = kinds.filter((each) => each === kind).length;
    return count === 1 ? kind : `${count} × ${kind}`;
  });
  return [ABOUT[name] ?? name, counted.join(', ') || 'nothing', lossesOf(losses)];
}

/** The first loss of each sort, and how many there are: one for each row of a list would say no more. */
function lossesOf(losses: readonly Loss[]): string {
  return [...Map.groupBy(losses, ({ code }) => code).values()]
    .map(([first, ...others]) => `${first?.message}${others.length > 0 ? ` (and ${others.length} more so)` : ''}`)
    .join(' ');
}

function formOf(content: Content): string {
  switch (content.kind) {
    case 'choices':
      return content.style === 'list' ? 'list' : 'buttons';
    case 'media':
      return content.caption ? `${content.media} with caption` : content.media;
    default:
      return content.kind;
  }
}
