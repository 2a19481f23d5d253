import { setTimeout as pause } from 'node:timers/promises';

const LOOK_EVERY_MS = 20;

/** Resolves once the condition holds; rejects with its name after `withinMs` (10 s). */
export async function waitUntil(
  what: string,
  holds: () => boolean | Promise<boolean>,
  withinMs: number = 10_000,
): Promise<void> {
  const until = performance.now() + withinMs;
  while (!(await holds())) {
    if (performance.now() > until) throw new Error(`Waited ${withinMs} ms in vain until ${what}.`);
    await pause(LOOK_EVERY_MS);
  }
}
