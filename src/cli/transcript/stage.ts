import type { DemoState } from '../../server/routes/demo/demo-state.ts';
import { unheard, type NamedRecord, type Progress } from './check-line.ts';
import type { Values } from './expected-text.ts';
import type { TranscriptLine } from './lines.ts';
import { TranscriptMismatch } from './mismatch.ts';
import { Impossible, type Visit, type World } from './world.ts';

/** Something to tell while a transcript is played, with the time it happened. */
export type Scene = { at: number; who: 'customer' | 'bot' | 'org' | 'run' | 'conversation'; text: string };

/** How a transcript is played; `lineMs` is how long a line may take (10 s), `now` the clock. */
export type PlayOptions = { report?: (scene: Scene) => void; lineMs?: number; now?: () => number };

/** One customer on the stage: what they heard and said so far. */
export type Player = { visit: Visit; heard: number; said: readonly string[] };

/** Everything that changes while a transcript is played. */
export type Stage = {
  file: string;
  world: World;
  options: PlayOptions;
  /** True where the sender hides the number. */
  hidden: boolean;
  players: Map<string, Player>;
  /** Who spoke or was spoken to last. */
  current: Player | undefined;
  /** Whose runs are meant: the current customer's, or whichever began last. */
  focus: 'customer' | 'any';
  /** Effects whose records lines have named so far, and what the last of them is called. */
  written: readonly string[];
  named: Pick<Values, 'id' | 'number' | 'code'>;
  records: NamedRecord[];
};

/** The customer of a name, or the current one; whoever is not there yet enters. */
export async function playerOf(stage: Stage, who: string | undefined): Promise<Player> {
  if (who === undefined && stage.current) return stage.current;
  const known = who === undefined ? undefined : stage.players.get(who);
  const player = known ?? (await enter(stage, who));
  stage.current = player;
  return player;
}

async function enter(stage: Stage, who: string | undefined): Promise<Player> {
  const visit = await stage.world.enter(stage.hidden && stage.players.size === 0 ? 'hidden' : 'number', who);
  const player = { visit, heard: 0, said: [] };
  stage.players.set(visit.customer.name, player);
  if (who !== undefined) stage.players.set(who, player);
  return player;
}

/** How far one customer is, as lines are held against. */
export function progressOf(stage: Stage, player: Player): Progress {
  return { heard: player.heard, said: player.said, written: stage.written, values: valuesOf(stage, player) };
}

/** What placeholders stand for now. */
export function valuesOf({ named }: Stage, player: Player | undefined): Values {
  if (!player) return named;
  const { name, phone } = player.visit.customer;
  return { name, ...(phone ? { phone } : {}), ...named };
}

/** Rejects where the bot said something to anybody that no line names. */
export async function checkSilence(stage: Stage, line: TranscriptLine): Promise<void> {
  for (const name of stage.world.hands?.reached() ?? []) if (!stage.players.has(name)) await enter(stage, name);
  for (const player of new Set(stage.players.values())) {
    const state = await player.visit.now();
    const [more] = unheard(state, progressOf(stage, player));
    if (!more) continue;
    const { name } = player.visit.customer;
    const to = player === stage.current || stage.players.size < 2 ? '' : ` to ${name}`;
    throw mismatch(stage, line, { expected: 'nothing more from the bot', came: `"${more.text}"${to}`, state });
  }
}

type Difference = { expected: string; came: string; state?: DemoState | undefined };

/** What is thrown where a line did not come true. */
export function mismatch({ file }: Stage, { line }: { line: number }, { expected, came, state }: Difference): Error {
  return new TranscriptMismatch({ file, line, expected, came }, state);
}

/** Does something, and tells at which line it cannot be done. */
export async function attempt<Done>(stage: Stage, line: TranscriptLine, work: () => Promise<Done>): Promise<Done> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Impossible)) throw error;
    const { expected, came, line: elsewhere = line.line } = error;
    throw mismatch(stage, { line: elsewhere }, { expected, came, state: await stage.current?.visit.now() });
  }
}
