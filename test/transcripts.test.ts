// Plays every transcript of the examples through the real parts: one server, a fresh customer for each.
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { after, before, test } from 'node:test';
import { createDemoWorld } from '../src/cli/transcript/demo-world.ts';
import { playTranscript, TranscriptMismatch, type Transcript } from '../src/cli/transcript/play.ts';
import { startServerProcess } from '../src/cli/transcript/server-process.ts';
import { parseTranscript } from '../src/cli/transcript/transcript.ts';
import type { World } from '../src/cli/transcript/world.ts';
import { root } from './tools/modules.ts';

const files = globSync('examples/*/**/{*.transcript,transcript}.yaml', { cwd: root })
  .map((path) => path.split(sep).join('/'))
  .sort();

function read(file: string, change = (text: string): string => text): Transcript {
  const text = change(readFileSync(join(root, file), 'utf8'));
  const result = parseTranscript(text);
  if ('lines' in result) return { file, lines: result.lines };
  return assert.fail(result.problems.map(({ line, message }) => `${file}:${line}: ${message}`).join('\n'));
}

const server = startServerProcess();
let world: World;
before(async () => {
  world = createDemoWorld(await server.ready);
});
after(() => server.stop());

test('every example has a transcript', () => {
  const examples = globSync('examples/*/rondine.json', { cwd: root }).map((path) => path.split(sep)[1]);
  assert.ok(examples.length > 0);
  for (const example of examples)
    assert.ok(files.includes(`examples/${example}/transcript.yaml`), `examples/${example}`);
});

for (const file of files) {
  test(`${file} goes as it is written`, async () => {
    await playTranscript(read(file), world);
    assert.equal(server.complaints(), '');
  });
}

const LEAD = 'examples/whatsapp-lead/transcript.yaml';

test('a text that the flow does not say fails with file, line and what it said', async () => {
  const wrong = read(LEAD, (text) => text.replace('bot: Ciao! Come ti chiami?', 'bot: Chi sei?'));
  await assert.rejects(playTranscript(wrong, world), (error: unknown) => {
    assert.ok(error instanceof TranscriptMismatch, String(error));
    assert.match(error.message, /^examples\/whatsapp-lead\/transcript\.yaml:3: /);
    assert.match(error.message, /expected: the bot to say "Chi sei\?"\n {2}came: {5}"Ciao! Come ti chiami\?"\n/);
    assert.match(error.message, /customer {2}Ciao\n {4}business {2}Ciao! Come ti chiami\?$/);
    return true;
  });
});

test('a field that the org does not hold fails with file, line and what it holds', async () => {
  const wrong = read(LEAD, (text) => text.replace('LastName: De Luca', 'LastName: Luca'));
  await assert.rejects(playTranscript(wrong, world), {
    name: 'TranscriptMismatch',
    message: /transcript\.yaml:5: [^]*expected: Lead with LastName: "Luca"\n {2}came: {5}LastName: "De Luca"\n/,
  });
});

test('a reply that never comes fails after its time', async () => {
  const longer = read(LEAD, (text) => text.replace('- run: completed', '- bot: Altro?'));
  await assert.rejects(playTranscript(longer, world, { lineMs: 300 }), {
    message: /transcript\.yaml:9: [^]*came: {5}nothing more from the bot, for 0\.3 s\n/,
  });
});
