import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Run } from '../../flow/run.ts';
import type { EffectRecord } from '../../store/records.ts';
import {
  connect,
  leadFile,
  openTest,
  testCommands,
  type OpenedInstallation,
  type TestCommands,
} from '../testing/test-installation.ts';

/** A flow that makes a record in an org, then ends. */
const caseFile = (more: object = {}) =>
  leadFile({
    id: 'case',
    name: 'Case',
    triggers: [{ type: 'message', keywords: ['help'] }],
    start: 'set',
    steps: {
      set: { type: 'set', params: { values: { topic: 'help' } }, next: { done: 'create' } },
      create: {
        type: 'call',
        title: 'Make the case',
        params: { connection: 'crm', operation: 'create', input: { object: 'Case', fields: { Subject: 'Help' } } },
        next: { done: 'end', failed: 'end' },
      },
      end: { type: 'end', params: {}, next: {} },
    },
    ...more,
  });

type Scene = TestCommands & {
  /** The installation, opened by the test while no server runs. */
  within<T>(work: (open: OpenedInstallation) => Promise<T>): Promise<T>;
};

/** A scenario beside a server, and on a folder that nobody holds; both flows are published. */
function both(title: string, body: (scene: Scene) => Promise<void>): void {
  for (const serve of [true, false]) {
    test(`${title}, ${serve ? 'through the server' : 'on the folder itself'}`, async (t) => {
      const commands = await testCommands(t);
      let server: OpenedInstallation | undefined;
      const stop = async (): Promise<void> => {
        await server?.close();
        server = undefined;
      };
      t.after(stop);
      const scene: Scene = {
        ...commands,
        async run(line, options) {
          if (serve) server ??= await openTest(commands.folder, { serve });
          return commands.run(line, options);
        },
        async within(work) {
          await stop();
          const open = await openTest(commands.folder, { serve: false });
          try {
            return await work(open);
          } finally {
            await open.close();
          }
        },
      };
      await scene.within(connect);
      await scene.file('lead.json', leadFile());
      await scene.file('case.json', caseFile());
      await scene.run('flow publish lead.json');
      await scene.run('flow publish case.json');
      await body(scene);
    });
  }
}

/** The only run of a flow. */
const runOf =
  (flow: string) =>
  async (open: OpenedInstallation): Promise<Run> => {
    const [record, ...others] = await open.store.list('run', { where: { flow } });
    assert.ok(record && others.length === 0);
    return record.run;
  };

/** Has the only effect of a run end in a state of somebody's choice, as if the outside had answered so. */
const effectBecomes =
  (change: Partial<EffectRecord>) =>
  async (open: OpenedInstallation): Promise<EffectRecord> => {
    const [effect] = (await open.store.list('effect', {})).filter(({ request }) => request.kind === 'call');
    assert.ok(effect);
    const record = { ...effect, ...change };
    await open.store.commit([{ op: 'put', kind: 'effect', record }]);
    return record;
  };

