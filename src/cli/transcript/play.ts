import { checkLine, type Happened, type NamedRecord, type PhoneLine, type Verdict } from './check-line.ts';
import { checkFact, type FactLine } from './check-facts.ts';
import { fillIn } from './expected-text.ts';
import { isAct, isHeader, type LineOf, type TranscriptLine } from './lines.ts';
import { shownMessage } from './mismatch.ts';
import {
  attempt,
  checkSilence,
  mismatch,
  playerOf,
  progressOf,
  valuesOf,
  type Player,
  type PlayOptions,
  type Scene,
  type Stage,
} from './stage.ts';
import { scriptAfter, tellLine, type ToldLine } from './tell-line.ts';
import { Impossible, type Hands, type World } from './world.ts';

export { TranscriptMismatch } from './mismatch.ts';
export type { PlayOptions, Scene } from './stage.ts';

/** A transcript to play. `file` is what messages call it. */
export type Transcript = { file: string; lines: readonly TranscriptLine[] };

const LINE_MS = 10_000;

/**
 * Plays a transcript, its customers being people who have never written before, and returns the records that it names.
 * Rejects with `TranscriptMismatch` at the first line that does not come true, and at the end when the bot said more
 * than the transcript does.
 */
export async function playTranscript(
  { file, lines }: Transcript,
  world: World,
  options: PlayOptions = {},
): Promise<NamedRecord[]> {
  const stage: Stage = {
    file,
    world,
    options,
    hidden: lines.some(({ kind }) => kind === 'sender'),
    channel: lines.find((line) => line.kind === 'channel')?.connection,
    players: new Map(),
    current: undefined,
    focus: 'customer',
    written: [],
    named: {},
    records: [],
  };
  try {
    for (const [at, line] of lines.entries()) {
      if (!world.hands && needsPretendWorld(line)) throw mismatch(stage, line, notHere(line));
      if (isHeader(line)) continue;
      if (isAct(line))
        await attempt(stage, line, async () => world.hands?.tell(scriptAfter(lines.slice(at + 1), isAct)));
      await attempt(stage, line, () => playLine(line, stage));
      await checkComplaint(stage, line);
    }
    const last = lines.at(-1);
    if (last) await checkSilence(stage, last);
    return stage.records;
  } finally {
    for (const { visit } of new Set(stage.players.values())) visit.leave();
  }
}

/** What simulators cannot take: time that is moved, staff, what is known inside, and answers that are told beforehand. */
export function needsPretendWorld(line: TranscriptLine): boolean {
  switch (line.kind) {
    case 'title':
    case 'sender':
    case 'channel':
    case 'tap':
    case 'record':
    case 'conversation':
    case 'nothing':
      return false;
    case 'customer':
      return line.content !== undefined;
    case 'bot':
      return line.fails !== undefined;
    case 'run':
      return line.status === 'waiting' || line.of !== undefined;
    default:
      return true;
  }
}

type Playable = Exclude<
  TranscriptLine,
  { kind: 'title' | 'sender' | 'clock' | 'channel' | 'calendars' | 'settings' | 'secrets' }
>;

async function playLine(line: Playable, stage: Stage): Promise<void> {
  const { hands } = stage.world;
  switch (line.kind) {
    case 'customer':
    case 'tap':
      if (hands) await checkSilence(stage, line);
      stage.focus = 'customer';
      return playOnPhone(line, stage);
    case 'bot':
    case 'record':
    case 'conversation':
      return playOnPhone(line, stage);
    case 'nothing':
      await playerOf(stage, line);
      return checkSilence(stage, line);
    case 'run':
      return hands ? playFact(line, stage, hands) : playOnPhone(line, stage);
    case 'call':
    case 'response':
    case 'vars':
    case 'tags':
    case 'contact':
      return playFact(line, stage, needed(hands, line));
    default:
      return playTold(line, stage, needed(hands, line));
  }
}

function notHere({ kind }: TranscriptLine): { expected: string; came: string } {
  return {
    expected: 'a line that simulators can play',
    came: `"${kind}" is for the pretend world: play it without them`,
  };
}

function needed(hands: Hands | undefined, line: TranscriptLine): Hands {
  if (hands) return hands;
  const { expected, came } = notHere(line);
  throw new Impossible(expected, came);
}

/** A call that nobody answers, or a fault of ours, explains whatever else is wrong. */
async function checkComplaint(stage: Stage, line: TranscriptLine): Promise<void> {
  const complaint = isAct(line) ? await stage.world.hands?.complaint() : undefined;
  if (!complaint) return;
  const { expected, came } = complaint;
  throw mismatch(stage, line, { expected, came, state: await stage.current?.visit.now() });
}

async function playTold(line: ToldLine, stage: Stage, hands: Hands): Promise<void> {
  await checkSilence(stage, line);
  const text = await tellLine(line, stage, hands);
  report(stage, { who: line.kind === 'staff' || line.kind === 'release' ? 'conversation' : 'run', text });
}

