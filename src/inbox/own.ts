import { Failure, toFailureData } from '../base/failure.ts';
import type { EffectId } from '../base/ids.ts';
import type { JsonObject } from '../base/json.ts';
import { checkSchema } from '../base/schema.ts';
import type { LaneEvent } from '../engine/host.ts';
import type { EventInput, Offer, Placement, Scene } from '../engine/router.ts';
import { own } from '../flow/flow.ts';
import type { Effect, Run } from '../flow/run.ts';
import { contactOf } from './context.ts';
import type { OperationScene } from './operations/operation.ts';
import type { RouterOptions } from './options.ts';

/** Who an operation of ours works for: a run, or a person. */
type Caller = Pick<OperationScene, 'run' | 'effect' | 'conversation' | 'contact' | 'by'>;

/** Does an operation of ours for a run, inside the commit. */
export async function performOwn(
  { id: effect, operation, input }: Extract<Effect, { kind: 'call' }>,
  run: Run,
  scene: Scene,
  options: RouterOptions,
): Promise<Placement> {
  const conversation = run.conversation ? await scene.draft.get('conversation', run.conversation) : undefined;
  const contact = conversation && (await contactOf(conversation, scene));
  const caller: Caller = { run, effect, conversation, contact, by: `flow ${run.flow.id}` };
  let event: EventInput;
  try {
    const output = await operate({ name: operation, input }, caller, scene, options);
    event = refusalIn(operation, output, effect) ?? { type: 'done', effect, output };
  } catch (error) {
    // A bug of ours must not pass for a refusal: the event is kept as stuck.
    if (!(error instanceof Failure)) throw error;
    event = { type: 'failed', effect, failure: toFailureData(error) };
  }
  return { connection: null, event };
}

/** An operation whose outcome is `failed` has changed what it has to, and the step leaves by its exit for that. */
function refusalIn(operation: string, { outcome, message }: JsonObject, effect: EffectId): EventInput | undefined {
  if (outcome !== 'failed') return undefined;
  const words = typeof message === 'string' ? message : `The operation "${operation}" failed.`;
  return { type: 'failed', effect, failure: { code: 'denied', message: words } };
}

/** Does an operation of ours in the name of a person. */
export async function operateByHand(
  event: Extract<LaneEvent, { type: 'operate' }>,
  scene: Scene,
  options: RouterOptions,
): Promise<Offer[]> {
  const conversation = event.conversation && (await scene.draft.get('conversation', event.conversation));
  const contact = event.contact
    ? await scene.draft.get('contact', event.contact)
    : conversation && (await contactOf(conversation, scene));
  const caller: Caller = {
    run: undefined,
    effect: undefined,
    conversation: conversation || undefined,
    contact: contact || undefined,
    by: event.by,
  };
  await operate({ name: event.operation, input: event.input }, caller, scene, options);
  return [];
}

async function operate(
  { name, input }: { name: string; input: JsonObject },
  caller: Caller,
  scene: Scene,
  options: RouterOptions,
): Promise<JsonObject> {
  const operation = own(options.operations ?? {}, name);
  if (!operation)
    throw new Failure({ code: 'unsupported', message: `There is no operation "${name}" here. Correct the name.` });
  const [misfit] = checkSchema(operation.input, input);
  if (misfit) {
    const where = misfit.path.join('.');
    const message = `The input of "${name}" does not fit${where ? ` at ${where}` : ''}: ${misfit.message}.`;
    throw new Failure({ code: 'invalid', message, fields: [where] });
  }
  const { random = missing, digest = missing } = options;
  const takeBack = scene.draft.mark();
  const changes = scene.changes.length;
  try {
    return await operation.run(input, Object.assign(viewOf(scene), { ...caller, random, digest }));
  } catch (error) {
    takeBack();
    scene.changes.length = changes;
    throw error;
  }
}

/** The scene as an operation sees it; its lane is the scene's own, whoever changes it. */
function viewOf(scene: Scene): Scene {
  return {
    get lane() {
      return scene.lane;
    },
    set lane(lane) {
      scene.lane = lane;
    },
    at: scene.at,
    cause: scene.cause,
    draft: scene.draft,
    changes: scene.changes,
    effects: scene.effects,
  };
}

function missing(): never {
  throw new Error('This installation has no source of chance and no key.');
}
