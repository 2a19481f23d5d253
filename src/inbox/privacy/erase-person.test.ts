import assert from 'node:assert/strict';
import { test } from 'node:test';
import { id } from '../../base/ids.ts';
import type { Host } from '../../engine/host.ts';
import { acceptEvents } from '../accept.ts';
import { timedName } from '../digest.ts';
import { laneOf } from '../lane-of.ts';
import { erasePerson, resumeErasures } from './erase-person.ts';
import { exportPerson } from './export-person.ts';
import { AT, phone } from '../testing/inbox-world.ts';
import { ADA, EVA, everything, senderOf, withScene } from './testing/erasure-world.ts';

test('nothing of an erased person is left in database, log and files, and nothing of another person is touched', () =>
  withScene(async (scene) => {
    const { world, options } = scene;
    const contact = await scene.tell(ADA);
    const eva = await scene.tell(EVA);
    const before = await everything(world, EVA);
    assert.deepEqual(await scene.found(ADA, EVA), [ADA, EVA]);
    const lane = laneOf(phone.key, senderOf(ADA)).slice('phone/'.length);
    // Another lane of hers, whose events go to this one.
    const alias = laneOf(phone.key, { key: `IT.${ADA}` });
    const facts = { contact: null, conversation: null, foreground: null, held: [], at: AT };
    const to = laneOf(phone.key, senderOf(ADA));
    await world.store.commit([{ op: 'put', kind: 'lane', record: { ...facts, key: alias, alias: to } }]);
    const report = await erasePerson(contact, { by: 'eva' }, options);
    assert.deepEqual(await scene.found(ADA, lane, alias.slice('phone/'.length)), []);
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
