import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { Failure } from '../../base/failure.ts';
import type { JsonObject } from '../../base/json.ts';
import { checkSchema, withDefaults } from '../../base/schema.ts';
import { failing } from '../../net/testing/raw-server.ts';
import { recordingHttp } from '../../net/testing/recording-http.ts';
import { testConnector } from '../connector.contract.ts';
import { memoryConnection } from '../testing/memory-connection.ts';
import { code, type CodeConfig } from './code.ts';

const operation = code.operations['run']!;
const { http, requests } = recordingHttp(() => ({ status: 200, body: {} }));

function io(config: CodeConfig = {}) {
  return memoryConnection<CodeConfig>({ config, http }).io('key');
}

async function call(source: string, input: JsonObject = {}, timeoutMs?: number) {
  const given = { source, input, ...(timeoutMs === undefined ? {} : { timeoutMs }) };
  assert.deepEqual(checkSchema(operation.input, given), []);
  const output = await operation.run(given, io());
  assert.deepEqual(checkSchema(operation.output, output), []);
  return output;
}

async function refused(source: string, timeoutMs?: number): Promise<Failure> {
  const failure = await failing(call(source, {}, timeoutMs));
  assert.equal(failure.code, 'invalid', failure.message);
  return failure;
}

testConnector({
  connector: code,
  config: { memoryMiB: 32 },
  examples: { run: { source: 'console.log(input.n); return { twice: input.n * 2 }', input: { n: 4 } } },
  world: () => http,
  worldless: 'a function asks nothing of any system',
});

test('the forms have titles, defaults and bounds', () => {
  assert.deepEqual(withDefaults(code.config, {}), { memoryMiB: 32 });
  assert.deepEqual(withDefaults(operation.input, { source: 'return 1' }), { source: 'return 1', timeoutMs: 1000 });
  for (const bad of [
    {},
    { source: '' },
    { source: 'x', timeoutMs: 10_001 },
    { source: 'x', input: [] },
    { source: 'x'.repeat(65_537) },
  ]) {
    assert.notDeepEqual(checkSchema(operation.input, bad), [], JSON.stringify(bad).slice(0, 80));
  }
  assert.equal(operation.repeat({}, {}), 'safe');
});

test('a function gets its input, may await, and gives JSON and what it logged', async () => {
  const output = await call(
    `const { cart } = input;
     const sum = cart.reduce((total, { price }) => total + price, 0);
     console.log('sum', sum, cart[0], undefined, new TypeError('odd'));
     return { sum, names: await Promise.all(cart.map(async ({ name }) => name.toUpperCase())), at: new Date(0) };`,
    {
      cart: [
        { name: 'perché \u0000 🐦', price: 2 },
        { name: 'b', price: 0.5 },
      ],
    },
  );
  assert.deepEqual(output, {
    result: { sum: 2.5, names: ['PERCHÉ \u0000 🐦', 'B'], at: '1970-01-01T00:00:00.000Z' },
    logs: ['sum 2.5 {"name":"perché \u0000 🐦","price":2} undefined TypeError: odd'.replace('\u0000', '\\u0000')],
  });
});

const RESULTS: [source: string, result: unknown][] = [
  [' ', null],
  ['return', null],
  ['return [NaN, undefined, () => 1]', [null, null, null]],
  ['return { a: undefined, b: null }', { b: null }],
  ['return { toJSON: () => "own" }', 'own'],
  ['return "\\ud800"', '\ud800'],
  ['return { then(resolve) { resolve(5) } }', 5],
  ['return 1 // no line break at the end', 1],
  ['return "é".repeat(131071)', 'é'.repeat(131_071)],
];

for (const [source, result] of RESULTS) {
  test(`a function gives ${JSON.stringify(result).slice(0, 40)} for ${source.trim().slice(0, 40) || 'nothing'}`, async () => {
    assert.deepEqual((await call(source)).result, result);
  });
}

const UNWRITABLE: [source: string, says: RegExp][] = [
  ['return () => 1', /it is a function/],
  ['return Symbol("a")', /it is a symbol/],
  ['return { n: 10n }', /BigInt/],
  ['const a = {}; a.a = a; return a', /circular/],
  ['return { toJSON() {} }', /toJSON/],
  ['return { get a() { throw new Error("no a") } }', /no a/],
  ['let a = 1; for (let i = 0; i < 101; i++) a = [a]; return a', /100 levels/],
  ['return "x".repeat(262144)', /256 KiB/],
  ['return "é".repeat(131072)', /256 KiB/],
];

