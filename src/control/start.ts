import type { JsonObject } from '../base/json.ts';
import type { Recipient } from '../flow/recipient.ts';
import type { Run } from '../flow/run.ts';
import { startByHand } from '../inbox/start-by-hand.ts';
import { ControlError, missing, type ControlParts } from './control.ts';
import { known } from './flows.ts';
import { theRun } from './runs.ts';

/** A flow to start by hand; `to` is whom it talks to: `<connection>:<address>`. */
export type StartRequest = { flow: string; input?: JsonObject; to?: string };

/** Starts flows in a person's name. */
export function startFunctions(parts: ControlParts) {
  const { flows, host, now } = parts;
  const { recipient } = parts.router;
  return {
    'flows.start': async ({ flow, input = {}, to }: StartRequest): Promise<Run> => {
      const whom = to === undefined ? {} : { to: readRecipient(parts, to) };
      const start = { flow: known(parts, flow), input, ...whom };
      return theRun(parts, await startByHand(start, { flows, host, recipient, now }));
    },
  };
}

/** Reads `<connection>:<address>`. */
function readRecipient({ connections }: ControlParts, to: string): Recipient {
  const at = to.indexOf(':');
  const [connection, address] = [to.slice(0, at), to.slice(at + 1)];
  if (at < 1 || address === '')
    throw new ControlError(
      'invalid',
      `"${to}" names nobody. Write connection:address, such as whatsapp:+393331234567.`,
    );
  const names = connections.all().flatMap(({ record }) => (record.kind === 'channel' ? [record.key as string] : []));
  if (names.includes(connection)) return { connection, address };
  return missing(`channel connection "${connection}"`, `There is ${names.join(', ') || 'none yet'}.`);
}
