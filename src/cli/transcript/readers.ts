import { isMap, isScalar, isSeq } from 'yaml';
import { parseDuration } from '../../base/duration.ts';
import { readExpectedText } from './expected-text.ts';
import { readContent, shownInbound } from './inbound.ts';
import { readMoment } from './moment.ts';
import { readCall } from './read-call.ts';
import { readFailure } from './read-failure.ts';
import { readRecord } from './read-record.ts';
import { readResponse, readWebhook } from './read-webhook.ts';
import type { Beside, Reader, Unplaced } from './reader.ts';
import { defined, listOfTexts, objectOf, oneOf, textOf, textsOf, type Report } from './yaml-nodes.ts';

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

function readWait(value: unknown, { report }: Beside): Unplaced | undefined {
  const text = textOf(value, report);
  if (text === undefined) return undefined;
  const ms = parseDuration(text);
  if (ms !== undefined) return { kind: 'wait', ms };
  return void report(value, `"${text}" is no duration. Write it like PT10M (minutes), PT24H (hours) or P30D (days).`);
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

function named({ who, on }: Pick<Beside, 'who' | 'on'>): { who?: string; on?: string } {
  return { ...(who === undefined ? {} : { who }), ...(on === undefined ? {} : { on }) };
}

/** True where a line has nothing behind its word. */
function isNothing(value: unknown): boolean {
  return value === undefined || (isScalar(value) && value.value === null);
}