for (const [source, says] of UNWRITABLE) {
  test(`a result that is no JSON of bounded size is refused with the reason: ${source}`, async () => {
    assert.match((await refused(source)).message, says);
  });
}

const THROWN: { source: string; message: string; details: JsonObject }[] = [
  {
    source: 'const a = null;\nreturn a.b;',
    message: "The function threw TypeError (line 2, column 9): cannot read property 'b' of null",
    details: { name: 'TypeError', line: 2, column: 9 },
  },
  {
    source: 'const a = 1;\nconst b = ;',
    message: "The function cannot be understood (line 2, column 11): unexpected token in expression: ';'",
    details: { name: 'SyntaxError', line: 2, column: 11 },
  },
  {
    source: 'function check(n) {\n  throw new RangeError(`n is ${n}`);\n}\nawait null;\ncheck(3);',
    message: 'The function threw RangeError (line 2, column 23): n is 3',
    details: { name: 'RangeError', line: 2, column: 23 },
  },
  {
    source: 'mistpye = 1',
    message: "The function threw ReferenceError (line 1, column 1): 'mistpye' is not defined",
    details: { name: 'ReferenceError', line: 1, column: 1 },
  },
  { source: 'throw "no"', message: 'The function threw Error: no', details: { name: 'Error' } },
  { source: 'throw { code: 7 }', message: 'The function threw Error: {"code":7}', details: { name: 'Error' } },
  { source: 'throw 10n', message: 'The function threw Error: 10', details: { name: 'Error' } },
  { source: 'throw undefined', message: 'The function threw Error: undefined', details: { name: 'Error' } },
];

for (const { source, message, details } of THROWN) {
  test(`what the author's code throws is told with its place: ${source.split('\n')[0]}`, async () => {
    const { data } = await refused(source);
    assert.equal(data.message, message);
    assert.deepEqual(JSON.parse(JSON.stringify(data.details)), details);
  });
}

const LIMITS: [source: string, says: RegExp][] = [
  ['for (;;) {}', /longer than 100 ms/],
  ['for (;;) { try { for (;;) {} } catch {} finally { continue } }', /longer than 100 ms/],
  ['for (;;) await null;', /longer than 100 ms/],
  ['const f = () => Promise.resolve().then(f); await f();', /longer than 100 ms/],
  ['return /^(a+)+$/.test("a".repeat(40) + "b")', /longer than 100 ms/],
  // Runs inside one built-in that asks nobody: only the end of its thread ends it.
  ['return Array.prototype.indexOf.call({ length: 2 ** 53 - 1 }, 1)', /longer than 100 ms/],
  ['throw new Proxy({}, { get() { for (;;); } })', /longer than 100 ms/],
  ['await new Promise(() => {})', /nothing settles/],
];

for (const [source, says] of LIMITS) {
  test(`a function is stopped in time, and the next one runs: ${source}`, async () => {
    assert.match((await refused(source, 100)).message, says);
    assert.equal((await call('return 2')).result, 2);
  });
}

const HUNGRY: [source: string, says: RegExp][] = [
  ['const a = []; for (;;) a.push("x".repeat(100_000));', /more than 32 MiB/],
  ['const a = []; for (;;) a.push(new Array(1000).fill(1));', /more than 32 MiB/],
  ['return new ArrayBuffer(1e9)', /more than 32 MiB/],
  ['return "x".repeat(1e9)', /more than 32 MiB/],
  ['let s = "x"; for (;;) s += s;', /string too long|more than 32 MiB/],
  ['const f = () => f() + 1; f();', /too deeply/],
  ['JSON.parse("[".repeat(200_000))', /too deeply/],
  ['eval("(".repeat(100_000))', /too deeply/],
  ['let p = {}; for (let i = 0; i < 100_000; i++) p = new Proxy(p, {}); return p.x', /too deeply/],
];

for (const [source, says] of HUNGRY) {
  test(`a function is stopped before it takes the memory or the stack: ${source}`, async () => {
    assert.match((await refused(source, 5000)).message, says);
    assert.equal((await call('return 3')).result, 3);
  });
}

test('a function that catches its want of memory leaves nothing of it to the next', async () => {
  const source =
    'const a = []; try { for (;;) a.push("x".repeat(100_000)) } catch (e) { a.length = 0; return e.message }';
  assert.equal((await call(source, {}, 5000)).result, 'out of memory');
  assert.equal((await call('return "x".repeat(1e7).length')).result, 1e7);
});

