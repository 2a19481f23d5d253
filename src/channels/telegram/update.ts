import type { JsonObject } from '../../base/json.ts';

/** One update: its id, what stands under its kind, and when it came in, in epoch milliseconds. */
export type Update = { id: string; value: JsonObject; receivedAt: number };
