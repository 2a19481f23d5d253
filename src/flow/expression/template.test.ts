import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  checkTemplate,
  hasTemplate,
  isExpression,
  renderText,
  renderValue,
  TemplateError,
  variablesOf,
} from './template.ts';

const clock = { timeZone: 'Europe/Rome', at: Date.UTC(2026, 10, 22, 12), language: 'it', country: 'IT' };
const scope = {
  vars: {
    n: 5,
    name: 'Ada',
    none: null,
    list: ['a', 'b'],
    items: [{ name: 'pane' }],
    object: { a: 1 },
    big: 'x'.repeat(100_000),
    hundred: Array.from({ length: 100 }, (_, n) => n),
  },
};
const text = (template: string, around: object = scope) => renderText(template, around, clock);
const value = (template: string, around: object = scope) => renderValue(template, around, clock);

test('a text without templates comes back as it is', () => {
  assert.equal(text('100 % {sicuro}'), '100 % {sicuro}');
  assert.equal(hasTemplate('{ {x} }'), false);
});

test('a text is rendered as customers read it', () => {
  assert.equal(text('{{ vars.name }} ha {{ vars.n }}'), 'Ada ha 5');
  assert.equal(text('[{{ vars.missing.deep }}{{ vars.none }}]'), '[]');
  assert.equal(text('{{ vars.list }}, {{ vars.object }} {{ true }}'), 'a, b, {"a":1} true');
  assert.equal(text('{% if vars.n > 3 %}molti{% else %}pochi{% endif %}'), 'molti');
  assert.equal(text('{% case vars.n %}{% when 5 %}cinque{% endcase %}'), 'cinque');
  assert.equal(text('{% unless vars.none %}no{% endunless %}{% comment %}x{% endcomment %}'), 'no');
  assert.equal(text('{% for item in vars.items %}{{ forloop.index }}. {{ item.name }}{% endfor %}'), '1. pane');
  assert.equal(text('{% for i in (1..9) %}{% if i == 3 %}{% break %}{% endif %}{{ i }}{% endfor %}'), '12');
  assert.equal(text('{% assign x = vars.n | plus: 1 %}{{ x }}{% raw %}{{ x }}{% endraw %}'), '6{{ x }}');
  assert.equal(text('{% if vars.list contains "a" and vars.name == "Ada" %}sì{% endif %}'), 'sì');
});

test('a field that is exactly one expression keeps the type of its value', () => {
  assert.equal(value(' {{ vars.n | plus: 1 }}\n'), 6);
  assert.deepEqual(value('{{ vars.list }}'), ['a', 'b']);
  assert.deepEqual(value('{{ vars.object }}'), { a: 1 });
  assert.equal(value('{{ vars.n }}{{ vars.n }}'), '55');
  assert.equal(value('{{ vars.n }} }}'), '5 }}');
  assert.equal(value('{{ nil }}'), null);
  assert.equal(value('{{ forloop }}'), null);
  assert.equal(value('{{ vars.n | divided_by: 0 }}'), null);
});

test('an expression without a value leaves its member out, and is null in a list and at the top', () => {
  const rendered = renderValue(
    {
      a: '{{ vars.missing }}',
      b: '{{ nil }}',
      c: ['{{ vars.missing }}', 1],
      d: { e: 'x{{ vars.missing }}' },
      f: false,
    },
    scope,
    clock,
  );
  assert.deepEqual(rendered, { b: null, c: [null, 1], d: { e: 'x' }, f: false });
  assert.equal(value('{{ vars.missing }}'), null);
});

test('member names are never rendered, whatever they are', () => {
  const written = JSON.parse('{"__proto__": "{{ vars.n }}", "{{ x }}": 1}') as { [name: string]: number };
  const rendered = renderValue(written, scope, clock);
  assert.deepEqual(Object.entries(rendered as object), [
    ['__proto__', 5],
    ['{{ x }}', 1],
  ]);
  assert.equal(Object.getPrototypeOf(rendered), Object.prototype);
});

test('prototypes are out of reach', () => {
  for (const path of [
    '__proto__',
    'constructor',
    'vars.__proto__',
    'vars.constructor.name',
    'vars["constructor"]',
    'vars.list.constructor',
    'vars.name.toString',
    'toString',
  ])
    assert.equal(value(`{{ ${path} }}`), null, path);
  assert.match(checkTemplate('{{ 1 | constructor }}') ?? '', /no filter "constructor"/);
  assert.match(checkTemplate('{% constructor %}') ?? '', /no tag "constructor"/);
});

