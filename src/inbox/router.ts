import { id, type Lane } from '../base/ids.ts';
import { isObject } from '../base/json.ts';
import type { LaneEvent } from '../engine/host.ts';
import type { Offer, Placement, Received, Router, Scene } from '../engine/router.ts';
import { isFinal, type Run } from '../flow/run.ts';
import type { EffectRecord } from '../store/records.ts';
import { followChange } from './change-triggers.ts';
import { endChild, startAfter, startChild, START_FLOW } from './children.ts';
import { eventContext } from './context.ts';
import { fetched } from './fetching.ts';
import { endHandoff, handOver, release } from './handoff.ts';
import { offerHeld, startFromHeld } from './held.ts';
import { giveNotice } from './notices.ts';
import { OWN_CONNECTION } from './operations/operation.ts';
import type { RouterOptions } from './options.ts';
import { operateByHand, performOwn } from './own.ts';
import { relinkContact } from './people.ts';
import { polled } from './polling.ts';
import { placeSend } from './place-send.ts';
import { applyPreference } from './preference.ts';
import { receiveMessage } from './receive-message.ts';
import { applyReceipt } from './receipt.ts';
import { recordLinks } from './links.ts';
import { resumeKey } from './resume-name.ts';
import { laneOfPerson, takeStart } from './start-event.ts';
import { applyStatus, laterStatus } from './status.ts';
import { ring, setTimers } from './timers.ts';
import { giveTurn, seekTurn } from './turns.ts';

/** Creates the routing of messages, news, calls and times to people's conversations and to flows. */
export function createRouter(options: RouterOptions): Router {
  const router: Router = {
    redirect: (event, scene) => redirect(event, scene),
    receive: (event, scene) => receive(event, scene, { router, options }),
    async moved(run, scene) {
      await endHandoff(run, scene);
      if (isFinal(run)) return ended(run, scene, { router, options });
      await noteResumeName(run, scene);
      if (scene.lane.foreground !== run.id) return seekTurn(run, scene, options);
      return run.wait.for === 'reply' ? offerHeld(run, scene) : [];
    },
    changed: (change, scene) => followChange(change, scene, options),
    context: (run, scene) => eventContext(run, scene, options),
    async issued(effect, run, scene): Promise<Placement> {
      if (effect.kind === 'call' && effect.connection === OWN_CONNECTION) {
        return effect.operation === START_FLOW
          ? startChild(effect, run, scene, options)
          : performOwn(effect, run, scene, options);
      }
      if (effect.kind === 'call') return { connection: id.connection(effect.connection) };
      const conversation = run.conversation && (await scene.draft.get('conversation', run.conversation));
      if (!conversation) throw new Error(`Run ${run.id} has no conversation to ${effect.kind} to.`);
      return effect.kind === 'handoff'
        ? handOver(effect, { run, conversation }, scene, options)
        : placeSend(effect, { run, conversation }, scene, options);
    },
    async finished(effect, scene) {
      switch (effect.request.kind) {
        case 'fetch':
          return fetched(effect, scene, options);
        case 'poll':
          return polled(effect, scene, options);
        case 'call':
          if (effect.state === 'done' && !effect.shadow && !effect.dry) await recordLinks(effect, scene, options);
          return [];
        default:
          await noteOnMessage(effect, scene);
          return [];
      }
    },
  };
  return router;
}

type Parts = { router: Router; options: RouterOptions };

async function receive(event: Received, scene: Scene, { router, options }: Parts): Promise<Offer[]> {
  switch (event.type) {
    case 'message':
      return receiveMessage(event, scene, options);
    case 'status':
      return applyStatus(event, scene, { router, options });
    case 'receipt':
      return applyReceipt(event, scene, { router, options });
    case 'preference':
      await applyPreference(event, scene);
      return [];
    case 'identity':
      await relinkContact(event.identity.previous, event.identity.current, { ...scene, connection: event.connection });
      return [];
    case 'release':
      return release(event, scene, options);
    case 'start':
      return takeStart(event, scene, options);
    case 'resume':
      return resume(event, scene);
    case 'operate':
      return operateByHand(event, scene, options);
    case 'timers':
      return setTimers(event.flow, scene, options);
    case 'timer':
      return ring(event.timer, scene, options);
    case 'notice':
      giveNotice(event.notice, scene, options);
      return [];
    case 'erase':
      await options.erase?.(scene, event.by);
      return [];
    case 'repair':
    case 'settle':
      throw new Error(`A "${event.type}" is for the engine.`);
  }
}

/** Whoever writes, or is written to first, may be on another lane already. */
async function redirect(event: Received, scene: Scene): Promise<Lane | undefined> {
  if (event.type === 'message') return laneOfPerson(event.connection, event.message.sender, scene);
  if (event.type === 'receipt') return laneOfPerson(event.connection, event.receipt.recipient, scene);
  if (event.type === 'preference') return laneOfPerson(event.connection, event.preference.sender, scene);
  return event.type === 'start' && event.to ? laneOfPerson(event.to.connection, event.to.sender, scene) : undefined;
}

async function resume(event: Extract<LaneEvent, { type: 'resume' }>, scene: Scene): Promise<Offer[]> {
  const run = (await scene.draft.get('run', event.run))?.run;
  return run ? [{ run: run.id, event: { type: 'resumed', wait: event.wait ?? run.wait.id, data: event.data } }] : [];
}

/** A run that waits for a call under a name of its own can be found by it. */
async function noteResumeName(run: Run, scene: Scene): Promise<void> {
  if (run.wait.for !== 'webhook' || run.wait.key === undefined) return;
  scene.draft.put('resume', { key: resumeKey(run.flow.id, run.wait.key), run: run.id, lane: run.lane });
}

/** What follows the end of a run: its caller goes on, flows start after it, and the next in line has the conversation. */
async function ended(run: Run, scene: Scene, { router, options }: Parts): Promise<Offer[]> {
  const held = scene.lane.foreground === run.id;
  const offers = [...(await endChild(run, scene, router)), ...(await startAfter(run, scene, options))];
  if (!held || scene.lane.foreground !== run.id) return offers;
  const conversation = run.conversation ? await scene.draft.get('conversation', run.conversation) : undefined;
  const next = await startFromHeld(conversation, scene, options);
  return [...offers, ...(next.length > 0 ? next : await giveTurn(scene))];
}

/** Shows a send's end on its message. */
async function noteOnMessage(effect: EffectRecord, scene: Scene): Promise<void> {
  const message = effect.target && (await scene.draft.get('message', effect.target.message));
  if (!message) return;
  const { id: answered, price } = effect.output ?? {};
  const providerId = typeof answered === 'string' ? answered : undefined;
  scene.draft.put('message', {
    ...message,
    ...(message.providerId === undefined && providerId !== undefined ? { providerId } : {}),
    status: laterStatus(message.status, effect.state === 'failed' ? 'failed' : 'sent'),
    ...(effect.possiblyTwice ? { possiblyTwice: true } : {}),
    ...(effect.shadow ? { shadow: true } : {}),
    ...(effect.failure ? { failure: effect.failure } : {}),
    // What the provider tells of a message afterwards is newer than what it answered.
    ...(isObject(price) ? { price: { ...price, ...message.price } } : {}),
  });
}
