import { isMap, isScalar, isSeq, type YAMLMap } from 'yaml';
import { parseDuration } from '../../base/duration.ts';
import { FAILURE_CODES, type FailureData } from '../../base/failure.ts';
import { isObject } from '../../base/json.ts';
import { readExpectedText } from './expected-text.ts';
import { readContent, shownInbound } from './inbound.ts';
import type { ActLine, Answer, ExpectedValue, ExpectLine, HeaderLine } from './lines.ts';
import { readMoment } from './moment.ts';
import { hasOnly, jsonOf, nameOf, namesOf, objectOf, oneOf, textOf, textsOf, type Report } from './yaml-nodes.ts';

/** A line before it is known where it stands. */
export type Unplaced = HeaderLine | ActLine | ExpectLine;

/** What stands beside the word that a line begins with. */
export type Beside = {
  report: Report;
  who?: string;
  on?: string;
  get(name: string): unknown;
  has(name: string): boolean;
};

/** How one kind of line is read. */
export type Reader = {
  /** Other members that the line may have. */
  beside?: readonly string[];
  /** True where it may say whom it is about, `bot[Bea]`, and on which connection, `on: texts`. */
  who?: true;
  /** True where the word alone is a line: `- nothing`. */
  bare?: true;
  read(value: unknown, beside: Beside): Unplaced | undefined;
};

const OPERATIONS = ['upsert', 'create'] as const;
const API_NAME = /^[A-Za-z][A-Za-z0-9_]*$/;
const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

/** What each kind of line holds, by the word it begins with. */
export const READERS: Readonly<Record<string, Reader>> = {
  title: { read: (value, { report }) => withText(value, report, (title) => ({ kind: 'title', title })) },
  sender: {
    read: (value, { report }) => (oneOf(value, ['hidden'], report) ? { kind: 'sender', hidden: true } : undefined),
  },
  clock: { read: (value, { report }) => withMoment(value, report, (at) => ({ kind: 'clock', at })) },
  channel: { read: (value, { report }) => withText(value, report, (connection) => ({ kind: 'channel', connection })) },
  calendars: {
    read: (value, { report }) => defined(objectOf(value, report), (calendars) => ({ kind: 'calendars', calendars })),
  },
  settings: {
    read: (value, { report }) => defined(objectOf(value, report), (settings) => ({ kind: 'settings', settings })),
  },
  secrets: {
    read: (value, { report }) => defined(textsOf(value, report), (secrets) => ({ kind: 'secrets', secrets })),
  },
  customer: {
    who: true,
    read: (value, { report, ...about }) => {
      if (!isMap(value)) return withText(value, report, (text) => ({ kind: 'customer', text, ...named(about) }));
      const content = readContent(value, report);
      return content && { kind: 'customer', text: shownInbound(content), content, ...named(about) };
    },
  },
  tap: {
    who: true,
    read: (value, { report, ...about }) =>
      withText(value, report, (title) => ({ kind: 'tap', title, ...named(about) })),
  },
  bot: { who: true, beside: ['buttons', 'fails'], read: readBot },
  salesforce: { read: (value, { report }) => readRecord(value, report) },
  call: { read: (value, { report }) => readCall(value, report) },
  wait: { read: readWait },
  at: { read: (value, { report }) => withMoment(value, report, (at) => ({ kind: 'at', at })) },
  webhook: { read: (value, { report }) => readWebhook(value, report) },
  response: { read: (value, { report }) => readResponse(value, report) },
  resume: {
    beside: ['key'],
    read(value, { report, get, has }) {
      const key = has('key') ? textOf(get('key'), report) : '';
      const data = objectOf(value, report);
      return key === undefined || !data ? undefined : { kind: 'resume', data, ...(key === '' ? {} : { key }) };
    },
  },
  status: { who: true, beside: ['failure'], read: readStatus },
  staff: {
    who: true,
    read: (value, { report, ...about }) =>
      withText(value, report, (text) => ({ kind: 'staff', text, ...named(about) })),
  },
  release: {
    who: true,
    bare: true,
    read: (value, { report, ...about }) => {
      const by = isNothing(value) ? 'staff' : textOf(value, report);
      return by === undefined ? undefined : { kind: 'release', by, ...named(about) };
    },
  },
  schedule: {
    bare: true,
    read: (value, { report }) =>
      isNothing(value) ? { kind: 'schedule' } : withText(value, report, (flow) => ({ kind: 'schedule', flow })),
  },
  found: {
    beside: ['of'],
    read: (value, beside) => {
      const items = isSeq(value) ? value.items.map((item) => objectOf(item, beside.report)) : undefined;
      if (!items) return void beside.report(value, 'Write what is found as a list: [{ id: 7 }].');
      if (!items.every((item) => item !== undefined)) return undefined;
      return withOf(beside, (of) => ({ kind: 'found', items, ...of }));
    },
  },
  start: { beside: ['input', 'to'], read: readStart },
  run: {
    beside: ['of'],
    read: (value, beside) => {
      const status = oneOf(value, ['completed', 'failed', 'canceled', 'waiting'], beside.report);
      return status && withOf(beside, (of) => ({ kind: 'run', status, ...of }));
    },
  },
  vars: {
    beside: ['of'],
    read: (value, beside) => {
      const vars = objectOf(value, beside.report);
      return vars && withOf(beside, (of) => ({ kind: 'vars', vars, ...of }));
    },
  },
  conversation: {
    who: true,
    read: (value, { report, ...about }) => {
      const state = oneOf(value, ['people', 'flow'], report);
      return state && { kind: 'conversation', state, ...named(about) };
    },
  },
  tags: {
    who: true,
    read: (value, { report, ...about }) => {
      const tags = listOfTexts(value, report, 'Write the tags as a list: [vip, newsletter]; [] for none.');
      return tags && { kind: 'tags', tags, ...named(about) };
    },
  },
  contact: {
    who: true,
    read: (value, { report, ...about }) =>
      defined(objectOf(value, report), (contact) => ({ kind: 'contact', contact, ...named(about) })),
  },
  nothing: { who: true, bare: true, read: (_value, about) => ({ kind: 'nothing', ...named(about) }) },
};

