import { createHash } from 'node:crypto';
import type { JsonObject } from '../../../base/json.ts';
import type { DeedShapes } from '../../phone/deed.ts';
import type { Customer, DeliveryStatus } from '../../phone/model.ts';

/** One of the services behind Bird's channels API: what it is called there and what can be said on it. */
export type BirdService = {
  /** The word in front of its events. */
  word: string;
  /** The name of the channel in the account. */
  name: string;
  /** What identifies people: their phone numbers, or ids of this kind. */
  key: string;
  /** The kinds of bodies that it takes; `template` stands for approved messages. */
  takes: readonly string[];
  deeds: DeedShapes;
  statuses: readonly DeliveryStatus[];
  /** For how long after a person's message free words are taken; at any time unless told. */
  windowMs?: number;
};

/** The kind of identifier that is a phone number. */
export const NUMBER_KEY = 'phonenumber';

/** The workspace behind a pretended API, with its one channel. */
export type Workspace = { workspace: string; channel: string; accessKey: string; signingKey: string };

/** A person as messages name them. */
export function contactOf({ key }: BirdService, customer: Customer, name?: string): JsonObject {
  const value = key === NUMBER_KEY ? `+${customer.number ?? customer.key}` : (customer.userId ?? customer.key);
  return {
    id: createHash('sha256').update(value).digest('hex').slice(0, 32),
    identifierKey: key,
    identifierValue: value,
    ...(name !== undefined && { annotations: { name } }),
  };
}
