import type { JsonValue } from '../../base/json.ts';
import { isObject } from '../../base/json.ts';
import type { DeliveryStatus, Order } from './model.ts';

/** What may be changed while any phone runs, through `POST /_control/settings`. */
export type Settings = {
  /** The statuses of an accepted message in the order in which they arrive: leave some out, swap them, or none. */
  statuses: readonly DeliveryStatus[];
  /** Milliseconds before the first status and between two. */
  statusDelayMs: number;
  order: Order;
  /** Every n-th webhook is delivered a second time though it was taken; 0 is never. */
  duplicateEvery: number;
  /** Waits before the first, second, … redelivery; the last one repeats. */
  redeliveryMs: readonly number[];
};

/** A kind of value, or the only texts that are allowed. */
export type Shape = 'string' | 'number' | 'boolean' | 'list' | 'object' | readonly string[];

/** The shape of each common setting. */
export const SETTING_SHAPES: Record<keyof Settings, Shape> = {
  statuses: 'list',
  statusDelayMs: 'number',
  order: ['kept', 'free'],
  duplicateEvery: 'number',
  redeliveryMs: 'list',
};

/** The common settings at the start; `statuses` are those that the provider reports. */
export function commonSettings(given: Partial<Settings>, statuses: readonly DeliveryStatus[]): Settings {
  return {
    statuses: given.statuses ?? statuses,
    statusDelayMs: given.statusDelayMs ?? 0,
    order: given.order ?? 'kept',
    duplicateEvery: given.duplicateEvery ?? 0,
    redeliveryMs: given.redeliveryMs ?? [200, 400, 800, 1600, 3200, 5000],
  };
}

/** True for a value of this shape. */
export function hasShape(value: JsonValue | undefined, shape: Shape): boolean {
  if (typeof shape !== 'string') return typeof value === 'string' && shape.includes(value);
  if (shape === 'list') return Array.isArray(value);
  return shape === 'object' ? isObject(value) : typeof value === shape;
}

/** A shape in words: `a string`, `one of a, b`. */
export function nameOf(shape: Shape): string {
  return typeof shape === 'string' ? `a ${shape}` : `one of ${shape.join(', ')}`;
}
