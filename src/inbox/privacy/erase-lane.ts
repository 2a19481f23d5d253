import { id, type ConnectionId, type ContactId, type ConversationId, type Lane, type RunId } from '../../base/ids.ts';
import { isFinal, type Run } from '../../flow/run.ts';
import type { Scene } from '../../engine/router.ts';
import type { MessageRecord } from '../../store/records.ts';
import type { Store } from '../../store/store.ts';
import { eachOf, listOf } from '../contacts/list-of.ts';
import { changeLane } from '../conversation.ts';
import { unblock } from '../preference.ts';
import { laneNoteKey } from '../lane-note.ts';
import { laneOf } from '../lane-of.ts';
import { resumeKey } from '../resume-name.ts';
import { blankConversation, blankEffect, blankJournal, blankMessage, blankRun, endedRun, erasedLane } from './blank.ts';
import { conversationsOf, noticesOf } from './person.ts';

/** Records that one commit erases at most, so that the lane's other events do not wait long. */
const PAGE = 200;

/** How many of each kind of thing. */
export type Counts = { readonly [what: string]: number };

/**
 * What there is to erase on a lane: what was said there, or, on lanes of the person's own, the addresses by which they
 * would be met again, and at last the contact itself.
 */
export type ErasureTask = 'talk' | 'addresses' | 'contacts';

/** How far the erasure of a lane has got; it is kept under `progressKey`, in the commits that get it further. */
export type LaneErasure = {
  task: ErasureTask;
  contacts: readonly ContactId[];
  by: string;
  /** Conversations still to be erased, the one in work first; undefined before the person is taken off the lane. */
  left?: readonly ConversationId[];
  /** Runs of the lane without a conversation that are still to be erased, the one in work first. */
  loose: readonly RunId[];
  /** Where the first of them is at. */
  part: 'messages' | 'runs';
  /** The key after which it goes on: of messages, of runs. */
  after: string;
  /** The journal key after which the run in work goes on. */
  journal: string;
  /** Commits made. */
  pages: number;
  counts: Counts;
  /** Files that messages showed. */
  media: readonly string[];
  /** Connections on which the lane's conversations were. */
  connections: readonly ConnectionId[];
  /** When the first conversation began. */
  since: number;
  done: boolean;
};

/** Where the progress of a lane's erasure is kept. */
export const progressKey = (lane: Lane): string => `erasing/${lane}`;

/** An erasure that has not begun. */
export function newErasure(task: ErasureTask, contacts: readonly ContactId[], by: string): LaneErasure {
  const start = { loose: [], part: 'messages', after: '', journal: '', pages: 0 } as const;
  return {
    task,
    contacts,
    by,
    ...start,
    counts: {},
    media: [],
    connections: [],
    since: Number.MAX_SAFE_INTEGER,
    done: false,
  };
}

/**
 * Forgets a page of what was said on a lane to a person who is being erased (see `erasePerson`); does nothing where
 * nobody is. It works inside the lane's commit, so that no event of the lane writes back what was erased. First the
 * person leaves the lane: their runs end, and whoever writes there next is somebody new.
 */
export async function eraseLane(scene: Scene, store: Pick<Store, 'list'>): Promise<void> {
  const key = progressKey(scene.lane.key);
  const stored = (await scene.draft.get('setting', key))?.value as LaneErasure | undefined;
  if (!stored || stored.done) return;
  const work: Work = { scene, store, progress: { ...stored }, counts: new Map(Object.entries(stored.counts)) };
  if (stored.task !== 'talk') await eraseContacts(work);
  else if (!stored.left) await leave(work);
  else await erasePage(work, stored.left);
  const { progress } = work;
  const next: LaneErasure = { ...progress, pages: progress.pages + 1, counts: Object.fromEntries(work.counts) };
  scene.draft.put('setting', { key, value: next });
}

/** An erasure at work: what it writes goes into the scene's draft. */
type Work = { scene: Scene; store: Pick<Store, 'list'>; progress: LaneErasure; counts: Map<string, number> };

function count({ counts }: Work, what: string, number = 1): void {
  counts.set(what, (counts.get(what) ?? 0) + number);
}

async function leave(work: Work): Promise<void> {
  const { scene, store, progress } = work;
  const { draft } = scene;
  const left: ConversationId[] = [];
  for await (const { key, lane, connection, createdAt } of conversationsOf(progress.contacts, store)) {
    if (lane !== scene.lane.key) continue;
    left.push(key);
    progress.since = Math.min(progress.since, createdAt);
    progress.connections = [...new Set([...progress.connections, connection])];
    for (const contact of progress.contacts) draft.delete('memory', laneNoteKey(connection, contact));
    const active = { where: { conversation: key, status: 'active' } };
    for await (const { run } of eachOf('run', active, store)) await endRun(run, work);
  }
  progress.left = left;
  for await (const { run } of eachOf('run', { where: { looseOn: scene.lane.key } }, store)) {
    progress.loose = [...progress.loose, run.id];
    await endRun(run, work);
  }
  const { contact, conversation } = scene.lane;
  const isTheirs = conversation ? left.includes(conversation) : contact !== null && progress.contacts.includes(contact);
  if (!isTheirs) return;
  const nobody = { contact: null, conversation: null, foreground: null };
  changeLane(scene, { ...nobody, held: [], fetching: [], albums: [], turns: [] });
  unblock(scene);
}

/** It works in a lane, because what the lanes remember of a contact would else be written back. */
async function eraseContacts(work: Work): Promise<void> {
  const { scene, store, progress } = work;
  const { draft } = scene;
  for (const contact of progress.contacts) {
    for (const { key } of await listOf('address', contact, { draft, store })) {
      draft.delete('address', key);
      count(work, 'addresses');
    }
    if (progress.task === 'addresses' || !(await draft.get('contact', contact))) continue;
    draft.delete('contact', contact);
    count(work, 'contacts');
  }
  progress.done = true;
}

