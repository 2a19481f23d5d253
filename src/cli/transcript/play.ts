import type { DemoMessage, DemoState } from '../../server/routes/demo/demo-state.ts';
import { checkLine, unheard, type Happened, type NamedRecord, type Progress, type Verdict } from './check-line.ts';
import type { TranscriptLine } from './transcript.ts';
import type { Visit, World } from './world.ts';

/** A transcript to play. `file` is what messages call it. */
export type Transcript = { file: string; lines: readonly TranscriptLine[] };

/** Something to tell while a transcript is played, with the time it happened. */
export type Scene = { at: number; who: 'customer' | 'bot' | 'org' | 'run' | 'conversation'; text: string };

/** What came was not what the transcript says. The message names file, line, both sides, and the conversation so far. */
export class TranscriptMismatch extends Error {
  override readonly name = 'TranscriptMismatch';
}

/** How a transcript is played; `lineMs` is how long a line may take (10 s), `now` the clock. */
export type PlayOptions = { report?: (scene: Scene) => void; lineMs?: number; now?: () => number };

type Playable = Exclude<TranscriptLine, { kind: 'sender' }>;

const LINE_MS = 10_000;

/**
 * Plays a transcript as a person who has never written before, and returns the records that it names.
 * Rejects with `TranscriptMismatch` at the first line that does not come true within its time, and at the end when the
 * bot said more than the transcript does.
 */
export async function playTranscript(
  { file, lines }: Transcript,
  world: World,
  options: PlayOptions = {},
): Promise<NamedRecord[]> {
  const visit = await world.enter(lines.some(({ kind }) => kind === 'sender') ? 'hidden' : 'number');
  try {
    const { name, phone } = visit.customer;
    let progress: Progress = { heard: 0, written: [], said: [], values: { name, ...(phone ? { phone } : {}) } };
    const records: NamedRecord[] = [];
    for (const line of lines) {
      if (line.kind === 'sender') continue;
      const happened = await comeTrue(line, visit, { file, progress, lineMs: options.lineMs ?? LINE_MS });
      if (happened.kind === 'record') records.push(happened.record);
      progress = await goOn(happened, visit, progress);
      options.report?.(sceneOf(happened, (options.now ?? Date.now)()));
    }
    await checkSilence({ file, line: lines.at(-1)?.line ?? 1 }, visit, progress);
    return records;
  } finally {
    visit.leave();
  }
}

type Stage = { file: string; progress: Progress; lineMs: number };

async function comeTrue(line: Playable, visit: Visit, { file, progress, lineMs }: Stage): Promise<Happened> {
  const verdict = await visit.watch((state) => decided(checkLine(line, state, progress)), lineMs);
  if (verdict && 'happened' in verdict) return verdict.happened;
  // Parts of a state may be some milliseconds apart: only what is read now, all of it, is held against the line.
  const state = await visit.now();
  const last = checkLine(line, state, progress);
  if ('happened' in last) return last.happened;
  const came = verdict ? last.came : `${last.came}, for ${lineMs / 1000} s`;
  throw mismatch({ file, line: line.line, expected: last.expected, came }, state);
}

/** A verdict that no later state changes; undefined while there is hope. */
function decided(verdict: Verdict): Verdict | undefined {
  return 'happened' in verdict || verdict.wrong ? verdict : undefined;
}

/** Lets the customer act where it is their turn, and notes what is known now. */
async function goOn(happened: Happened, visit: Visit, progress: Progress): Promise<Progress> {
  const { heard, written, said, values } = progress;
  switch (happened.kind) {
    case 'act': {
      const { text, choice } = happened;
      const id = await visit.act(choice ? { choice } : { text });
      return { ...progress, said: [...said, id] };
    }
    case 'bot':
      return { ...progress, heard: heard + 1 };
    case 'record': {
      const { effect, record } = happened;
      const number = record.fields[`${record.object}Number`];
      const ids = { id: record.id, ...(number === undefined ? {} : { number: String(number) }) };
      return { ...progress, written: [...written, effect], values: { ...without(values), ...ids } };
    }
    case 'run':
    case 'conversation':
      return progress;
  }
}

/** The values that are the customer's, without those of an earlier record. */
function without({ id: _id, number: _number, ...own }: Progress['values']): Progress['values'] {
  return own;
}

async function checkSilence(where: { file: string; line: number }, visit: Visit, progress: Progress): Promise<void> {
  const state = await visit.now();
  const [more] = unheard(state, progress);
  if (more) throw mismatch({ ...where, expected: 'nothing more from the bot', came: `"${more.text}"` }, state);
}

function sceneOf(happened: Happened, at: number): Scene {
  switch (happened.kind) {
    case 'act':
      return { at, who: 'customer', text: happened.choice ? `[${happened.text}]` : happened.text };
    case 'bot':
      return { at: happened.message.at, who: 'bot', text: textOf(happened.message) };
    case 'record':
      return { at, who: 'org', text: `${happened.record.object} ${happened.record.id} by ${happened.operation}` };
    case 'run':
      return { at, who: 'run', text: happened.status };
    case 'conversation':
      return { at, who: 'conversation', text: `with ${happened.state === 'flow' ? 'its flow' : 'people'}` };
  }
}

type Difference = { file: string; line: number; expected: string; came: string };

function mismatch({ file, line, expected, came }: Difference, state: DemoState): TranscriptMismatch {
  const said = state.thread.messages.map((message) => `    ${message.from.padEnd(8)}  ${textOf(message)}`);
  const parts = [
    `${file}:${line}: what came is not what the transcript says.`,
    `  expected: ${expected}`,
    `  came:     ${came}`,
    '  the conversation so far:',
    ...(said.length > 0 ? said : ['    nobody has written yet']),
    ...troublesOf(state).map((trouble) => `  ${trouble}`),
  ];
  return new TranscriptMismatch(parts.join('\n'));
}

/** What else went wrong, which is often the reason. */
function troublesOf({ runs, troubles }: DemoState): string[] {
  const inRuns = runs.flatMap(({ flow, status, moments }) =>
    moments.flatMap((moment) =>
      'trouble' in moment && moment.trouble
        ? [`the run of ${flow} (${status}) met: ${moment.trouble.code}, ${moment.trouble.message}`]
        : [],
    ),
  );
  return [...inRuns, ...troubles.map(({ part, detail }) => `the ${part} does not answer: ${detail}`)];
}

function textOf({ text, choices }: DemoMessage): string {
  return [text, ...choices.map(({ title }) => `[${title}]`)].join(' ');
}
