import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, type YAMLMap } from 'yaml';
import { placeholdersIn, readExpectedText, type ExpectedText } from './expected-text.ts';

/** What a transcript expects in a field of a record; `null`: the field is empty. */
export type ExpectedValue = ExpectedText | number | boolean | null;

/** One line of a transcript and where it stands in its file, counted from 1. */
export type TranscriptLine = { line: number } & (
  | { kind: 'sender'; hidden: true }
  | { kind: 'customer'; text: string }
  | { kind: 'tap'; title: string }
  | { kind: 'bot'; text: ExpectedText; buttons?: readonly string[] }
  | { kind: 'record'; operation: 'upsert' | 'create'; object: string; fields: Readonly<Record<string, ExpectedValue>> }
  | { kind: 'run'; status: 'completed' | 'failed' | 'canceled' }
  | { kind: 'conversation'; state: 'people' | 'flow' }
);

/** True for an expected text, other than an exact number, boolean or nothing. */
export function isExpectedText(value: ExpectedValue): value is ExpectedText {
  return typeof value === 'object' && value !== null;
}

/** Something that its author has to correct. */
export type TranscriptProblem = { line: number; message: string };

/**
 * Reads a transcript: what a customer and a flow say to each other, and what comes of it. The file is a YAML list;
 * each entry is one of
 *
 * - `sender: hidden`, on the first line only: a customer whose number the channel does not tell
 * - `customer: text` and `tap: title`: what the customer does
 * - `bot: text`, exact or `/regular expression/flags`, optionally with `buttons: [titles]`
 * - `salesforce: { upsert: Lead, fields: { … } }` or `create`: a record that the flow wrote, with some of its fields
 * - `run: completed | failed | canceled` and `conversation: people | flow`: where things stand
 *
 * `{name}` and `{phone}` stand for the customer's, `{id}` and `{number}` for those of the record above.
 * Nothing else is accepted: every problem is reported with its line, and none is repaired silently.
 */
export function parseTranscript(yamlText: string): { lines: TranscriptLine[] } | { problems: TranscriptProblem[] } {
  const counter = new LineCounter();
  const document = parseDocument(yamlText, { lineCounter: counter, prettyErrors: false });
  const lineOf: LineOf = (node) => counter.linePos(rangeOf(node)?.[0] ?? 0).line;
  const problems = [...document.errors, ...document.warnings].map(({ message, pos }) => ({
    line: counter.linePos(pos[0]).line,
    message: `This is not YAML as transcripts use it: ${message.replace(/\.?$/, '.')}`,
  }));
  if (problems.length > 0) return { problems };
  const report: Report = (node, message) => void problems.push({ line: lineOf(node), message });
  const list = document.contents;
  if (!isSeq(list) || list.items.length === 0)
    report(list, 'A transcript is a list of lines, such as "- customer: Ciao".');
  const lines = isSeq(list) ? list.items.flatMap((entry) => readLine(entry, { report, lineOf }) ?? []) : [];
  // Where a line could not be read, what seems missing may be that line.
  if (problems.length === 0) problems.push(...misplaced(lines));
  return problems.length > 0 ? { problems: problems.sort((left, right) => left.line - right.line) } : { lines };
}

type LineOf = (node: unknown) => number;
type Report = (node: unknown, message: string) => void;
type Reading = { report: Report; lineOf: LineOf };
type ReadValue = (value: unknown, report: Report, entry: YAMLMap) => Unplaced | undefined;
type Unplaced = TranscriptLine extends infer Line ? (Line extends TranscriptLine ? Omit<Line, 'line'> : never) : never;

const RUN_ENDS = ['completed', 'failed', 'canceled'] as const;
const SIDES = ['people', 'flow'] as const;
const OPERATIONS = ['upsert', 'create'] as const;
const API_NAME = /^[A-Za-z][A-Za-z0-9_]*$/;

/** What each kind of line holds, by the word it begins with. */
const READERS: Readonly<Record<string, ReadValue>> = {
  sender: (value, report) => (oneOf(value, ['hidden'], report) ? { kind: 'sender', hidden: true } : undefined),
  customer: (value, report) => withText(value, report, (text) => ({ kind: 'customer', text })),
  tap: (value, report) => withText(value, report, (title) => ({ kind: 'tap', title })),
  bot: readBot,
  salesforce: (value, report) => readRecord(value, report),
  run: (value, report) => {
    const status = oneOf(value, RUN_ENDS, report);
    return status && { kind: 'run', status };
  },
  conversation: (value, report) => {
    const state = oneOf(value, SIDES, report);
    return state && { kind: 'conversation', state };
  },
};

