// The language runs in a browser: its folders and the steps are bundled, and run where nothing of Node is there.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { createContext, runInContext, type Context } from 'node:vm';
import { build } from 'vite';
import type { Advanced } from './advance.ts';
import type { Flow } from './flow.ts';
import { newRun, type RunEvent } from './run.ts';
import { id } from '../base/ids.ts';
import type { Diagnostic } from '../base/diagnostic.ts';

const ENTRY = 'browser-entry';
const here = (path: string) => JSON.stringify(join(import.meta.dirname, path));

/** What the editor and its preview need. */
const SOURCE = `
  import { advance } from ${here('advance.ts')};
  import { diff } from ${here('diff/diff.ts')};
  import { parseFlowFile } from ${here('flow-file.ts')};
  import { namesOf } from ${here('references.ts')};
  import { validate } from ${here('validate/validate.ts')};
  import { EXAMPLE_CHANNELS, EXAMPLE_SURROUNDINGS } from ${here('validate/examples.ts')};
  import { steps } from ${here('../steps/index.ts')};
  const types = { steps, channels: EXAMPLE_CHANNELS };
  globalThis.language = {
    advance: (flow, run, event) => JSON.stringify(advance(flow, run, event, types)),
    validate: (flow) => JSON.stringify(validate(flow, { ...EXAMPLE_SURROUNDINGS, types })),
    diff: (left, right) => JSON.stringify(diff(left, right)),
    parse: (text) => JSON.stringify(parseFlowFile(text)),
    names: (flow) => JSON.stringify(namesOf(flow, types)),
  };
`;

let code = '';
let page: Context;

before(async () => {
  const mode = process.env['NODE_ENV'];
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      write: false,
      minify: false,
      lib: { entry: ENTRY, formats: ['iife'], name: 'bundle' },
    },
    plugins: [
      {
        name: 'entry',
        enforce: 'pre',
        resolveId: (source) => (source.endsWith(ENTRY) ? `\0${ENTRY}` : undefined),
        load: (source) => (source.endsWith(ENTRY) ? SOURCE : undefined),
      },
    ],
  });
  // The bundler sets it for the whole process, and other tests run in it.
  if (mode === undefined) delete process.env['NODE_ENV'];
  const [result] = [built].flat();
  assert.ok(result && 'output' in result);
  code = result.output.map((part) => ('code' in part ? part.code : '')).join('\n');
  // What every browser has beside the language itself, as far as packages ask for it.
  page = createContext({ TextEncoder, TextDecoder });
  runInContext(code, page);
});

/** Calls a function of the bundle with plain data, as a page would. */
function call<Result>(name: string, ...values: readonly unknown[]): Result {
  const given = values.map((value) => JSON.stringify(value)).join(', ');
  return JSON.parse(runInContext(`language.${name}(${given})`, page) as string) as Result;
}

const flow = {
  id: 'lead',
  version: 1,
  name: 'Lead',
  language: 'it',
  settings: { timeZone: 'Europe/Rome', country: 'IT' },
  triggers: [{ type: 'message' }],
  start: 'ask',
  steps: {
    ask: {
      type: 'ask',
      params: { text: 'Ciao {{ contact.name | first_name }}, quando?', saveAs: 'day', answer: { type: 'date' } },
      next: { answered: 'end', invalid: 'end', timeout: 'end', failed: 'end' },
    },
    end: { type: 'end', params: {}, next: {} },
  },
} as unknown as Flow;

test('nothing of Node is in the bundle, nor asked for', () => {
  assert.ok(!/\bnode:|__vite-browser-external|\brequire\(/.test(code));
  assert.equal(runInContext('typeof process + typeof Buffer + typeof require', page), 'undefined'.repeat(3));
});

test('a run is advanced without Node', () => {
  const run = newRun({
    id: id.run('r'),
    flow: { id: flow.id, version: 1 },
    lane: id.lane('l'),
    connection: id.connection('phone'),
    channel: 'example',
    conversation: null,
  });
  const contact = { id: 'c', name: 'Ada Rossi', addresses: [] };
  const at = Date.UTC(2026, 10, 22, 12);
  const event: RunEvent = { type: 'started', at, context: { contact } };
  const asked = call<Advanced>('advance', flow, run, event);
  assert.deepEqual(
    asked.effects.map((effect) => effect.kind === 'send' && effect.content),
    [{ kind: 'text', text: 'Ciao Ada, quando?' }],
  );
  const effect = asked.effects[0]?.id;
  const sent = call<Advanced>('advance', flow, asked.run, {
    type: 'done',
    at,
    context: { contact },
    effect,
    output: {},
  });
  const message = { id: 'm', text: 'domani', content: { kind: 'text', text: 'domani' }, at };
  const { wait } = sent.run;
  const replied = { type: 'replied', at, context: { contact }, wait: wait.id, message };
  const answered = call<Advanced>('advance', flow, sent.run, replied);
  assert.deepEqual([answered.run.status, answered.run.vars], ['completed', { day: '2026-11-23' }]);
});

test('a flow is read, checked and compared without Node', () => {
  assert.deepEqual(call('validate', flow), []);
  const broken = { ...flow, start: 'aks' };
  assert.ok(call<Diagnostic[]>('validate', broken).some(({ code: each }) => each === 'missing_start'));
  const changed = call<{ facts: unknown[] }>('diff', flow, { ...flow, name: 'Leads' });
  assert.deepEqual(changed.facts, [{ path: ['name'], before: 'Lead', after: 'Leads' }]);
  assert.ok('diagnostics' in call<object>('parse', '{'));
  assert.deepEqual(call<{ connections: string[] }>('names', flow).connections, []);
});
