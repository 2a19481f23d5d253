import { Failure } from '../../../base/failure.ts';
import { id, type RunId } from '../../../base/ids.ts';
import type { JsonObject } from '../../../base/json.ts';
import { triggersOf, type WebhookTrigger } from '../../../flow/trigger.ts';
import type { Response, Run } from '../../../flow/run.ts';
import { didYouMean } from '../../../flow/validate/closest.ts';
import { startByHand } from '../../../inbox/start-by-hand.ts';
import { startFlow } from '../../../inbox/start-flow.ts';
import { webhookAt } from '../../../inbox/webhook-paths.ts';
import type { WebhookCall } from '../lines.ts';
import { Impossible } from '../world.ts';
import type { Pretend } from './pretend.ts';

/** The run that a call over HTTP started, and whether its caller waits for it. */
export type CalledRun = { run: RunId; waits: boolean };

/** Starts a flow as a call over HTTP does; whoever calls is trusted. Throws `Impossible` for one that is not taken. */
export async function callFlow(world: Pretend, call: WebhookCall): Promise<CalledRun> {
  const { engine } = world;
  const { method, query, path } = call;
  const place = webhookAt(engine.flows.current(), path);
  if (!place) throw unknownPath(world, path);
  const trigger = place.triggers.find(({ methods }) => methodsOf({ methods }).includes(method));
  if (!trigger) {
    const taken = place.triggers.flatMap(methodsOf).join(', ');
    throw new Impossible(`/webhooks/${path} to take ${method}`, `it takes ${taken}`);
  }
  const headers = Object.fromEntries(Object.entries(call.headers).map(([name, value]) => [name.toLowerCase(), value]));
  const { body = null } = call;
  const read = typeof body === 'string' ? { body: null, text: body } : { body };
  const input: JsonObject = { method, path, query, headers, ...read };
  const { to, serialBy, answer } = trigger;
  const start = { flow: place.flow, trigger: 'webhook', key: keyOf(world), input, to, serialBy } as const;
  const { run } = await begun(world, () => startFlow(start, partsOf(world)));
  return { run, waits: answer === 'wait' };
}

/** What a caller is answered as things stand: what the flow says, else how far it is. */
export async function responseTo({ engine }: Pretend, called: CalledRun): Promise<Response | undefined> {
  const run = (await engine.store.get('run', called.run))?.run;
  if (!run) return undefined;
  if (called.waits && run.response) return run.response;
  const output = called.waits && run.output ? { output: run.output } : {};
  return {
    status: called.waits ? statusOf(run) : ACCEPTED,
    headers: {},
    body: { run: run.id, status: run.status, ...output },
  };
}

const ACCEPTED = 202;

function statusOf({ status }: Run): number {
  if (status === 'active') return ACCEPTED;
  return status === 'completed' ? 200 : 502;
}

/** Starts a flow as a person does who starts it by hand. Throws `Impossible`. */
export async function startTold(world: Pretend, name: string, { input, to }: ToldStart): Promise<void> {
  const { engine, project, people } = world;
  const flow = project.flows.find((each) => each.id === name);
  const names = project.flows.map((each) => each.id as string);
  if (!flow) throw new Impossible(`a flow "${name}"`, `there is ${names.join(', ')}.${didYouMean(name, names)}`);
  const [trigger] = triggersOf(flow, 'manual');
  const connection = trigger?.to?.connection ?? people?.home ?? '';
  const told = to === undefined ? {} : { to: { connection, address: to } };
  const start = { flow: id.flow(name), input, key: keyOf(world), ...told };
  await begun(world, () => startByHand(start, { ...partsOf(world), flows: engine.flows }));
}

type ToldStart = { input: JsonObject; to: string | undefined };

function methodsOf({ methods = ['POST'] }: Pick<WebhookTrigger, 'methods'>): readonly string[] {
  return methods;
}

function keyOf(world: Pretend): string {
  return `told/${++world.told}`;
}

function partsOf({ engine }: Pretend) {
  return { host: engine.host, recipient: engine.recipient, now: engine.clock.now };
}

/** Waits until all has come of a start. What it is refused for is what came. */
async function begun<Started>({ engine }: Pretend, start: () => Promise<Started>): Promise<Started> {
  try {
    return await start();
  } catch (error) {
    if (error instanceof Failure) throw new Impossible('a run to be started', error.message);
    throw error;
  } finally {
    await engine.settled();
  }
}

function unknownPath({ engine }: Pretend, path: string): Impossible {
  const paths = engine.flows.current().flatMap((flow) => triggersOf(flow, 'webhook').map((trigger) => trigger.path));
  const came = paths.length === 0 ? 'no flow is started by a call' : `there are ${paths.join(', ')}.`;
  return new Impossible(`a flow at /webhooks/${path}`, `${came}${didYouMean(path, paths)}`);
}
