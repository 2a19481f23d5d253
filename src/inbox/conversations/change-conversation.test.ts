import assert from 'node:assert/strict';
import { test } from 'node:test';
import { id } from '../../base/ids.ts';
import type { Scene } from '../../engine/router.ts';
import type { ConversationRecord } from '../../store/records.ts';
import { AT, contactOf, conversationOf, openInbox, type TestInbox } from '../testing/open-inbox.ts';
import { changeLane, openConversation } from '../conversation.ts';
import {
  addNote,
  assignConversation,
  closeConversation,
  reopenConversation,
  setPriority,
  setQueue,
} from './change-conversation.ts';

const ada = contactOf('ada', { addresses: [{ kind: 'phone', value: '+39333000001' }] });
const sender = { key: 'ada', addresses: ada.addresses };
const entrance = { connection: id.connection('phone'), channel: 'test', sender, at: 1, incoming: true, written: true };

type Talk = ConversationRecord;
type Work = (talk: Talk, scene: Scene) => unknown;

async function withTalk(
  work: (inbox: TestInbox, change: (work: Work) => Promise<Talk>) => Promise<void>,
): Promise<void> {
  const inbox = await openInbox();
  await inbox.apply(({ draft }) => {
    draft.put('contact', ada);
    draft.put('conversation', conversationOf(ada.key));
    const key = id.lane('lane');
    draft.put('lane', {
      key,
      contact: ada.key,
      conversation: id.conversation('v-ada'),
      foreground: null,
      held: [],
      at: 0,
    });
  });
  const read = async () => (await inbox.store.get('conversation', 'v-ada')) ?? conversationOf(ada.key);
  try {
    await work(inbox, async (change) => {
      await inbox.apply(async (scene) =>
        change((await scene.draft.get('conversation', 'v-ada')) ?? (await read()), scene),
      );
      return read();
    });
  } finally {
    await inbox.close();
  }
}

const told = ({ changes }: TestInbox) =>
  changes.map(({ what, before, after }) => [what, before ?? null, after ?? null]);

test('a conversation is given to an agent, to a queue, and back; what is so already is no change', () =>
  withTalk(async (inbox, change) => {
    assert.equal(
      (await change((talk, scene) => assignConversation(talk, { assignee: 'eva', by: 'bo' }, scene))).assignee,
      'eva',
    );
    assert.deepEqual(told(inbox), [['assigned', { assignee: null }, { assignee: 'eva' }]]);
    await change((talk, scene) => assignConversation(talk, { assignee: 'eva', by: 'bo' }, scene));
    assert.deepEqual(told(inbox), []);
    const free = await change((talk, scene) => assignConversation(talk, { assignee: null, by: 'bo' }, scene));
    assert.equal('assignee' in free, false);
    await change((talk, scene) => setQueue(talk, { queue: 'sales', by: 'bo' }, scene));
    assert.deepEqual(told(inbox), [['queued', { queue: null }, { queue: 'sales' }]]);
    await change((talk, scene) => setPriority(talk, { priority: 'high', by: 'bo' }, scene));
    assert.deepEqual(told(inbox), [['prioritized', { priority: null }, { priority: 'high' }]]);
    assert.equal(inbox.changes[0]?.conversation, 'v-ada');
  }));

test('the same note twice is two notes, in order', () =>
  withTalk(async (inbox, change) => {
    await change((talk, scene) => addNote(talk, { text: 'call back', by: 'bo' }, scene));
    await change((talk, scene) => {
      addNote(talk, { text: 'call back', by: 'bo' }, scene);
      addNote(talk, { text: 'call back', by: 'bo' }, scene);
    });
    const notes = await inbox.store.list('note', { where: { conversation: 'v-ada' } });
    assert.deepEqual(
      notes.map(({ text, by, at }) => [text, by, at - AT]),
      [
        ['call back', 'bo', 60_000],
        ['call back', 'bo', 120_000],
        ['call back', 'bo', 120_000],
      ],
    );
  }));