async function playFact(line: FactLine, stage: Stage, hands: Hands): Promise<void> {
  const unlike = await checkFact(line, stage, hands);
  if (unlike) throw mismatch(stage, line, { ...unlike, state: await stage.current?.visit.now() });
  if (line.kind === 'call') {
    noteCode(stage, JSON.stringify(hands.calls().find((call) => call.line === line.line)?.input));
    report(stage, { who: 'org', text: `${line.connection}.${line.operation}` });
  }
  if (line.kind === 'run') report(stage, { who: 'run', text: line.status });
}

async function playOnPhone(line: PhoneLine, stage: Stage): Promise<void> {
  const needsNobody = line.kind === 'record' && stage.current === undefined && stage.players.size === 0;
  const player = needsNobody ? await anybody(stage) : await playerOf(stage, 'who' in line || 'on' in line ? line : {});
  const happened = await comeTrue(line, player, stage);
  if (line.kind === 'bot') await checkRefusal(line, happened, { player, stage });
  if (happened.kind === 'record') stage.records.push(happened.record);
  await goOn(happened, player, stage);
  report(stage, sceneOf(happened));
}

/** Whoever looks at the org: a record may be written without anybody writing. */
function anybody(stage: Stage): Promise<Player> {
  return playerOf(stage, {});
}

async function comeTrue(line: PhoneLine, player: Player, stage: Stage): Promise<Happened> {
  const { visit } = player;
  const { lineMs = LINE_MS } = stage.options;
  const verdict = await visit.watch((state) => decided(checkLine(line, state, progressOf(stage, player))), lineMs);
  if (verdict && 'happened' in verdict) return verdict.happened;
  // Parts of a state may be some milliseconds apart: only what is read now, all of it, is held against the line.
  const state = await visit.now();
  const last = checkLine(line, state, progressOf(stage, player));
  if ('happened' in last) return last.happened;
  const waited = verdict || stage.world.hands ? '' : `, for ${lineMs / 1000} s`;
  throw mismatch(stage, line, { expected: last.expected, came: `${last.came}${waited}`, state });
}

/** A verdict that no later state changes; undefined while there is hope. */
function decided(verdict: Verdict): Verdict | undefined {
  return 'happened' in verdict || verdict.wrong ? verdict : undefined;
}

type Place = { player: Player; stage: Stage };

/** A message that the channel did not take is no message, unless the line says so. */
async function checkRefusal(line: LineOf<'bot'>, happened: Happened, { player, stage }: Place): Promise<void> {
  if (happened.kind !== 'bot') return;
  const { visit } = player;
  const failure = stage.world.hands?.refusal(visit.customer.id, happened.message.id);
  if (failure?.code === line.fails?.code) return;
  const words = failure && `the channel did not take it: ${failure.code}, ${failure.message}`;
  const expected = line.fails ? `the message to fail: ${line.fails.code}` : 'the message to be sent';
  throw mismatch(stage, line, { expected, came: words ?? 'it was sent', state: await visit.now() });
}

/** Lets the customer act where it is their turn, and notes what is known now. */
async function goOn(happened: Happened, player: Player, stage: Stage): Promise<void> {
  switch (happened.kind) {
    case 'act': {
      const { text, choice, content } = happened;
      const said = fillIn(text, valuesOf(stage, player));
      const act = choice ? { choice } : content ? { content } : { text: said };
      player.said = [...player.said, await player.visit.act(act)];
      return;
    }
    case 'bot':
      player.heard += 1;
      return noteCode(stage, happened.message.text);
    case 'record': {
      const { effect, record } = happened;
      const number = record.fields[`${record.object}Number`];
      const { code } = stage.named;
      stage.written = [...stage.written, effect];
      stage.named = {
        ...(code === undefined ? {} : { code }),
        id: record.id,
        ...(number === undefined ? {} : { number: String(number) }),
      };
      return;
    }
    default:
  }
}

/** A one-time code as bots and mails write it. */
const CODE = /\b\d{4,10}\b/;

/** The last code in what was written is what a customer can type. */
function noteCode(stage: Stage, text: string): void {
  const code = CODE.exec(text)?.[0];
  if (code !== undefined) stage.named = { ...stage.named, code };
}

function report({ options, world }: Stage, scene: Omit<Scene, 'at'> & { at?: number }): void {
  options.report?.({ at: (options.now ?? world.hands?.now ?? Date.now)(), ...scene });
}

function sceneOf(happened: Happened): Omit<Scene, 'at'> & { at?: number } {
  switch (happened.kind) {
    case 'act':
      return { who: 'customer', text: happened.choice ? `[${happened.text}]` : happened.text };
    case 'bot':
      return { at: happened.message.at, who: 'bot', text: shownMessage(happened.message) };
    case 'record':
      return { who: 'org', text: `${happened.record.object} ${happened.record.id} by ${happened.operation}` };
    case 'run':
      return { who: 'run', text: happened.status };
    case 'conversation':
      return { who: 'conversation', text: `with ${happened.state === 'flow' ? 'its flow' : 'people'}` };
  }
}
