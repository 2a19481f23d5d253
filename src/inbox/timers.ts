import { id, type FlowId, type Lane } from '../base/ids.ts';
import { isObject } from '../base/json.ts';
import { parseDuration } from '../base/duration.ts';
import type { Offer, Scene } from '../engine/router.ts';
import type { Flow } from '../flow/flow.ts';
import { triggersOf } from '../flow/trigger.ts';
import type { ConversationRecord, TimerRecord } from '../store/records.ts';
import { recordChange } from './changes.ts';
import { takeForwarded, type ForwardRing } from './elsewhere.ts';
import { closeAlbum } from './close-album.ts';
import { stopWaiting } from './fetching.ts';
import { release, timedRelease } from './handoff.ts';
import { startFromClock, type StartRing } from './start-from-clock.ts';
import type { RouterOptions } from './options.ts';
import { perList } from './per-list.ts';
import { poll } from './polling.ts';
import { currentFlow } from './start.ts';
import { takeStart } from './start-event.ts';

/** What a timer is for; it stands in its event. */
type Ring =
  | { type: 'release'; conversation: string }
  | { type: 'fetching'; message: string }
  | { type: 'album'; message: string }
  | { type: 'idle'; conversation: string; since: number }
  | ForwardRing
  | { type: 'schedule'; flow: FlowId; trigger: number; at: number }
  | { type: 'poll'; flow: FlowId; trigger: number }
  | StartRing;

/** Does what a timer that rings is for. */
export async function ring(timer: TimerRecord, scene: Scene, options: RouterOptions): Promise<Offer[]> {
  const event = timer.event as unknown as Ring;
  switch (event.type) {
    case 'release':
      return release(timedRelease(event.conversation), scene, options);
    case 'fetching':
      return stopWaiting(id.message(event.message), scene, options);
    case 'album':
      return closeAlbum(id.message(event.message), scene, options);
    case 'idle':
      return becomeIdle(event, scene, options);
    case 'forward':
      return takeForwarded(event, scene, options);
    case 'schedule':
      return startBySchedule(event, scene, options);
    case 'poll':
      return poll(event, timer, scene, options);
    case 'start':
      return takeStart(event, scene, options);
  }
}

/** Every silence that a flow starts from: how long, and on which connections; shortest first. */
const silences = perList((flows) =>
  flows
    .flatMap((flow) => triggersOf(flow, 'conversation'))
    .filter(({ event }) => event === 'idle')
    .map(({ after, connections }) => ({ time: (after && parseDuration(after)) || 0, connections }))
    .filter(({ time }) => time > 0)
    .sort((left, right) => left.time - right.time),
);

/** How long conversations are watched for silence, by the flows that start from it; shortest first. */
function idleTimes(flows: readonly Flow[], connection: string): number[] {
  const fitting = silences(flows).filter(({ connections }) => connections?.includes(connection) ?? true);
  return [...new Set(fitting.map(({ time }) => time))];
}

/** Starts watching a conversation anew, where a flow starts from its silence. */
export function watchIdle(conversation: ConversationRecord, scene: Scene, { flows }: RouterOptions): void {
  const [shortest] = idleTimes(flows.current(), conversation.connection);
  if (shortest === undefined) return;
  const event = { type: 'idle', conversation: conversation.key, since: scene.at };
  scene.draft.put('timer', { key: `idle/${conversation.key}`, lane: scene.lane.key, at: scene.at + shortest, event });
}

async function becomeIdle(
  { conversation: key, since }: Extract<Ring, { type: 'idle' }>,
  scene: Scene,
  { flows }: RouterOptions,
): Promise<Offer[]> {
  const conversation = await scene.draft.get('conversation', key);
  if (!conversation || conversation.stage === 'closed') return [];
  if (conversation.stage !== 'idle') scene.draft.put('conversation', { ...conversation, stage: 'idle' });
  const times = idleTimes(flows.current(), conversation.connection);
  const passed = scene.at - since;
  const reached = times.findLast((time) => time <= passed) ?? passed;
  const next = times.find((time) => time > passed);
  if (next !== undefined) {
    const event = { type: 'idle', conversation: key, since };
    scene.draft.put('timer', { key: `idle/${key}`, lane: scene.lane.key, at: since + next, event });
  }
  const after = { forMs: reached, since };
  recordChange(
    { contact: conversation.contact, conversation: conversation.key, what: 'idle', after, by: 'time' },
    scene,
  );
  return [];
}

