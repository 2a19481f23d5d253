import { isObject, type JsonValue } from '../../base/json.ts';
import { at, items, member, members, take, takeNumber, type Place } from '../place.ts';

/** One header, and where it stands. */
export type Header = { name: string; value: string; place: Place };

/** An HTTP request as a step of Bird's describes it. */
export type HttpRequest = {
  url: string;
  method: string;
  headers: readonly Header[];
  /** Of the body, where it is told. */
  contentType?: string;
  /** JSON where it is such, a text for anything else. */
  body?: { json: JsonValue } | { text: string };
  /** Variables that are taken out of the answer, by the older format. */
  keys: readonly string[];
  /** Where the members stand. */
  place: Place;
};

/** Deepest body that is taken as JSON. */
const MAX_DEPTH = 40;

/** Reads a request; undefined where there is no address. Nothing is taken over yet. */
export function readRequest(place: Place): HttpRequest | undefined {
  const url = textIn(place, 'url').trim();
  if (url === '') return undefined;
  const headers = headersIn(member(place, 'headers'));
  const said = headers.find(({ name }) => name.toLowerCase() === 'content-type')?.value;
  const contentType = textIn(place, 'contentType') || said;
  const body = bodyIn(member(place, 'body').value);
  const keys = items(member(place, 'variableKeys')).flatMap(({ value }) =>
    typeof value === 'string' && value !== '' && !/\{[{%]/.test(value) ? [value] : [],
  );
  return {
    url,
    method: textIn(place, 'method').toUpperCase(),
    headers,
    ...(contentType ? { contentType } : {}),
    ...(body ? { body } : {}),
    keys: [...new Set(keys)],
    place,
  };
}

/** Takes over what every request is read from. Headers are taken one by one by who uses them. */
export function takeRequest({ place, keys }: HttpRequest): void {
  for (const name of ['url', 'method', 'contentType', 'body', 'intent', 'label']) take(member(place, name));
  for (const key of items(member(place, 'variableKeys')))
    if (typeof key.value === 'string' && keys.includes(key.value)) take(key);
}

/** Takes a header over. */
export function takeHeader({ place }: Header): void {
  if (isObject(place.value)) for (const name of ['key', 'name', 'value']) take(member(place, name));
  else take(place);
}

/** The names of what a request sends, without the values. */
export function namesSent({ body }: HttpRequest): string[] {
  if (!body) return [];
  const names =
    'json' in body
      ? Object.keys(isObject(body.json) ? body.json : {})
      : body.text.split('&').map((pair) => pair.split('=')[0] ?? '');
  return names.filter((name) => /^\w{1,60}$/.test(name)).slice(0, 30);
}

/** Takes what a request says about time and further tries. */
export function takeLimits({ place }: HttpRequest): { timeoutMs?: number; retries?: number } {
  const seconds = takeNumber(member(place, 'timeoutSeconds'));
  const retries = takeNumber(member(place, 'retries')) ?? takeNumber(at(place, 'retry', 'attempts'));
  const timeoutMs =
    seconds === undefined || !(seconds > 0) ? undefined : Math.round(Math.min(60, Math.max(0.1, seconds)) * 1000);
  return {
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
    ...(retries !== undefined && retries > 0 ? { retries: Math.min(10, Math.floor(retries)) } : {}),
  };
}

/** A text in which templates stand bare or in quotes, as JSON with each template as a text; undefined where it is none. */
export function jsonWithTemplates(text: string): JsonValue | undefined {
  if (text.includes('__proto__')) return undefined;
  try {
    const value = JSON.parse(quoteTemplates(text)) as JsonValue;
    return isDeep(value, MAX_DEPTH) ? undefined : value;
  } catch {
    return undefined;
  }
}

function bodyIn(value: JsonValue | undefined): HttpRequest['body'] {
  if (value === undefined || value === null || value === '') return undefined;
  if (typeof value !== 'string') return { json: value };
  const json = jsonWithTemplates(value);
  return isObject(json) || Array.isArray(json) ? { json } : { text: value };
}

/** Puts quotes around templates that stand bare, and marks quotes inside of templates that stand in a text. */
function quoteTemplates(text: string): string {
  let result = '';
  let isInText = false;
  const last = text.lastIndexOf('}}');
  for (let from = 0; from < text.length;) {
    const close =
      from < last && text.startsWith('{{', from) && (isInText || /^\{\{\s*[A-Za-z_]/.test(text.slice(from, from + 40)))
        ? text.indexOf('}}', from)
        : -1;
    if (close !== -1) {
      const template = text.slice(from, close + 2);
      const written = JSON.stringify(isInText ? template.replaceAll('\\"', '"') : template);
      result += isInText ? written.slice(1, -1) : written;
      from = close + 2;
      continue;
    }
    const length = isInText && text[from] === '\\' ? 2 : 1;
    if (text[from] === '"') isInText = !isInText;
    result += text.slice(from, from + length);
    from += length;
  }
  return result;
}

/** Headers as an object, or as a list of pairs. */
function headersIn(place: Place): Header[] {
  const pairs = items(place).map((each): Header => {
    const name = textIn(each, 'key') || textIn(each, 'name');
    return { name, value: textIn(each, 'value'), place: each };
  });
  const named = members(place).map(([name, { value, ...rest }]): Header => {
    const text = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
    return { name, value: text, place: { value, ...rest } };
  });
  return [...pairs, ...named].filter(({ name, value }) => /^[A-Za-z0-9-]{1,100}$/.test(name) && value !== '');
}

function textIn(place: Place, name: string): string {
  const { value } = member(place, name);
  return typeof value === 'string' ? value : '';
}

function isDeep(value: JsonValue, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((part) => isDeep(part ?? null, levels - 1));
}
