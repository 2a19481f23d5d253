import type { JsonObject } from '../../../base/json.ts';
import type { Schema } from '../../../base/schema.ts';
import type { Operation, Proposal } from '../../connector.ts';
import { API_NAME, type SalesforceConfig, type SalesforceIo } from '../config.ts';
import type { WriteAsk } from '../operations/write.ts';
import { openOrg } from '../request.ts';
import { MINUTE_MS, describeOf } from './describe-cache.ts';
import { dryRunWrite } from './dry-run.ts';
import { inspectWrite } from './inspect.ts';
import { suggestMapping } from './mapping.ts';
import { shapeOfWrite, type Verb } from './shape.ts';
import { suggestForWrite } from './suggest.ts';

/** The members of a write's operation that look at the org without changing it. */
type Looks = Required<Pick<Operation<SalesforceConfig>, 'shape' | 'suggest' | 'inspect' | 'dryRun' | 'propose'>>;

/** What a write can be asked before it is done. `input` is its general form. */
export function looksOf(verb: Verb, input: Schema): Looks {
  return {
    shape: (partial, io) => shapeOfWrite(verb, input, { partial, io }),
    suggest: (ask, io) => suggestForWrite(verb, ask, io),
    inspect: (planned, io) => inspectWrite(verb, planned, io),
    dryRun: (given, io) => dryRunWrite({ operation: verb, input: given } as unknown as WriteAsk, io),
    propose: (ask, io) => propose(ask, io),
  };
}

const NAME = new RegExp(API_NAME);

async function propose(
  { input, known }: { input: JsonObject; known: Parameters<typeof suggestMapping>[1] },
  io: SalesforceIo,
): Promise<Proposal> {
  const { object } = input;
  const describe =
    typeof object === 'string' && NAME.test(object) ? await describeOf(openOrg(io), object, MINUTE_MS) : undefined;
  if (!describe) return { input, why: [], open: [{ path: ['object'], message: 'Choose an object first.' }] };
  const { fields, why, open } = suggestMapping(describe, known);
  return { input: { ...input, fields, options: { onTooLong: 'cut' } }, why, open };
}
