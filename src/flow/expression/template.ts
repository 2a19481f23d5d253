import { Output, toValueSync, type Template } from 'liquidjs';
import { isObject, type JsonValue } from '../../base/json.ts';
import type { Clock } from './clock.ts';
import { asJson } from './filters/value.ts';
import { createContext, liquid, textEmitter } from './liquid.ts';

export type { Clock } from './clock.ts';

/** Parsed templates kept; the oldest goes when the next one comes. */
const CACHE_SIZE = 2000;
/** Longer templates are parsed each time, so that the cache stays small. */
const CACHED_LENGTH = 10_000;
const cache = new Map<string, Template[]>();

/** A template that cannot be read or worked out. The message says which one, where, and why. */
export class TemplateError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'TemplateError';
  }
}

/**
 * Renders a text: `{{ expression }}` and the tags if, unless, case, for, assign, comment, raw.
 * What does not exist renders as nothing, a list as its items with commas, an object as JSON.
 * A text without `{{` and `{%` comes back as it is. Throws `TemplateError`.
 */
export function renderText(text: string, scope: object, clock: Clock): string {
  if (!hasTemplate(text)) return text;
  return guarded(text, () => {
    const context = createContext(scope, clock);
    const emitter = textEmitter(context);
    toValueSync(liquid.renderer.renderTemplates(parse(text), context, emitter));
    return emitter.buffer;
  });
}

/**
 * Renders every template inside a value, deep over objects and lists; member names stay as they are.
 * A text that is exactly one `{{ expression }}` (blanks around it aside) keeps the type of its value.
 * An expression without a value leaves its member out of an object and is null in a list and at the top.
 * Throws `TemplateError`.
 */
export function renderValue(value: JsonValue, scope: object, clock: Clock): JsonValue {
  return renderMember(value, scope, clock) ?? null;
}

/** True where rendering could change a text. */
export function hasTemplate(text: string): boolean {
  return text.includes('{{') || text.includes('{%');
}

/** What keeps a template from being used, as one sentence; undefined when it is sound. */
export function checkTemplate(text: string): string | undefined {
  if (!hasTemplate(text)) return undefined;
  try {
    parse(text);
    return undefined;
  } catch (thrown) {
    return describe(thrown);
  }
}

/** True for a text that is exactly one expression, so that rendering keeps the type of its value. */
export function isExpression(text: string): boolean {
  return expressionOf(text) !== undefined;
}

/**
 * The paths that a template reads from its scope, each as a list of members: `{{ vars.name }}` gives `['vars', 'name']`.
 * A computed member ends the path. A template that cannot be parsed reads nothing.
 */
export function variablesOf(text: string): string[][] {
  if (checkTemplate(text) !== undefined || !hasTemplate(text)) return [];
  return liquid.globalVariableSegmentsSync(parse(text)).map((segments) => {
    const end = segments.findIndex((segment) => typeof segment === 'object');
    return segments.slice(0, end === -1 ? undefined : end).map(String);
  });
}

function renderMember(value: JsonValue | undefined, scope: object, clock: Clock): JsonValue | undefined {
  if (typeof value === 'string') return renderField(value, scope, clock);
  if (Array.isArray(value)) return value.map((item: JsonValue) => renderMember(item, scope, clock) ?? null);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([name, member]) => [name, renderMember(member, scope, clock)] as const)
      .filter(([, member]) => member !== undefined),
  );
}

function renderField(text: string, scope: object, clock: Clock): JsonValue | undefined {
  if (!hasTemplate(text)) return text;
  const expression = guarded(text, () => expressionOf(text));
  if (!expression) return renderText(text, scope, clock);
  return guarded(text, () => asJson(toValueSync(expression.value.value(createContext(scope, clock)))));
}

function expressionOf(text: string): Output | undefined {
  const trimmed = text.trim();
  if (!trimmed.startsWith('{{') || !trimmed.endsWith('}}')) return undefined;
  const [only, ...others] = parse(trimmed);
  return only instanceof Output && others.length === 0 ? only : undefined;
}

function parse(text: string): Template[] {
  const known = cache.get(text);
  if (known) return known;
  const templates = liquid.parse(text);
  if (text.length <= CACHED_LENGTH) {
    if (cache.size >= CACHE_SIZE) cache.delete(cache.keys().next().value ?? '');
    cache.set(text, templates);
  }
  return templates;
}

function guarded<Result>(text: string, work: () => Result): Result {
  try {
    return work();
  } catch (thrown) {
    const shown = text.length > 80 ? `${text.slice(0, 79)}…` : text;
    throw new TemplateError(`The template "${shown}" cannot be used: ${describe(thrown)}.`);
  }
}

/** A parser's or renderer's complaint in words for the author. */
function describe(thrown: unknown): string {
  if (thrown instanceof RangeError) return 'it is nested too deeply or makes a text that is too long';
  const raw = thrown instanceof Error ? thrown.message : String(thrown);
  const place = /, line:(\d+), col:(\d+)$/.exec(raw);
  const text = (place ? raw.slice(0, place.index) : raw)
    .replace(/^undefined filter: (.*)$/, 'there is no filter "$1"')
    .replace(/^tag "(.*)" not found$/, 'there is no tag "$1"')
    .replace(/^memory alloc limit exceeded$/, 'it makes too much text or loops too often')
    .replace(/^parse length limit exceeded$/, 'it is too long');
  return place ? `${text} (line ${place[1]}, column ${place[2]})` : text;
}
