import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readStartConfig, UsageError } from './config.ts';

const read = (env: Record<string, string>) => readStartConfig([], env, '/opt/rondine');

test('names and proxies are lists with commas between', () => {
  const config = read({
    RONDINE_HOSTS: 'flows.example.com, 192.168.1.20 ,[::1]',
    RONDINE_PROXIES: '10.0.0.5,fd00::/8,',
  });
  assert.deepEqual(config?.hosts, ['flows.example.com', '192.168.1.20', '[::1]']);
  assert.deepEqual(config?.proxies, ['10.0.0.5', 'fd00::/8']);
  assert.deepEqual([read({})?.hosts, read({})?.proxies], [[], []]);
});

test('an empty data folder becomes a demo unless one says that it stays empty', () => {
  assert.equal(read({})?.demo, true);
  assert.equal(read({ RONDINE_DEMO: 'no' })?.demo, false);
  assert.equal(readStartConfig(['--empty'], {}, '/opt/rondine')?.demo, false);
});

test('simulators are asked for with a project, which has none of its own', () => {
  const simulators = (...args: string[]) => readStartConfig(args, {}, '/opt/rondine')?.simulators;
  assert.equal(simulators('--project', 'shop', '--simulators'), true);
  assert.equal(simulators('--project', 'shop'), false);
  assert.throws(() => simulators('--simulators'), UsageError);
});

const WRONG: [name: string, value: string][] = [
  ['RONDINE_HOSTS', 'https://flows.example.com'],
  ['RONDINE_HOSTS', 'flows.example.com:3000'],
  ['RONDINE_DEMO', '0'],
  ['RONDINE_PROXIES', 'proxy.example'],
  ['RONDINE_PROXIES', '10.0.0.0/33'],
  ['RONDINE_PROXIES', '10.0.0.0/8/8'],
];

for (const [name, value] of WRONG) {
  test(`${name}=${value} stops the start with an example`, () => {
    assert.throws(
      () => read({ [name]: value }),
      (error) => error instanceof UsageError && /such as/.test(error.message),
    );
  });
}
