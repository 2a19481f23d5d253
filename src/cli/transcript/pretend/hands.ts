import type { Lane } from '../../../base/ids.ts';
import type { JsonObject } from '../../../base/json.ts';
import type { LaneEvent } from '../../../engine/host.ts';
import { triggersOf } from '../../../flow/trigger.ts';
import type { Run } from '../../../flow/run.ts';
import { formatMoment } from '../moment.ts';
import { Impossible, type Hands } from '../world.ts';
import { callFlow, responseTo, startTold, type CalledRun } from './calls.ts';
import { contactView } from './contact-view.ts';
import { conversationOf, laneOfPerson, peopleOf, say, tell, type Pretend } from './pretend.ts';
import { runsOf } from './state.ts';

/** Creates what a transcript can do in a pretend world besides what people do with their phones. */
export function createHands(world: Pretend): Hands {
  let last: CalledRun | undefined;
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
    reached: () => world.people?.all().map(({ customer: { name, connection } }) => ({ name, connection })) ?? [],
    refusal: (customer, message) => person(customer).refused.get(message),
    pass: (ms) => engine.clock.moveTo(engine.clock.now() + ms),
    ring: (flow) => ring(world, 'schedule', flow),
    async find(items, flow) {
      const wanted = flowWith(world, 'connection', flow);
      world.news.set(
        wanted,
        items.map((item) => asFound(world, wanted, item)),
      );
      await ring(world, 'connection', wanted);
    },
    async call(call) {
      last = await callFlow(world, call);
    },
    response: async () => (last ? responseTo(world, last) : undefined),
    start: (flow, input, to) => startTold(world, flow, { input, to }),
    async resume(data, key) {
      const run = (await runsWaiting(world)).find(({ wait }) => key === undefined || wait.key === key);
      const called = key === undefined ? '' : ` under the name "${key}"`;
      if (!run) throw new Impossible(`a run that waits for a call${called}`, await waitingWords(world));
      await accept(run.lane, { type: 'resume', run: run.id, wait: run.wait.id, data });
    },
    async news(customer, status, failure) {
      const { messages, line, sender } = person(customer);
      const message = messages.findLast(({ from }) => from === 'business');
      if (!message) throw new Impossible('a message of the bot that there is news about', 'the bot has said nothing');
      const event = { type: 'status', id: message.id, status, at: engine.clock.now(), recipient: sender } as const;
      await tell(world, line, { ...event, ...(failure ? { failure } : {}) });
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
  await engine.settled();
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

/** A thing as the connector would have found it: what a transcript leaves out of its form is empty. Throws `Impossible`. */
function asFound({ project, systems }: Pretend, flow: string, item: JsonObject): JsonObject {
  const [trigger] = project.flows.filter((each) => each.id === flow).flatMap((each) => triggersOf(each, 'connection'));
  return trigger ? systems.found(trigger, item) : item;
}

/** What times of a flow are set for, and how their timers are called. */
const CLOCKS = { schedule: 'schedule', connection: 'poll' } as const;
type Clocked = keyof typeof CLOCKS;

/** Moves time on to the next time of a flow. */
async function ring(world: Pretend, type: Clocked, flow: string | undefined): Promise<void> {
  const { engine } = world;
  const wanted = flowWith(world, type, flow);
  const timers = await engine.store.list('timer');
  const times = timers.filter(({ key }) => key.startsWith(`${CLOCKS[type]}/${wanted}/`)).map(({ at }) => at);
  if (times.length === 0) throw new Impossible(`a next time for "${wanted}"`, 'its schedule never comes');
  await engine.clock.moveTo(Math.min(...times));
}

/** The flow of that name with such a trigger; the only one where none is named. */
function flowWith({ project }: Pretend, type: Clocked, flow: string | undefined): string {
  const names = project.flows.filter((each) => triggersOf(each, type).length > 0).map((each) => each.id as string);
  const [only, second] = names;
  const wanted = flow ?? (second === undefined ? only : undefined);
  if (wanted !== undefined && names.includes(wanted)) return wanted;
  const came = names.length === 0 ? `no flow has a ${type}` : `there are ${names.join(', ')}`;
  throw new Impossible(flow === undefined ? `one flow with a ${type}` : `a flow "${flow}" with a ${type}`, came);
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
