import assert from 'node:assert/strict';
import { test } from 'node:test';
import { id } from '../../base/ids.ts';
import { startEmbeddedHost } from '../../engine/embedded/embedded-host.ts';
import type { Host, LaneEvent } from '../../engine/host.ts';
import { openTestWorld, testFlow, type TestWorld } from '../../engine/testing/test-world.ts';
import type { Flow, Step } from '../../flow/flow.ts';
import type { Types } from '../../flow/step-type.ts';
import type { Trigger } from '../../flow/trigger.ts';
import type { Run } from '../../flow/run.ts';
import type { Capabilities } from '../../message/capabilities.ts';
import type { ChannelEvent, MessageEvent } from '../../message/channel-event.ts';
import type { Sender } from '../../message/address.ts';
import { acceptEvents } from '../accept.ts';
import { laneOf } from '../lane-of.ts';
import type { RouterOptions } from '../options.ts';
import { createRouter } from '../router.ts';

/** When scenarios begin: Sunday, 22 November 2026, 9:00 UTC. */
export const AT = Date.UTC(2026, 10, 22, 9);

/** What the channel of the tests can carry. */
export const CHANNEL: Capabilities = {
  source: 'test',
  asOf: '2026-11-22',
  text: { max: 1000 },
  location: true,
  contacts: true,
  templates: true,
  reactions: true,
  sendKey: false,
  proof: true,
};

/** A channel without a window that says nothing of its messages, and where we answer words like STOP. */
const TEXTS: Capabilities = { ...CHANNEL, templates: false, proof: false, optOut: 'ours' };

/** The connection that messages come in on. */
export const phone = { key: id.connection('phone'), type: 'test' };
/** The person who writes. */
export const ada: Sender = { key: 'ada', addresses: [{ kind: 'phone', value: '+390000001' }], name: 'Ada' };
/** Another connection, by which the same people get text messages. */
export const sms = { key: id.connection('sms'), type: 'texts' };
/** The lane of that person. */
export const adaLane = laneOf(phone.key, ada);

/** The routing of a real inbox on a real store, with a clock moved by hand and an outside that answers as told. */
export type InboxWorld = {
  world: TestWorld;
  host: Host;
  /** Takes events in and lets everything settle. */
  take(...events: ChannelEvent[]): Promise<void>;
  /** The same on the connection for text messages. */
  takeTexts(...events: ChannelEvent[]): Promise<void>;
  /** Gives an event to a lane, Ada's unless told, and lets everything settle. */
  give(event: LaneEvent, lane?: ReturnType<typeof laneOf>): Promise<void>;
  /** Texts sent so far. */
  sent(): Promise<string[]>;
  /** Each run, oldest first, as `<status> <what it waits for>`. */
  runs(): Promise<string[]>;
  /** The runs themselves, oldest first. */
  all(): Promise<Run[]>;
};

let count = 0;

/** A message of Ada's. */
export const says = (text: string, more: Partial<MessageEvent> = {}): MessageEvent => ({
  type: 'message',
  id: `wamid.${count++}`,
  at: AT,
  sender: ada,
  content: { kind: 'text', text },
  ...more,
});

/** A step of a flow, its exits by the ids of steps. */
export function step(type: string, params: Step['params'] = {}, next: Record<string, string> = {}): Step {
  return { type, params, next: Object.fromEntries(Object.entries(next).map(([name, to]) => [name, id.step(to)])) };
}

/** A flow of these steps under a name of its own; the first step is its start. */
export function flowOf(
  name: string,
  steps: Record<string, Step>,
  more: Partial<Pick<Flow, 'triggers' | 'handlers'>> = {},
): Omit<Flow, 'version'> {
  const triggers: readonly Trigger[] = [{ type: 'message' }];
  return { ...testFlow(steps), id: id.flow(name), name, triggers, ...more };
}

/** An ending without exits. */
export const end = step('end');

/** Asks a question; every exit but `answered` leads to the end. */
export const ask = (text: string, saveAs: string, next: string, more: object = {}): Step =>
  step(
    'ask',
    { text, saveAs, timeout: 'PT1H', ...more },
    { answered: next, invalid: 'end', timeout: 'end', failed: 'end' },
  );

/** Sends a text. */
export const send = (text: string, next: string): Step => step('send', { text }, { sent: next, failed: 'end' });

/** Starts the engine with the routing of a real inbox; whoever starts it closes it. */
export function startInbox(
  world: TestWorld,
  { channels = { test: CHANNEL }, options }: { channels?: Types['channels']; options?: Partial<RouterOptions> } = {},
): Promise<Host> {
  const types = { ...world.types, channels };
  return startEmbeddedHost({
    ...world,
    router: createRouter({ flows: world.flows, types, messages: world.store, ...options }),
    types,
    random: () => 0.5,
    log: (message, facts) => void world.log.push({ message, facts }),
    closeGraceMs: 0,
  });
}

/** Plays a scenario with some published flows; nothing may get stuck in it. */
export function scenario(
  title: string,
  flows: readonly Omit<Flow, 'version'>[],
  body: (scene: InboxWorld) => Promise<void>,
  { capabilities, ...options }: Partial<RouterOptions> & { capabilities?: Partial<Capabilities> } = {},
): void {
  void test(title, async () => {
    const world = await openTestWorld(AT);
    world.repeatable = 'proof';
    for (const flow of flows) await world.flows.publish(flow, AT);
    const channels = { test: { ...CHANNEL, ...capabilities }, texts: TEXTS };
    const host = await startInbox(world, { channels, options });
    world.answer({ output: { id: 'sent.1' } });
    const all = async (): Promise<Run[]> => (await world.store.list('run')).map(({ run }) => run);
    try {
      await body({
        world,
        host,
        async take(...events) {
          await acceptEvents(events, phone, { host, store: world.store });
          await world.clock.advance(0);
        },
        async takeTexts(...events) {
          await acceptEvents(events, sms, { host, store: world.store });
          await world.clock.advance(0);
        },
        async give(event, lane = adaLane) {
          await host.accept(lane, `given/${count++}`, event);
          await world.clock.advance(0);
        },
        sent: async () =>
          (await world.store.list('message')).flatMap((message) =>
            message.direction === 'out' && message.content.kind === 'text' && !message.echo
              ? [message.content.text]
              : [],
          ),
        runs: async () => (await all()).map((run) => `${run.status} ${run.wait.for}`),
        all,
      });
      assert.deepEqual(await world.store.list('stuck'), []);
    } finally {
      await host.close();
      await world.close();
    }
  });
}
