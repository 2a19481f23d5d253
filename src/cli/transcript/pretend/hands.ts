import { id, type FlowId, type Lane, type RunId } from '../../../base/ids.ts';
import type { JsonObject } from '../../../base/json.ts';
import type { LaneEvent, Party } from '../../../engine/host.ts';
import { triggersOf, type Flow, type Recipient, type Trigger } from '../../../flow/flow.ts';
import type { Response, Run } from '../../../flow/run.ts';
import { didYouMean } from '../../../flow/validate/closest.ts';
import { contactView } from './contact-view.ts';
import { digest } from '../../../inbox/digest.ts';
import { laneOf } from '../../../inbox/lane-of.ts';
import { recipientOf, renderForStart } from '../../../inbox/recipient.ts';
import { currentFlow } from '../../../inbox/start.ts';
import type { WebhookCall } from '../lines.ts';
import { formatMoment } from '../moment.ts';
import { Impossible, type Hands } from '../world.ts';
import { runIdOf } from './engine.ts';
import { conversationOf, laneOfPerson, peopleOf, say, tell, type Pretend } from './pretend.ts';
import { runsOf } from './state.ts';

/** The run that the last call over HTTP started, and whether its caller waits for it. */
type LastCall = { run: RunId; waits: boolean };

/** Creates what a transcript can do in a pretend world besides what people do with their phones. */
export function createHands(world: Pretend): Hands {
  let last: LastCall | undefined;
  const { engine } = world;
  const person = (customer: string) => peopleOf(world).get(customer);
  const accept = (lane: Lane, event: LaneEvent) => acceptTold(world, lane, event);
  return {
    timeZone: world.zone,
    now: engine.clock.now,
    tell({ calls, sends }) {
      world.systems.tell(calls);
      world.sends = [...sends];
    },
    calls: () => world.systems.calls(),
    complaint: () => complaintOf(world),
    reached: () => world.people?.all().map(({ customer }) => customer.name) ?? [],
    refusal: (customer, message) => person(customer).refused.get(message),
    pass: (ms) => engine.clock.moveTo(engine.clock.now() + ms),
    ring: (flow) => ring(world, flow),
    async call(call) {
      last = await callFlow(world, call);
    },
    response: async () => (last ? responseTo(world, last) : undefined),
    start: async (flow, input, to) => startByHand(world, { flow, input, to }),
    async resume(data, key) {
      const run = (await runsWaiting(world)).find(({ wait }) => key === undefined || wait.key === key);
      const called = key === undefined ? '' : ` under the name "${key}"`;
      if (!run) throw new Impossible(`a run that waits for a call${called}`, await waitingWords(world));
      await accept(run.lane, { type: 'resume', run: run.id, data });
    },
    async news(customer, status, failure) {
      const message = person(customer).messages.findLast(({ from }) => from === 'business');
      if (!message) throw new Impossible('a message of the bot that there is news about', 'the bot has said nothing');
      const event = { type: 'status', id: message.id, status, at: engine.clock.now() } as const;
      await tell(world, { ...event, ...(failure ? { failure } : {}) });
    },
    async staff(customer, text) {
      await say(world, person(customer), { content: { kind: 'text', text }, echo: true });
    },
    async release(customer, by) {
      const conversation = await conversationOf(world, person(customer));
      if (conversation?.state !== 'people')
        throw new Impossible('a conversation that people have', conversation ? 'its flow has it' : 'there is none');
      await accept(conversation.lane, { type: 'release', conversation: conversation.key, by });
    },
    runs: (customer) => runsOf(world, customer === undefined ? undefined : person(customer)),
    async contact(customer) {
      const lane = await laneOfPerson(world, person(customer));
      return lane?.contact ? contactView(engine.store, lane.contact) : undefined;
    },
  };
}

async function acceptTold(world: Pretend, lane: Lane, event: LaneEvent): Promise<void> {
  const { engine } = world;
  await engine.host.accept(lane, `told/${++world.told}`, event);
  await engine.calm.settled();
}

/** A call that nobody said an answer to, or an event that a fault of ours kept from being applied. */
async function complaintOf({ systems, engine }: Pretend): Promise<Impossible | undefined> {
  const call = systems.unanswered();
  if (call) {
    const name = `${call.connection}.${call.operation}`;
    const line = `- call: { connection: ${call.connection}, operation: ${call.operation}, returns: { … } }`;
    const came = `the transcript does not say what ${name} answers to ${JSON.stringify(call.input)}`;
    return new Impossible(`a line "${line}" behind what leads to it`, came);
  }
  const [stuck] = await engine.store.list('stuck', { limit: 1 });
  return stuck && new Impossible('every event to be applied', `a fault of Rondine: ${stuck.message}`);
}

