import type { FailureData } from '../base/failure.ts';
import type { JsonObject } from '../base/json.ts';
import type { EffectRecord } from '../store/records.ts';
import type { Offer, Router, Scene } from './router.ts';

/** How an effect ended. */
export type EffectEnd = { type: 'result'; output: JsonObject } | { type: 'refusal'; failure: FailureData };

/**
 * Writes an effect's end into the scene and returns the event for its run.
 * An effect that ended before is left as it is: its end is told once.
 */
export async function settleEffect(
  router: Pick<Router, 'finished'>,
  record: EffectRecord,
  end: EffectEnd,
  scene: Scene,
): Promise<Offer[]> {
  if (record.state === 'done' || record.state === 'failed') return [];
  const attempts = record.attempts + 1;
  const settled: EffectRecord =
    end.type === 'result'
      ? { ...record, state: 'done', output: end.output, attempts }
      : { ...record, state: 'failed', failure: end.failure, attempts };
  scene.draft.put('effect', settled);
  await router.finished(settled, scene);
  const effect = record.key;
  return end.type === 'result'
    ? [{ run: record.run, event: { type: 'done', effect, output: end.output } }]
    : [{ run: record.run, event: { type: 'failed', effect, failure: end.failure } }];
}
