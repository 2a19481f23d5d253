import { isMap, isScalar, isSeq, LineCounter, parseAllDocuments, type Document } from 'yaml';
import { didYouMean } from '../../flow/validate/closest.ts';
import { placeholdersIn } from './expected-text.ts';
import { isAct, isExpectedText, isHeader, type ActLine, type TranscriptLine, type TranscriptProblem } from './lines.ts';
import type { Unplaced } from './reader.ts';
import { READERS } from './readers.ts';
import { nameOf, rangeOf, textOf, type Report } from './yaml-nodes.ts';

/** One conversation of a file: what it is called, where it begins, and its lines. */
export type ParsedTranscript = { title?: string; line: number; lines: TranscriptLine[] };

/**
 * Reads a file of transcripts: what customers and flows say to each other, and what comes of it. Each is a YAML list;
 * `---` stands between two. The reference lists the kinds of lines. Nothing else is accepted: every problem is reported
 * with its line, and none is repaired silently.
 *
 * `{name}` and `{phone}` stand for the customer's, `{id}` and `{number}` for those of the record above, `{code}` for the
 * last one-time code that the bot wrote.
 */
export function parseTranscripts(
  yamlText: string,
): { transcripts: ParsedTranscript[] } | { problems: TranscriptProblem[] } {
  const counter = new LineCounter();
  const parsed = parseAllDocuments(yamlText, { lineCounter: counter, prettyErrors: false });
  const documents: readonly Document[] = 'empty' in parsed ? [] : parsed;
  const problems = documents.flatMap(({ errors, warnings }) =>
    [...errors, ...warnings].map(({ message, pos }) => ({
      line: counter.linePos(pos[0]).line,
      message: `This is not YAML as transcripts use it: ${message.replace(/\.?$/, '.')}`,
    })),
  );
  if (problems.length > 0) return { problems };
  const lineOf: LineOf = (node) => counter.linePos(rangeOf(node)?.[0] ?? 0).line;
  const transcripts = (documents.length === 0 ? [undefined] : documents).map((document) =>
    readDocument(document?.contents, {
      report: (node, message) => problems.push({ line: lineOf(node), message }),
      lineOf,
    }),
  );
  // Where a line could not be read, what seems missing may be that line.
  if (problems.length === 0) problems.push(...transcripts.flatMap(({ lines }) => misplaced(lines)));
  return problems.length > 0 ? { problems: problems.sort((left, right) => left.line - right.line) } : { transcripts };
}

/** Reads a file that holds one conversation. */
export function parseTranscript(yamlText: string): { lines: TranscriptLine[] } | { problems: TranscriptProblem[] } {
  const read = parseTranscripts(yamlText);
  if ('problems' in read) return read;
  const [first, second] = read.transcripts;
  if (!second) return { lines: first?.lines ?? [] };
  return { problems: [{ line: second.line, message: 'Another conversation begins here; give it a file of its own.' }] };
}

type LineOf = (node: unknown) => number;
type Reading = { report: Report; lineOf: LineOf };

function readDocument(list: unknown, reading: Reading): ParsedTranscript {
  if (!isSeq(list) || list.items.length === 0)
    reading.report(list, 'A transcript is a list of lines, such as "- customer: Ciao".');
  const lines = isSeq(list) ? list.items.flatMap((entry) => readLine(entry, reading) ?? []) : [];
  const title = lines.find((line) => line.kind === 'title')?.title;
  return { ...(title === undefined ? {} : { title }), line: lines[0]?.line ?? reading.lineOf(list), lines };
}

const KNOWN = Object.keys(READERS);
const FORM = `A line begins with one of ${KNOWN.join(', ')}, and a colon.`;
/** A word, and whom it is about. */
const WORD = /^([A-Za-z]+)(?:\[([^\]]+)\])?$/;

