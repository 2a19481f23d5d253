import { own } from '../../flow/flow.ts';
import { namesOf } from '../../flow/references.ts';
import { openVerifyCode } from '../../inbox/operations/verify-operations.ts';
import type { EffectRecord } from '../../store/records.ts';
import type { Books } from '../../control/books.ts';
import { types } from '../../control/catalog.ts';

/**
 * Reads what stands behind the handle of a secret. A secret of the installation goes out only where the run's own flow
 * names it: a customer who writes a handle gets nothing by it.
 */
export function createSecretReader({ store, flows, installation }: Books, digest: (text: string) => string) {
  return async (name: string, effect: EffectRecord): Promise<string | undefined> => {
    const code = await openVerifyCode(name, { store, digest, now: Date.now });
    if (code !== undefined) return code;
    const run = (await store.get('run', effect.run))?.run;
    const flow = run && flows.version(run.flow.id, run.flow.version);
    const isNamed = flow !== undefined && namesOf(flow, types).secrets.includes(name);
    return isNamed ? own(installation.facts().secrets, name) : undefined;
  };
}
