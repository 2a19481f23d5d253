import type { Capabilities } from './capabilities.ts';
import type { Choice, ChoicesContent, Content } from './content.ts';
import type { Fitted, Loss } from './fit.ts';
import { fitText } from './fit-text.ts';
import { shortenText, splitText, type TextLimit } from './split-text.ts';

/**
 * Choices as buttons, as a list, or as numbered lines, whichever the channel has and the author asked for.
 * Text that is too long for the choices' own message goes before it.
 */
export function fitChoices(content: ChoicesContent, capabilities: Capabilities): Fitted {
  const style = pickStyle(content, capabilities);
  if (style === 'text') return asText(content, capabilities);
  const losses: Loss[] = [];
  if (content.style !== 'auto' && content.style !== style) {
    losses.push({ code: `choices_as_${style}`, message: `The choices are shown as ${NAMES[style]}.` });
  }
  const limits = style === 'list' ? capabilities.list : capabilities.buttons;
  const choices = style === 'list' ? fitRows(content, capabilities, losses) : fitButtons(content, capabilities, losses);
  const pieces = splitBody(content.text, capabilities.text, limits?.body ?? capabilities.text.max);
  const before = pieces.slice(0, -1).map((text): Content => ({ kind: 'text', text }));
  const listButton = style === 'list' ? fitListButton(content, capabilities, losses) : undefined;
  const { listButton: _, ...rest } = content;
  const last = { ...rest, style, text: pieces.at(-1) ?? '', choices, ...(listButton !== undefined && { listButton }) };
  return { parts: [...before, last], losses };
}

/** The words of a numbered list: "1. Title – description". */
export function numberedLines(choices: readonly Choice[]): string {
  return choices
    .map(({ title, description }, index) => `${index + 1}. ${title}${description ? ` – ${description}` : ''}`)
    .join('\n');
}

const NAMES = { list: 'a list', buttons: 'buttons' };

function pickStyle({ style, choices }: ChoicesContent, { buttons, list }: Capabilities): 'buttons' | 'list' | 'text' {
  const asButtons = choices.length > 0 && buttons !== undefined && choices.length <= buttons.max;
  const asList = choices.length > 0 && list !== undefined && choices.length <= list.max;
  if (style === 'list' && asList) return 'list';
  const plain = choices.every(({ title, description }) => title.length <= (buttons?.title ?? 0) && !description);
  if (style === 'auto' && asButtons && asList) return plain ? 'buttons' : 'list';
  if (asButtons) return 'buttons';
  return asList ? 'list' : 'text';
}

function asText(content: ChoicesContent, capabilities: Capabilities): Fitted {
  const { header, text, choices, footer } = content;
  const blocks = [header, text, numberedLines(choices), footer].filter((block) => block?.trim());
  const { parts, losses } = fitText(blocks.join('\n\n'), capabilities);
  if (choices.length === 0) return { parts, losses };
  const message = 'The choices are written as numbered lines; people answer with the number or the words.';
  return { parts, losses: [{ code: 'choices_as_text', message }] };
}

function fitButtons({ choices }: ChoicesContent, { buttons }: Capabilities, losses: Loss[]): Choice[] {
  const titles = fitTitles(choices, buttons?.title ?? 0, losses);
  return choices.map(({ id, description }, index) => {
    const title = titles[index] ?? '';
    if (description) losses.push({ code: 'description', message: `The description of “${title}” is not shown.` });
    return { id, title };
  });
}

function fitRows({ choices }: ChoicesContent, { list }: Capabilities, losses: Loss[]): Choice[] {
  const titles = fitTitles(choices, list?.title ?? 0, losses);
  return choices.map(({ id, description }, index) => {
    const title = titles[index] ?? '';
    if (!description) return { id, title };
    const short = shortenText(description, list?.description ?? 0);
    if (short !== description) {
      losses.push({ code: 'description', message: `The description of “${title}” is shortened to “${short}”.` });
    }
    return short === '' ? { id, title } : { id, title, description: short };
  });
}

function fitListButton({ listButton }: ChoicesContent, { list }: Capabilities, losses: Loss[]): string | undefined {
  if (listButton === undefined) return undefined;
  const short = shortenText(listButton, list?.button ?? 0);
  if (short !== listButton) losses.push({ code: 'list_button', message: `The list’s button reads “${short}”.` });
  return short;
}

/** Titles within the limit, all different: people and providers tell choices apart by them. */
function fitTitles(choices: readonly Choice[], max: number, losses: Loss[]): string[] {
  const taken = new Set<string>();
  return choices.map(({ title }) => {
    let short = shortenText(title, max);
    for (let number = 2; taken.has(short); number++) short = withNumber(title, number, max);
    taken.add(short);
    if (short !== title) losses.push({ code: 'title', message: `“${title}” is shown as “${short}”.` });
    return short;
  });
}

function withNumber(title: string, number: number, max: number): string {
  const suffix = ` ${number}`;
  return shortenText(title, Math.max(max - suffix.length, 0)) + suffix;
}

/** Parts of which the last fits the body of a choices message, and the others a plain text. */
function splitBody(text: string, limit: TextLimit, bodyMax: number): string[] {
  const parts = splitText(text, limit);
  const last = splitText(parts.at(-1) ?? '', { ...limit, max: Math.min(bodyMax, limit.max) });
  return [...parts.slice(0, -1), ...last];
}