function readLine(entry: unknown, { report, lineOf }: Reading): TranscriptLine | undefined {
  const place = (read: Unplaced | undefined): TranscriptLine | undefined => read && { ...read, line: lineOf(entry) };
  const say: Report = (node, message) => report(rangeOf(node) ? node : entry, message);
  if (isScalar(entry) && typeof entry.value === 'string') {
    const { word, who } = splitWord(entry.value);
    const reader = readerOf(word);
    if (!reader?.bare) return void report(entry, `${FORM}${didYouMean(word, KNOWN)}`);
    if (who !== undefined && !reader.who) return void report(entry, `"${word}" is about nobody in particular.`);
    return place(
      reader.read(undefined, { report: say, ...(who ? { who } : {}), get: () => undefined, has: () => false }),
    );
  }
  if (!isMap(entry)) return void report(entry, FORM);
  const names = entry.items.map(({ key }) => nameOf(key));
  const kinds = names.filter((name) => readerOf(splitWord(name).word));
  // A word that means something of its own may also stand beside another one.
  const [kind = ''] = kinds;
  const { word, who } = splitWord(kind);
  const reader = readerOf(word);
  if (!reader) return void report(entry, unknownLine(names.join(', ')));
  const beside = [...(reader.beside ?? []), ...(reader.who ? ['on'] : [])];
  const others = kinds.filter((name) => name !== kind && !beside.includes(name));
  if (others.length > 0) return void report(entry, `Give ${[kind, ...others].join(' and ')} a line each.`);
  const stray = entry.items.find(({ key }) => nameOf(key) !== kind && !beside.includes(nameOf(key)));
  if (stray) return void report(stray.key, `"${nameOf(stray.key)}" means nothing beside "${kind}".`);
  if (who !== undefined && !reader.who) return void report(entry, `"${word}" is about nobody in particular.`);
  const get = (name: string): unknown => entry.get(name, true);
  const has = (name: string): boolean => names.includes(name);
  const on = has('on') ? textOf(get('on'), say) : '';
  if (on === undefined) return undefined;
  return place(reader.read(get(kind), { report: say, ...(who ? { who } : {}), ...(on ? { on } : {}), get, has }));
}

function readerOf(word: string) {
  return Object.hasOwn(READERS, word) ? READERS[word] : undefined;
}

function splitWord(name: string): { word: string; who?: string } {
  const [, word = name, who] = WORD.exec(name) ?? [];
  return { word, ...(who === undefined ? {} : { who }) };
}

function unknownLine(written: string): string {
  return `"${written}" is no kind of line; known are ${KNOWN.join(', ')}.${didYouMean(splitWord(written).word, KNOWN)}`;
}

/** Kinds that can begin something by themselves. */
const BEGINNINGS: readonly ActLine['kind'][] = ['customer', 'webhook', 'schedule', 'found', 'start'];

/** Problems of lines that are right by themselves but stand in the wrong place. */
function misplaced(lines: readonly TranscriptLine[]): TranscriptProblem[] {
  const problems: TranscriptProblem[] = [];
  const hidden = lines.some(({ kind }) => kind === 'sender');
  const seen = new Set<string>();
  let begun = false;
  for (const each of lines) {
    const say = (message: string) => void problems.push({ line: each.line, message });
    if (isHeader(each) && begun)
      say(`"${each.kind}" stands on the first line, or the first lines with others of its sort.`);
    else if (isHeader(each) && seen.has(each.kind)) say(`"${each.kind}" stands above already.`);
    const named = new Set(expectedTexts(each).flatMap(placeholdersIn));
    if (named.has('phone') && hidden) say('{phone} stands for nothing: the sender hides the number.');
    if ((named.has('id') || named.has('number')) && !seen.has('record'))
      say('{id} and {number} mean a record: put its "salesforce" line above.');
    if (each.kind === 'response' && !seen.has('webhook')) say('Nobody called: put the "webhook" line above.');
    begun ||= !isHeader(each);
    seen.add(each.kind);
  }
  if (lines.length > 0 && !lines.some((line) => isAct(line) && BEGINNINGS.includes(line.kind)))
    problems.push({
      line: lines[0]?.line ?? 1,
      message: `Nobody writes: no line begins anything (${BEGINNINGS.join(', ')}).`,
    });
  return problems;
}

function expectedTexts(line: TranscriptLine): string[] {
  if (line.kind === 'bot') return [line.text.source];
  if (line.kind !== 'record') return [];
  return Object.values(line.fields).flatMap((value) => (isExpectedText(value) ? [value.source] : []));
}
