import { toFailureData } from '../../../base/failure.ts';
import type { JsonObject, JsonValue } from '../../../base/json.ts';
import { objectsAt, textAt } from '../reading.ts';
import { callGraph, type GraphIo } from './graph.ts';
import type { Platform } from './platform.ts';

/** How an account stands with the app: all is sent to it, a part, or nothing. */
export type Subscription = {
  state: 'whole' | 'part' | 'none';
  /** The fields that are sent. */
  fields: readonly string[];
  missing: readonly string[];
};

/**
 * Has the account send its news to the app of the token. Fields that are sent already stay: another connection of the
 * same Page may need them. Doing it again does no harm.
 */
export async function subscribe(io: GraphIo, platform: Platform): Promise<void> {
  await complete(io, platform, await readSubscription(io, platform));
}

async function complete(io: GraphIo, platform: Platform, { fields, missing }: Subscription): Promise<void> {
  const path = `${pathOf(platform)}?subscribed_fields=${[...fields, ...missing].join(',')}`;
  await callGraph(io, platform, { method: 'POST', path });
}

/** Ends it; where nothing is left to end, too. */
export async function unsubscribe(io: GraphIo, platform: Platform): Promise<void> {
  try {
    await callGraph(io, platform, { method: 'DELETE', path: pathOf(platform) });
  } catch (thrown) {
    if (toFailureData(thrown).code !== 'not_found') throw thrown;
  }
}

/** Asks how it stands. Meta ends a subscription by itself when the webhook has failed for an hour. */
export async function readSubscription(io: GraphIo, platform: Platform): Promise<Subscription> {
  const answer = await callGraph(io, platform, { method: 'GET', path: pathOf(platform) });
  const apps = objectsAt(answer, 'data');
  // Without an app id of our own, any app counts: the token sees the apps that it was made for.
  const app = platform.appId === undefined ? apps[0] : apps.find((each) => textAt(each, 'id') === platform.appId);
  if (!app) return { state: 'none', fields: [], missing: platform.fields };
  const fields = fieldsOf(app);
  const missing = platform.fields.filter((field) => !fields.includes(field));
  return { state: missing.length === 0 ? 'whole' : 'part', fields, missing };
}

/** Subscribes anew where Meta ended it, or where fields are missing. */
export async function keepSubscribed(io: GraphIo, platform: Platform): Promise<void> {
  const subscription = await readSubscription(io, platform);
  if (subscription.state !== 'whole') await complete(io, platform, subscription);
}

function pathOf({ node }: Platform): string {
  return `${encodeURIComponent(node)}/subscribed_apps`;
}

function fieldsOf(app: JsonObject): readonly string[] {
  const fields = app['subscribed_fields'];
  if (!Array.isArray(fields)) return [];
  return (fields as readonly JsonValue[]).filter((field): field is string => typeof field === 'string');
}