/** Ends a run without offering it anything: no flow shall do something more because somebody is erased. */
async function endRun({ id: key }: Run, { scene, progress }: Work): Promise<void> {
  const run = (await scene.draft.get('run', key))?.run;
  if (!run || isFinal(run)) return;
  const after = endedRun(run, scene.at);
  const number = run.revision;
  scene.draft.put('run', { key, run: after });
  scene.draft.put('journal', {
    key: `${key}/${String(number).padStart(6, '0')}`,
    run: key,
    number,
    at: after.changedAt,
    event: { type: 'canceled', by: progress.by, reason: '', at: after.changedAt, context: {} },
    after,
  });
  for (const effect of run.wait.effects) {
    const record = await scene.draft.get('effect', effect);
    if (record) scene.draft.put('effect', blankEffect(record, scene.at));
  }
}

async function erasePage(work: Work, left: readonly ConversationId[]): Promise<void> {
  const { progress, store } = work;
  const [conversation] = left;
  if (conversation === undefined) {
    const [run] = progress.loose;
    if (run === undefined) return finish(work);
    if (await eraseRun(run, work)) progress.loose = progress.loose.slice(1);
    return;
  }
  if (progress.part === 'messages') return eraseMessages(conversation, work);
  const [next] = await store.list('run', { where: { conversation }, after: progress.after, limit: 1 });
  if (!next) return eraseConversation(conversation, work);
  if (await eraseRun(next.key, work)) progress.after = next.key;
}

async function eraseMessages(conversation: ConversationId, work: Work): Promise<void> {
  const { store, progress } = work;
  const page = await store.list('message', { where: { conversation }, after: progress.after, limit: PAGE });
  for (const { key } of page) await eraseMessage(key, work);
  progress.after = page.at(-1)?.key ?? '';
  if (page.length === PAGE) return;
  progress.part = 'runs';
  progress.after = '';
}

async function eraseMessage(key: MessageRecord['key'], work: Work): Promise<void> {
  const { scene, progress } = work;
  const record = await scene.draft.get('message', key);
  if (!record) return;
  const { content } = record;
  if (content.kind === 'media' && content.file) {
    const { id: file } = content.file;
    scene.draft.delete('mediaUse', `${file}/${key}`);
    if (!progress.media.includes(file)) progress.media = [...progress.media, file];
  }
  // The effect that fetched its file is named after the message.
  const fetching = await scene.draft.get('effect', id.effect(id.run(key), 0));
  if (fetching) scene.draft.put('effect', blankEffect(fetching, scene.at, erasedLane(record.conversation)));
  scene.draft.put('message', blankMessage(record));
  count(work, 'messages');
}

/** True when the run is done: a long journal takes several commits. */
async function eraseRun(key: RunId, work: Work): Promise<boolean> {
  const { scene, store, progress } = work;
  const page = await store.list('journal', { where: { run: key }, after: progress.journal, limit: PAGE });
  for (const record of page) {
    scene.draft.put('journal', blankJournal(record));
    const { flow, wait } = record.after;
    if (wait.key !== undefined) scene.draft.delete('resume', resumeKey(flow.id, wait.key));
    count(work, 'journal');
  }
  progress.journal = page.at(-1)?.key ?? '';
  if (page.length === PAGE) return false;
  const run = (await scene.draft.get('run', key))?.run;
  if (run) {
    const blank = blankRun(run);
    for await (const effect of eachOf('effect', { where: { run: key } }, store)) {
      const record = await scene.draft.get('effect', effect.key);
      if (record) scene.draft.put('effect', blankEffect(record, scene.at, blank.lane));
      count(work, 'effects');
    }
    scene.draft.put('run', { key: run.id, run: blank });
    count(work, 'runs');
  }
  progress.journal = '';
  return true;
}

async function eraseConversation(key: ConversationId, work: Work): Promise<void> {
  const { scene, store, progress } = work;
  for await (const note of eachOf('note', { where: { conversation: key } }, store)) {
    scene.draft.delete('note', note.key);
    count(work, 'notes');
  }
  const record = await scene.draft.get('conversation', key);
  if (record) scene.draft.put('conversation', blankConversation(record, scene.at));
  count(work, 'conversations');
  progress.left = progress.left?.slice(1) ?? [];
  progress.part = 'messages';
  progress.after = '';
}

async function finish(work: Work): Promise<void> {
  const { scene, store, progress } = work;
  for await (const notice of noticesOf(scene.lane.key, progress.since, store)) {
    if (notice.at > scene.at) continue;
    scene.draft.put('effect', blankEffect(notice, scene.at, id.lane('erased/notice')));
    count(work, 'effects');
  }
  const { contact, conversation } = scene.lane;
  if (contact === null && conversation === null) {
    await forgetAliases(work);
    scene.draft.delete('lane', scene.lane.key);
  }
  progress.done = true;
}

/** Lanes whose events came here lead nowhere now. Nothing lists them, but the keys of senders are their addresses. */
async function forgetAliases({ scene: { draft, lane }, progress }: Work): Promise<void> {
  for (const key of progress.contacts) {
    const addresses = (await draft.get('contact', key))?.addresses ?? [];
    for (const connection of progress.connections)
      for (const name of addresses.flatMap(({ value }) => [value, value.replace(/^\+/, '')])) {
        const alias = laneOf(connection, { key: name });
        if ((await draft.get('lane', alias))?.alias === lane.key) draft.delete('lane', alias);
      }
  }
}
