import { toFailureData, type FailureData } from '../../base/failure.ts';
import type { Lane } from '../../base/ids.ts';
import type { EffectRecord } from '../../store/records.ts';
import type { Write } from '../../store/store.ts';
import { nameOf } from './lane-move.ts';
import type { Job, LanesOptions, Storage } from './lanes.ts';

/** Our own bug kept an event from being applied: keep it whole, so that nothing accepted is lost. */
export async function keepStuck(
  options: Pick<LanesOptions, 'store' | 'now' | 'log'>,
  lane: Lane,
  job: Pick<Job, 'key' | 'event'>,
  error: unknown,
): Promise<void> {
  const at = options.now();
  const message = toFailureData(error).message;
  const key = job.key ?? `${lane}/${nameOf(job.event)}`;
  options.log('an event could not be applied and is kept', {
    lane,
    key,
    message,
    stack: (error as Error)?.stack ?? '',
  });
  const event = JSON.parse(JSON.stringify(job.event));
  await options.store.commit([
    ...(job.key === undefined ? [] : [{ op: 'insert', kind: 'seen', record: { key: job.key, at } } as const]),
    { op: 'put', kind: 'stuck', record: { key, lane, event, message, at } },
    ...(await parkEnded(options.store, job.event, message)),
  ]);
}

/** An effect that has ended but whose end could not be applied: left pending, it would be performed again at each start. */
async function parkEnded(store: Storage, event: Job['event'], message: string): Promise<Write[]> {
  if (event.type !== 'result' && event.type !== 'refusal') return [];
  const record = await store.get('effect', event.effect);
  if (record?.state !== 'pending') return [];
  const end = event.type === 'result' ? { output: event.output } : {};
  const failure: FailureData = { code: 'defect', message };
  const parked: EffectRecord = { ...record, ...end, state: 'parked', attempts: record.attempts + 1, failure };
  return [{ op: 'put', kind: 'effect', record: parked }];
}
