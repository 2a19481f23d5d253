// Things that looks find, as transcripts tell them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { id } from '../../../base/ids.ts';
import { connectors } from '../../../connectors/index.ts';
import { Impossible } from '../world.ts';
import { createOrg } from './org.ts';
import { createSystems } from './systems.ts';

const look = { connection: 'crm', poll: 'records' };
const salesforce = connectors.find(({ polls }) => polls?.[look.poll]);
const systems = () =>
  createSystems(
    createOrg(() => 0),
    (name) => (name === 'crm' ? salesforce : undefined),
    ['crm'],
  );

test('what a transcript leaves out of a thing is empty, and each thing without an id is another one', () => {
  const { found } = systems();
  const [first, second] = [found(look, { record: '5001' }), found(look, { record: '5001' })];
  assert.notEqual(first['id'], second['id']);
  assert.deepEqual(
    { ...first, id: '' },
    { id: '', object: '', record: '5001', event: 'created', at: 0, by: null, url: '', fields: {} },
  );
  assert.equal(found(look, { id: 'a', record: '5001' })['id'], 'a');
});

test('a thing that a look can never find is refused', () => {
  assert.throws(() => systems().found(look, { record: 7 }), Impossible);
  assert.throws(() => systems().found(look, { event: 'vanished' }), Impossible);
});

test('of a look that nobody knows a thing is what the transcript says', () => {
  assert.deepEqual(systems().found({ connection: id.connection('shop'), poll: 'any' }, { a: 1 }), { a: 1 });
});
