import type { FailureData } from '../base/failure.ts';
import type { JsonObject } from '../base/json.ts';
import type { EffectRecord, Exchange } from '../store/records.ts';
import type { Offer, Router, Scene } from './router.ts';

/** How an effect ended; `by` where a person said so. */
export type EffectEnd = ({ type: 'result'; output: JsonObject } | { type: 'refusal'; failure: FailureData }) & {
  exchanges?: readonly Exchange[];
  by?: string;
};

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
  const facts = {
    attempts: record.attempts + (record.state === 'inside' || end.by !== undefined || record.shadow ? 0 : 1),
    endedAt: scene.at,
    ...(end.exchanges ? { exchanges: end.exchanges } : {}),
  };
  const { failure: _former, ...rest } = record;
  const settled: EffectRecord =
    end.type === 'result'
      ? { ...rest, ...facts, state: 'done', output: end.output }
      : { ...rest, ...facts, state: 'failed', failure: end.failure };
  scene.draft.put('effect', settled);
  const more = await router.finished(settled, scene);
  const effect = record.key;
  const by = end.by === undefined ? {} : { by: end.by };
  const told: Offer =
    end.type === 'result'
      ? { run: record.run, event: { type: 'done', effect, output: end.output, ...by } }
      : { run: record.run, event: { type: 'failed', effect, failure: end.failure, ...by } };
  return [told, ...more];
}
