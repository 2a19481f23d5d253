import type { FailureData } from '../base/failure.ts';
import { isObject } from '../base/json.ts';
import { settleEffect } from '../engine/settle.ts';
import type { Offer, Placement, Router, Scene } from '../engine/router.ts';
import type { Flow } from '../flow/flow.ts';
import { triggersOf } from '../flow/trigger.ts';
import { LIMITS } from '../flow/limits.ts';
import type { Effect, Run } from '../flow/run.ts';
import type { ConversationRecord } from '../store/records.ts';
import { contactOf } from './context.ts';
import { changeLane } from './conversation.ts';
import type { RouterOptions } from './options.ts';
import { perList } from './per-list.ts';
import { currentFlow, foregroundOf, startInBackground } from './start.ts';
import { asTest, flowsFor } from './testers/drafts-for.ts';

/** Name of the operation that the step `subflow` asks for. */
export const START_FLOW = 'startFlow';

/**
 * Begins a run that another one calls, on the same lane. With `together` it takes the caller's place in the
 * conversation until it ends; with `wait: false` nobody waits for its end.
 */
export async function startChild(
  { id: effect, input }: Extract<Effect, { kind: 'call' }>,
  run: Run,
  scene: Scene,
  options: RouterOptions,
): Promise<Placement> {
  const name = typeof input['flow'] === 'string' ? input['flow'] : '';
  const conversation = run.conversation ? await scene.draft.get('conversation', run.conversation) : undefined;
  const flow = currentFlow(await flowsOf(run, conversation, scene, options), name);
  const depth = (run.depth ?? 0) + 1;
  const refused = !flow
    ? unknownFlow(name)
    : depth > LIMITS.nesting
      ? tooDeep()
      : run.issued > 10 * LIMITS.children
        ? tooMany()
        : undefined;
  if (!flow || refused)
    return { connection: null, event: { type: 'failed', effect, failure: refused ?? unknownFlow(name) } };
  const waits = input['wait'] !== false;
  const given = isObject(input['input']) ? input['input'] : {};
  const parent = waits ? { parent: { run: run.id, effect } } : {};
  const fresh = startInBackground({ flow, input: given, conversation, part: effect, depth, ...parent }, scene);
  const begun = { ...fresh, begin: asTest(fresh.begin, { flow, test: run.test }, scene, options) };
  const holder = await foregroundOf(scene);
  if (input['together'] === true && waits && conversation && (!holder || holder.id === run.id))
    changeLane(scene, { foreground: begun.begin.id });
  const started = { connection: null, inside: begun };
  return waits ? started : { ...started, event: { type: 'done', effect, output: { run: begun.begin.id } } };
}

/** The flows that a run may call: those of a test user's run are drafts where the person tries them. */
async function flowsOf(
  run: Run,
  conversation: ConversationRecord | undefined,
  scene: Scene,
  options: RouterOptions,
): Promise<readonly Flow[]> {
  if (!run.test || !conversation) return options.flows.current();
  const contact = await contactOf(conversation, scene);
  return flowsFor({ contact, connection: conversation.connection }, options).flows;
}

/** Tells a caller that the run it called has ended, and gives it the conversation back. */
export async function endChild(run: Run, scene: Scene, router: Pick<Router, 'finished'>): Promise<Offer[]> {
  if (!run.parent) return [];
  const caller = (await scene.draft.get('run', run.parent.run))?.run;
  if (scene.lane.foreground === run.id && caller) changeLane(scene, { foreground: caller.id });
  const effect = await scene.draft.get('effect', run.parent.effect);
  if (effect?.state !== 'inside') return [];
  const output = { run: run.id, status: run.status, output: run.output ?? {} };
  if (run.status === 'completed') return settleEffect(router, effect, { type: 'result', output }, scene);
  const failure: FailureData = run.failure ?? {
    code: 'denied',
    message: `The flow "${run.flow.id}" ended as ${run.status}.`,
  };
  return settleEffect(router, effect, { type: 'refusal', failure }, scene);
}

/** Begins the runs of flows that start when another flow ends. */
export async function startAfter(run: Run, scene: Scene, options: RouterOptions): Promise<Offer[]> {
  const { status } = run;
  if (status === 'active' || (run.depth ?? 0) >= LIMITS.nesting) return [];
  const flows = followers(options.flows.current()).filter((flow) =>
    triggersOf(flow, 'flow').some(
      ({ after, ended = ['completed'] }) => after === run.flow.id && ended.includes(status),
    ),
  );
  if (flows.length === 0) return [];
  const conversation = run.conversation ? await scene.draft.get('conversation', run.conversation) : undefined;
  const input = { run: run.id, flow: run.flow.id, status, output: run.output ?? {} };
  const part = `${run.id}/${run.revision}`;
  return flows.map((flow) => {
    const begun = startInBackground({ flow, input, conversation, part, depth: (run.depth ?? 0) + 1 }, scene);
    return { ...begun, begin: asTest(begun.begin, { flow, test: run.test }, scene, options) };
  });
}

/** The flows that start when another one ends. */
const followers = perList((flows) => flows.filter((flow) => triggersOf(flow, 'flow').length > 0));

function unknownFlow(name: string): FailureData {
  return { code: 'not_found', message: `No flow "${name}" is published. Publish it, or correct the name in the step.` };
}

function tooDeep(): FailureData {
  return {
    code: 'invalid',
    message: `Flows call each other more than ${LIMITS.nesting} deep; one of them calls itself.`,
  };
}

function tooMany(): FailureData {
  return { code: 'invalid', message: `The run has started more than ${LIMITS.children} others.` };
}
