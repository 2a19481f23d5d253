import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { casesOf } from '../base/testing/cases.contract.ts';
import { canonicalJson, type JsonValue } from '../base/json.ts';
import { readCallBody, readCallData } from './call-body.ts';
import { Problem } from './problem.ts';

const request = (body: string | Buffer, type?: string, encoding?: string) => ({
  body: Buffer.from(body),
  headers: {
    ...(type === undefined ? {} : { 'content-type': type }),
    ...(encoding ? { 'content-encoding': encoding } : {}),
  },
  query: {},
});

type Case = { title: string; given: [body: string, type?: string]; body?: JsonValue; text?: string };

const READ: Case[] = [
  { title: 'JSON', given: ['{"a":[1,null]}', 'application/json'], body: { a: [1, null] } },
  { title: 'JSON of a type of its own', given: ['7', 'application/vnd.shop+JSON; charset=utf-8'], body: 7 },
  { title: 'JSON without a type', given: ['{"a":1}'], body: { a: 1 } },
  {
    title: 'a form',
    given: ['a=1&b=x+y&a=%C3%A8&c', 'application/x-www-form-urlencoded'],
    body: { a: ['1', 'è'], b: 'x y', c: '' },
  },
  {
    title: 'a form with a dangerous name',
    given: ['__proto__=1', 'application/x-www-form-urlencoded'],
    body: JSON.parse('{"__proto__":"1"}') as JsonValue,
  },
  { title: 'a text', given: ['{"a":1}', 'text/plain'], body: null, text: '{"a":1}' },
  { title: 'XML', given: ['<a/>', 'application/soap+xml'], body: null, text: '<a/>' },
  { title: 'a text without a type', given: ['ciao'], body: null, text: 'ciao' },
  { title: 'nothing', given: ['', 'application/json'], body: null },
];

for (const { title, given, body, text } of READ)
  void test(`${title} is read`, () => {
    assert.deepEqual(readCallBody(request(...given)), { body, ...(text === undefined ? {} : { text }) });
  });

void test('a call without any body at all is read as nothing', () => {
  assert.deepEqual(readCallBody({ headers: {}, body: undefined }), { body: null });
});

type Refusal = { title: string; given: Parameters<typeof request>; status: number };

const REFUSED: Refusal[] = [
  { title: 'half a JSON', given: ['{"a"', 'application/json'], status: 400 },
  {
    title: 'JSON that is nested too deeply',
    given: [`${'['.repeat(102)}${']'.repeat(102)}`, 'application/json'],
    status: 400,
  },
  {
    title: 'a hundred thousand brackets',
    given: [`${'['.repeat(1e5)}${']'.repeat(1e5)}`, 'application/json'],
    status: 400,
  },
  { title: 'bytes that are not UTF-8', given: [Buffer.from([0x22, 0xff, 0x22]), 'application/json'], status: 400 },
  { title: 'a picture', given: ['x', 'image/png'], status: 415 },
  { title: 'several parts', given: ['--x', 'multipart/form-data; boundary=x'], status: 415 },
  { title: 'a compressed body', given: ['x', 'application/json', 'gzip'], status: 415 },
];

for (const { title, given, status } of REFUSED)
  void test(`${title} is refused with ${status}`, () => {
    assert.throws(
      () => readCallBody(request(...given)),
      (error) => error instanceof Problem && error.body.status === status,
    );
  });

void test('JSON just as deep as allowed is read', () => {
  const text = `${'['.repeat(100)}${']'.repeat(100)}`;
  assert.deepEqual(readCallBody(request(text, 'application/json')).body, JSON.parse(text));
});

void test('what a call brings for a run is its query and the members of its body', () => {
  const query = { id: '7', state: 'asked' };
  assert.deepEqual(readCallData({ ...request('{"state":"paid"}', 'application/json'), query }), {
    id: '7',
    state: 'paid',
  });
  assert.deepEqual(readCallData({ ...request('[1]', 'application/json'), query: {} }), { body: [1] });
  assert.deepEqual(readCallData({ ...request('ok', 'text/plain'), query: {} }), { text: 'ok' });
  assert.deepEqual(readCallData({ ...request(''), query }), query);
});

void test('whatever comes is read as plain data or refused in words', () => {
  const types = fc.constantFrom(
    undefined,
    'application/json',
    'application/x-www-form-urlencoded',
    'text/plain',
    'a/b',
    '',
  );
  const bodies = fc.oneof(fc.uint8Array({ maxLength: 200 }), fc.json().map(Buffer.from), fc.string().map(Buffer.from));
  const given = fc.record({ body: bodies.map((bytes) => Buffer.from(bytes)), type: types });
  fc.assert(
    fc.property(given, ({ body, type }) => {
      try {
        const read = readCallData({ ...request(body, type), query: {} });
        assert.equal(canonicalJson(JSON.parse(JSON.stringify(read)) as JsonValue), canonicalJson(read));
      } catch (error) {
        assert.ok(error instanceof Problem && error.body.status < 500, String(error));
      }
    }),
    { numRuns: casesOf(500) },
  );
});
