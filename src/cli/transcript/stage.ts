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

/** One customer on the stage, on one channel: what they heard and said there so far. */
export type Player = { name: string | undefined; visit: Visit; heard: number; said: readonly string[] };

/** Everything that changes while a transcript is played. */
export type Stage = {
  file: string;
  world: World;
  options: PlayOptions;
  /** True where the sender hides the number. */
  hidden: boolean;
  /** The connection on which customers are unless a line says so; undefined for the first one of the world. */
  channel: string | undefined;
  /** By connection and name; a line's name and the customer's own both find them. */
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

/** Whom a line is about. */
export type About = { who?: string | undefined; on?: string | undefined };

/** The customer of a name on a connection, or the current one; whoever is not there yet enters. */
export async function playerOf(stage: Stage, { who, on }: About): Promise<Player> {
  if (who === undefined && on === undefined && stage.current) return stage.current;
  const name = who ?? stage.current?.name;
  const player = stage.players.get(seat(on ?? stage.channel, name)) ?? (await enter(stage, { who: name, on }));
  stage.current = player;
  return player;
}

const seat = (connection: string | undefined, name: string | undefined): string => `${connection ?? ''}/${name ?? ''}`;

async function enter(stage: Stage, { who, on }: About): Promise<Player> {
  const { players, hidden, channel } = stage;
  const connection = on ?? channel;
  const elsewhere = [...players.values()].find(({ name, visit }) => name === who || visit.customer.name === who);
  const visit = await stage.world.enter({
    kind: hidden && players.size === 0 ? 'hidden' : 'number',
    ...(who === undefined ? {} : { name: who }),
    ...(connection === undefined ? {} : { connection }),
    ...(elsewhere ? { like: elsewhere.visit.customer } : {}),
  });
  const player: Player = { name: who, visit, heard: 0, said: [] };
  for (const place of [connection, visit.customer.connection])
    for (const name of [who, visit.customer.name]) players.set(seat(place, name), player);
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
  for (const { name, connection } of stage.world.hands?.reached() ?? [])
    if (!stage.players.has(seat(connection, name))) await enter(stage, { who: name, on: connection });
  for (const player of new Set(stage.players.values())) {
    const state = await player.visit.now();
    const [more] = unheard(state, progressOf(stage, player));
    if (!more) continue;
    const { name } = player.visit.customer;
    const to = player === stage.current ? '' : ` to ${name} on ${player.visit.customer.connection}`;
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
