import type { FailureData } from '../../base/failure.ts';
import type { EffectRecord } from '../../store/records.ts';
import type { Clock } from '../clock.ts';
import { createAlarm } from './alarm.ts';
import type { Item, Queue } from './queue.ts';

/** Ends effects of a queue whose time is over before their turn came. */
export type Expiry = {
  /** Looks out for the deadline of an effect that has come into the queue. */
  watch(effect: EffectRecord): void;
  isOver(item: Item): boolean;
  end(item: Item): void;
  cancel(): void;
};

/** What ending effects needs. */
export type ExpiryOptions = {
  clock: Clock;
  queue: Queue;
  /** When no attempt of an effect is to be begun any more. */
  deadlineOf(effect: EffectRecord): number | undefined;
  /** Ends an effect whose deadline has passed; `cause` where the system is known to be away. */
  expire(effect: EffectRecord, cause: FailureData | undefined): Promise<void>;
  cause(): FailureData | undefined;
  /** Told of each effect that was ended. */
  ended(effect: EffectRecord): void;
  /** Told when those have left the queue whose time was over. */
  looked(): void;
};

/** Creates what ends effects of a queue in time. */
export function createExpiry(options: ExpiryOptions): Expiry {
  const { clock, queue, deadlineOf } = options;
  const isOver = ({ effect }: Item): boolean => (deadlineOf(effect) ?? Infinity) <= clock.now();
  const end = (item: Item): void => {
    queue.remove(item);
    void options.expire(item.effect, options.cause()).then(() => options.ended(item.effect));
  };
  const alarm = createAlarm(clock, () => {
    for (const item of queue.all().filter(isOver)) end(item);
    const deadlines = queue.all().map(({ effect }) => deadlineOf(effect) ?? Infinity);
    const next = deadlines.reduce((least, deadline) => Math.min(least, deadline), Infinity);
    if (next < Infinity) alarm.at(next);
    options.looked();
  });
  return {
    isOver,
    end,
    watch(effect) {
      const deadline = deadlineOf(effect);
      if (deadline !== undefined) alarm.at(deadline);
    },
    cancel: alarm.cancel,
  };
}
