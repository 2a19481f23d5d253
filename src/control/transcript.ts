import { isObject, type JsonValue } from '../base/json.ts';
import type { Http, HttpRequest, HttpResponse } from '../net/http.ts';

/** One call and its answer, without anything that tells who it was about. */
export type RecordedCall = {
  method: HttpRequest['method'];
  /** With the query, below the origin. */
  path: string;
  request?: JsonValue;
  status: number;
  headers: Record<string, string>;
  body: JsonValue;
};

/** Calls to an outside system, to be answered again by a simulator. The origin of each is `{origin}`. */
export type Transcript = { rondineTranscript: 1; recordedAt: number; calls: readonly RecordedCall[] };

/** Listens to calls and gives them with everything personal and secret replaced. */
export type TranscriptWriter = { listen(http: Http): Http; redacted(recordedAt: number): Transcript };

/** Headers that mean something to whoever replays. */
const HEADERS = ['content-type', 'location', 'sforce-limit-info', 'last-modified', 'etag', 'retry-after'];

/** Members whose texts name or reach somebody, wherever they stand. */
const PERSONAL =
  /^(.*name|.*email|.*phone|fax|street|city|state|postalcode|country|subject|description|.*address|nickname|alias|website|signature|id_token|code|state|client_id|assertion)$/i;
/** Names of things of the platform: without them a describe means nothing. */
const PUBLIC =
  /^(name|label|labelPlural|developerName|relationshipName|controllerName|compoundFieldName|networkScopeFieldName|InstanceName|OrganizationType|token_type|errorCode|error|error_description)$/;

/** Records calls; values that are secret never appear, and what is replaced is replaced everywhere by the same word. */
export function createTranscript(secrets: readonly string[]): TranscriptWriter {
  const heard: { request: HttpRequest; response: HttpResponse }[] = [];
  return {
    listen: (http) => async (request) => {
      const response = await http(request);
      heard.push({ request, response });
      return response;
    },
    redacted(recordedAt) {
      const replace = createReplacer(secrets);
      const calls = heard.map(({ request, response }) => redact(request, response, replace));
      return { rondineTranscript: 1, recordedAt, calls };
    },
  };
}

type Replacer = { text(text: string): string; person(text: string): string; secret(text: string): string };

function redact(request: HttpRequest, response: HttpResponse, replace: Replacer): RecordedCall {
  const url = new URL(request.url);
  const asked = readBody(typeof request.body === 'string' ? request.body : '', request.headers?.['content-type']);
  const headers = Object.entries(response.headers).filter(([name]) => HEADERS.includes(name));
  return {
    method: request.method,
    path: replace.text(url.pathname + cleanQuery(url.searchParams, replace)),
    ...(asked === '' ? {} : { request: clean(asked, replace, false) }),
    status: response.status,
    headers: Object.fromEntries(headers.map(([name, value]) => [name, replace.text(value)])),
    body: clean(readBody(response.text(), response.headers['content-type']), replace, describes(url.pathname)),
  };
}

/** In a describe names are those of fields and objects; in records they are people's. */
function describes(path: string): boolean {
  return /\/describe$|\/sobjects$|\/limits$|\/services\/data\/?$/.test(path);
}

function readBody(text: string, type = ''): JsonValue {
  if (type.includes('x-www-form-urlencoded')) return Object.fromEntries(new URLSearchParams(text));
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    // A page in HTML may hold anything about anybody.
    return text === '' ? '' : '(text)';
  }
}

function cleanQuery(query: URLSearchParams, replace: Replacer): string {
  const parts = [...query].map(([name, value]): [string, string] => [
    name,
    PERSONAL.test(name) ? replace.secret(value) : replace.text(value),
  ]);
  return parts.length === 0 ? '' : `?${new URLSearchParams(parts).toString()}`;
}

const SECRET = /token|secret|assertion|password|signature|verifier|client_id/i;

function clean(value: JsonValue, replace: Replacer, isDescribe: boolean): JsonValue {
  if (typeof value === 'string') return replace.text(value);
  if (Array.isArray(value)) return value.map((item: JsonValue) => clean(item, replace, isDescribe));
  if (!isObject(value)) return value;
  const members = Object.entries(value).map(([name, member]): [string, JsonValue] => {
    if (typeof member !== 'string') return [name, clean(member ?? null, replace, isDescribe)];
    if (name === 'token_type') return [name, member];
    if (SECRET.test(name)) return [name, replace.secret(member)];
    const isPersonal = PERSONAL.test(name) && !(PUBLIC.test(name) && (isDescribe || !/^name$/i.test(name)));
    return [name, isPersonal && !isDescribe ? replace.person(member) : replace.text(member)];
  });
  return Object.fromEntries(members);
}

const MAIL = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g;
/** A record id: a prefix of three, then at least four digits somewhere in the next twelve or fifteen. */
const RECORD_ID = /\b(?=(?:[A-Za-z]*\d){4})[a-zA-Z0-9]{15}(?:[A-Z0-5]{3})?\b/g;
const SESSION = /00D[A-Za-z0-9]{12,15}![\w.]+/g;
const ORIGIN = /https?:\/\/[^/\s"'?#]+/g;

/** The same text is replaced by the same word, so that an answer still fits the question before it. */
function createReplacer(secrets: readonly string[]): Replacer {
  const words = new Map<string, string>();
  const counts = new Map<string, number>();
  const wordFor = (kind: string, text: string, make: (count: number) => string): string => {
    const known = words.get(`${kind}/${text}`);
    if (known !== undefined) return known;
    const count = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, count);
    const word = make(count);
    words.set(`${kind}/${text}`, word);
    return word;
  };
  const secret = (text: string): string => wordFor('secret', text, (count) => `secret-${count}`);
  const mail = (text: string): string => wordFor('mail', text, (count) => `person${count}@example.com`);
  const recordId = (text: string): string =>
    wordFor('id', text.slice(0, 15), (count) => `${text.slice(0, 3)}000${String(count).padStart(9, '0')}AAA`);
  return {
    secret,
    person(text) {
      if (text === '' || text.includes('@')) return text.replace(MAIL, (found) => mail(found));
      return wordFor('person', text, (count) => `Name ${count}`);
    },
    text(text) {
      let plain = text;
      for (const each of secrets) if (each.length > 3) plain = plain.replaceAll(each, () => secret(each));
      return plain
        .replace(SESSION, (found) => secret(found))
        .replace(ORIGIN, '{origin}')
        .replace(MAIL, (found) => mail(found))
        .replace(RECORD_ID, (found) => recordId(found));
    },
  };
}