test('nothing reaches outside the template', () => {
  for (const tag of [
    'include "x"',
    'render "x"',
    'layout "x"',
    'block x',
    'increment x',
    'capture x',
    'tablerow x',
    'echo x',
    'cycle "a"',
  ])
    assert.match(checkTemplate(`{% ${tag} %}`) ?? '', /^there is no tag/, tag);
  for (const filter of ['now', 'sample', 'inspect', 'where_exp', 'sha256', 'raw'])
    assert.match(checkTemplate(`{{ 1 | ${filter} }}`) ?? '', /^there is no filter/);
  assert.equal(text('{{ "now" | date: "%Y" }}'), 'now');
});

const LOOP = '{% for item in vars.hundred %}';
const CLOSE = '{% endfor %}';

const TOO_MUCH = [
  `${LOOP.repeat(3)}${CLOSE.repeat(3)}`,
  '{% for i in (1..1000000000) %}x{% endfor %}',
  '{% for i in (1..50000) %}{% for j in (1..50000) %}{% endfor %}{% endfor %}',
  '{% assign s = "aaaaaaaaaaaaaaaa" %}{% for i in (1..100) %}{% assign s = s | append: s %}{% endfor %}{{ s }}',
  '{{ vars.big | replace: "x", vars.big }}',
  '{{ vars.big | split: "" | join: vars.big }}',
  '{% for i in (1..1000) %}{% if vars.big contains "y" %}{% endif %}{% endfor %}',
  '{% for i in (1..1000) %}{{ vars.big }}{% endfor %}',
  `{{ 1 | date: "${'%A'.repeat(20_000)}" }}${'{{ vars.big }}'.repeat(20)}`,
];

for (const template of TOO_MUCH)
  test(`too much work is refused: ${template.slice(0, 60)}`, () => {
    assert.throws(() => text(template), /makes too much text or loops too often/);
  });

test('a template that is too long or too deep is refused', () => {
  assert.match(checkTemplate(`{{ 1 }}${'x'.repeat(50_000)}`) ?? '', /too long/);
  const deep = `${'{% if 1 %}'.repeat(2500)}x${'{% endif %}'.repeat(2000)}`;
  assert.throws(() => text(deep), TemplateError);
});

test('an error says which template, where and why', () => {
  assert.throws(() => text('Ciao\n{{ vars.n | nope }}'), {
    name: 'TemplateError',
    message: 'The template "Ciao\n{{ vars.n | nope }}" cannot be used: there is no filter "nope" (line 2, column 1).',
  });
  assert.throws(() => value(`${'a'.repeat(100)}{{`), /The template "a{79}…" cannot be used/);
  assert.equal(checkTemplate('ciao'), undefined);
  assert.equal(checkTemplate('{{ vars.x }}'), undefined);
  assert.match(checkTemplate('{{ vars.x') ?? '', /not closed/);
});

test('an expression is told from a text with expressions', () => {
  assert.equal(isExpression('{{ vars.n }}'), true);
  assert.equal(isExpression('x {{ vars.n }}'), false);
  assert.equal(isExpression('ciao'), false);
});

test('the variables of a template are its paths', () => {
  assert.deepEqual(
    variablesOf(
      '{{ vars.name }} {{ vars["x"].y | default: contact.name }} {% for i in vars.list %}{{ i.z }}{% endfor %}',
    ),
    [
      ['vars', 'name'],
      ['vars', 'x', 'y'],
      ['vars', 'list'],
      ['contact', 'name'],
    ],
  );
  assert.deepEqual(variablesOf('{{ vars[vars.key].x }}'), [['vars'], ['vars', 'key']]);
  assert.deepEqual(variablesOf('ciao'), []);
  assert.deepEqual(variablesOf('{{ broken'), []);
});

test('many different templates stay correct when the oldest leave the cache', () => {
  for (let n = 0; n < 2100; n++) assert.equal(text(`{{ vars.n }}-${n}`), `5-${n}`);
  assert.equal(text('{{ vars.n }}-0'), '5-0');
  const long = `{{ vars.n }}${'x'.repeat(20_000)}`;
  assert.equal(text(long), text(long));
});

test('a deep value is cut instead of overflowing', () => {
  let deep: object = { end: 1 };
  for (let level = 0; level < 100; level++) deep = { deep };
  assert.ok(JSON.stringify(value('{{ deep }}', deep)).length < 1000);
  assert.match(text('{{ deep | json }}', deep), /^\{"deep"/);
});
