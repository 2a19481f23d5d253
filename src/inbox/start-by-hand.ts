import { randomUUID } from 'node:crypto';
import { Failure } from '../base/failure.ts';
import type { FlowId, RunId } from '../base/ids.ts';
import type { JsonObject } from '../base/json.ts';
import type { FlowBook } from '../engine/flow-book.ts';
import { triggersOf } from '../flow/trigger.ts';
import type { Recipient } from '../flow/recipient.ts';
import { startFlow, type StartParts } from './start-flow.ts';
import { currentFlow } from './start.ts';

/** A start that a person, or a program in their name, asks for. */
export type HandStart = {
  flow: FlowId;
  input: JsonObject;
  /** Whom it talks to, where that is not what its trigger says. */
  to?: Recipient;
  /** Names this start, so that asking twice starts once; without it each call starts a run. */
  key?: string;
};

/**
 * Starts the current version of a flow by hand and resolves to its run once that is on disk. Throws a `Failure` where
 * the flow is not published (`not_found`), is not meant to be started by hand (`unsupported`), or would talk to nobody
 * (`invalid`), and with `conflict` where the key was used before.
 */
export async function startByHand(
  { flow: flowId, input, to, key = randomUUID() }: HandStart,
  parts: StartParts & { flows: Pick<FlowBook, 'current'> },
): Promise<RunId> {
  const flow = currentFlow(parts.flows.current(), flowId);
  if (!flow) {
    throw new Failure({
      code: 'not_found',
      message: `No flow "${flowId}" is published. Publish it, or correct the id.`,
    });
  }
  const [trigger] = triggersOf(flow, 'manual');
  if (!trigger) {
    const message = `The flow "${flowId}" is not started by hand. Add the trigger "By hand" and publish it.`;
    throw new Failure({ code: 'unsupported', message });
  }
  const start = { flow, trigger: 'manual', key: `hand/${flowId}/${key}`, input, to: to ?? trigger.to } as const;
  const { run, acceptance } = await startFlow(start, parts);
  if (acceptance === 'accepted') return run;
  throw new Failure({ code: 'conflict', message: `A run of "${flowId}" was started with the key "${key}" before.` });
}