async function startBySchedule(
  event: Extract<Ring, { type: 'schedule' }>,
  scene: Scene,
  options: RouterOptions,
): Promise<Offer[]> {
  const flow = currentFlow(options.flows.current(), event.flow);
  const trigger = flow?.triggers[event.trigger];
  if (!flow || trigger?.type !== 'schedule') return [];
  setSchedule(flow, event.trigger, scene, options);
  const name = `schedule/${event.trigger}/${event.at}`;
  const input = { scheduledAt: event.at };
  return (await startFromClock({ flow, trigger: 'schedule', to: trigger.to, input, name }, scene, options)).offers;
}

/** Sets the next time of a flow's schedule; times that passed while nobody was there are made up for once. */
function setSchedule(flow: Flow, position: number, scene: Scene, { nextTime }: RouterOptions): void {
  const trigger = flow.triggers[position];
  if (trigger?.type !== 'schedule') return;
  const at = nextTime?.(trigger.cron, trigger.timeZone ?? flow.settings.timeZone, scene.at);
  if (at === undefined) return;
  const event = { type: 'schedule', flow: flow.id, trigger: position, at };
  scene.draft.put('timer', { key: timerKey('schedule', flow.id, position), lane: scene.lane.key, at, event });
}

/** The lane of a flow's clocks. */
export function clockLane(flow: FlowId): Lane {
  return id.lane(`clock:${flow}`);
}

const timerKey = (what: string, flow: FlowId, position: number): string => `${what}/${flow}/${position}`;

/** Most triggers of a flow, as its form allows. */
const MAX_TRIGGERS = 50;

/**
 * Sets the clocks of a flow as its current version has them. One that is set to the same stays: its time may have come
 * while nobody was there.
 */
export async function setTimers(flowId: FlowId, scene: Scene, options: RouterOptions): Promise<Offer[]> {
  const flow = currentFlow(options.flows.current(), flowId);
  for (let position = 0; position < MAX_TRIGGERS; position++) {
    const trigger = flow?.triggers[position];
    await setTimer(
      'schedule',
      { flowId, position, wanted: trigger?.type === 'schedule' ? trigger : undefined },
      scene,
      () => {
        if (flow) setSchedule(flow, position, scene, options);
      },
    );
    await setTimer(
      'poll',
      { flowId, position, wanted: trigger?.type === 'connection' ? trigger : undefined },
      scene,
      () => {
        const event = { type: 'poll', flow: flowId, trigger: position };
        scene.draft.put('timer', {
          key: timerKey('poll', flowId, position),
          lane: scene.lane.key,
          at: scene.at,
          event,
        });
      },
    );
  }
  return [];
}

type Wanted = { flowId: FlowId; position: number; wanted: object | undefined };

async function setTimer(
  what: string,
  { flowId, position, wanted }: Wanted,
  scene: Scene,
  set: () => void,
): Promise<void> {
  const key = timerKey(what, flowId, position);
  const known = await scene.draft.get('timer', key);
  const settingKey = `clock/${key}`;
  const setting = (await scene.draft.get('setting', settingKey))?.value;
  const asWanted = wanted === undefined ? undefined : JSON.stringify(wanted);
  if (known && isObject(known.event) && setting === asWanted) return;
  if (asWanted === undefined) {
    if (known) scene.draft.delete('timer', key);
    if (setting !== undefined) scene.draft.delete('setting', settingKey);
    return;
  }
  scene.draft.put('setting', { key: settingKey, value: asWanted });
  set();
}