test('the memory of a connection is what its functions may use', async () => {
  const source = 'return "x".repeat(3e7).length';
  const given = { source, timeoutMs: 5000 };
  assert.equal((await operation.run(given, io({ memoryMiB: 128 })))['result'], 3e7);
  assert.match((await failing(operation.run(given, io({ memoryMiB: 16 })))).message, /more than 16 MiB/);
});

const ESCAPES = [
  'return typeof process + typeof require + typeof fetch + typeof WebAssembly + typeof setTimeout',
  'return (function () {}).constructor("return typeof process + typeof require + typeof fetch + typeof WebAssembly + typeof setTimeout")()',
  'return console.log.constructor("return typeof process + typeof require + typeof fetch + typeof WebAssembly + typeof setTimeout")()',
  'return (async () => {}).constructor("return typeof process + typeof require + typeof fetch + typeof WebAssembly + typeof setTimeout")()',
  'return input.constructor.constructor("return typeof process + typeof require + typeof fetch + typeof WebAssembly + typeof setTimeout")()',
  'return eval("typeof process + typeof require + typeof fetch + typeof WebAssembly + typeof setTimeout")',
];

for (const source of ESCAPES) {
  test(`nothing of the process can be reached: ${source.slice(0, 60)}`, async () => {
    assert.equal((await call(source)).result, 'undefined'.repeat(5));
  });
}

test('no module can be loaded', async () => {
  for (const name of ['fs', 'node:fs', 'std', 'os', '/etc/passwd', 'data:text/javascript,export default 1']) {
    assert.match((await refused(`return (await import(${JSON.stringify(name)})).default`)).message, /could not load/);
  }
  await refused('import fs from "fs"');
});

test('what one function does to the built-ins is not seen by the next, nor by the process', async () => {
  const tampered = await call(`
    Object.prototype.polluted = 1; Array.prototype.map = null; globalThis.left = 1;
    JSON.stringify = () => '"forged"'; JSON.parse = null; String.prototype.slice = null; Promise.prototype.then = null;
    return { kept: true };`);
  assert.deepEqual(tampered, { result: { kept: true }, logs: [] });
  const { result } = await call('return [typeof ({}).polluted, typeof [].map, typeof left, JSON.stringify({})]');
  assert.deepEqual(result, ['undefined', 'function', 'undefined', '{}']);
  assert.equal((await call('return JSON.parse(\'{"__proto__": {"polluted": 1}}\')')).logs?.toString(), '');
  assert.equal(({} as { polluted?: number }).polluted, undefined);
});

test('a body that closes its own braces stays inside', async () => {
  assert.equal((await call('}); globalThis.left = 1; (async function () { return typeof process')).result, 'undefined');
});

test('ten thousand lines of log are kept up to a bound, which is told', async () => {
  const { logs } = await call('for (let i = 0; i < 10_000; i++) console.log(i, "x".repeat(5000));', {}, 5000);
  assert.ok(Array.isArray(logs));
  assert.equal(logs.length, 101);
  assert.equal(logs[100], '… 9900 more lines');
  assert.ok(logs.every((line) => String(line).length <= 1001));
});

test('a failure carries the last lines of the log', async () => {
  const { data } = await refused('for (let i = 0; i < 30; i++) console.warn("step", i);\nthrow new Error("end")');
  const logs = data.details?.['logs'];
  assert.ok(Array.isArray(logs));
  assert.deepEqual([logs.length, logs[0], logs.at(-1)], [20, 'step 10', 'step 29']);
  assert.deepEqual((await refused('console.log("last");\nfor (;;) {}', 50)).data.details, { logs: ['last'] });
});

test('many functions at once all get their own result', async () => {
  const all = await Promise.all(Array.from({ length: 50 }, (_, n) => call('return input.n * 2', { n })));
  assert.deepEqual(
    all.map(({ result }) => result),
    all.map((_, n) => n * 2),
  );
});

test('check runs a small function', async () => {
  assert.deepEqual(await code.check(io()), [
    { name: 'A small function', ok: true, message: 'It runs and gives the right result.' },
  ]);
});

test('check reports, with a cure, that no thread can begin', async () => {
  const [probe] = await code.check(io({ memoryMiB: 1_000_000 }));
  assert.equal(probe?.ok, false);
  assert.ok(probe.message && probe.fix);
});

test('functions make no request', () => {
  assert.deepEqual(requests, []);
});

test('a thread without work holds no process', async () => {
  const script = `import { code } from ${JSON.stringify(import.meta.resolve('./code.ts'))};
    const { result } = await code.operations.run.run({ source: 'return 6 * 7' }, { config: {} });
    console.log(result);`;
  const ended = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], { timeout: 20_000 });
  assert.equal(ended.stdout, '42\n');
});
