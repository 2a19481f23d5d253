import type { FailureData } from '../base/failure.ts';
import type { Run, RunEvent } from '../flow/run.ts';
import type { LaneEvent } from './host.ts';
import type { EffectRecord } from '../store/records.ts';
import type { Offer, Router, Scene } from './router.ts';
import { settleEffect } from './settle.ts';

/**
 * A run that is canceled takes its effects along as far as nothing of them is under way: those that wait for another
 * attempt or for a broken connection are not performed any more.
 */
export async function dropResting(
  before: Run,
  { by, reason }: Extract<RunEvent, { type: 'canceled' }>,
  { scene, router }: { scene: Scene; router: Pick<Router, 'finished'> },
): Promise<void> {
  const failure: FailureData = { code: 'denied', message: `The run was canceled by ${by}: ${reason}` };
  for (const id of before.wait.effects) {
    const effect = await scene.draft.get('effect', id);
    if (!effect || !isResting(effect)) continue;
    const dropped: EffectRecord = { ...effect, state: 'failed', failure, endedAt: scene.at };
    scene.draft.put('effect', dropped);
    await router.finished(dropped, scene);
  }
}

/** True where no attempt can be under way. */
function isResting(effect: EffectRecord): boolean {
  return effect.state === 'parked' || (effect.state === 'pending' && (effect.held === true || effect.attempts > 0));
}

/** A person says what became of a parked effect, or has it tried again; the journal says who. */
export async function settleByHand(
  { effect: key, as, by }: Extract<LaneEvent, { type: 'settle' }>,
  scene: Scene,
  router: Pick<Router, 'finished'>,
): Promise<Offer[]> {
  const effect = await scene.draft.get('effect', key);
  if (!effect || (effect.state !== 'parked' && effect.state !== 'pending')) return [];
  if (as.type === 'happened') return settleEffect(router, effect, { type: 'result', output: as.output, by }, scene);
  if (as.type === 'failed') {
    const failure: FailureData = { code: 'denied', message: `${as.reason} (said by ${by})` };
    return settleEffect(router, effect, { type: 'refusal', failure, by }, scene);
  }
  if (effect.state !== 'parked') return [];
  const { failure: _former, output: _output, ...rest } = effect;
  const again: EffectRecord = { ...rest, state: 'pending', nextAt: scene.at };
  scene.draft.put('effect', again);
  scene.effects.push(again);
  return [];
}