both('a message starts a run, whose history shows each step, what it asked and waits for', async ({ run, within }) => {
  await within((open) => open.says('Info please'));
  const { id } = await within(runOf('lead'));
  const shown = await run(`runs show ${id}`);
  assert.equal(shown.code, 0, shown.err);
  assert.match(shown.out, /Lead \(lead@1\)/);
  assert.match(shown.out, /with +Ada Rossi \+393331234567/);
  assert.match(shown.out, /1 .* ask {2}ask/);
  assert.match(shown.out, /#0 {2}send on whatsapp/);
  assert.match(shown.out, /in +\{"kind":"text","text":"Your name\?"\}/);
  const details = (await run(`runs show ${id} --json`)).json<{ visits: { step: string; effects: unknown[] }[] }>();
  assert.deepEqual(
    details.visits.map(({ step, effects }) => [step, effects.length]),
    [['ask', 1]],
  );
});

both('steps between two events are in the history, each with the variables that it set', async ({ run, within }) => {
  await within((open) => open.says('help'));
  const { id } = await within(runOf('case'));
  const { visits } = (await run(`runs show ${id} --json`)).json<{ visits: { step: string; changed: object }[] }>();
  assert.deepEqual(
    visits.map(({ step, changed }) => [step, changed]),
    [
      ['set', { topic: 'help' }],
      ['create', {}],
    ],
  );
  assert.match((await run(`runs show ${id}`)).out, /Make the case \(create\) {2}call/);
});

both('a run is canceled with a reason and by whom, once', async ({ run, within }) => {
  await within((open) => open.says('info'));
  const { id } = await within(runOf('lead'));
  assert.equal((await run(`runs cancel ${id}`)).code, 2);
  const canceled = await run(['runs', 'cancel', id, '--reason', 'wrong number', '--by', 'grace', '--yes', '--json']);
  assert.deepEqual([canceled.json()['before'], canceled.json<{ after: Run }>().after.status], ['active', 'canceled']);
  assert.match((await run(`runs show ${id}`)).out, /canceled by grace {2}\{"reason":"wrong number"\}/);
  const again = await run(`runs cancel ${id} --yes`);
  assert.equal(again.code, 1);
  assert.match(again.err, /has ended \(canceled\); nothing is left to cancel/);
});

both('a parked effect is shown and settled, and its run goes on', async ({ run, within }) => {
  await within((open) => open.says('help'));
  assert.match((await run('parked')).out, /Nothing is parked/);
  const failure = { code: 'unknown_outcome', message: 'No answer came.' } as const;
  const effect = await within(effectBecomes({ state: 'parked', failure, attempts: 1 }));
  assert.match(
    (await run('parked')).out,
    /crm: create .*case\n.*\n.*"Subject":"Help".*\n.*unknown_outcome: No answer came/,
  );
  assert.equal(
    (await run('status --json'))
      .json<{ connections: { key: string; waiting?: { parked: number } }[] }>()
      .connections.find(({ key }) => key === 'crm')?.waiting?.parked,
    1,
  );
  const unknown = await run(['parked', 'settle', effect.key, 'perhaps']);
  assert.equal(unknown.code, 2);
  const settled = await run([
    'parked',
    'settle',
    effect.key,
    'happened',
    '--output',
    '{"id":"500000000000001AAA"}',
    '--json',
  ]);
  assert.equal(settled.code, 0, settled.err);
  assert.equal(settled.json()['state'], 'done');
  assert.equal((await within(runOf('case'))).status, 'completed');
  assert.match((await run(['parked', 'settle', effect.key, 'again'])).err, /is not parked: it is done/);
});

both(
  'a failed run is repaired: variables changed, replayed in a newer version, skipped',
  async ({ run, within, file }) => {
    await file(
      'case.json',
      caseFile({
        name: 'Case 2',
        steps: { ...(caseFile().flow['steps'] as object), create: { ...createStep(), next: { done: 'end' } } },
      }),
    );
    await run('flow publish case.json');
    await within((open) => open.says('help'));
    await within(effectBecomes({ state: 'parked', attempts: 1 }));
    const { id, flow } = await within(runOf('case'));
    assert.equal(flow.version, 2);
    await run(['parked', 'settle', `${id}#0`, 'failed', '--reason', 'not there']);
    assert.equal((await within(runOf('case'))).status, 'failed');

    const edited = await run(['runs', 'edit', id, 'topic=billing', 'urgent=true', '--json']);
    assert.deepEqual(edited.json<{ after: Run }>().after.vars, { topic: 'billing', urgent: true });
    await file('case.json', caseFile({ name: 'Case 3' }));
    await run('flow publish case.json');
    const replayed = await run(`runs replay ${id} --version current --json`);
    assert.equal(replayed.code, 0, replayed.err);
    const { after } = replayed.json<{ after: Run }>();
    assert.deepEqual([after.status, after.flow.version, after.at], ['active', 3, 'create']);
    assert.match((await run(`runs replay ${id}`)).err, /has not failed/);
    const skipped = await run(['runs', 'skip', id, '--outcome', 'done', '--json']);
    assert.equal(skipped.json<{ after: Run }>().after.status, 'completed');
    assert.match(
      (await run(`runs show ${id}`)).out,
      /edited by ada.*\n.*migrated by ada.*\n.*retried by ada.*\n.*skipped by ada/,
    );
  },
);

const createStep = () => (caseFile().flow['steps'] as Record<string, object>)['create'];

both('any message can be asked why it started a flow or did not', async ({ run, within }) => {
  await within((open) => open.says('Ciao'));
  const silent = await run('flow why --last --from +393331234567');
  assert.equal(silent.code, 0, silent.err);
  assert.match(silent.out, /No flow took it \(2 were asked\)/);
  assert.match(silent.out, /✗ lead@1, trigger 1\n {2}None of its words \(info\) stands in «Ciao»/);
  assert.match(silent.out, /✗ lead@1, trigger 2\n {2}It starts by hand, not from a message/);
  await within((open) => open.says('Info'));
  const again = await run('flow why --last --from 3331234567 --json');
  assert.equal(again.code, 0, again.err);
  const why = again.json<{
    message: string;
    reasons: { flow: string; started: boolean }[];
  }>();
  assert.deepEqual(
    why.reasons.filter(({ started }) => started).map(({ flow }) => flow),
    ['lead'],
  );
  assert.equal((await run(['flow', 'why', why.message])).code, 0);
  assert.match((await run('flow why nothing')).err, /There is no message "nothing"/);
});

both('a flow is started by hand, with an input and for a person', async ({ run, within }) => {
  const started = await run([
    'flow',
    'start',
    'lead',
    '--to',
    'whatsapp:+393330000001',
    '--input',
    '{"a":1}',
    '--json',
  ]);
  assert.equal(started.code, 0, started.err);
  const begun = started.json<Run>();
  assert.deepEqual([begun.input, begun.status, begun.connection], [{ a: 1 }, 'active', 'whatsapp']);
  assert.equal((await within(runOf('lead'))).id, begun.id);
  assert.match((await run('flow start lead --to whatsapp:nobody')).err, /would talk to nobody/);
  assert.match((await run('flow start case')).err, /not started by hand/);
  assert.match((await run('flow start leed')).err, /There is no flow "leed"/);
});

test('offline, nothing is performed: what is to be done stays for the next start', async (t) => {
  const { run, folder, file } = await testCommands(t);
  const open = await openTest(folder, { serve: false });
  await connect(open);
  await open.close();
  await file('lead.json', leadFile());
  await run('flow publish lead.json');
  const { err } = await run('flow start lead --to whatsapp:+393330000001');
  assert.match(err, /nothing is performed before the next start/);
  const again = await openTest(folder, { serve: false });
  const [effect] = await again.store.list('effect', { where: { state: 'pending' } });
  await again.close();
  assert.deepEqual([effect?.attempts, effect?.state], [0, 'pending']);
});

both('runs are found by what they are about, and none where nothing fits', async ({ run, within }) => {
  await within(async (open) => {
    await open.says('info');
    await open.says('help', '+447700900123');
  });
  const lines = [
    ['--flow lead', 1],
    ['--flow lead --status active --step ask --version 1', 1],
    ['--tests none', 2],
    ['--tests only', 0],
    ['--phone +393331234567', 1],
    ['--phone +39333000', 0],
    ['--status failed', 0],
    ['--text help', 1],
    ['--since 2020-01-01', 2],
    ['--until 2020-01-01', 0],
    ['--limit 1', 1],
  ] as const;
  for (const [line, number] of lines) {
    const found = await run(`runs list ${line} --json`);
    assert.equal(found.code, 0, found.err);
    assert.equal(found.json<{ runs: unknown[] }>().runs.length, number, line);
  }
  assert.match((await run('runs list')).out, /lead@1 +active +ask +waits for/);
  assert.match((await run('runs list --limit 1')).out, /There may be more: --after r-/);
  assert.equal((await run('runs list --status broken')).code, 2);
  assert.equal((await run('runs list --since soon')).code, 2);
  assert.equal((await run('runs list --tests some')).code, 2);
});

both('many runs are repaired at once, after a preview that changes nothing', async ({ run, within }) => {
  await within(async (open) => {
    for (const from of ['+393330000001', '+393330000002', '+393330000003']) await open.says('info', from);
    await open.says('help');
  });
  assert.equal((await run('runs bulk cancel --yes')).code, 2);
  assert.equal((await run('runs bulk burn --flow lead --yes')).code, 2);
  const preview = await run('runs bulk cancel --flow lead --preview --json');
  assert.equal(preview.code, 0, preview.err);
  assert.deepEqual([preview.json()['fitting'], preview.json()['byVersion']], [3, { 'lead@1': 3 }]);
  assert.equal((await run('runs bulk cancel --flow lead')).code, 2);
  assert.equal((await run('status --json')).json<{ runs: { active: number } }>().runs.active, 4);
  const done = await run(['runs', 'bulk', 'cancel', '--flow', 'lead', '--reason', 'over', '--by', 'grace', '--yes']);
  assert.equal(done.out, '3 runs changed.\n');
  const { runs } = (await run('status --json')).json<{ runs: { active: number; canceled: number } }>();
  assert.deepEqual([runs.active, runs.canceled], [1, 3]);
  const [first] = (await run('runs list --flow lead --json')).json<{ runs: { run: string }[] }>().runs;
  assert.match((await run(`runs show ${first?.run}`)).out, /canceled by grace/);
  assert.match((await run('runs bulk replay --flow lead --yes')).out, /0 runs of 3 would be changed/);
});
