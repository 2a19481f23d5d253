import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MIGRATIONS } from '../../src/store/migrations/index.ts';
import { SQLITE } from '../../src/store/sql/dialect.ts';
import { fill } from './fill.ts';
import { person, type Asked, type Person } from './town.ts';

/** A data folder with people who wait; it is kept from bench to bench, because filling it takes minutes. */
export type Kept = {
  dataFolder: string;
  /** So many of those who wait, to be answered; nobody is given twice, in later benches neither. */
  take(count: number): Iterator<Person>;
};

/** What is needed of a kept folder: how many wait throughout, and how many more will be taken. */
export type Need = { waiting: number; toTake: number };

const WEEK_MS = 7 * 24 * 3_600_000;
/** Those who wait were asked during so long. */
const ASKED_DURING_MS = 3 * WEEK_MS;
/** A folder older than this is filled anew: in it waits come to their end. */
const LATEST_MS = 4 * WEEK_MS;

const PREFIX = 'rondine-bench-waiting-';

/** The store's file in a data folder. */
export const STORE_FILE = 'rondine.db';

/** Who waits in a folder: the people of these numbers. Written before they are taken, so that a bench may be killed. */
type State = { from: number; to: number; filledAt: number };

/**
 * Opens the folder that is kept at a place, filled or filled up as needed. Folders that an older bench has left there
 * are removed. `note` is told how far filling is.
 */
export async function openKept(place: string, need: Need, note: (text: string) => void): Promise<Kept> {
  const name = `${PREFIX}${need.waiting}-${generatorDigest()}`;
  for (const other of readdirSync(place)) {
    if (other.startsWith(`${PREFIX}${need.waiting}-`) && other !== name) remove(join(place, other));
  }
  const folder = join(place, name);
  const stateFile = join(folder, 'state.json');
  const dataFolder = join(folder, 'data');
  const known = existsSync(stateFile) ? (JSON.parse(readFileSync(stateFile, 'utf8')) as State) : undefined;
  const usable = known !== undefined && known.filledAt > Date.now() - LATEST_MS;
  let state: State = usable ? known : { from: 0, to: 0, filledAt: Date.now() };
  if (!usable) remove(folder);
  mkdirSync(folder, { recursive: true });
  const save = (next: State): void => {
    state = next;
    writeFileSync(stateFile, JSON.stringify(next));
  };
  const missing = need.waiting + need.toTake - (state.to - state.from);
  if (missing > 0) {
    // A fill that is killed leaves a folder that nobody knows the contents of.
    rmSync(stateFile, { force: true });
    await fill(dataFolder, askedPeople(state.to, missing), (count) => note(`filled ${count} of ${missing}`));
    save({ ...state, to: state.to + missing });
  }
  return {
    dataFolder,
    take(count) {
      const { from, to, filledAt } = state;
      save({ from: from + count, to, filledAt });
      return peopleOf(from, count);
    },
  };
}

/** A prime number: steps of it through a smaller count, or one that is no multiple, come to everybody once. */
const STRIDE = 611_953;

/**
 * The people of these numbers, asked over the last weeks, who was asked first first. People whose numbers follow each
 * other were asked days apart: who answers today has nothing in common with who answers next.
 */
export function* askedPeople(from: number, count: number): Generator<Asked> {
  const now = Date.now();
  for (let turn = 0; turn < count; turn += 1) {
    const at = now - Math.floor(ASKED_DURING_MS * (1 - turn / count));
    yield { ...person(from + ((turn * STRIDE) % count)), text: 'Ciao, vorrei essere richiamata.', at };
  }
}

function* peopleOf(from: number, count: number): Generator<Person> {
  for (let n = 0; n < count; n += 1) yield person(from + n);
}

function remove(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}

/** Names what fills a folder: another generator, or other tables, make other records. */
function generatorDigest(): string {
  const digest = createHash('sha256');
  for (const file of ['fill.ts', 'town.ts', 'kept.ts']) digest.update(readFileSync(join(import.meta.dirname, file)));
  return digest
    .update(JSON.stringify(MIGRATIONS.map(({ up }) => up(SQLITE))))
    .digest('hex')
    .slice(0, 12);
}