function readBot(value: unknown, { report, get, has, ...about }: Beside): Unplaced | undefined {
  const source = textOf(value, report);
  if (source === undefined) return undefined;
  const text = readExpectedText(source);
  if ('problem' in text) return void report(value, text.problem);
  const problem = 'Write the buttons as a list of their titles: buttons: [Yes, No].';
  const buttons = has('buttons') ? listOfTexts(get('buttons'), report, problem, 1) : null;
  const fails = has('fails') ? readFailure(get('fails'), report) : null;
  if (buttons === undefined || fails === undefined) return undefined;
  return { kind: 'bot', text, ...(buttons ? { buttons } : {}), ...(fails ? { fails } : {}), ...named(about) };
}

function readRecord(value: unknown, report: Report): Unplaced | undefined {
  if (!isMap(value))
    return void report(
      value,
      'Write the operation, the object and fields: { upsert: Lead, fields: { LastName: Rossi } }.',
    );
  if (!hasOnly(value, [...OPERATIONS, 'fields'], report)) return undefined;
  const names = namesOf(value);
  const [operation, second] = OPERATIONS.filter((name) => names.includes(name));
  if (!operation || second) return void report(value, 'Say either "upsert" or "create", with the name of the object.');
  const object = textOf(value.get(operation, true), report);
  if (object === undefined) return undefined;
  if (!API_NAME.test(object)) return void report(value, `"${object}" is no API name of an object, such as Lead.`);
  const fields = value.has('fields') ? readFields(value.get('fields', true), report) : {};
  return fields && { kind: 'record', operation, object, fields };
}

function readFields(value: unknown, report: Report): Record<string, ExpectedValue> | undefined {
  if (!isMap(value)) return void report(value, 'Write the fields as { LastName: Rossi }.');
  const fields = value.items.map(
    ({ key, value: node }) => [nameOf(key), readField(nameOf(key), node, report)] as const,
  );
  if (fields.some(([, field]) => field === undefined)) return undefined;
  return Object.fromEntries(fields) as Record<string, ExpectedValue>;
}

function readField(name: string, node: unknown, report: Report): ExpectedValue | undefined {
  const value: unknown = isScalar(node) ? node.value : undefined;
  if (!API_NAME.test(name)) return void report(node, `"${name}" is no API name of a field, such as LastName.`);
  if (typeof value === 'string') {
    const read = readExpectedText(value);
    return 'problem' in read ? void report(node, read.problem) : read;
  }
  if (typeof value === 'number' || typeof value === 'boolean' || value === null) return value;
  return void report(node, `Field ${name} holds a text, a number, true, false or null.`);
}

function readCall(value: unknown, report: Report): Unplaced | undefined {
  if (!isMap(value))
    return void report(
      value,
      'Write what is called and what it answers: { connection: shop, operation: request, returns: { … } }.',
    );
  if (!hasOnly(value, ['connection', 'operation', 'input', 'returns', 'fails'], report)) return undefined;
  const connection = textOf(value.get('connection', true), report);
  const operation = textOf(value.get('operation', true), report);
  const input = value.has('input') ? objectOf(value.get('input', true), report) : null;
  const answer = readAnswer(value, report);
  if (connection === undefined || operation === undefined || input === undefined || !answer) return undefined;
  const said = 'none' in answer ? {} : { answer };
  return { kind: 'call', connection, operation, ...(input ? { input } : {}), ...said };
}

function readAnswer(map: YAMLMap, report: Report): Answer | { none: true } | undefined {
  if (map.has('returns') && map.has('fails')) return void report(map, 'Say either "returns" or "fails".');
  if (map.has('returns')) return defined(objectOf(map.get('returns', true), report), (returns) => ({ returns }));
  if (map.has('fails')) return defined(readFailure(map.get('fails', true), report), (fails) => ({ fails }));
  return { none: true };
}

