import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseTranscripts } from '../src/cli/transcript/transcript.ts';
import { transcriptOf, type Played } from '../web/runs/transcript.ts';

const message = (key: string, at: number, content: object, effect?: string) => ({
  key,
  at,
  content,
  ...(effect === undefined ? { direction: 'in' } : { direction: 'out', effect }),
});
const text = (words: string) => ({ kind: 'text', text: words });

/** What a person and a flow said to each other, with all that could break a line of YAML. */
const played = {
  title: 'Lead: "Ada" # the first',
  details: {
    run: { status: 'completed', startedBy: 'm0', changedAt: 90_000_000 },
    events: [
      { type: 'started', at: 1000 },
      { type: 'elapsed', at: 86_401_000 },
    ],
    visits: [
      {
        effects: [
          { key: 'r#0', at: 1000, request: { kind: 'send' }, connection: 'phone' },
          {
            key: 'r#1',
            at: 86_401_000,
            connection: 'shop',
            request: { kind: 'call', connection: 'shop', operation: 'request', input: { a: 'x: y', b: ['- c'] } },
            failure: { code: 'denied', message: 'No: "rights".' },
          },
        ],
      },
    ],
  },
  messages: [
    message('m0', 900, text('- Ciao: {"a"}\nsecond line')),
    message('m1', 1000, { kind: 'choices', text: 'Di cosa?', choices: [{ id: 'a', title: 'Guasto, o altro' }] }, 'r#0'),
    message('m2', 2000, { kind: 'location', latitude: 45.46, longitude: 9.19 }),
    message('m3', 3000, { kind: 'order', items: [] }),
    message('m4', 86_402_000, { kind: 'choice', id: 'a', title: 'Guasto, o altro' }),
  ],
} as unknown as Played;

test('a run written down as a test is read by whatever plays tests', () => {
  const read = parseTranscripts(transcriptOf(played));
  assert.ok(!('problems' in read), JSON.stringify(read));
  const [transcript, ...others] = read.transcripts;
  assert.deepEqual([transcript?.title, others.length], ['Lead: "Ada" # the first', 0]);
  assert.deepEqual(
    transcript?.lines.map(({ kind }) => kind),
    ['title', 'customer', 'bot', 'customer', 'wait', 'call', 'tap', 'run'],
  );
});
