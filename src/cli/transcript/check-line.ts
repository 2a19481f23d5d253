import type {
  DemoChoice,
  DemoMessage,
  DemoMoment,
  DemoRecord,
  DemoState,
} from '../../server/routes/demo/demo-state.ts';
import type { InboundContent } from '../../message/content.ts';
import { fillIn, matchesText, type Values } from './expected-text.ts';
import { isExpectedText, type ExpectedValue, type LineOf } from './lines.ts';

/** How far a transcript has been played. */
export type Progress = {
  /** Messages of the bot that lines have named so far. */
  heard: number;
  /** Effects whose records lines have named so far. */
  written: readonly string[];
  /** The customer's messages so far, by id. */
  said: readonly string[];
  /** What the placeholders stand for now. */
  values: Values;
};

/** A record that a line named, and what was done to it. */
export type NamedRecord = Pick<DemoRecord, 'object' | 'id' | 'fields'>;

/** What happened, as a line expected it. */
export type Happened =
  | { kind: 'act'; text: string; content?: InboundContent; choice?: DemoChoice & { message: string } }
  | { kind: 'bot'; message: DemoMessage }
  | { kind: 'record'; operation: string; effect: string; record: NamedRecord }
  | { kind: 'run'; status: string }
  | { kind: 'conversation'; state: string };

/** `came` is what there is instead of what was expected. `wrong`: waiting will not make it right. */
export type Verdict = { happened: Happened } | { expected: string; came: string; wrong: boolean };

/** A line that can be held against what a phone and an org show. */
export type PhoneLine = LineOf<'customer' | 'tap' | 'bot' | 'record' | 'run' | 'conversation'>;

/** Holds one line against the state of the demo. */
export function checkLine(line: PhoneLine, state: DemoState, progress: Progress): Verdict {
  switch (line.kind) {
    case 'customer':
    case 'tap':
      return checkAct(line, state, progress);
    case 'bot':
      return checkBot(line, state, progress);
    case 'record':
      return checkRecord(line, state, progress);
    case 'run':
      return checkRun(line, state, progress);
    case 'conversation':
      return checkConversation(line, state, progress);
  }
}

/** Messages of the bot that no line has named yet. */
export function unheard({ thread }: DemoState, { heard }: Progress): DemoMessage[] {
  return thread.messages.filter(({ from }) => from === 'business').slice(heard);
}

function checkAct(line: LineOf<'customer' | 'tap'>, state: DemoState, progress: Progress): Verdict {
  const [early] = unheard(state, progress);
  if (early) return { expected: 'nothing more from the bot', came: quote(early.text), wrong: true };
  if (line.kind === 'customer') {
    const { text, content } = line;
    return { happened: { kind: 'act', text, ...(content ? { content } : {}) } };
  }
  const offer = state.thread.messages.findLast(({ choices }) => choices.length > 0);
  const choice = offer?.choices.find(({ title }) => title === line.title);
  if (offer && choice) return { happened: { kind: 'act', text: line.title, choice: { ...choice, message: offer.id } } };
  const number = offer ? -1 : (writtenChoices(lastOf(state))?.titles.indexOf(line.title) ?? -1);
  // Where there is nothing to tap, people write the number.
  if (number >= 0) return { happened: { kind: 'act', text: String(number + 1) } };
  const came = offer ? titlesOf(offer) : 'nothing to tap';
  return { expected: `"${line.title}" to tap`, came, wrong: true };
}

function checkBot({ text, buttons }: LineOf<'bot'>, state: DemoState, progress: Progress): Verdict {
  const expected = `the bot to say ${quote(text.pattern ? text.source : fillIn(text.source, progress.values))}`;
  const [message] = unheard(state, progress);
  if (!message) return { expected, came: 'nothing more from the bot', wrong: false };
  const written = writtenChoices(message);
  const texts = [message.text, ...(written ? [written.text] : [])];
  if (!texts.some((each) => matchesText(text, each, progress.values)))
    return { expected, came: quote(message.text), wrong: true };
  const titles = written?.titles ?? message.choices.map(({ title }) => title);
  if (buttons && JSON.stringify(buttons) !== JSON.stringify(titles))
    return { expected: `the buttons ${buttons.join(', ')}`, came: titles.join(', ') || 'no buttons', wrong: true };
  return { happened: { kind: 'bot', message } };
}

