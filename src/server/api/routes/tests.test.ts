import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import type { TestBench, TrialAsked } from '../../../control/test-bench.ts';
import { testFlow } from '../../../engine/testing/test-world.ts';
import { id } from '../../../base/ids.ts';
import { openApi } from '../../testing/api-world.ts';

const ASKED = { customer: { name: 'Ada' }, acts: [{ kind: 'say', text: 'Ciao' }] } as const satisfies TrialAsked;

/** An API with a bench that says what it was asked. */
async function opened(t: TestContext) {
  const content = testFlow({ [id.step('end')]: { type: 'end', params: {}, next: {} } });
  const api = await openApi(t, [content]);
  const seen: { flows: readonly string[]; asked?: TrialAsked }[] = [];
  const bench: TestBench = {
    play: async ({ flows }, asked) => {
      seen.push({ flows: flows.map(({ id }) => id), asked });
      return { now: 7, moments: [{ at: 7, act: ASKED.acts[0], lines: [], entered: [], taken: [], calls: [] }] };
    },
    write: async (_place, _asked, title) => `- title: ${title}\n`,
    check: async (_place, text) => [
      text.includes('bad') ? { title: 'x', ok: false, ms: 2, message: 'No.' } : { title: 'x', ok: true, ms: 1 },
    ],
  };
  Object.assign(api.parts, { bench });
  return { ...api, content, seen };
}

test('a draft is played as it is given, kept or not', async (t) => {
  const { call, content, seen } = await opened(t);
  const { status, json } = await call('POST /tests', { body: { flow: content, ...ASKED } });
  assert.equal(status, 200);
  assert.equal(json['now'], 7);
  assert.deepEqual(seen, [{ flows: [content.id], asked: ASKED }]);
});

test('what is no act is refused, and viewers try nothing', async (t) => {
  const { call, content } = await opened(t);
  const body = { flow: content, ...ASKED, acts: [{ kind: 'shout' }] };
  assert.equal((await call('POST /tests', { body })).status, 422);
  assert.equal((await call('POST /tests', { as: 'viewer', body: { flow: content, ...ASKED } })).status, 403);
});

test('conversations are kept, played all together, and deleted', async (t) => {
  const { call, content } = await opened(t);
  const path = `/flows/${content.id}/tests`;
  const made = await call(`POST ${path}`, { body: { title: 'A name', flow: content, asked: ASKED } });
  assert.deepEqual([made.status, made.json['key'], made.json['text']], [201, 'a-name', '- title: A name\n']);
  const other = await call(`POST ${path}`, { body: { title: 'A name', text: '- customer: bad\n' } });
  assert.equal(other.json['key'], 'a-name-2');
  assert.equal((await call(`POST ${path}`, { body: { title: 'Nothing' } })).status, 422);
  const listed = (await call(`GET ${path}`)).json['items'] as { key: string }[];
  assert.deepEqual(
    listed.map(({ key }) => key),
    ['a-name', 'a-name-2'],
  );
  const run = (await call(`POST ${path}/run`, { body: {} })).json['items'] as { ok: boolean; message?: string }[];
  assert.deepEqual(
    run.map(({ ok, message }) => [ok, message]),
    [
      [true, undefined],
      [false, 'No.'],
    ],
  );
  assert.equal((await call(`DELETE ${path}/a-name`)).status, 204);
  assert.equal((await call(`DELETE ${path}/a-name`)).status, 404);
  assert.equal(((await call(`GET ${path}`)).json['items'] as unknown[]).length, 1);
});

test('a flow that is not there has no tests to play', async (t) => {
  const { call } = await opened(t);
  assert.equal((await call('POST /flows/nowhere/tests/run', { body: {} })).status, 404);
});
