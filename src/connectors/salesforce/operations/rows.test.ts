import assert from 'node:assert/strict';
import { test } from 'node:test';
import { KEY, pretendOrg } from '../testing/pretend-org.ts';
import { openOrg } from '../request.ts';
import { plainRow, queryRows } from './rows.ts';

const PAGE = ['a', 'b'].map((Id) => ({ attributes: { type: 'Lead', url: '/x' }, Id }));
const ASK = { soql: 'SELECT Id FROM Lead', action: 'find leads' };

test('pages are followed until there are enough rows, and no further', async () => {
  const org = pretendOrg({
    reply: () => ({
      status: 200,
      body: { totalSize: 7, done: false, records: PAGE, nextRecordsUrl: '/services/data/v67.0/query/01g-2' },
    }),
  });
  const { rows, total } = await queryRows(openOrg(org.io(KEY)), { ...ASK, most: 3 });
  assert.deepEqual([rows.map(({ Id }) => Id), total], [['a', 'b', 'a'], 7]);
  assert.deepEqual(org.calls, ['GET /query?q=SELECT Id FROM Lead', 'GET /query/01g-2']);
});

test('an org that always has one more page is not followed for ever', async () => {
  const org = pretendOrg({
    reply: () => ({ status: 200, body: { records: [], nextRecordsUrl: '/services/data/v67.0/query/01g-2' } }),
  });
  await queryRows(openOrg(org.io(KEY)), { ...ASK, most: 3 });
  assert.equal(org.calls.length, 20);
});

test('a row is shown without what the org notes about it, in parents and children too', () => {
  const attributes = { type: 'X', url: '/x' };
  const row = {
    attributes,
    Id: 'a',
    Owner: { attributes, Name: 'Giulia' },
    Account: null,
    Tasks: { totalSize: 1, done: true, records: [{ attributes, Subject: 's' }] },
    Tags: ['x'],
  };
  const plain = { Id: 'a', Owner: { Name: 'Giulia' }, Account: null, Tasks: [{ Subject: 's' }], Tags: ['x'] };
  assert.deepEqual(plainRow(row), plain);
});
