import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { id, type ContactId } from '../../../base/ids.ts';
import type { JsonObject } from '../../../base/json.ts';
import type { Host } from '../../../engine/host.ts';
import { openTestWorld, type TestWorld } from '../../../engine/testing/test-world.ts';
import type { Sender } from '../../../message/address.ts';
import { openMediaStore, type MediaStore } from '../../../store/media/media-store.ts';
import type { MessageRecord } from '../../../store/records.ts';
import { acceptEvents } from '../../accept.ts';
import { laneOf } from '../../lane-of.ts';
import { ownOperations } from '../../operations/own-operations.ts';
import { ask, AT, end, flowOf, phone, startInbox, step } from '../../testing/inbox-world.ts';
import { eraseLane } from '../erase-lane.ts';
import type { ErasureOptions } from '../erase-person.ts';

const call = (connection: string, operation: string, input: JsonObject, next: string) =>
  step('call', { connection, operation, input, saveAs: operation }, { done: next, failed: 'end' });

/** Asks for a name, keeps it wherever it can be kept, and asks on. */
const flow = flowOf('test', {
  name: ask('Name?', 'name', 'known'),
  known: call(
    'rondine',
    'updateContact',
    { fields: { called: '{{ vars.name }}' }, addTags: ['{{ vars.name }}'] },
    'agreed',
  ),
  agreed: call('rondine', 'setConsent', { purpose: 'marketing', state: 'given', wording: '{{ vars.name }}' }, 'noted'),
  noted: call('rondine', 'addNote', { text: '{{ vars.name }}' }, 'kept'),
  kept: call('rondine', 'storeValue', { name: 'of-{{ contact.id }}', value: '{{ vars.name }}', ttl: 'P1D' }, 'linked'),
  linked: call('rondine', 'linkRecord', { connection: 'crm', object: 'Lead', record: 'L-{{ vars.name }}' }, 'made'),
  made: call('crm', 'create', { name: '{{ vars.name }}' }, 'more'),
  more: ask('What else, {{ vars.name }}?', 'more', 'end'),
  end,
});

/** Persons who have talked, in a real inbox on a real store and media folder. */
export type Scene = {
  world: TestWorld;
  media: MediaStore;
  options: ErasureOptions;
  host: Host;
  /** One person's whole history: every place in which it can be kept holds their mark. */
  tell(mark: string): Promise<ContactId>;
  say(mark: string, text: string): Promise<void>;
  /** Of some texts, those that stand somewhere in the data folder. */
  found(...texts: string[]): Promise<string[]>;
};

/** A person, by the number that is their mark. */
export const senderOf = (mark: string): Sender => ({
  key: `+39${mark}`,
  addresses: [
    { kind: 'phone', value: `+39${mark}` },
    { kind: 'user', value: `IT.${mark}` },
  ],
  name: `${mark} Rossi`,
});

let count = 0;

/** Opens a scene for a test, and closes it. */
export async function withScene(work: (scene: Scene) => Promise<void>): Promise<void> {
  const world = await openTestWorld(AT);
  const media = openMediaStore(world.folder);
  await world.flows.publish(flow, AT);
  const { store } = world;
  const host = await startInbox(world, {
    options: { operations: ownOperations(store), erase: (scene) => eraseLane(scene, store) },
  });
  const say: Scene['say'] = async (mark, text) => {
    const content = { kind: 'text', text } as const;
    const message = { type: 'message', id: `m${count++}`, at: AT, sender: senderOf(mark), content } as const;
    await acceptEvents([{ ...message, referral: { ref: mark } }], phone, { host, store });
    await world.clock.advance(0);
  };
  const scene: Scene = {
    world,
    media,
    host,
    options: { store, host, media, now: world.clock.now },
    say,
    async tell(mark) {
      world.answer({ output: { id: `sent-${mark}`, said: mark } });
      await say(mark, `hello ${mark}`);
      await say(mark, mark);
      return keepMore(mark, scene);
    },
    async found(...texts) {
      const names = await readdir(world.folder, { recursive: true, withFileTypes: true });
      const files = names.filter((each) => each.isFile()).map((each) => join(each.parentPath, each.name));
      const bytes = await Promise.all(files.map((each) => readFile(each)));
      return texts.filter((text) => bytes.some((each) => each.includes(text)));
    },
  };
  try {
    await work(scene);
  } finally {
    await host.close();
    await world.close();
  }
}

/** What no flow of the test writes: a file, a merge, a stuck event, a timer. */
async function keepMore(mark: string, { world: { store }, media }: Scene): Promise<ContactId> {
  const lane = laneOf(phone.key, senderOf(mark));
  const contact = (await store.get('lane', lane))?.contact;
  assert.ok(contact);
  const file = await media.put(Buffer.from(`file of ${mark}`), { mime: 'text/plain', name: mark, maxBytes: 1000 });
  const shared = await media.put(Buffer.from('a picture that everybody sends'), { mime: 'text/plain', maxBytes: 1000 });
  const [message] = await store.list('message', { contains: `hello ${mark}` });
  assert.ok(message);
  const old = id.contact(`c-old-${mark}`);
  const record = { key: old, name: `Old ${mark}`, addresses: [], createdAt: AT };
  const shown = (n: number, each: typeof file): MessageRecord => ({
    ...message,
    key: id.message(`${message.conversation}/0000000${n}`),
    providerId: `file-${n}-${mark}`,
    content: { kind: 'media', media: 'document', file: each, caption: mark },
  });
  await store.commit([
    { op: 'put', kind: 'contact', record: { ...record, mergedInto: contact } },
    {
      op: 'put',
      kind: 'merge',
      record: {
        key: `m-${mark}`,
        from: old,
        into: contact,
        former: record,
        addresses: [],
        links: [],
        by: 'eva',
        at: AT,
      },
    },
    ...[file, shared].flatMap((each, index) => {
      const uses = shown(index + 8, each);
      const mediaUse = { key: `${each.id}/${uses.key}`, media: each.id, message: uses.key, at: AT };
      return [
        { op: 'put', kind: 'message', record: uses },
        { op: 'put', kind: 'mediaUse', record: mediaUse },
      ] as const;
    }),
    { op: 'put', kind: 'memory', record: { key: `phone/lane/${contact}`, value: lane } },
    { op: 'put', kind: 'stuck', record: { key: `s-${mark}`, lane, event: { text: mark }, message: mark, at: AT } },
    {
      op: 'put',
      kind: 'timer',
      record: { key: `t-${mark}`, lane, at: AT + 1e9, event: { type: 'release', conversation: mark } },
    },
  ]);
  return contact;
}

/** Every record that holds a mark, as JSON, in the order of the texts. */
export async function everything({ store }: TestWorld, mark: string): Promise<string[]> {
  const kinds = [
    'contact',
    'address',
    'conversation',
    'message',
    'run',
    'journal',
    'effect',
    'link',
    'consent',
    'change',
    'merge',
    'note',
    'value',
    'timer',
    'stuck',
    'mediaUse',
    'lane',
  ] as const;
  const all = await Promise.all(kinds.map((kind) => store.list(kind)));
  return all
    .flat()
    .map((record) => JSON.stringify(record))
    .filter((text) => text.includes(mark))
    .sort();
}

/** The mark of one person. */
export const ADA = '3331112223';
/** The mark of another. */
export const EVA = '3334445556';
