import assert from 'node:assert/strict';
import { test } from 'node:test';
import { id } from '../../base/ids.ts';
import { renderText } from '../../flow/expression/template.ts';
import type { StepContext } from '../../flow/step-type.ts';
import { testStep } from '../step.contract.ts';
import { split, type SplitParams } from './split.ts';

const ways = [
  { exit: 'a', weight: 50 },
  { exit: 'b', weight: 50 },
];

testStep({
  type: split,
  examples: [
    { name: 'one contact goes one way', params: { ways }, contact: { id: 'c1' }, outcome: 'b' },
    { name: 'another contact goes the other', params: { ways }, contact: { id: 'c3' }, outcome: 'a' },
    { name: 'a salt deals out anew', params: { ways, salt: 'autumn' }, contact: { id: 'c1' }, outcome: 'a' },
    {
      name: 'blanks around the value change nothing',
      params: { by: ' {{ contact.id }} ', ways },
      contact: { id: 'c1' },
      outcome: 'b',
    },
    {
      name: 'all of one company go the same way, whoever they are',
      params: { by: '{{ vars.company }}', ways },
      vars: { company: 'Rossi' },
      contact: { id: 'c2' },
      outcome: 'a',
    },
    {
      name: 'a way without weight is taken by nobody',
      params: {
        ways: [
          { exit: 'b', weight: 0 },
          { exit: 'a', weight: 1 },
        ],
      },
      outcome: 'a',
    },
  ],
});

/** The way of one contact at one step. */
function wayOf(params: SplitParams, contact: string, { step = 'step', run = 'run' } = {}): string {
  const scope = contact === '' ? {} : { contact: { id: contact } };
  const text = (template: unknown) => renderText(String(template), scope, { at: 0, timeZone: 'UTC' });
  const result = split.enter({ params, run: { id: run, at: id.step(step) }, text } as StepContext<SplitParams>);
  assert.equal(result.then, 'leave');
  return result.then === 'leave' ? result.outcome : '';
}

const people = Array.from({ length: 100_000 }, (_, number) => `contact-${number}`);

test('split: of 100,000 people each way gets its share within one percent', () => {
  const weighted = [
    { exit: 'a', weight: 10 },
    { exit: 'b', weight: 30 },
    { exit: 'c', weight: 60 },
  ];
  const counts = Map.groupBy(people, (person) => wayOf({ ways: weighted }, person));
  for (const { exit, weight } of weighted) {
    const share = (counts.get(exit)?.length ?? 0) / people.length;
    assert.ok(Math.abs(share - weight / 100) < 0.01, `${exit} has ${share}`);
  }
});

test('split: a changed weight moves those between the borders and nobody else', () => {
  const before = { ways };
  const after = {
    ways: [
      { exit: 'a', weight: 60 },
      { exit: 'b', weight: 40 },
    ],
  };
  const moved = people.slice(0, 20_000).filter((person) => wayOf(before, person) !== wayOf(after, person));
  assert.ok(Math.abs(moved.length / 20_000 - 0.1) < 0.01, `${moved.length} moved`);
  assert.ok(moved.every((person) => wayOf(after, person) === 'a'));
});

test('split: two steps deal out independently of each other', () => {
  const group = people.slice(0, 20_000).filter((person) => wayOf({ ways }, person, { step: 'one' }) === 'a');
  const both = group.filter((person) => wayOf({ ways }, person, { step: 'two' }) === 'a');
  assert.ok(Math.abs(both.length / group.length - 0.5) < 0.02, `${both.length} of ${group.length}`);
});

test('split: without a contact each run counts by itself', () => {
  const taken = new Set(people.slice(0, 50).map((run) => wayOf({ ways }, '', { run })));
  assert.deepEqual([...taken].sort(), ['a', 'b']);
});

test('split: exits of the same name and weights without a sum are found', () => {
  const found = split.validate?.(
    {
      ways: [
        { exit: 'a', weight: 0 },
        { exit: 'a', weight: 0 },
      ],
    },
    ['p'],
  );
  assert.deepEqual(
    found?.map(({ code, path }) => [code, path]),
    [
      ['duplicate_case', ['p', 'ways', 1, 'exit']],
      ['bad_params', ['p', 'ways']],
    ],
  );
});
