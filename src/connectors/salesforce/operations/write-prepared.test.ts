import assert from 'node:assert/strict';
import { test } from 'node:test';
import { failureOf, KEY, RECORD_ID, refusalReply } from '../testing/pretend-org.ts';
import { create } from './create.ts';
import { writeOrg } from './testing/write-org.ts';

const QUEUES = ['00Gxx0000000001AAA', '00Gxx0000000002AAA'];

/** An org in which the queue was made anew since it was looked up. */
function changedOrg(valid: string) {
  let asked = 0;
  return writeOrg({
    reply: ({ method, body }) => {
      if (method === 'GET') return { status: 200, body: { records: [{ Id: QUEUES[asked++] }] } };
      if (typeof body === 'string' && body.includes(valid))
        return { status: 201, body: { id: RECORD_ID, created: true } };
      return refusalReply(400, 'INVALID_CROSS_REFERENCE_KEY');
    },
  });
}

const input = { object: 'Lead', fields: { LastName: 'Rossi', OwnerId: { queue: 'New_leads' } } };

test('a name that stands for another record by now is looked up once more', async () => {
  const org = changedOrg(QUEUES[1] ?? '');
  assert.equal((await create.run(input, org.io(KEY)))['id'], RECORD_ID);
  assert.deepEqual(
    org.calls.map((call) => call.split(' ')[0]),
    ['GET', 'PATCH', 'GET', 'PATCH'],
  );
});

test('an id that is refused again, or was no name, ends as it was refused', async () => {
  const again = changedOrg('nothing');
  assert.equal((await failureOf(create.run(input, again.io(KEY)))).code, 'invalid');
  assert.equal(again.calls.length, 4);
  const literal = changedOrg('nothing');
  const fields = { LastName: 'Rossi', OwnerId: QUEUES[0] };
  assert.equal((await failureOf(create.run({ object: 'Lead', fields }, literal.io(KEY)))).code, 'invalid');
  assert.equal(literal.calls.length, 1);
});
