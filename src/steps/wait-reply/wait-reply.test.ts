import assert from 'node:assert/strict';
import { EXAMPLE_AT, testStep } from '../step.contract.ts';
import { waitReply } from './wait-reply.ts';

const HOUR = 3_600_000;
const params = { timeout: 'PT1H' };

testStep({
  type: waitReply,
  examples: [
    {
      name: 'it sends nothing and waits for a message, and for news of what was sent',
      params,
      outcome: 'waits',
      check: ({ run, effects }) => {
        assert.deepEqual(effects, []);
        assert.deepEqual(run.wait, { id: 1, for: 'reply', effects: [], until: EXAMPLE_AT + HOUR, receipts: true });
      },
    },
    {
      name: 'the words of the reply are kept without blanks at their ends',
      params: { ...params, saveAs: 'reply' },
      happens: ['  sì, grazie '],
      outcome: 'replied',
      writes: { reply: 'sì, grazie' },
      check: ({ run }) => assert.equal(run.message?.text, '  sì, grazie '),
    },
    {
      name: 'a picture is a reply without words',
      params: { ...params, saveAs: 'reply' },
      happens: [{ content: { kind: 'media', media: 'image', url: 'https://example.org/a.png' } }],
      outcome: 'replied',
      writes: { reply: '' },
    },
    { name: 'without a variable nothing is kept', params, happens: ['sì'], outcome: 'replied', writes: {} },
    {
      name: 'with "fresh" only messages after its beginning count',
      params: { ...params, fresh: true },
      outcome: 'waits',
      check: ({ run }) => assert.equal(run.wait.since, EXAMPLE_AT),
    },
    { name: 'no reply in time is a timeout', params, happens: [{ elapsed: HOUR }], outcome: 'timeout', writes: {} },
    {
      name: 'a message that did not arrive is left by "undelivered" with the reason',
      params,
      happens: [{ receipt: 'failed', failure: { code: 'window_closed', message: 'Too late.' } }],
      outcome: 'undelivered',
      check: ({ run }) => assert.deepEqual(run.failure, { code: 'window_closed', message: 'Too late.' }),
    },
    {
      name: 'a message that did not arrive for no known reason',
      params,
      happens: [{ receipt: 'failed' }],
      outcome: 'undelivered',
      check: ({ run }) => assert.match(run.failure?.message ?? '', /did not arrive/),
    },
    {
      name: 'good news and reactions are passed over and the wait keeps its end',
      params: { ...params, fresh: true },
      happens: [
        { receipt: 'sent' },
        { receipt: 'delivered' },
        { content: { kind: 'reaction', to: 'm1', emoji: '👍' } },
        { receipt: 'read' },
      ],
      outcome: 'waits',
      check: ({ run }) => {
        const { id: _changed, ...wait } = run.wait;
        assert.deepEqual(wait, {
          for: 'reply',
          effects: [],
          until: EXAMPLE_AT + HOUR,
          since: EXAMPLE_AT,
          receipts: true,
        });
      },
    },
    {
      name: 'delivery is not watched where nobody wants to know',
      params: { ...params, failureOf: false },
      happens: [{ content: { kind: 'edit', of: 'm1', text: 'x' } }],
      outcome: 'waits',
      check: ({ run }) => assert.equal(run.wait.receipts, undefined),
    },
    {
      name: 'in the background it begins when its turn has come',
      params,
      busy: true,
      happens: [{ turned: true }],
      outcome: 'waits',
      check: ({ run }) => assert.equal(run.wait.until, EXAMPLE_AT + 1000 + HOUR),
    },
  ],
});
