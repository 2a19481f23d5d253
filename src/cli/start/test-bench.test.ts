import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { readTestedProject } from '../transcript/read-tested.ts';
import type { TrialAsked, TrialPlace } from '../../control/test-bench.ts';
import { createTestBench } from './test-bench.ts';

const EXAMPLES = join(import.meta.dirname, '..', '..', '..', 'examples');
const place = async (example: string): Promise<TrialPlace> => {
  const { folder: _folder, ...rest } = await readTestedProject(join(EXAMPLES, example));
  return rest;
};
const HOUR = 3_600_000;
const ADA: TrialAsked['customer'] = { name: 'Ada Rossi' };

describe('a trial in a pretend world', () => {
  const bench = createTestBench();

  it('goes as people write, and says where the run went and what was asked of others', async () => {
    const acts = [
      { kind: 'say', text: 'Ciao' },
      { kind: 'say', text: 'Ada Rossi' },
    ] as const;
    const { moments, trouble } = await bench.play(await place('whatsapp-lead'), { customer: ADA, acts });
    assert.equal(trouble, undefined);
    assert.deepEqual(
      moments[0]?.lines.map(({ from, text }) => `${from}: ${text}`),
      ['customer: Ciao', 'bot: Ciao! Come ti chiami?'],
    );
    assert.equal(moments[0]?.run?.waitsFor, 'reply');
    assert.equal(moments[1]?.calls[0]?.operation, 'upsert');
    assert.equal(moments[1]?.run?.status, 'completed');
    assert.ok(moments[1]?.taken.some(({ outcome }) => outcome === 'answered'));
  });

  it('goes the same way each time, and takes buttons and time', async () => {
    const acts = [
      { kind: 'say', text: 'Ciao' },
      { kind: 'tap', title: 'Guasto' },
      { kind: 'wait', ms: HOUR },
    ] as const;
    const asked = { customer: ADA, acts };
    const there = await place('viber-case');
    const once = await bench.play(there, asked);
    assert.equal(once.trouble, undefined);
    assert.deepEqual(await bench.play(there, asked), once);
    assert.equal((once.moments[2]?.at ?? 0) - (once.moments[1]?.at ?? 0), HOUR);
  });

  it('says what cannot be done', async () => {
    const acts = [
      { kind: 'say', text: 'Ciao' },
      { kind: 'tap', title: 'Nothing' },
    ] as const;
    const { trouble, moments } = await bench.play(await place('viber-case'), { customer: ADA, acts });
    assert.match(trouble ?? '', /"Nothing" to tap/);
    assert.equal(moments.length, 1);
    const elsewhere = await bench.play(await place('viber-case'), { customer: ADA, connection: 'nowhere', acts });
    assert.match(elsewhere.trouble ?? '', /nowhere/);
  });

  it('is kept as a transcript that comes true, and fails when the flow does otherwise', async () => {
    const there = await place('whatsapp-lead');
    const acts = [
      { kind: 'say', text: 'Ciao' },
      { kind: 'say', text: 'Ada Rossi' },
    ] as const;
    const text = await bench.write(there, { customer: ADA, acts }, 'A name is enough');
    assert.match(text, /title: A name is enough/);
    const [result] = await bench.check(there, text);
    assert.deepEqual([result?.ok, result?.title, result?.message], [true, 'A name is enough', undefined]);
    const other = {
      ...there,
      flows: there.flows.map((flow) => ({ ...flow, language: 'it', steps: rewritten(flow.steps) })),
    };
    const [failed] = await bench.check(other, text);
    assert.equal(failed?.ok, false);
    assert.match(failed?.message ?? '', /Ciao/);
    assert.equal((await bench.check(there, '- nonsense: 1'))[0]?.ok, false);
  });
});

describe('a trial with pinned outputs', () => {
  const bench = createTestBench();
  const end = { type: 'end', params: {}, next: {} };
  const create = (name: string, next: string) => ({
    type: 'call',
    params: {
      connection: 'salesforce',
      operation: 'create',
      input: { object: 'Lead', fields: { LastName: name, Company: 'x' } },
      saveAs: name,
    },
    next: { done: next, failed: 'end' },
  });
  const pinned = async (): Promise<TrialPlace> => {
    const there = await place('whatsapp-lead');
    const [flow] = there.flows;
    assert.ok(flow);
    const steps = {
      one: create('one', 'two'),
      two: create('two', 'three'),
      three: create('three', 'say'),
      say: {
        type: 'send',
        params: { text: '{{ vars.one.id }} {{ vars.two.id }} {{ vars.three.id }}' },
        next: { sent: 'end', failed: 'end' },
      },
      end,
    };
    return { ...there, flows: [{ ...flow, start: 'one', steps }] as unknown as TrialPlace['flows'] };
  };
  const acts = [{ kind: 'say', text: 'Ciao' }] as const;
  const pins = { one: { id: 'first', object: 'Lead' }, three: { id: 'third', object: 'Lead' } };

  it('gives each step its own, and lets the others write', async () => {
    const { moments, trouble } = await bench.play(await pinned(), { customer: ADA, acts, pins });
    assert.equal(trouble, undefined);
    assert.match(moments[0]?.lines.at(-1)?.text ?? '', /^first 00Q\w+ third$/);
    assert.deepEqual(
      moments[0]?.calls.map(({ returns }) => returns?.['id']),
      ['first', undefined, 'third'],
    );
  });

  it('is kept with what each step was given, and comes true again', async () => {
    const there = await pinned();
    const text = await bench.write(there, { customer: ADA, acts, pins }, 'Pinned');
    assert.deepEqual(
      [...text.matchAll(/id: (\w+)/g)].map(([, id]) => id),
      ['first', 'third'],
    );
    assert.deepEqual(
      (await bench.check(there, text)).map(({ ok, message }) => [ok, message]),
      [[true, undefined]],
    );
  });

  it('is kept by what is written where nothing is pinned', async () => {
    const there = await pinned();
    const text = await bench.write(there, { customer: ADA, acts }, 'Written');
    assert.doesNotMatch(text, /call:/);
    assert.equal((await bench.check(there, text))[0]?.message, undefined);
  });
});

/** The steps with other first words. */
function rewritten(steps: TrialPlace['flows'][number]['steps']): TrialPlace['flows'][number]['steps'] {
  return JSON.parse(JSON.stringify(steps).replaceAll('Come ti chiami?', 'Il tuo nome?'));
}