function readLine(entry: unknown, { report, lineOf }: Reading): TranscriptLine | undefined {
  const known = Object.keys(READERS).join(', ');
  if (!isMap(entry)) return void report(entry, `A line begins with one of ${known}, and a colon.`);
  const names = entry.items.map(({ key }) => nameOf(key));
  const kinds = names.filter((name) => Object.hasOwn(READERS, name));
  const [kind = ''] = kinds;
  const reader = READERS[kind];
  if (!reader) return void report(entry, `"${names.join(', ')}" is no kind of line; known are ${known}.`);
  if (kinds.length > 1) return void report(entry, `Give ${kinds.join(' and ')} a line each.`);
  const stray = entry.items.find(({ key }) => nameOf(key) !== kind && !(kind === 'bot' && nameOf(key) === 'buttons'));
  if (stray) return void report(stray.key, `"${nameOf(stray.key)}" means nothing beside "${kind}".`);
  const read = reader(entry.get(kind, true), (node, message) => report(node ?? entry, message), entry);
  return read && { ...read, line: lineOf(entry) };
}

function readBot(value: unknown, report: Report, entry: YAMLMap): Unplaced | undefined {
  const source = textOf(value, report);
  if (source === undefined) return undefined;
  const text = readExpectedText(source);
  if ('problem' in text) return void report(value, text.problem);
  if (!entry.has('buttons')) return { kind: 'bot', text };
  const list = entry.get('buttons', true);
  if (!isSeq(list) || list.items.length === 0)
    return void report(list, 'Write the buttons as a list of their titles: buttons: [Yes, No].');
  const buttons = list.items.map((item) => textOf(item, report));
  return buttons.every((title) => title !== undefined) ? { kind: 'bot', text, buttons } : undefined;
}

function readRecord(value: unknown, report: Report): Unplaced | undefined {
  if (!isMap(value))
    return void report(
      value,
      'Write the operation, the object and fields: { upsert: Lead, fields: { LastName: Rossi } }.',
    );
  const names = value.items.map(({ key }) => nameOf(key));
  const stray = value.items.find(({ key }) => ![...OPERATIONS, 'fields'].includes(nameOf(key)));
  if (stray)
    return void report(stray.key, `"${nameOf(stray.key)}" means nothing here; known are upsert, create and fields.`);
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

/** Problems of lines that are right by themselves but stand in the wrong place. */
function misplaced(lines: readonly TranscriptLine[]): TranscriptProblem[] {
  const problems: TranscriptProblem[] = [];
  const hidden = lines[0]?.kind === 'sender';
  let record = false;
  for (const [index, each] of lines.entries()) {
    const say = (message: string) => void problems.push({ line: each.line, message });
    if (each.kind === 'sender' && index > 0) say('"sender" stands on the first line.');
    const named = new Set(textsOf(each).flatMap(placeholdersIn));
    if (named.has('phone') && hidden) say('{phone} stands for nothing: the sender hides the number.');
    if ((named.has('id') || named.has('number')) && !record)
      say('{id} and {number} mean a record: put its "salesforce" line above.');
    if (each.kind === 'record') record = true;
  }
  if (lines.length > 0 && !lines.some(({ kind }) => kind === 'customer'))
    problems.push({ line: lines[0]?.line ?? 1, message: 'Nobody writes: there is no "customer" line.' });
  return problems;
}

function textsOf(line: TranscriptLine): string[] {
  if (line.kind === 'bot') return [line.text.source];
  if (line.kind !== 'record') return [];
  return Object.values(line.fields).flatMap((value) => (isExpectedText(value) ? [value.source] : []));
}

function withText(value: unknown, report: Report, make: (text: string) => Unplaced): Unplaced | undefined {
  const text = textOf(value, report);
  return text === undefined ? undefined : make(text);
}

function textOf(value: unknown, report: Report): string | undefined {
  const content: unknown = isScalar(value) ? value.value : undefined;
  if (typeof content === 'string' && content.trim() !== '') return content;
  if (typeof content === 'number' || typeof content === 'boolean') {
    const source = isScalar(value) ? (value.source ?? String(content)) : String(content);
    return void report(value, `Write '${source}' with quotes: without them it is no text.`);
  }
  return void report(
    value,
    isAlias(value) ? 'Write the text itself: references are not followed.' : 'Write a text here.',
  );
}

function oneOf<Word extends string>(value: unknown, words: readonly Word[], report: Report): Word | undefined {
  const found = words.find((word) => isScalar(value) && value.value === word);
  if (found === undefined) report(value, `Write ${words.length > 1 ? 'one of ' : ''}${words.join(', ')} here.`);
  return found;
}

function nameOf(key: unknown): string {
  return isScalar(key) ? String(key.value) : String(key);
}

function rangeOf(node: unknown): readonly number[] | null | undefined {
  return typeof node === 'object' && node !== null && 'range' in node ? (node.range as readonly number[]) : undefined;
}
