import type { JsonValue } from '../../src/base/json.ts';
import type { RunConversation } from '../../src/control/run-conversation.ts';
import type { RunDetails } from '../../src/control/runs.ts';
import { textOf } from '../../src/message/content.ts';
import type { Effect } from './api-types.ts';
import { messagesOfRun } from './run-messages.ts';

type Message = RunConversation['messages'][number];
type Item = { at: number; lines: readonly string[] };

/** What is needed to write a run down as a test. */
export type Played = {
  details: Pick<RunDetails, 'run' | 'events' | 'visits'>;
  messages: readonly Message[];
  title: string;
};

/**
 * Writes a run down as a transcript (docs/reference/transcripts.md): what the customer wrote, what was answered, what was
 * asked of other systems with its answers, and the time that a timer waited. Kinds of messages that a transcript has no
 * line for are a comment in its place.
 */
export function transcriptOf({ details, messages, title }: Played): string {
  const { run, events, visits } = details;
  const from = events[0]?.at ?? 0;
  const said = messagesOfRun(details, messages).map((message): Item => ({ at: message.at, lines: linesOf(message) }));
  const asked = visits.flatMap(({ effects }) => effects.flatMap(callOf));
  const items = [...said, ...asked].sort((left, right) => left.at - right.at);
  const lines = [`- title: ${quoted(title)}`];
  let clock = items[0]?.at ?? from;
  for (const item of items) {
    const ring = events.findLast(({ type, at }) => type === 'elapsed' && at > clock && at <= item.at);
    if (ring) lines.push(`- wait: PT${Math.round((ring.at - clock) / 1000)}S`);
    lines.push(...item.lines);
    clock = item.at;
  }
  lines.push(`- run: ${run.status === 'active' ? 'waiting' : run.status}`);
  return `${lines.join('\n')}\n`;
}

function linesOf({ direction, content }: Message): string[] {
  const text = textOf(content);
  if (direction === 'in') {
    if (content.kind === 'choice') return [`- tap: ${quoted(content.title)}`];
    if (content.kind === 'location') return [`- customer: { location: [${content.latitude}, ${content.longitude}] }`];
    return text === '' ? [`# ${content.kind}`] : [`- customer: ${quoted(text)}`];
  }
  if (content.kind === 'template') {
    const words = [`template ${content.name}`, content.parameters.join(', ')].filter(Boolean).join(': ');
    return [`- bot: ${quoted(words)}`];
  }
  if (text === '') return [`# ${content.kind}`];
  const buttons = content.kind === 'choices' ? content.choices.map(({ title }) => title) : [];
  return [`- bot: ${quoted(text)}`, ...(buttons.length === 0 ? [] : [`  buttons: ${quoted(buttons)}`])];
}

function callOf({ request, connection, at, output, failure }: Effect): Item[] {
  if (request.kind !== 'call' || connection === null) return [];
  const answer = failure
    ? { fails: { code: failure.code, message: failure.message } }
    : output
      ? { returns: output }
      : {};
  const call = { connection, operation: request.operation, input: request.input, ...answer };
  return [{ at, lines: [`- call: ${quoted(call)}`] }];
}

/** JSON is YAML too, and leaves no doubt about what is a text. */
function quoted(value: JsonValue): string {
  return JSON.stringify(value);
}
