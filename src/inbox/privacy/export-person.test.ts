import assert from 'node:assert/strict';
import { test } from 'node:test';
import { exportPerson } from './export-person.ts';
import { ADA, EVA, everything, withScene } from './testing/erasure-world.ts';

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