/** A question with its choices as numbered lines below it, which is what they are on a channel without buttons. */
function writtenChoices(message: DemoMessage | undefined): { text: string; titles: string[] } | undefined {
  if (!message || message.choices.length > 0) return undefined;
  const blocks = message.text.split('\n\n');
  const lines = blocks.pop()?.split('\n') ?? [];
  const titles = lines.map((each, index) =>
    each.startsWith(`${index + 1}. `) ? each.slice(`${index + 1}. `.length) : '',
  );
  const isList = blocks.length > 0 && titles.every((title) => title !== '');
  return isList ? { text: blocks.join('\n\n'), titles } : undefined;
}

function lastOf({ thread }: DemoState): DemoMessage | undefined {
  return thread.messages.findLast(({ from }) => from === 'business');
}

type Written = Extract<DemoMoment, { kind: 'written' }>;

function checkRecord(line: LineOf<'record'>, state: DemoState, progress: Progress): Verdict {
  const expected = `a ${line.object} by ${line.operation}`;
  const writes = writesOf(state).filter(({ effect }) => !progress.written.includes(effect));
  const write = writes.find(({ what }) => what.operation === line.operation && what.object === line.object);
  if (!write) {
    const came = writes.map(({ what }) => `a ${what.object} by ${what.operation}`).join(', ');
    return { expected, came: came || 'no record', wrong: false };
  }
  const record = state.records.find(({ id }) => id === write.record);
  if (!record) return { expected, came: `${line.object} ${write.record}, which the org does not show`, wrong: false };
  const unlike = Object.entries(line.fields).filter(
    ([name, value]) => !fits(value, record.fields[name], progress.values),
  );
  if (unlike.length > 0) {
    const wanted = unlike.map(([name, value]) => `${name}: ${show(value, progress.values)}`);
    const came = unlike.map(([name]) => `${name}: ${JSON.stringify(record.fields[name] ?? null)}`);
    return { expected: `${line.object} with ${wanted.join(', ')}`, came: came.join(', '), wrong: true };
  }
  const { object, id, fields } = record;
  return {
    happened: { kind: 'record', operation: line.operation, effect: write.effect, record: { object, id, fields } },
  };
}

/** Every record written for this customer, oldest first. */
function writesOf({ runs }: DemoState): Written[] {
  return runs
    .flatMap(({ moments }) => moments)
    .filter((moment): moment is Written => moment.kind === 'written' && moment.what.kind === 'call')
    .sort((left, right) => left.at - right.at);
}

function fits(expected: ExpectedValue, actual: string | number | boolean | undefined, values: Values): boolean {
  if (!isExpectedText(expected)) return (actual ?? null) === expected;
  return actual !== undefined && matchesText(expected, String(actual), values);
}

function show(expected: ExpectedValue, values: Values): string {
  if (!isExpectedText(expected)) return String(expected);
  return expected.pattern ? expected.source : JSON.stringify(fillIn(expected.source, values));
}

function checkRun({ status }: LineOf<'run'>, state: DemoState, progress: Progress): Verdict {
  const [run] = state.runs;
  const expected = `the run to be ${status}`;
  if (!run || !isKept(state, progress)) return { expected, came: 'no run yet', wrong: false };
  if (run.status === status) return { happened: { kind: 'run', status } };
  if (run.status === 'active') return { expected, came: `active, waiting for ${run.waitingFor}`, wrong: false };
  return { expected, came: run.status, wrong: true };
}

function checkConversation(line: LineOf<'conversation'>, state: DemoState, progress: Progress): Verdict {
  const { conversation } = state.thread;
  const expected = `the conversation to be with ${line.state === 'flow' ? 'its flow' : 'people'}`;
  if (!conversation || !isKept(state, progress)) return { expected, came: 'no conversation yet', wrong: false };
  if (conversation.state === line.state) return { happened: { kind: 'conversation', state: line.state } };
  return { expected, came: `with ${conversation.state === 'flow' ? 'its flow' : 'people'}`, wrong: false };
}

/** True when the customer's last message is durable on our side: what is known of runs then includes it. */
function isKept({ thread }: DemoState, { said }: Progress): boolean {
  const last = thread.messages.find(({ id }) => id === said.at(-1));
  return last !== undefined && last.delivery !== 'sent';
}

function titlesOf({ choices }: DemoMessage): string {
  return choices.map(({ title }) => title).join(', ') || 'no buttons';
}

function quote(text: string): string {
  return text.includes('\n') ? `\n    ${text.replaceAll('\n', '\n    ')}` : `"${text}"`;
}
