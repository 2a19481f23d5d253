import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { isObject, type JsonObject, type JsonValue } from '../base/json.ts';
import type { Calendar } from '../flow/calendar/calendar.ts';
import { parseFlowFile } from '../flow/flow-file.ts';
import type { FlowFile } from '../flow/flow.ts';

/** A text in the languages of the app. */
export type Said = { en: string; it: string };

/** A connection that a template asks for, by the name that its flows give it. */
export type WantedConnection = { name: string; kind: 'channel' | 'connector'; type: string };

/** One line of the conversation that shows what a template does. */
export type SampleLine = { from: 'customer' | 'business' | 'staff' | 'system'; text: string };

/** An example that new flows are made of. */
export type FlowTemplate = {
  id: string;
  title: Said;
  summary: Said;
  /** What it is for: `leads`, `cases`, `people`, `news`. */
  group: string;
  order: number;
  /** The id of the flow that stands for all of them. */
  main: string;
  flows: readonly FlowFile[];
  connections: readonly WantedConnection[];
  secrets: readonly string[];
  calendars: Readonly<Record<string, Calendar>>;
  settings: JsonObject;
  conversation: readonly SampleLine[];
};

/** Reads the templates of a folder of examples, in their order: those with a `template.json`. None where there is no folder. */
export async function readTemplates(folder: string): Promise<FlowTemplate[]> {
  const names = await readdir(folder).catch(() => []);
  const found = await Promise.all(names.map((name) => readTemplate(folder, name)));
  return found
    .filter((each): each is FlowTemplate => each !== undefined)
    .sort((left, right) => left.order - right.order || (left.id < right.id ? -1 : 1));
}

async function readTemplate(folder: string, name: string): Promise<FlowTemplate | undefined> {
  const facts = await readJson(join(folder, name, 'template.json'));
  if (!facts) return undefined;
  const project = (await readJson(join(folder, name, 'rondine.json'))) ?? {};
  const flows = await readFlows(join(folder, name, 'flows'));
  const connections = Object.entries(objectIn(project, 'connections')).flatMap(([key, entry]): WantedConnection[] => {
    const { channel, connector } = isObject(entry) ? entry : {};
    if (typeof channel === 'string') return [{ name: key, kind: 'channel', type: channel }];
    return typeof connector === 'string' ? [{ name: key, kind: 'connector', type: connector }] : [];
  });
  return {
    ...(facts as unknown as Pick<FlowTemplate, 'title' | 'summary' | 'group' | 'order' | 'main'>),
    id: name,
    flows,
    connections,
    secrets: Object.keys(objectIn(project, 'secrets')),
    calendars: objectIn(project, 'calendars') as unknown as FlowTemplate['calendars'],
    settings: objectIn(project, 'settings'),
    conversation: await readConversation(join(folder, name, 'transcript.yaml')),
  };
}

async function readFlows(folder: string): Promise<FlowFile[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json')).sort();
  const texts = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
  return texts.map((text, at) => {
    const parsed = parseFlowFile(text);
    if ('file' in parsed) return parsed.file;
    throw new Error(`${join(folder, names[at] ?? '')} is no flow: ${parsed.diagnostics[0]?.message}`);
  });
}

/** The part of a transcript that people would see on the phone, and the records that come of it. */
async function readConversation(file: string): Promise<SampleLine[]> {
  const text = await readFile(file, 'utf8').catch(() => '[]');
  const [first = '[]'] = text.split(/^---$/m);
  const lines = parse(first) as JsonValue;
  return Array.isArray(lines) ? lines.flatMap((line: JsonValue) => (isObject(line) ? sampleLine(line) : [])) : [];
}

function sampleLine(line: JsonObject): SampleLine[] {
  const { customer, tap, bot, staff, salesforce } = line;
  const said = customer ?? tap;
  if (typeof said === 'string') return [{ from: 'customer', text: filled(said) }];
  // A pattern is no sentence.
  if (typeof bot === 'string') return bot.startsWith('/') ? [] : [{ from: 'business', text: filled(bot) }];
  if (typeof staff === 'string') return [{ from: 'staff', text: staff }];
  const made = isObject(salesforce) ? (salesforce['create'] ?? salesforce['upsert']) : undefined;
  return typeof made === 'string' ? [{ from: 'system', text: made }] : [];
}

/** What stands for values that are not the same each time. */
const SAMPLES: Readonly<Record<string, string>> = {
  id: '00QKB000001abcd',
  number: '00001042',
  name: 'Ada Rossi',
  phone: '333 123 4567',
  code: '482913',
};

function filled(text: string): string {
  return text.replace(/\{(\w+)\}/g, (all, name: string) => SAMPLES[name] ?? all);
}

async function readJson(file: string): Promise<JsonObject | undefined> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  const value = text === undefined ? undefined : (JSON.parse(text) as JsonValue);
  return isObject(value) ? value : undefined;
}

function objectIn(value: JsonObject, name: string): JsonObject {
  const member = value[name];
  return isObject(member) ? member : {};
}
