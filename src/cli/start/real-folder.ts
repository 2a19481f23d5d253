import type { ConnectionBook } from '../../engine/connection-book.ts';
import type { ConnectionRecord } from '../../store/records.ts';
import type { Project } from './project.ts';

/** Simulators may not work on a folder; the message says why and what to do. */
export class RealFolderError extends Error {
  override readonly name = 'RealFolderError';
}

/**
 * Refuses to put simulators behind connections that have worked with real providers in this folder: pretend phones would
 * get what is meant for people who wait there. Throws `RealFolderError`.
 */
export function refuseRealFolder(
  { connections }: Pick<Project, 'connections'>,
  { folder, book }: { folder: string; book: Pick<ConnectionBook, 'get'> },
): void {
  const real = connections.filter(({ key, simulator }) => simulator && isReal(book.get(key)?.record));
  if (real.length === 0) return;
  const names = real.map(({ key }) => `"${key}"`).join(', ');
  throw new RealFolderError(
    `Simulators cannot take the place of ${names} here: ${folder} belongs to real accounts, and whoever waits there would be answered by a simulator. Give the simulators a folder of their own: RONDINE_DATA=data-simulated npm start -- --project DIR --simulators`,
  );
}

/**
 * What to say when connections become real that had simulators behind them in this folder: runs that pretend people have
 * left there would go on with the real provider, to numbers that may be somebody's.
 */
export function warnOfPretendPeople(
  { connections }: Pick<Project, 'connections'>,
  { folder, book }: { folder: string; book: Pick<ConnectionBook, 'get'> },
): string[] {
  const were = connections.filter(({ key, simulator }) => !simulator && book.get(key)?.record.simulator === true);
  if (were.length === 0) return [];
  const names = were.map(({ key }) => `"${key}"`).join(', ');
  return [
    `${names} had simulators behind them in ${folder} and are real now: what still runs there from then would be sent for real.\n  fix: give the real accounts a folder of their own (RONDINE_DATA), or cancel those runs: rondine runs bulk cancel --status active --preview`,
  ];
}

function isReal(known: ConnectionRecord | undefined): boolean {
  return known !== undefined && known.simulator !== true;
}
