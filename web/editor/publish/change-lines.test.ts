import assert from 'node:assert/strict';
import { test } from 'node:test';
import { id } from '../../../src/base/ids.ts';
import { diff } from '../../../src/flow/diff/diff.ts';
import type { Flow, Step } from '../../../src/flow/flow.ts';
import { changeLines, type ChangeWords } from './change-lines.ts';

const FIELDS: Readonly<Record<string, string>> = {
  'ask.text': 'Question',
  'ask.answer': 'Answer',
  'ask.answer.choices': 'Choices',
  'ask.answer.choices.title': 'Title',
  'trigger-message.keywords': 'Keywords',
};
const WORDS: ChangeWords = {
  step: (type) => `a ${type}`,
  trigger: (type) => `by ${type}`,
  handler: (type) => `on ${type}`,
  exit: (outcome) => `exit ${outcome}`,
  field: (key) => FIELDS[key],
  member: (name) => ({ title: 'Title', name: 'Name', type: 'Type', id: 'Id' })[name],
  yes: 'yes',
  no: 'no',
};

const step = (params: Step['params'], next: Record<string, string> = {}, title?: string): Step => ({
  type: 'ask',
  params,
  next: next as Step['next'],
  ...(title === undefined ? {} : { title }),
});
const flow = (steps: Record<string, Step>, more: Partial<Flow> = {}): Omit<Flow, 'version'> => ({
  id: id.flow('f'),
  name: 'F',
  language: 'it',
  settings: { timeZone: 'Europe/Rome', country: 'IT' },
  triggers: [{ type: 'message', keywords: ['ciao'] }],
  start: id.step('a'),
  steps,
  ...more,
});
const lines = (before: Omit<Flow, 'version'>, after: Omit<Flow, 'version'>) =>
  changeLines({ changes: diff(before, after), before, after }, WORDS);

test('a changed field is told by the names of the fields around it, with its language and its place in a list', () => {
  const choices = (title: string) => ({
    answer: {
      choices: [
        { id: 'x', title: 'X' },
        { id: 'y', title },
      ],
    },
  });
  const before = flow({ a: step({ text: { it: 'Nome?' }, ...choices('Y') }) });
  const after = flow({ a: step({ text: { it: 'Come ti chiami?' }, ...choices('Z') }) });
  assert.deepEqual(
    lines(before, after).flatMap(({ edits }) => edits),
    [
      { field: 'Question (it)', before: 'Nome?', after: 'Come ti chiami?' },
      { field: 'Answer › Choices 2 › Title', before: 'Y', after: 'Z' },
    ],
  );
});

test('ways are told by the titles of the steps that they lead to', () => {
  const end = { ...step({}), type: 'end', title: 'Done' };
  const other = { ...step({ text: 'x' }), type: 'end' };
  const before = flow({ a: step({}, { answered: 'b' }), b: end, c: other });
  const after = flow({ a: step({}, { answered: 'c' }), b: end, c: other });
  const [line] = lines(before, after);
  assert.deepEqual(line?.edits, [{ field: 'exit answered', before: 'Done', after: 'a end' }]);
});

test('steps that came, went or were renamed are told with their titles', () => {
  const before = flow({ a: step({ text: '1' }, {}, 'One'), b: step({ text: '2' }, {}, 'Two') });
  const after = flow({ a: step({ text: '1' }, {}, 'One'), c: step({ text: '3' }) });
  assert.deepEqual(
    lines(before, after).map(({ part, change, title, step: named }) => [part, change, title, named]),
    [
      ['step', 'removed', 'Two', 'b'],
      ['step', 'added', 'a ask', 'c'],
    ],
  );
});

test('the flow’s own facts and its triggers are told first', () => {
  const a = step({});
  const before = flow({ a });
  const after = flow({ a }, { name: 'G', triggers: [{ type: 'message', keywords: ['salve'] }, { type: 'manual' }] });
  assert.deepEqual(lines(before, after), [
    { key: 'flow', part: 'flow', change: 'changed', title: '', edits: [{ field: 'Name', before: 'F', after: 'G' }] },
    { key: 'trigger added 0', part: 'trigger', change: 'added', title: 'by manual', edits: [] },
    {
      key: 'trigger changed 1',
      part: 'trigger',
      change: 'changed',
      title: 'by message',
      edits: [{ field: 'Keywords 1', before: 'ciao', after: 'salve' }],
    },
  ]);
});

test('long values are cut, and yes and no are words', () => {
  const before = flow({ a: step({ fresh: true, text: 'x' }) });
  const after = flow({ a: step({ fresh: false, text: 'y'.repeat(500) }) });
  const edits = lines(before, after)[0]?.edits ?? [];
  assert.deepEqual(edits[0], { field: 'fresh', before: 'yes', after: 'no' });
  assert.equal(edits[1]?.after?.length, 160);
});