test('a closed conversation is reopened while it is the last one', () =>
  withTalk(async (inbox, change) => {
    const closed = await change((talk, scene) => closeConversation(talk, { by: 'bo' }, scene));
    assert.deepEqual([closed.stage, closed.closedAt], ['closed', AT + 60_000]);
    assert.deepEqual(told(inbox), [['closed', null, {}]]);
    await change((talk, scene) => closeConversation(talk, { by: 'bo' }, scene));
    assert.deepEqual(told(inbox), []);
    const open = await change((talk, scene) => reopenConversation(talk, { by: 'bo' }, scene));
    assert.equal('stage' in open || 'closedAt' in open, false);
    assert.deepEqual(told(inbox), [['reopened', null, null]]);
    await change((talk, scene) => reopenConversation(talk, { by: 'bo' }, scene));
    assert.deepEqual(told(inbox), []);
    await change((talk, scene) => closeConversation(talk, { by: 'bo' }, scene));
    await change((_, scene) => changeLane(scene, { conversation: id.conversation('v-next') }));
    await assert.rejects(
      change((talk, scene) => reopenConversation(talk, { by: 'bo' }, scene)),
      /newer conversation/,
    );
  }));

test('a message wakes an idle conversation and leaves what people said of it', () =>
  withTalk(async (inbox, change) => {
    await change((talk, scene) => scene.draft.put('conversation', { ...talk, stage: 'idle', queue: 'sales' }));
    const talk = await change((_, scene) => openConversation(entrance, ada, scene));
    assert.deepEqual([talk.stage, talk.queue, talk.received, talk.replyTo], [undefined, 'sales', 1, sender.addresses]);
    assert.deepEqual(inbox.changes, []);
  }));

test('the message after the end begins another conversation', () =>
  withTalk(async (inbox, change) => {
    await change((talk, scene) => {
      const handed: Talk = { ...talk, state: 'people', queue: 'sales', lastInboundAt: 5, channelContext: 'thread' };
      closeConversation(handed, { by: 'bo' }, scene);
    });
    const old = await inbox.store.get('conversation', 'v-ada');
    const next = await inbox.apply((scene) =>
      openConversation({ ...entrance, written: false, incoming: false }, ada, scene),
    );
    assert.notEqual(next.key, 'v-ada');
    assert.deepEqual([next.state, next.queue, next.received], ['flow', undefined, 0]);
    // What may be sent, and into which thread, is not forgotten with the episode.
    assert.deepEqual([next.lastInboundAt, next.channelContext], [5, 'thread']);
    assert.deepEqual(
      inbox.changes.map(({ what, conversation, by }) => [what, conversation, by]),
      [['opened', next.key, 'us']],
    );
    assert.deepEqual(await inbox.store.get('conversation', 'v-ada'), old);
  }));

test('an entrance of ours changes nothing in an open conversation', () =>
  withTalk(async (inbox) => {
    const before = await inbox.store.get('conversation', 'v-ada');
    await inbox.apply((scene) => openConversation({ ...entrance, incoming: false, written: false }, ada, scene));
    assert.deepEqual(await inbox.store.get('conversation', 'v-ada'), before);
  }));

test('a conversation keeps the contact it names while that leads to the person, and else takes the person', () =>
  withTalk(async (inbox, change) => {
    const eva = contactOf('eva');
    await inbox.apply(({ draft }) => {
      draft.put('contact', { ...ada, mergedInto: eva.key });
      draft.put('contact', eva);
    });
    assert.equal((await change((_, scene) => openConversation(entrance, eva, scene))).contact, ada.key);
    await change((talk, scene) => closeConversation(talk, { by: 'bo' }, scene));
    const next = await inbox.apply((scene) => openConversation(entrance, eva, scene));
    assert.deepEqual([next.key === 'v-ada', next.contact], [false, ada.key]);
    await change((talk, scene) => reopenConversation(talk, { by: 'bo' }, scene));
    await inbox.apply(({ draft }) => draft.put('contact', ada));
    assert.equal((await change((_, scene) => openConversation(entrance, eva, scene))).contact, eva.key);
  }));
