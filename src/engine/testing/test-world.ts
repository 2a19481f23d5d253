import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { id, type Lane } from '../../base/ids.ts';
import type { JsonObject } from '../../base/json.ts';
import { Failure, type FailureData } from '../../base/failure.ts';
import type { Flow } from '../../flow/flow.ts';
import { isFinal, newRun, type Run } from '../../flow/run.ts';
import type { Types } from '../../flow/step-type.ts';
import { textOf, type InboundContent } from '../../message/content.ts';
import { steps } from '../../steps/index.ts';
import { openStore } from '../../store/sql/sqlite.ts';
import type { EffectRecord, MessageRecord } from '../../store/records.ts';
import type { Store } from '../../store/store.ts';
import { openConnectionBook, type ConnectionBook } from '../connection-book.ts';
import { openFlowBook, type FlowBook } from '../flow-book.ts';
import type { LaneEvent } from '../host.ts';
import type { Perform } from '../perform.ts';
import type { Repeatable } from '../retry.ts';
import type { Offer, Router, Scene } from '../router.ts';
import { createManualClock, type ManualClock } from './manual-clock.ts';

/** What happens when an effect is attempted: an output, a failure, or never an answer. */
export type Answer = { output: JsonObject } | { failure: FailureData } | 'never';

/** A world around a host: a real store, a clock moved by hand, and an outside that answers as told. */
export type TestWorld = {
  folder: string;
  store: Store;
  clock: ManualClock;
  flows: FlowBook;
  connections: ConnectionBook;
  router: Router;
  types: Types;
  perform: Perform;
  /** Effects attempted so far, in order. */
  attempts: EffectRecord[];
  /** Says how the next attempts of effects end; the last answer stays. */
  answer(...answers: Answer[]): void;
  repeatable: Repeatable;
  log: { message: string; facts: JsonObject }[];
  close(): Promise<void>;
};

/** A plain configuration "vault": tests of the engine keep no secrets. */
export const openVault = {
  seal: (_connection: string, _type: string, config: JsonObject) => config,
  open: (_connection: string, _type: string, config: JsonObject) => config,
};

/** Opens a world on a folder; the same folder again is the same store after a restart. */
export async function openTestWorld(at: number, former?: { folder: string }): Promise<TestWorld> {
  const folder = former?.folder ?? (await mkdtemp(join(tmpdir(), 'rondine-engine-')));
  const store = await openStore({ folder });
  const clock = createManualClock(at);
  const attempts: EffectRecord[] = [];
  const log: TestWorld['log'] = [];
  let answers: Answer[] = [{ output: {} }];
  const world: TestWorld = {
    folder,
    store,
    clock,
    flows: await openFlowBook(store),
    connections: await openConnectionBook(store, openVault),
    router: createTestRouter(() => world.flows.current()),
    types: { steps, channels: {} },
    attempts,
    log,
    repeatable: 'keyed',
    answer: (...next) => void (answers = next),
    perform: {
      async attempt(effect) {
        attempts.push(effect);
        const answer = answers.length > 1 ? answers.shift() : answers[0];
        if (answer === undefined || answer === 'never') return new Promise<JsonObject>(() => undefined);
        if ('failure' in answer) throw new Failure(answer.failure);
        return answer.output;
      },
      repeatable: () => world.repeatable,
    },
    async close() {
      await store.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
  return world;
}

/** The smallest routing: a lane has one run at a time; a message is its reply or starts the first flow. */
function createTestRouter(current: () => readonly Flow[]): Router {
  return {
    async receive(event, scene): Promise<Offer[]> {
      if (event.type !== 'message') return [];
      const content = event.message.content;
      if (textOf(content) === 'bug') throw new TypeError('a bug in the routing');
      const record = keep(event, content, scene);
      const message = { id: event.message.id, text: textOf(content), content, at: scene.at };
      const run = scene.lane.foreground && (await scene.draft.get('run', scene.lane.foreground))?.run;
      if (run && !isFinal(run)) return [{ run: run.id, event: { type: 'replied', wait: run.wait.id, message } }];
      const flow = current()[0];
      if (!flow) return [];
      const facts = { flow: { id: flow.id, version: flow.version }, lane: scene.lane.key, conversation: null };
      const begin = newRun({ id: id.run(`r-${record.key}`), connection: null, channel: null, ...facts });
      scene.lane = { ...scene.lane, foreground: begin.id };
      scene.draft.put('lane', scene.lane);
      return [{ begin, event: { type: 'started', message } }];
    },
    redirect: async () => undefined,
    moved: async () => [],
    changed: async () => [],
    context: async () => ({}),
    issued: async (effect) => ({ connection: effect.kind === 'call' ? id.connection(effect.connection) : null }),
    finished: async () => [],
  };
}

/** Messages kept so far: their keys sort by arrival. */
let kept = 0;

function keep(event: Extract<LaneEvent, { type: 'message' }>, content: InboundContent, scene: Scene): MessageRecord {
  const conversation = id.conversation(`v-${scene.lane.key}`);
  kept += 1;
  scene.lane = { ...scene.lane, at: scene.at };
  const record: MessageRecord = {
    key: id.message(`${conversation}/${String(kept).padStart(8, '0')}`),
    conversation,
    lane: scene.lane.key,
    direction: 'in',
    content,
    at: scene.at,
    providerId: event.message.id,
    status: 'received',
  };
  scene.draft.put('lane', scene.lane);
  scene.draft.insert('message', record);
  return record;
}

/** A message of a lane. */
export function messageEvent(text: string, providerId: string): LaneEvent {
  return {
    type: 'message',
    connection: id.connection('phone'),
    channel: 'test',
    message: {
      type: 'message',
      id: providerId,
      at: 0,
      sender: { key: 'ada', addresses: [{ kind: 'phone', value: '+390000001' }] },
      content: { kind: 'text', text },
    },
  };
}

export const testLane = (name: string): Lane => id.lane(`lane-${name}`);

/** The runs of a lane, oldest first. */
export async function runsOf(store: Store, lane: Lane): Promise<Run[]> {
  return (await store.list('run')).map((record) => record.run).filter((run) => run.lane === lane);
}

/** A flow of these steps, the first one first; each `next` is as given. */
export function testFlow(stepList: Flow['steps']): Omit<Flow, 'version'> {
  const [start = ''] = Object.keys(stepList);
  return {
    id: id.flow('test'),
    name: 'Test',
    language: 'en',
    settings: { timeZone: 'Europe/Rome', country: 'IT' },
    triggers: [{ type: 'message' }],
    start: id.step(start),
    steps: stepList,
  };
}
