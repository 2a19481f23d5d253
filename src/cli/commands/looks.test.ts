import assert from 'node:assert/strict';
import { test } from 'node:test';
import { id } from '../../base/ids.ts';
import type { Flow } from '../../flow/flow.ts';
import { connect, leadFile, openTest, testCommands } from '../testing/test-installation.ts';

const trigger = {
  type: 'connection',
  connection: 'crm',
  poll: 'caseComments',
  every: 'PT1M',
  to: { record: '{{ input.record }}' },
};

test('what looks of flows cost and what became of a record is shown, on the folder and through the server', async (t) => {
  for (const serve of [false, true]) {
    const { run, folder } = await testCommands(t);
    const open = await openTest(folder, { serve });
    await connect(open);
    const flow = leadFile({ id: 'answers', triggers: [trigger] }).flow as unknown as Omit<Flow, 'version'>;
    await open.flows.publish(flow, Date.now());
    const calls = { used: 300, most: 15_000, at: Date.UTC(2026, 10, 22, 10) };
    const facts = { at: Date.UTC(2026, 10, 22, 9), id: '00a1', record: '5001' };
    const fates = [
      { ...facts, reach: { reachable: 'none', why: 'no_link' } },
      { ...facts, id: '00a2', run: 'r-1', reach: { reachable: 'template', contact: 'c-1', connection: 'whatsapp' } },
    ];
    await open.store.commit([
      { op: 'put', kind: 'memory', record: { key: 'crm/batch:budget', value: calls } },
      { op: 'put', kind: 'memory', record: { key: `crm/fates/${id.flow('answers')}/0`, value: fates } },
    ]);
    if (serve) t.after(() => open.close());
    else await open.close();
    const cost = /answers looks for caseComments every PT1M: 1,440 calls a day, 9\.6 % of 15000/;
    assert.match((await run('connections show crm')).out, cost);
    const why = await run('flow why --record 5001');
    assert.match(why.out, /✗ answers, trigger 1, on crm.*\n +It started nothing: No contact is linked/);
    assert.match(
      why.out,
      /✓ answers.*\n +It started r-1, which talks to contact c-1 on whatsapp, where only an approved/,
    );
    assert.deepEqual(
      (await run('flow why --record 00a2 --json')).json<{ run: string }[]>().map((fate) => fate.run),
      ['r-1'],
    );
    assert.match(
      (await run('flow why --record 5009')).err,
      /There is no record "5009" among what looks found\. No look/,
    );
    assert.match((await run('flow why wamid.1 --record 5001')).err, /Ask either for a message or for a record/);
  }
});

test('a look that takes a tenth of the daily calls is pointed out when the flow is checked', async (t) => {
  const { run, folder, file } = await testCommands(t);
  const open = await openTest(folder, { serve: false });
  await connect(open);
  const calls = { used: 300, most: 15_000, at: Date.UTC(2026, 10, 22, 10) };
  await open.store.commit([{ op: 'put', kind: 'memory', record: { key: 'crm/batch:budget', value: calls } }]);
  await open.close();
  const check = async (every: string): Promise<string> => {
    await file('answers.json', leadFile({ id: 'answers', triggers: [{ ...trigger, every }] }));
    return (await run('flow check answers.json --data data')).out;
  };
  assert.match(await check('PT30S'), /costly_look at .*every\n.*every PT30S is 2880 calls a day, 19\.2 % of the 15000/);
  assert.doesNotMatch(await check('PT1M'), /costly_look/);
});

test('where no flow looks at anything, asking for a record says so', async (t) => {
  const { run, folder } = await testCommands(t);
  const open = await openTest(folder, { serve: false });
  await open.close();
  assert.match((await run('flow why --record 5001')).err, /No published flow looks at another system/);
});
