import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testStep, type Example } from '../step.contract.ts';
import { switchStep } from './switch.ts';

const cases = [
  { is: 'Sì', exit: 'yes' },
  { is: ['no', 0, false], exit: 'no' },
  { is: '{{ vars.limit }}', exit: 'limit' },
];

const given = (name: string, answer: Example['vars'], outcome: string, more = {}): Example => ({
  name,
  params: { value: '{{ vars.answer }}', cases, ...more },
  ...(answer ? { vars: answer } : {}),
  outcome,
});

testStep({
  type: switchStep,
  examples: [
    given('case, accents and blanks at the ends do not count', { answer: ' SI ' }, 'yes'),
    given('one of several values is enough', { answer: 'No' }, 'no'),
    given('a number and its text are the same', { answer: '0' }, 'no'),
    given('a text and its number are the same', { answer: 7, limit: '7.0' }, 'limit'),
    given('what only begins like a number is a text', { answer: '00' }, 'other'),
    given('a truth value is its word', { answer: false }, 'no'),
    given('a case may hold a template', { answer: 'x', limit: 'X' }, 'limit'),
    given('a template that gives a list has all its values', { answer: 'b', limit: ['a', 'b'] }, 'limit'),
    given('a value that is missing is the empty text', undefined, 'limit'),
    given('what no case has is the exit "other"', { answer: 'forse', limit: 1 }, 'other'),
    given('case counts where told', { answer: 'SI', limit: 1 }, 'other', { ignoreCase: false }),
    given('accents count where told', { answer: 'Sì', limit: 1 }, 'yes', { ignoreCase: false }),
    {
      name: 'identifiers longer than a number can hold are texts',
      params: { value: '12345678901234567', cases: [{ is: '12345678901234568', exit: 'near' }] },
      outcome: 'other',
    },
    {
      name: 'the same identifier is found',
      params: { value: '12345678901234567', cases: [{ is: '12345678901234567', exit: 'near' }] },
      outcome: 'near',
    },
  ],
});

test('switch: repeated exits and values are found, with the eyes of the comparison', () => {
  const repeated = [
    { is: 'Sì', exit: 'a' },
    { is: ['SI', 1], exit: 'b' },
    { is: '1.0', exit: 'a' },
    { is: ['{{ vars.x }}', '{{ vars.x }}'], exit: 'other' },
  ];
  const places = (ignoreCase: boolean) =>
    switchStep.validate?.({ value: 'x', cases: repeated, ignoreCase }, ['p']).map(({ code, path }) => [code, ...path]);
  assert.deepEqual(places(true), [
    ['bad_params', 'p', 'cases', 1, 'is'],
    ['duplicate_case', 'p', 'cases', 2, 'exit'],
    ['bad_params', 'p', 'cases', 2, 'is'],
    ['duplicate_case', 'p', 'cases', 3, 'exit'],
  ]);
  assert.deepEqual(places(false), [
    ['duplicate_case', 'p', 'cases', 2, 'exit'],
    ['bad_params', 'p', 'cases', 2, 'is'],
    ['duplicate_case', 'p', 'cases', 3, 'exit'],
  ]);
});
