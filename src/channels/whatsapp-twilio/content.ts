import { isObject, type JsonObject, type JsonValue } from '../../base/json.ts';
import type { InboundContent } from '../../message/content.ts';
import { parseObject } from '../providers/reading.ts';
import { filesOf } from '../providers/twilio/media.ts';

/** Deepest answers of a form that are handed on as values. */
const MAX_NESTING = 16;

/** What a message says: one content, or one for each file; none where it says nothing that we know. */
export function readContents(parameters: URLSearchParams): InboundContent[] {
  const special = choiceOf(parameters) ?? formOf(parameters) ?? placeOf(parameters);
  if (special) return [special];
  const text = parameters.get('Body') ?? '';
  const files = filesOf(parameters);
  if (files.length > 0)
    return files.map((file, index) => (index === 0 && text !== '' ? { ...file, caption: text } : file));
  return parameters.has('Body') ? [{ kind: 'text', text }] : [];
}

/** A tapped button of prepared content, or a row of a list. */
function choiceOf(parameters: URLSearchParams): InboundContent | undefined {
  const title = parameters.get('ButtonText') || parameters.get('ListTitle') || undefined;
  const id = parameters.get('ButtonPayload') || parameters.get('ListId') || title;
  if (id === undefined) return undefined;
  return { kind: 'choice', id, title: title ?? (parameters.get('Body') || id) };
}

function formOf(parameters: URLSearchParams): InboundContent | undefined {
  for (const [member, name] of [
    ['FlowData', 'flow'],
    ['InteractiveData', 'interactive'],
  ] as const) {
    const json = parameters.get(member);
    if (json) return { kind: 'form', name, values: valuesOf(json) };
  }
  return undefined;
}

/** The answers; a text that is no JSON object, or nests too deep to be handled safely, is kept as it is. */
function valuesOf(json: string): JsonObject | string {
  const values = parseObject(json);
  return values && nestsAtMost(values, MAX_NESTING) ? values : json;
}

function nestsAtMost(value: JsonValue, levels: number): boolean {
  if (!isObject(value) && !Array.isArray(value)) return true;
  return levels > 0 && Object.values(value).every((member) => nestsAtMost(member as JsonValue, levels - 1));
}

function placeOf(parameters: URLSearchParams): InboundContent | undefined {
  const [latitude, longitude] = ['Latitude', 'Longitude'].map((name) => degreesOf(parameters.get(name)));
  if (latitude === undefined || longitude === undefined) return undefined;
  const name = parameters.get('Label');
  const address = parameters.get('Address');
  return { kind: 'location', latitude, longitude, ...(name && { name }), ...(address && { address }) };
}

function degreesOf(text: string | null): number | undefined {
  return text !== null && /^-?\d{1,3}(\.\d{1,20})?$/.test(text) ? Number(text) : undefined;
}
