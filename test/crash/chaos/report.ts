import type { Counters } from '../../../src/simulator/phone/state.ts';
import type { Check, Repeat } from './checks.ts';
import type { Evidence } from './evidence.ts';

/** What a run of the program found. */
export type Report = {
  seed: number;
  checks: readonly Check[];
  figures: Readonly<Record<string, number>>;
  /** Lines that the server wrote as warnings or errors, and how often. */
  complaints: ReadonlyMap<string, number>;
};

type Facts = {
  evidence: Evidence;
  counters: Counters;
  durationMs: number;
  stormMs: number;
  doneInStorm: number;
  /** Calls that the providers never answered. */
  unanswered: number;
  repeats: readonly Repeat[];
};

/** The figures that say how hard the storm was. */
export function figuresOf(facts: Facts): Record<string, number> {
  const { stories, kills, stored, creations } = facts.evidence;
  return {
    conversations: stories.length,
    'conversations with two questions': stories.filter(({ plan }) => plan.answers.length > 1).length,
    'conversations over before the storm was': facts.doneInStorm,
    kills: kills.length,
    'kills during start': kills.filter(({ inStart }) => inStart).length,
    'webhooks not answered 200': facts.counters.webhooksMissed,
    'calls left without an answer': facts.unanswered,
    'webhooks in all': facts.counters.webhooks,
    'Leads made, by the call log of the org': creations.length,
    'messages that reached a phone': facts.counters.sent,
    'messages that reached a phone more than once': facts.repeats.length,
    'messages marked as possibly twice': stored.messages.filter(({ possiblyTwice }) => possiblyTwice).length,
    'effects under way at a kill': stored.effects.filter(({ unknownSince }) => unknownSince !== undefined).length,
    'seconds of storm': Math.round(facts.stormMs / 1000),
    'seconds in all': Math.round(facts.durationMs / 1000),
  };
}

const SHOWN = 20;

/** Prints a report as lines or as one object. */
export function printReport({ seed, checks, figures, complaints }: Report, json: boolean): void {
  const held = checks.every(({ offences }) => offences.length === 0);
  if (json) {
    console.log(JSON.stringify({ held, seed, checks, figures, complaints: Object.fromEntries(complaints) }));
    return;
  }
  for (const { name, offences } of checks) {
    console.log(`${offences.length === 0 ? 'ok  ' : 'FAIL'} ${name}: ${offences.length}`);
    for (const { where, what } of offences.slice(0, SHOWN)) console.log(`       ${where}: ${what}`);
    if (offences.length > SHOWN) console.log(`       and ${offences.length - SHOWN} more`);
  }
  for (const [name, figure] of Object.entries(figures)) console.log(`     ${name}: ${figure}`);
  for (const [text, count] of complaints) console.log(`     the server said ${count} times: ${text}`);
  console.log(`${held ? 'Nothing was lost, doubled or swapped' : 'It did not hold'} (seed ${seed})`);
}
