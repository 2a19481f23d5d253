import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { id, type ContactId } from '../../base/ids.ts';
import { startEmbeddedHost } from '../../engine/embedded/embedded-host.ts';
import type { Host } from '../../engine/host.ts';
import { openTestWorld, testFlow, type TestWorld } from '../../engine/testing/test-world.ts';
import type { Sender } from '../../message/address.ts';
import type { Capabilities } from '../../message/capabilities.ts';
import { openMediaStore, type MediaStore } from '../../store/media/media-store.ts';
import type { MessageRecord } from '../../store/records.ts';
import { acceptEvents } from '../accept.ts';
import { timedName } from '../digest.ts';
import { laneOf } from '../lane-of.ts';
import { ownOperations } from '../operations/index.ts';
import { createRouter } from '../router.ts';
import { eraseLane } from './erase-lane.ts';
import { erasePerson, resumeErasures, type ErasureOptions } from './erase-person.ts';
import { exportPerson } from './export-person.ts';

const AT = Date.UTC(2026, 10, 22, 9);
const CHANNEL: Capabilities = {
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
const phone = { key: id.connection('phone'), type: 'test' };

const to = (name: string) => id.step(name);
const ask = (text: string, saveAs: string, next: string) => ({
  type: 'ask',
  params: { text, saveAs, timeout: 'PT1H' },
  next: { answered: to(next), invalid: to('end'), timeout: to('end'), failed: to('end') },
});
const call = (connection: string, operation: string, input: object, next: string) => ({
  type: 'call',
  params: { connection, operation, input: { ...input }, saveAs: operation },
  next: { done: to(next), failed: to('end') },
});

/** Asks for a name, keeps it wherever it can be kept, and asks on. */
const flow = testFlow({
  [to('name')]: ask('Name?', 'name', 'known'),
  [to('known')]: call(
    'rondine',
    'updateContact',
    { fields: { called: '{{ vars.name }}' }, addTags: ['{{ vars.name }}'] },
    'agreed',
  ),
  [to('agreed')]: call(
    'rondine',
    'setConsent',
    { purpose: 'marketing', state: 'given', wording: '{{ vars.name }}' },
    'noted',
  ),
  [to('noted')]: call('rondine', 'addNote', { text: '{{ vars.name }}' }, 'kept'),
  [to('kept')]: call(
    'rondine',
    'storeValue',
    { name: 'of-{{ contact.id }}', value: '{{ vars.name }}', ttl: 'P1D' },
    'linked',
  ),
  [to('linked')]: call(
    'rondine',
    'linkRecord',
    { connection: 'crm', object: 'Lead', record: 'L-{{ vars.name }}' },
    'made',
  ),
  [to('made')]: call('crm', 'create', { name: '{{ vars.name }}' }, 'more'),
  [to('more')]: ask('What else, {{ vars.name }}?', 'more', 'end'),
  [to('end')]: { type: 'end', params: {}, next: {} },
});

type Scene = {
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

const senderOf = (mark: string): Sender => ({
  key: `+39${mark}`,
  addresses: [
    { kind: 'phone', value: `+39${mark}` },
    { kind: 'user', value: `IT.${mark}` },
  ],
  name: `${mark} Rossi`,
});

let count = 0;

async function withScene(work: (scene: Scene) => Promise<void>): Promise<void> {
  const world = await openTestWorld(AT);
  const media = openMediaStore(world.folder);
  await world.flows.publish(flow, AT);
  const { store } = world;
  const types = { ...world.types, channels: { test: CHANNEL } };
  const router = createRouter({
    flows: world.flows,
    types,
    operations: ownOperations(store),
    erase: (scene) => eraseLane(scene, store),
  });
  const host = await startEmbeddedHost({
    ...world,
    router,
    types,
    random: () => 0.5,
    log: (message, facts) => void world.log.push({ message, facts }),
    closeGraceMs: 0,
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

/** Every record, by kind; of a person's only those that hold a mark. */
async function everything({ store }: TestWorld, mark: string): Promise<string[]> {
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

const ADA = '3331112223';
const EVA = '3334445556';

test('nothing of an erased person is left in database, log and files, and nothing of another person is touched', () =>
  withScene(async (scene) => {
    const { world, options } = scene;
    const contact = await scene.tell(ADA);
    const eva = await scene.tell(EVA);
    const before = await everything(world, EVA);
    assert.deepEqual(await scene.found(ADA, EVA), [ADA, EVA]);
    const lane = laneOf(phone.key, senderOf(ADA)).slice('phone/'.length);
    const report = await erasePerson(contact, { by: 'eva' }, options);
    assert.deepEqual(await scene.found(ADA, lane, `Old ${ADA}`), []);
    assert.deepEqual(await everything(world, EVA), before);
    assert.ok(await world.store.get('contact', eva));
    assert.deepEqual(report.elsewhere, [{ connection: 'crm', object: 'Lead', record: `L-${ADA}` }]);
    const { journal, effects, changes, ...counted } = report.erased;
    assert.deepEqual(counted, {
      addresses: 2,
      contacts: 2,
      conversations: 1,
      messages: 6,
      notes: 1,
      runs: 1,
      links: 1,
      consents: 1,
      merges: 1,
      values: 1,
      timers: 1,
      stuck: 1,
      files: 1,
    });
    assert.ok((journal ?? 0) > 5 && (effects ?? 0) > 5 && (changes ?? 0) > 3);
    // The picture that Eva sent too is hers.
    const files: string[] = [];
    for await (const file of scene.media.list()) files.push(file.id);
    assert.equal(files.length, 2);
  }));

test('an erased run still reads: its steps, its times and its end', () =>
  withScene(async (scene) => {
    const { store } = scene.world;
    const contact = await scene.tell(ADA);
    const [former] = await store.list('run');
    assert.ok(former);
    const path = async () =>
      (await store.list('journal')).map(({ number, at, event, after }) => [
        number,
        at,
        event.type,
        after.at,
        after.wait.for,
      ]);
    const before = await path();
    await erasePerson(contact, { by: 'eva' }, scene.options);
    const run = (await store.get('run', former.key))?.run;
    assert.deepEqual([run?.status, run?.at, run?.flow, run?.vars], ['canceled', 'more', former.run.flow, {}]);
    const after = await path();
    assert.deepEqual(after.slice(0, -1), before);
    assert.deepEqual(after.at(-1)?.slice(2), ['canceled', 'more', 'nothing']);
    assert.equal(run?.revision, after.length);
    const states = (await store.list('effect')).map(({ state, request }) => `${request.kind} ${state}`);
    assert.deepEqual([...new Set(states)].sort(), ['call done', 'send done']);
  }));

test('runs of the lane without a conversation and what staff were told go too', () =>
  withScene(async (scene) => {
    const { store } = scene.world;
    const contact = await scene.tell(ADA);
    const [talk] = await store.list('run');
    const lane = laneOf(phone.key, senderOf(ADA));
    assert.ok(talk);
    const run = { ...talk.run, id: id.run('r-loose'), lane, conversation: null };
    const entry = { key: 'r-loose/000000', run: run.id, number: 0, at: AT, after: run };
    const journal = Array.from({ length: 450 }, (_, number) => ({
      ...entry,
      key: `r-loose/${String(number).padStart(6, '0')}`,
      number,
      event: { type: 'edited', by: 'eva', vars: { name: ADA }, at: AT, context: {} } as const,
    }));
    const named = { ...run, wait: { ...run.wait, for: 'webhook', key: `order-${ADA}` } } as const;
    const told = {
      key: id.effect(id.run(timedName('n', AT + 5, ADA)), 0),
      run: id.run(timedName('n', AT + 5, ADA)),
      lane,
    };
    const request = { kind: 'call', connection: 'mail', operation: 'send', input: { subject: ADA } } as const;
    const notice = {
      ...told,
      connection: id.connection('mail'),
      request,
      state: 'done',
      attempts: 1,
      nextAt: AT,
      at: AT,
    } as const;
    await store.commit([
      { op: 'put', kind: 'run', record: { key: run.id, run } },
      ...journal.map((record) => ({ op: 'put', kind: 'journal', record }) as const),
      {
        op: 'put',
        kind: 'journal',
        record: { ...entry, after: named, event: { type: 'started', at: AT, context: {} } },
      },
      { op: 'put', kind: 'resume', record: { key: `test/order-${ADA}`, run: run.id, lane } },
      { op: 'put', kind: 'effect', record: notice },
    ]);
    assert.equal((await exportPerson(contact, scene.options)).runs.length, 2);
    await erasePerson(contact, { by: 'eva' }, scene.options);
    assert.deepEqual(await scene.found(ADA), []);
    const erased = (await store.get('run', run.id))?.run;
    assert.deepEqual([erased?.status, erased?.at, erased?.vars], ['canceled', 'more', {}]);
    assert.deepEqual((await store.get('effect', notice.key))?.request, { ...request, input: {} });
  }));

test('somebody who comes back is somebody new', () =>
  withScene(async (scene) => {
    const contact = await scene.tell(ADA);
    await erasePerson(contact, { by: 'eva' }, scene.options);
    await scene.say(ADA, 'hello again');
    const contacts = await scene.world.store.list('contact');
    assert.deepEqual(
      contacts.map(({ key, tags }) => [key === contact, tags]),
      [[false, undefined]],
    );
    const runs = await scene.world.store.list('run');
    assert.deepEqual(runs.map(({ run }) => `${run.status} ${run.at}`).sort(), ['active name', 'canceled more']);
    await assert.rejects(erasePerson(contact, { by: 'eva' }, scene.options), /erased already/);
    assert.deepEqual(scene.world.log, []);
  }));

test('whoever writes while they are erased begins anew, and what was before goes', () =>
  withScene(async (scene) => {
    const contact = await scene.tell(ADA);
    let pages = 0;
    const host: Pick<Host, 'accept'> = {
      async accept(lane, key, event) {
        const result = await scene.host.accept(lane, key, event);
        await scene.say(ADA, `late-${pages++}`);
        return result;
      },
    };
    await erasePerson(contact, { by: 'eva' }, { ...scene.options, host });
    assert.ok(pages > 4);
    // What came before the person had left the lane was said to the old contact, and is gone.
    const late = Array.from({ length: pages }, (_, page) => `late-${page}`);
    assert.deepEqual(await scene.found(...late, `hello ${ADA}`), late.slice(1));
    const contacts = await scene.world.store.list('contact');
    assert.deepEqual([contacts.length, contacts.some(({ key }) => key === contact)], [1, false]);
    const messages = (await scene.world.store.list('message')).filter(
      ({ content }) => content.kind === 'text' && content.text.startsWith('late'),
    );
    assert.ok(messages.every(({ lane }) => lane === laneOf(phone.key, senderOf(ADA))));
    assert.deepEqual(await scene.world.store.list('stuck'), []);
  }));

test('an erasure that was cut off anywhere goes on at the next start', () =>
  withScene(async (scene) => {
    const { options, world } = scene;
    const contact = await scene.tell(ADA);
    let left = 0;
    let cuts = 0;
    const cutOff = {
      ...options,
      host: {
        accept: (...event: Parameters<Host['accept']>) =>
          left-- > 0 ? scene.host.accept(...event) : Promise.reject(new Error('killed')),
      },
    };
    await assert.rejects(erasePerson(contact, { by: 'eva' }, cutOff), /killed/);
    for (let going = true; going; cuts++) {
      left = 1;
      going = await resumeErasures(cutOff).then(
        () => false,
        () => true,
      );
    }
    assert.ok(cuts > 4);
    assert.deepEqual(await scene.found(ADA), []);
    assert.deepEqual(await resumeErasures(options), []);
    assert.deepEqual(await world.store.list('setting', { from: 'eras', before: 'erat' }), []);
    assert.deepEqual(await world.store.list('seen', { from: 'erase/', before: 'erase0' }), []);
  }));

test('an attempt whose answer comes after the erasure brings nothing back', () =>
  withScene(async (scene) => {
    const { world } = scene;
    let answer: (output: { id: string }) => void = () => undefined;
    world.perform.attempt = () => new Promise((resolve) => (answer = resolve));
    await scene.say(ADA, `hello ${ADA}`);
    const [contact] = await world.store.list('contact');
    await erasePerson(contact?.key ?? '', { by: 'eva' }, scene.options);
    answer({ id: `sent-${ADA}` });
    await world.clock.advance(0);
    const status = { type: 'status', id: `sent-${ADA}`, status: 'read', at: AT, effect: 'r#0' } as const;
    const [effect] = await world.store.list('effect');
    await acceptEvents([{ ...status, effect: effect?.key ?? '' }], phone, { host: scene.host, store: world.store });
    await world.clock.advance(0);
    assert.deepEqual([effect?.state, await scene.found(ADA)], ['failed', []]);
  }));

test('a dry run counts what there is and touches nothing', () =>
  withScene(async (scene) => {
    const { world, options } = scene;
    const contact = await scene.tell(ADA);
    const before = await everything(world, '');
    const foreseen = await erasePerson(contact, { by: 'eva', dryRun: true }, options);
    assert.deepEqual(await everything(world, ''), before);
    const { erased, elsewhere } = await erasePerson(contact, { by: 'eva' }, options);
    // The run that was under way has ended: one more step of its history.
    assert.deepEqual(erased, { ...foreseen.erased, journal: (foreseen.erased['journal'] ?? 0) + 1 });
    assert.deepEqual(elsewhere, foreseen.elsewhere);
  }));

test('a contact with whom nobody ever talked is erased under any of its names; one whose merge was undone is not', () =>
  withScene(async ({ world, options }) => {
    const ada = { key: id.contact('c-ada'), name: 'Ada', addresses: [], createdAt: AT };
    const old = { ...ada, key: id.contact('c-old'), mergedInto: ada.key };
    const eva = { ...ada, key: id.contact('c-eva') };
    const facts = { into: ada.key, former: ada, addresses: [], links: [], by: 'eva', at: AT };
    const undone = { by: 'eva', at: AT };
    await world.store.commit([
      ...[ada, old, eva].map((record) => ({ op: 'put', kind: 'contact', record }) as const),
      { op: 'put', kind: 'merge', record: { ...facts, key: 'm-1', from: old.key } },
      { op: 'put', kind: 'merge', record: { ...facts, key: 'm-2', from: eva.key, undone } },
    ]);
    const { erased, contact } = await erasePerson('c-old', { by: 'eva' }, options);
    assert.deepEqual([erased, contact], [{ contacts: 2, merges: 2 }, 'c-ada']);
    assert.deepEqual(await world.store.list('contact'), [eva]);
  }));

test('a host that does not erase is told apart from one that does', () =>
  withScene(async (scene) => {
    const contact = await scene.tell(ADA);
    const idle = { ...scene.options, host: { accept: async () => 'accepted' as const } };
    await assert.rejects(erasePerson(contact, { by: 'eva' }, idle), /router must do eraseLane/);
  }));

test('what is kept about a person can be given to them, whole, and nothing of anybody else', () =>
  withScene(async (scene) => {
    const contact = await scene.tell(ADA);
    await scene.tell(EVA);
    const all = await exportPerson(contact, scene.options);
    const text = JSON.stringify(all);
    const { runs } = all;
    assert.deepEqual(
      runs.map(({ run }) => run),
      (await scene.world.store.list('run')).map(({ run }) => run).filter((run) => run.vars['name'] === ADA),
    );
    const kept = (await everything(scene.world, ADA)).filter((record) => !/^{"key":"r-[^/#]*",/.test(record));
    assert.ok(kept.length > 20);
    for (const record of kept) if (!record.startsWith('{"key":"phone/')) assert.ok(text.includes(record), record);
    assert.equal(text.includes(EVA), false);
    assert.deepEqual(
      all.files.map(({ name }) => name),
      [ADA, undefined],
    );
    assert.deepEqual(all.contacts.map(({ name }) => name).sort(), [`${ADA} Rossi`, `Old ${ADA}`].sort());
  }));
