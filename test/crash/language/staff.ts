import { once } from 'node:events';
import { request as ask, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import type { ConversationSummary } from '../../../src/control/conversations.ts';
import type { ParkedEffect, SettleRequest } from '../../../src/control/parked.ts';
import { socketPath } from '../../../src/cli/socket/socket-path.ts';
import { VERSION, VERSION_HEADER } from '../../../src/control/version.ts';
import { isObject } from '../../../src/base/json.ts';
import type { ShopCall } from './shop.ts';
import type { Stage } from './stage.ts';

/** Name under which staff act. */
export const STAFF = 'chaos staff';

const LOOK_EVERY_MS = 250;
/** How long after an effect was seen parked a call of it may still reach the shop. */
const ON_THE_LINE_MS = 600;

/**
 * People who look after the flows: they give conversations back, and say what became of parked calls by the shop's own
 * log. `seen` takes in the effects that they found parked. Resolves when everybody was told to stop.
 */
export async function staff(stage: Stage, folder: string, seen: Set<string>): Promise<void> {
  const known = new Map<string, number>();
  const work = async (): Promise<void> => {
    const waiting = await control<ConversationSummary[]>(folder, 'conversations.list', { state: 'people', limit: 500 });
    for (const { key } of waiting)
      if (stage.random() < 0.5) await control(folder, 'conversations.release', { conversation: key, by: STAFF });
    for (const parked of await control<ParkedEffect[]>(folder, 'parked.list', {})) {
      const since = known.get(parked.effect) ?? Date.now();
      known.set(parked.effect, since);
      seen.add(parked.effect);
      if (Date.now() - since < ON_THE_LINE_MS) continue;
      await control(folder, 'parked.settle', settlementOf(parked, stage));
      known.delete(parked.effect);
    }
  };
  while (!stage.stopped) {
    const began = performance.now();
    // The server may be killed at any moment: what was not done is found the next time.
    if (stage.base !== undefined) await work().catch(() => undefined);
    // Whoever looks at thousands of conversations looks less often.
    await pause(Math.max(LOOK_EVERY_MS, 5 * (performance.now() - began)));
  }
}

/** What the shop's log says: it happened, or it did not and is done again or given up. */
function settlementOf({ effect, request }: ParkedEffect, { world, random }: Stage): SettleRequest {
  const about = aboutOf(request);
  const executed = world.shop.calls.some((call) => call.route === 'parcels' && call.about === about && call.executed);
  if (executed) return { effect, by: STAFF, as: 'happened', output: { body: { about: about ?? '' } } };
  return random() < 0.5 ? { effect, by: STAFF, as: 'again' } : { effect, by: STAFF, as: 'failed' };
}

/** What a call of the shop was about, by what its step asked for. */
export function aboutOf(asked: ParkedEffect['request']): ShopCall['about'] | undefined {
  if (asked.kind !== 'call' || !isObject(asked.input['json'])) return undefined;
  return typeof asked.input['json']['about'] === 'string' ? asked.input['json']['about'] : undefined;
}

async function control<T>(folder: string, name: string, input: object): Promise<T> {
  const headers = { 'content-type': 'application/json', [VERSION_HEADER]: VERSION };
  const options = { socketPath: socketPath(folder), path: `/${name}`, method: 'POST', agent: false, headers } as const;
  const sent = ask({ ...options, timeout: 5000 });
  sent.once('timeout', () => sent.destroy());
  sent.end(JSON.stringify(input));
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  const body = JSON.parse(await text(response)) as T;
  if (response.statusCode !== 200) throw new Error(`${name} was refused: ${JSON.stringify(body)}`);
  return body;
}
