import { allOf } from '../inbox/contacts/list-of.ts';
import { randomUUID } from 'node:crypto';
import type { ConnectionId, EffectId, FlowId, RunId } from '../base/ids.ts';
import { isObject, type JsonObject } from '../base/json.ts';
import type { Settlement } from '../engine/host.ts';
import type { EffectRecord } from '../store/records.ts';
import { ControlError, missing, type ControlParts } from './control.ts';
import { effectTitle } from './runs.ts';

/** An effect that a person must decide about. */
export type ParkedEffect = {
  effect: EffectId;
  run: RunId;
  flow?: FlowId;
  connection: ConnectionId | null;
  /** What was asked of whom. */
  what: string;
  request: EffectRecord['request'];
  failure?: EffectRecord['failure'];
  exchanges?: EffectRecord['exchanges'];
  attempts: number;
  issuedAt: number;
  unknownSince?: number;
};

/** How a parked effect is settled. */
export type SettleRequest = { effect: string; by: string } & (
  | { as: 'happened'; output?: JsonObject }
  | { as: 'failed'; reason?: string }
  | { as: 'again' }
);

/** Shows effects of unknown outcome, and takes what a person says became of them. */
export function parkedFunctions(parts: ControlParts) {
  const { store, host } = parts;
  return {
    'parked.list': async ({ connection }: { connection?: string }): Promise<ParkedEffect[]> => {
      const where = { state: 'parked', ...(connection === undefined ? {} : { connection }) };
      const effects = await allOf('effect', { where }, store);
      return Promise.all(effects.map((effect) => describe(parts, effect)));
    },

    'parked.settle': async (request: SettleRequest): Promise<{ effect: EffectId; run: RunId; state: string }> => {
      const effect = await store.get('effect', request.effect);
      if (!effect) return missing(`effect "${request.effect}"`, '', 'Those that wait for a person: rondine parked');
      if (effect.state !== 'parked')
        throw new ControlError(
          'refused',
          `Effect ${effect.key} is not parked: it is ${effect.state}. Nothing was changed.`,
        );
      const settlement = settlementOf(request);
      const key = `settle/${randomUUID()}`;
      await host.accept(effect.lane, key, { type: 'settle', effect: effect.key, as: settlement, by: request.by });
      const after = await store.get('effect', effect.key);
      return { effect: effect.key, run: effect.run, state: after?.state ?? 'gone' };
    },
  };
}

function settlementOf(request: SettleRequest): Settlement {
  switch (request.as) {
    case 'happened':
      return { type: 'happened', output: isObject(request.output) ? request.output : {} };
    case 'failed':
      return { type: 'failed', reason: request.reason ?? 'It did not happen.' };
    case 'again':
      return { type: 'again' };
  }
}

async function describe({ store }: ControlParts, effect: EffectRecord): Promise<ParkedEffect> {
  const run = (await store.get('run', effect.run))?.run;
  const { key, request, connection, attempts, failure, exchanges, unknownSince } = effect;
  return {
    effect: key,
    run: effect.run,
    ...(run ? { flow: run.flow.id } : {}),
    connection,
    what: effectTitle(effect),
    request,
    ...(failure ? { failure } : {}),
    ...(exchanges ? { exchanges } : {}),
    attempts,
    issuedAt: effect.at,
    ...(unknownSince === undefined ? {} : { unknownSince }),
  };
}
