import assert from 'node:assert/strict';
import { test } from 'node:test';
import { id } from '../../../base/ids.ts';
import type { JsonObject } from '../../../base/json.ts';
import { channels } from '../../../channels/index.ts';
import { connectors } from '../../../connectors/index.ts';
import type { Flow, Step } from '../../../flow/flow.ts';
import { types } from '../../../control/catalog.ts';
import { isHeader } from '../lines.ts';
import { playTranscript, TranscriptMismatch } from '../play.ts';
import type { TestedProject } from '../tested-project.ts';
import { parseTranscript } from '../transcript.ts';
import { openPretendWorld } from './pretend-world.ts';

const END: Step = { type: 'end', params: {}, next: {} };

function flowOf(name: string, on: string, steps: Record<string, Step>): TestedProject['flows'][0] {
  return {
    id: id.flow(name),
    name,
    language: 'it',
    settings: { timeZone: 'Europe/Rome', country: 'IT' },
    triggers: [{ type: 'message', connections: [on] }],
    start: id.step(Object.keys(steps)[0] ?? ''),
    steps: { ...steps, end: END } as Flow['steps'],
  };
}

function step(type: string, params: object, next: Record<string, string>): Step {
  return { type, params: params as JsonObject, next: next as Step['next'] };
}

/** Answers on the chat, by text message where the chat does not take it; texts have a flow of their own. */
const PROJECT: TestedProject = {
  folder: 'project',
  connections: [
    { key: id.connection('chat'), kind: 'channel', type: 'whatsapp', config: {} },
    { key: id.connection('texts'), kind: 'channel', type: 'sms-twilio', config: {} },
  ],
  flows: [
    flowOf('remind', 'chat', {
      remind: step(
        'send',
        { text: 'A domani', rungs: [{ connection: 'texts', text: 'A domani, per SMS' }] },
        { sent: 'end', failed: 'end' },
      ),
    }),
    flowOf('answer', 'texts', { thank: step('send', { text: 'Ricevuto' }, { sent: 'end', failed: 'end' }) }),
  ],
  calendars: {},
  settings: {},
  secrets: {},
};

async function play(text: string): Promise<void> {
  const read = parseTranscript(text);
  assert.ok('lines' in read, JSON.stringify(read));
  const header = read.lines.filter(isHeader);
  const world = await openPretendWorld({ project: PROJECT, header, types, channels, connectors });
  try {
    await playTranscript({ file: 'talk.yaml', lines: read.lines }, world);
  } finally {
    await world.close();
  }
}

async function failure(text: string): Promise<string> {
  const error = await play(text).catch((thrown: unknown) => thrown);
  assert.ok(error instanceof TranscriptMismatch, String(error));
  return error.message;
}

const REFUSED = `
- customer: Ciao
- bot: A domani
  fails: { code: denied, message: Not here }
`;

test('the same person is written to on another channel, and answers there', async () => {
  await play(`${REFUSED}
- bot: A domani, per SMS
  on: texts
- customer: Va bene
- bot: Ricevuto
- run: completed
- customer: Ciao di nuovo
  on: chat
- bot: A domani
`);
});

test('customers write where the transcript begins, and elsewhere where a line says so', async () => {
  await play(`
- channel: texts
- customer: Ciao
- bot: Ricevuto
- customer[Bea]: Ciao
  on: chat
- bot[Bea]: A domani
  on: chat
`);
});

test('what is said on another channel is not overlooked', async () => {
  assert.match(await failure(REFUSED), /nothing more from the bot[^]*"A domani, per SMS" to Ada Rossi on texts/);
});

test('a connection that is not there is named with those that are', async () => {
  const text = '- customer: Ciao\n  on: fax\n';
  assert.match(await failure(text), /talk.yaml:1:[^]*a channel connection "fax"[^]*there is chat, texts/);
});

test('a line about nobody has no channel', () => {
  const read = parseTranscript('- customer: Ciao\n- wait: PT1M\n  on: texts\n');
  assert.deepEqual(read, { problems: [{ line: 3, message: '"on" means nothing beside "wait".' }] });
});
