import { isObject, type JsonObject, type JsonValue } from '../../../../src/base/json.ts';
import { pickText, type Text } from '../../../../src/flow/flow.ts';
import { renderText, renderValue, type Clock } from '../../../../src/flow/expression/template.ts';
import type { StepContext } from '../../../../src/flow/step-type.ts';
import type { CatalogTemplate } from '../../../../src/flow/validate/catalog.ts';
import type { Capabilities } from '../../../../src/message/capabilities.ts';
import type { Content } from '../../../../src/message/content.ts';
import { fit, type Loss } from '../../../../src/message/fit.ts';
import { segmentsOf } from '../../../../src/message/segments.ts';
import { contentOf } from '../../../../src/steps/send/content.ts';
import type { Rung } from '../../../../src/steps/send/params.ts';
import { said } from '../../../ui/form/said.ts';

/** What an author's message is shown with. */
export type Shown = {
  /** The language of whoever reads it. */
  language: string;
  /** The flow's own language. */
  own: string;
  samples: JsonObject;
  clock: Clock;
};

/** A message as a channel carries it, or why it cannot be shown. */
export type Preview =
  | { readonly parts: readonly Content[]; readonly losses: readonly Loss[]; readonly segments?: number }
  | { readonly fault: string };

/** The message of a question: its own members, and those of its answer. */
export function messageOfAsk({ text, media, answer }: JsonObject): JsonObject {
  if (media !== undefined) return { text: text ?? '', media };
  const { type, choices, style, listButton, header, footer } = isObject(answer) ? answer : {};
  if (type !== 'choice' || !Array.isArray(choices)) return { text: text ?? '' };
  const dressed = Object.entries({ style, listButton, header, footer }).filter(([, value]) => value !== undefined);
  return { text: text ?? '', choices, ...Object.fromEntries(dressed) };
}

/**
 * What the customer gets of a message on a channel, in a language. Members that are unfinished are left out: the preview
 * is shown while the author types. Never throws.
 */
export function previewMessage(message: JsonObject, capabilities: Capabilities, shown: Shown): Preview {
  try {
    const content = contentOf(soundOf(message), contextOf(shown));
    if (!content) return { fault: '' };
    const { parts, losses } = fit(content, capabilities);
    if (!capabilities.segments) return { parts, losses };
    const segments = parts.reduce((sum, part) => sum + (part.kind === 'text' ? segmentsOf(part.text).count : 0), 0);
    return { parts, losses, segments };
  } catch (error) {
    return { fault: error instanceof Error ? error.message : String(error) };
  }
}

function contextOf({ language, own, samples, clock }: Shown): StepContext {
  const here = { ...clock, language };
  return {
    text: (text: Text) => renderText(pickText(text, language, own), samples, here),
    value: (value: JsonValue) => renderValue(value, samples, here),
  } as StepContext;
}

/** The message with what is needed to show it in place of what is missing. */
function soundOf({ choices, media, template, ...rest }: JsonObject): Rung {
  const list = Array.isArray(choices) ? (choices as readonly JsonValue[]).filter(isObject) : undefined;
  const sound = list?.map((choice, at) => ({
    ...choice,
    id: said(choice['id'] ?? at),
    title: choice['title'] ?? '',
  }));
  return {
    ...rest,
    ...(sound ? { choices: sound } : {}),
    ...(isObject(media) ? { media: { kind: 'image', ...media } } : {}),
    ...(isObject(template) ? { template: { name: '', language: '', ...template } } : {}),
  } as unknown as Rung;
}

/** One of the tabs of a message: what it consists of. */
export type MessageKind = 'text' | 'choices' | 'media' | 'template';

/** What a message consists of now. */
export function kindOfMessage({ choices, media, template }: JsonObject): MessageKind {
  if (template !== undefined) return 'template';
  if (media !== undefined) return 'media';
  return choices === undefined ? 'text' : 'choices';
}

/** Members that belong to one kind of message alone. */
const OWN: Readonly<Record<MessageKind, readonly string[]>> = {
  text: [],
  choices: ['choices', 'style', 'listButton', 'header', 'footer'],
  media: ['media'],
  template: ['template'],
};

/** The message as one of another kind: what that kind has no place for goes, what it needs comes. */
export function asKind(message: JsonObject, kind: MessageKind, labels: readonly [string, string]): JsonObject {
  const foreign = new Set(
    (Object.keys(OWN) as MessageKind[]).filter((each) => each !== kind).flatMap((each) => OWN[each]),
  );
  const { text, ...rest } = Object.fromEntries(Object.entries(message).filter(([name]) => !foreign.has(name)));
  switch (kind) {
    case 'template':
      return { ...rest, template: rest['template'] ?? { name: '', language: '' } };
    case 'media':
      return { ...(text === undefined ? {} : { text }), ...rest, media: rest['media'] ?? { kind: 'image', url: '' } };
    case 'choices': {
      const choices = rest['choices'] ?? labels.map((title, at) => ({ id: String(at + 1), title }));
      return { text: text ?? '', ...rest, choices };
    }
    case 'text':
      return { text: text ?? '', ...rest };
  }
}

/** How many choices, and how long titles, a channel shows as buttons and as a list. */
export function choiceLimits(capabilities: Capabilities): {
  buttons: { most: number; title: number } | undefined;
  list: { most: number; title: number } | undefined;
} {
  const { buttons, list } = capabilities;
  return {
    buttons: buttons && { most: buttons.max, title: buttons.title },
    list: list && { most: list.max, title: list.title },
  };
}

/** The names under which an approved message takes its values, or numbers where it has none. */
export function placeholdersOf({
  names,
  parameters,
}: Pick<CatalogTemplate, 'names' | 'parameters'>): readonly string[] {
  return names ?? Array.from({ length: parameters }, (_, at) => String(at + 1));
}

/** The choice of an approved message as a step holds it: values that it has no place for go, those it needs come. */
export function withTemplate(former: JsonObject, chosen: CatalogTemplate): JsonObject {
  const values = Array.isArray(former['parameters']) ? (former['parameters'] as readonly JsonValue[]) : [];
  const places = placeholdersOf(chosen);
  const formerHeader = isObject(former['header']) ? former['header'] : undefined;
  const kind = headerKind(chosen.header);
  const header = kind && (formerHeader?.['kind'] === kind ? formerHeader : { kind });
  const needed = (chosen.buttons ?? []).flatMap(({ needed: isNeeded }, at) => (isNeeded ? [at] : []));
  const formerButtons = (Array.isArray(former['buttons']) ? (former['buttons'] as readonly JsonValue[]) : []).filter(
    isObject,
  );
  const buttons = needed.map((at) => formerButtons.find((each) => each['at'] === at) ?? { at, kind: 'url', value: '' });
  return {
    name: chosen.name,
    language: chosen.language,
    ...(places.length > 0 ? { parameters: places.map((_, at) => values[at] ?? '') } : {}),
    ...(chosen.names ? { names: [...chosen.names] } : {}),
    ...(header ? { header } : {}),
    ...(buttons.length > 0 ? { buttons } : {}),
  };
}

function headerKind(header: string | undefined): string | undefined {
  return header !== undefined && ['text', 'image', 'video', 'document'].includes(header) ? header : undefined;
}

/** An id for a choice, out of its title and unlike those of the others. */
export function choiceId(title: string, taken: readonly string[]): string {
  const plain = title
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, 40);
  const base = plain === '' ? 'choice' : plain;
  for (let number = 1; ; number += 1) {
    const id = number === 1 ? base : `${base}-${number}`;
    if (!taken.includes(id)) return id;
  }
}
