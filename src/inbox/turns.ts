import type { Offer, Scene } from '../engine/router.ts';
import { own } from '../flow/flow.ts';
import { LIMITS } from '../flow/limits.ts';
import { isFinal, type Run } from '../flow/run.ts';
import { changeLane } from './conversation.ts';
import type { RouterOptions } from './options.ts';
import { foregroundOf } from './start.ts';

/** Lets the run that has waited longest for its turn have the conversation, if nobody holds it. */
export async function giveTurn(scene: Scene): Promise<Offer[]> {
  if (!scene.lane.turns?.length || (await foregroundOf(scene))) return [];
  const conversation = scene.lane.conversation && (await scene.draft.get('conversation', scene.lane.conversation));
  if (conversation && conversation.state === 'people') return [];
  const turns = [...scene.lane.turns];
  for (let next = turns.shift(); next; next = turns.shift()) {
    const run = (await scene.draft.get('run', next))?.run;
    if (run?.wait.for !== 'turn' && run?.wait.for !== 'start') continue;
    changeLane(scene, { turns, foreground: run.id });
    if (run.wait.for === 'start') return [{ run: run.id, event: { type: 'started', input: run.input ?? {} } }];
    return [{ run: run.id, event: { type: 'turned', wait: run.wait.id } }];
  }
  changeLane(scene, { turns: [] });
  return [];
}

/**
 * Begins a run on a lane whose runs go one after the other: at once, or when those before it have ended. One that comes
 * when the line is full ends at once, and says why.
 */
export async function beginInTurn({ begin, event }: Extract<Offer, { begin: Run }>, scene: Scene): Promise<Offer[]> {
  if (!(await foregroundOf(scene))) {
    changeLane(scene, { foreground: begin.id });
    return [{ begin, event }];
  }
  const turns = scene.lane.turns ?? [];
  if (turns.length >= LIMITS.inLine) {
    const reason = `${LIMITS.inLine} runs wait in line before it already. Let the first of them go on, or cancel it.`;
    return [{ begin, event: { type: 'canceled', by: 'Rondine', reason } }];
  }
  const input = event.type === 'started' && event.input ? { input: event.input } : {};
  scene.draft.insert('run', { key: begin.id, run: { ...begin, ...input, changedAt: scene.at } });
  changeLane(scene, { turns: [...turns, begin.id] });
  return [];
}

/** A run in the background that wants to ask: it gets the conversation when nobody has it, else it waits in line. */
export async function seekTurn(run: Run, scene: Scene, { flows, types }: RouterOptions): Promise<Offer[]> {
  if (isFinal(run) || !run.conversation) return [];
  if (run.wait.for === 'turn') {
    const turns = scene.lane.turns ?? [];
    if (!turns.includes(run.id)) changeLane(scene, { turns: [...turns, run.id] });
    return giveTurn(scene);
  }
  const step = run.at && own(flows.version(run.flow.id, run.flow.version)?.steps ?? {}, run.at);
  const asks = step && own(types.steps, step.type)?.asks;
  if (asks && !(await foregroundOf(scene))) changeLane(scene, { foreground: run.id });
  return [];
}
