// Plays every transcript of the examples in the pretend world, and those of the demo's flows through the real parts too:
// one server, a fresh customer for each.
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { after, before, test } from 'node:test';
import { DEMO_EXAMPLES } from '../src/cli/start/demo.ts';
import type { Step } from '../src/flow/flow.ts';
import { createDemoWorld } from '../src/cli/transcript/demo-world.ts';
import { playTranscript, TranscriptMismatch, type Transcript } from '../src/cli/transcript/play.ts';
import { readTestedProject } from '../src/cli/transcript/read-tested.ts';
import { startServerProcess } from '../src/cli/transcript/server-process.ts';
import { findSuites } from '../src/cli/transcript/suite/find-suites.ts';
import { runSuite } from '../src/cli/transcript/suite/run-suite.ts';
import { parseTranscript } from '../src/cli/transcript/transcript.ts';
import type { World } from '../src/cli/transcript/world.ts';
import { root } from './tools/modules.ts';

const posix = (path: string): string => path.split(sep).join('/');
const files = globSync('examples/*/{*.transcript,transcript}.yaml', { cwd: root }).map(posix).sort();
const examples = findSuites(['examples'], root);

/** Transcripts of flows that the demo publishes, told in lines that any world can play. */
const simulated = files.filter((file) => DEMO_EXAMPLES.includes(file.split('/')[1] ?? ''));

function read(file: string, change = (text: string): string => text): Transcript {
  const text = change(readFileSync(join(root, file), 'utf8'));
  const result = parseTranscript(text);
  if ('lines' in result) return { file, lines: result.lines };
  return assert.fail(result.problems.map(({ line, message }) => `${file}:${line}: ${message}`).join('\n'));
}

// Nothing may depend on the words of an org: this one speaks Italian.
const server = startServerProcess({ env: { RONDINE_ORG_LANGUAGE: 'it' } });
let world: World;
before(async () => {
  world = createDemoWorld(await server.ready);
});
after(() => server.stop());

test('every example has a transcript', () => {
  const projects = globSync('examples/*/rondine.json', { cwd: root }).map((path) => path.split(sep)[1]);
  assert.ok(projects.length > 0);
  for (const example of projects)
    assert.ok(files.includes(`examples/${example}/transcript.yaml`), `examples/${example}`);
});

/**
 * Exits that are drawn and cannot be taken: a conversation is given to people inside the commit, where nothing refuses
 * it, and an operation whose every outcome has an exit of its own never leaves by "done".
 */
const NEVER_TAKEN: readonly ((step: Step) => string[])[] = [
  ({ type }) => (type === 'handoff' ? ['failed'] : []),
  ({ params }) => (Array.isArray(params['exits']) ? ['done'] : []),
];

for (const suite of examples) {
  const name = posix(relative(root, suite.folder));
  test(`${name} goes as it is written in the pretend world, every way of its flows`, async () => {
    const { played, coverage } = await runSuite(suite, { cwd: root });
    assert.deepEqual(
      played.filter(({ ok }) => !ok).map(({ failure }) => failure?.message),
      [],
    );
    const { flows } = await readTestedProject(suite.folder);
    const impossible = flows.flatMap(({ id, steps }) =>
      Object.entries(steps).flatMap(([name, step]) =>
        NEVER_TAKEN.flatMap((exitsOf) => exitsOf(step).map((exit) => `${id} ${name}.${exit}`)),
      ),
    );
    const never = coverage.flatMap(({ flow, exits }) => exits.never.map((exit) => `${flow} ${exit}`));
    assert.deepEqual(
      never.filter((exit) => !impossible.includes(exit)),
      [],
    );
  });
}

for (const file of simulated) {
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