/** Moves time on to a schedule. */
async function ring({ engine, project }: Pretend, flow: string | undefined): Promise<void> {
  const scheduled = project.flows.filter((each) => triggersOf(each, 'schedule').length > 0);
  const names = scheduled.map((each) => each.id as string);
  const [only, second] = names;
  const wanted = flow ?? (second === undefined ? only : undefined);
  if (wanted === undefined || !names.includes(wanted)) {
    const came = names.length === 0 ? 'no flow has a schedule' : `there are ${names.join(', ')}`;
    throw new Impossible(flow === undefined ? 'one flow with a schedule' : `a flow "${flow}" with a schedule`, came);
  }
  const timers = await engine.store.list('timer');
  const times = timers.filter(({ key }) => key.startsWith(`schedule/${wanted}/`)).map(({ at }) => at);
  if (times.length === 0) throw new Impossible(`a next time for "${wanted}"`, 'its schedule never comes');
  await engine.clock.moveTo(Math.min(...times));
}

async function callFlow(world: Pretend, call: WebhookCall): Promise<LastCall> {
  const { engine } = world;
  const triggers = engine.flows
    .current()
    .flatMap((flow) => triggersOf(flow, 'webhook').map((trigger) => ({ flow, trigger })));
  const found = triggers.find(({ trigger }) => trigger.path === call.path);
  if (!found) {
    const paths = triggers.map(({ trigger }) => trigger.path);
    const came = paths.length === 0 ? 'no flow is started by a call' : `there are ${paths.join(', ')}.`;
    throw new Impossible(`a flow at /webhooks/${call.path}`, `${came}${didYouMean(call.path, paths)}`);
  }
  const { flow, trigger } = found;
  const { methods = ['POST'] } = trigger;
  if (!(methods as readonly string[]).includes(call.method))
    throw new Impossible(`/webhooks/${call.path} to take ${call.method}`, `it takes ${methods.join(', ')}`);
  const { method, query, body = null, path } = call;
  const headers = Object.fromEntries(Object.entries(call.headers).map(([name, value]) => [name.toLowerCase(), value]));
  const input = { method, query, headers, body, path, ...(typeof body === 'string' ? { text: body } : {}) };
  const serial = trigger.serialBy && renderForStart(trigger.serialBy, input, flow, engine.clock.now());
  const run = await start(world, { flow, trigger, input, ...(serial ? { serial } : {}) });
  return { run, waits: trigger.answer === 'wait' };
}

/** What a caller is answered: what the flow says, else how far it is. */
async function responseTo({ engine }: Pretend, { run: key, waits }: LastCall): Promise<Response | undefined> {
  const run = (await engine.store.get('run', key))?.run;
  if (!run) return undefined;
  if (waits && run.response) return run.response;
  const status = waits && run.status === 'failed' ? 502 : 202;
  return { status, headers: {}, body: { run: run.id, status: run.status } };
}

type ByHand = { flow: string; input: JsonObject; to: string | undefined };

async function startByHand(world: Pretend, { flow: name, input, to }: ByHand): Promise<void> {
  const flow = currentFlow(world.engine.flows.current(), name);
  const names = world.project.flows.map((each) => each.id as string);
  if (!flow) throw new Impossible(`a flow "${name}"`, `there is ${names.join(', ')}.${didYouMean(name, names)}`);
  const [trigger] = triggersOf(flow, 'manual');
  if (!trigger) throw new Impossible(`a trigger of the type "manual" in "${name}"`, 'it has none');
  const connection = trigger.to?.connection ?? world.line?.connection ?? '';
  await start(world, { flow, trigger, input, ...(to === undefined ? {} : { to: { connection, address: to } }) });
}

type Start = {
  flow: Flow;
  trigger: Trigger & { to?: Recipient };
  input: JsonObject;
  to?: Recipient;
  serial?: string;
};

async function start(world: Pretend, { flow, trigger, input, to = trigger.to, serial }: Start): Promise<RunId> {
  const { engine } = world;
  const run = runIdOf(++world.told);
  const party: Party | undefined = to && recipientOf(to, { flow, input, at: engine.clock.now() }, engine.recipient);
  if (to && !party)
    throw new Impossible('an address to write to', `"${to.address}" means nobody on "${to.connection}"`);
  const lane = party ? laneOf(party.connection, party.sender) : laneFor(flow.id, run, serial);
  const event = { type: 'start', flow: flow.id, trigger: trigger.type, input, run } as const;
  await acceptTold(world, lane, { ...event, ...(party ? { to: party } : {}) });
  return run;
}

/** The lane of a run without a contact. */
function laneFor(flow: FlowId, run: RunId, serial: string | undefined): Lane {
  return id.lane(serial === undefined ? `run:${run}` : `serial:${flow}:${digest(serial)}`);
}

async function runsWaiting(world: Pretend): Promise<Run[]> {
  return (await runsOf(world)).filter(({ status, wait }) => status === 'active' && wait.for === 'webhook');
}

async function waitingWords(world: Pretend): Promise<string> {
  const waiting = await runsWaiting(world);
  if (waiting.length === 0) return 'no run waits for a call';
  const words = waiting.map(({ flow, wait }) => {
    const until = wait.until === undefined ? '' : ` until ${formatMoment(wait.until, world.zone)}`;
    return `${flow.id} waits${wait.key === undefined ? '' : ` as "${wait.key}"`}${until}`;
  });
  return words.join(', ');
}
