import { setTimeout as pause } from 'node:timers/promises';
import type { ServerProcess } from './server-process.ts';

/** One kill: when the signal left, when the process was gone, and whether the server was ready by then. */
export type Kill = { at: number; goneAt: number; inStart: boolean };

export type StormOptions = {
  start(): ServerProcess;
  /** Called with the address of each life once it listens. */
  ready(url: string): void;
  /** Asked before each life. */
  isOver(kills: number): boolean;
  random(): number;
  /** Lives last up to so long once they listen. */
  longestLifeMs: number;
};

/** Lives at the beginning that are killed before they are ready: the first start of all makes files. */
const FIRST_STARTS = 3;
const IN_START = 0.1;
/** The part of a start in which only code is loaded: a kill there disturbs nothing. */
const LOADING = 0.6;
const SHORTEST_MS = 200;

/** Starts the server and kills it, again and again, until told that it is over. No server is left. */
export async function rage(storm: StormOptions): Promise<Kill[]> {
  const { start, ready, isOver, random, longestLifeMs } = storm;
  const kills: Kill[] = [];
  let startMs = 500;
  for (let lives = 0; !isOver(kills.length); lives++) {
    const server = start();
    const early = lives < FIRST_STARTS || random() < IN_START;
    const limitMs = early ? (LOADING + (1 - LOADING) * random()) * startMs : undefined;
    const url = await Promise.race([server.ready, ...(limitMs === undefined ? [] : [pause(limitMs)])]);
    // Whoever was killed before has no address to tell.
    server.ready.catch(() => {});
    if (url !== undefined) {
      startMs = Date.now() - server.startedAt;
      ready(url);
      await pause(SHORTEST_MS + random() * (longestLifeMs - SHORTEST_MS));
    }
    const at = Date.now();
    await server.kill();
    kills.push({ at, goneAt: Date.now(), inStart: url === undefined });
  }
  return kills;
}
