import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonValue } from '../../base/json.ts';
import { parsePaths } from './json-path.ts';

const find = (path: string, body: JsonValue) => parsePaths({ x: path }).find(body).get('x');

const BODY = {
  order: {
    id: 7,
    note: null,
    'ship to': 'Roma',
    items: [
      { sku: 'a', price: 5 },
      { sku: 'b', price: 50 },
    ],
  },
  list: [1, 2, 3],
};

const FOUND: [path: string, value: JsonValue | undefined][] = [
  ['$', BODY],
  ['$.order.id', 7],
  ["$.order['ship to']", 'Roma'],
  ['$.order.note', null],
  ['$.order.items[0].sku', 'a'],
  ['$.order.items[-1].sku', 'b'],
  ['$.order.items[*].sku', ['a', 'b']],
  ['$.list[1:]', [2, 3]],
  ['$..price', [5, 50]],
  ['$.order.items[?@.price > 10].sku', ['b']],
  ["$.order.items[?match(@.sku, '[ab]')].price", [5, 50]],
  ['$.order.items[?@.price > 99].sku', undefined],
  ['$.order.missing', undefined],
  ['$.list.length', undefined],
  ['$.constructor', undefined],
  ['$.__proto__', undefined],
];

for (const [path, value] of FOUND) {
  test(`${path} finds ${value === undefined ? 'nothing' : JSON.stringify(value).slice(0, 40)}`, () => {
    assert.deepEqual(find(path, BODY), value);
  });
}

for (const path of ['order.id', '.order', '$.', '$.a[', '$.a..', '$[?unknown(@)]', '', `$.${'a'.repeat(600)}`]) {
  test(`"${path.slice(0, 30)}" is refused and names the variable`, () => {
    assert.throws(() => parsePaths({ orderId: path }), { code: 'invalid', message: /^The path of "orderId"/ });
  });
}

test('a path without its root is told how it is written', () => {
  assert.throws(() => parsePaths({ x: 'order.id' }), { message: /Write \$\.order\.id/ });
});

test('nearby tells what stands at the deepest place that the path reaches', () => {
  const nearby = (path: string, body: JsonValue = BODY) => parsePaths({ x: path }).nearby('x', body);
  assert.equal(nearby('$.ordre.id'), '$ has order, list');
  assert.equal(nearby('$.order.customer.name'), '$.order has id, note, ship to, items');
  assert.equal(nearby("$.order['ship to'].city"), "$.order['ship to'] is a string");
  assert.equal(nearby('$.list[5]'), '$.list is a list of 3');
  assert.equal(nearby('$.order.note.text'), '$.order.note is empty');
  assert.equal(nearby('$.a', {}), '$ is an object without members');
  assert.match(nearby('$.x', Object.fromEntries(Array.from({ length: 30 }, (_, n) => [`n${n}`, n]))), /n19 and more$/);
});

test('a path that would keep the process busy is ended and refused', () => {
  const many = Array.from({ length: 100_000 }, () => ({ a: 1 }));
  assert.throws(() => find('$[?count($..*) > 0]', many), { code: 'invalid', message: /asks too much/ });
  const slow = { fine: '$', slow: "$[?match(@.a, '(a+)+b')]" };
  assert.throws(() => parsePaths(slow).find([{ a: 'a'.repeat(60) }]), { message: /of "slow" asks too much/ });
  assert.deepEqual(find('$.a', { a: 1 }), 1, 'the next one works');
});

test('a path that meets too many values is refused', () => {
  const many = Array.from({ length: 10_001 }, () => 1);
  assert.throws(() => find('$[*]', many), { code: 'invalid', message: /more than 10000 values/ });
});

test('the deepest answer that is read can be searched', () => {
  let deep: JsonValue = { x: 1 };
  for (let level = 0; level < 98; level++) deep = [deep];
  assert.deepEqual(find('$..x', deep), [1]);
});