function readFailure(value: unknown, report: Report): FailureData | undefined {
  if (!isMap(value)) return void report(value, 'Write what is refused and why: { code: denied, message: Blocked }.');
  const known = ['code', 'message', 'providerCode', 'providerMessage', 'fields', 'retryAfterMs'];
  if (!hasOnly(value, known, report)) return undefined;
  const code = oneOf(value.get('code', true), FAILURE_CODES, report);
  const rest = objectOf(value, report);
  if (!code || !rest) return undefined;
  return { message: 'The transcript says so.', ...rest, code };
}

function readWait(value: unknown, { report }: Beside): Unplaced | undefined {
  const text = textOf(value, report);
  if (text === undefined) return undefined;
  const ms = parseDuration(text);
  if (ms !== undefined) return { kind: 'wait', ms };
  return void report(value, `"${text}" is no duration. Write it like PT10M (minutes), PT24H (hours) or P30D (days).`);
}

function readWebhook(value: unknown, report: Report): Unplaced | undefined {
  if (!isMap(value)) return void report(value, 'Write the call: { path: new-order, body: { … } }.');
  if (!hasOnly(value, ['path', 'method', 'query', 'headers', 'body'], report)) return undefined;
  const path = textOf(value.get('path', true), report);
  const method = value.has('method') ? oneOf(value.get('method', true), METHODS, report) : 'POST';
  const query = value.has('query') ? textsOf(value.get('query', true), report) : {};
  const headers = value.has('headers') ? textsOf(value.get('headers', true), report) : {};
  const body = value.has('body') ? jsonOf(value.get('body', true), report) : null;
  if (path === undefined || !method || !query || !headers || body === undefined) return undefined;
  return { kind: 'webhook', call: { path, method, query, headers, ...(value.has('body') ? { body } : {}) } };
}

function readResponse(value: unknown, report: Report): Unplaced | undefined {
  if (!isMap(value)) return void report(value, 'Write what is answered: { status: 200, body: { … } }.');
  if (!hasOnly(value, ['status', 'headers', 'body'], report)) return undefined;
  const said = objectOf(value, report);
  if (!said) return undefined;
  const { status, headers, body } = said;
  if (status !== undefined && typeof status !== 'number')
    return void report(value.get('status', true), 'Write the HTTP status as a number, such as 200.');
  if (headers !== undefined && !isObject(headers))
    return void report(value.get('headers', true), 'Write the headers as { content-type: text/plain }.');
  return {
    kind: 'response',
    ...(status === undefined ? {} : { status }),
    ...(headers === undefined ? {} : { headers }),
    ...(body === undefined ? {} : { body }),
  };
}

function readStatus(value: unknown, { report, get, has, ...about }: Beside): Unplaced | undefined {
  const status = oneOf(value, ['sent', 'delivered', 'read', 'failed'], report);
  const failure = has('failure') ? readFailure(get('failure'), report) : null;
  if (!status || failure === undefined) return undefined;
  return { kind: 'status', status, ...(failure ? { failure } : {}), ...named(about) };
}

function readStart(value: unknown, { report, get, has }: Beside): Unplaced | undefined {
  const flow = textOf(value, report);
  const input = has('input') ? objectOf(get('input'), report) : {};
  const to = has('to') ? textOf(get('to'), report) : '';
  if (flow === undefined || !input || to === undefined) return undefined;
  return { kind: 'start', flow, input, ...(to === '' ? {} : { to }) };
}

function withText(value: unknown, report: Report, make: (text: string) => Unplaced): Unplaced | undefined {
  return defined(textOf(value, report), make);
}

function withMoment(value: unknown, report: Report, make: (at: string) => Unplaced): Unplaced | undefined {
  const text = textOf(value, report);
  if (text === undefined) return undefined;
  if (readMoment(text, 'UTC') !== undefined) return make(text);
  return void report(value, `"${text}" is no moment. Write it like 2026-12-24T09:00, or with an offset.`);
}

function withOf({ report, get, has }: Beside, make: (of: { of?: string }) => Unplaced): Unplaced | undefined {
  if (!has('of')) return make({});
  return defined(textOf(get('of'), report), (of) => make({ of }));
}

function listOfTexts(value: unknown, report: Report, problem: string, least = 0): string[] | undefined {
  if (!isSeq(value) || value.items.length < least) return void report(value, problem);
  const texts = value.items.map((item) => textOf(item, report));
  return texts.every((text) => text !== undefined) ? texts : undefined;
}

function defined<Value, Made>(value: Value | undefined, make: (value: Value) => Made): Made | undefined {
  return value === undefined ? undefined : make(value);
}

function named({ who, on }: Pick<Beside, 'who' | 'on'>): { who?: string; on?: string } {
  return { ...(who === undefined ? {} : { who }), ...(on === undefined ? {} : { on }) };
}

/** True where a line has nothing behind its word. */
function isNothing(value: unknown): boolean {
  return value === undefined || (isScalar(value) && value.value === null);
}
