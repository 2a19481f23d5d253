import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseTranscript, type TranscriptLine } from './transcript.ts';

function linesOf(text: string): TranscriptLine[] {
  const read = parseTranscript(text);
  assert.ok('lines' in read, JSON.stringify(read));
  return read.lines;
}

function problemsOf(text: string): string[] {
  const read = parseTranscript(text);
  assert.ok('problems' in read, `accepted: ${text}`);
  return read.problems.map(({ line, message }) => `${line}: ${message}`);
}

test('every kind of line is read, with its place in the file', () => {
  const text = `# about
- sender: hidden
- customer: Ciao
- bot: Di cosa si tratta?
  buttons: [Guasto, Altro]
- tap: Guasto

- salesforce:
    create: Case
    fields: { Subject: Guasto, Ore: 24, Urgente: true, Account: null, Note: /ieri/i }
- bot: Caso {number}
- run: completed
- conversation: people
`;
  assert.deepEqual(linesOf(text), [
    { line: 2, kind: 'sender', hidden: true },
    { line: 3, kind: 'customer', text: 'Ciao' },
    { line: 4, kind: 'bot', text: { source: 'Di cosa si tratta?' }, buttons: ['Guasto', 'Altro'] },
    { line: 6, kind: 'tap', title: 'Guasto' },
    {
      line: 8,
      kind: 'record',
      operation: 'create',
      object: 'Case',
      fields: {
        Subject: { source: 'Guasto' },
        Ore: 24,
        Urgente: true,
        Account: null,
        Note: { source: '/ieri/i', pattern: { body: 'ieri', flags: 'i' } },
      },
    },
    { line: 11, kind: 'bot', text: { source: 'Caso {number}' } },
    { line: 12, kind: 'run', status: 'completed' },
    { line: 13, kind: 'conversation', state: 'people' },
  ]);
});

test('quoted and folded texts keep their exact content', () => {
  const [quoted, folded] = linesOf(`- customer: '347 #1: "sì"'\n- customer: |-\n    uno\n    due\n`);
  assert.deepEqual(quoted, { line: 1, kind: 'customer', text: '347 #1: "sì"' });
  assert.deepEqual(folded, { line: 2, kind: 'customer', text: 'uno\ndue' });
});

test('each mistake is named with its line', () => {
  const start = '- customer: Ciao\n';
  const cases: [string, RegExp][] = [
    ['', /^1: A transcript is a list of lines/],
    ['customer: Ciao\n', /^1: A transcript is a list of lines/],
    ['[]\n', /^1: A transcript is a list of lines/],
    ['- Ciao\n', /^1: A line begins with one of sender, customer, tap, bot/],
    [`${start}- costumer: Ciao\n`, /^2: "costumer" is no kind of line; known are sender, customer/],
    [`${start}- toString: Ciao\n`, /^2: "toString" is no kind of line/],
    [`${start}- {}\n`, /^2: "" is no kind of line/],
    [`${start}- bot: Ciao\n  customer: Ciao\n`, /^2: Give bot and customer a line each/],
    [`${start}- tap: Sì\n  buttons: [Sì]\n`, /^3: "buttons" means nothing beside "tap"/],
    [`${start}- customer: 3471234567\n`, /^2: Write '3471234567' with quotes/],
    [`${start}- customer: true\n`, /^2: Write 'true' with quotes/],
    [`${start}- customer:\n`, /^2: Write a text here/],
    [`${start}- customer: '  '\n`, /^2: Write a text here/],
    [`${start}- customer: [a]\n`, /^2: Write a text here/],
    [`- customer: &a Ciao\n- customer: *a\n`, /^2: Write the text itself: references/],
    [`${start}- bot: Ciao {nome}\n`, /^2: \{nome\} stands for nothing/],
    [`${start}- bot: Ciao\n  buttons: Sì\n`, /^3: Write the buttons as a list/],
    [`${start}- bot: Ciao\n  buttons: []\n`, /^3: Write the buttons as a list/],
    [`${start}- bot: Ciao\n  buttons: [1]\n`, /^3: Write '1' with quotes/],
    [`${start}- salesforce: Lead\n`, /^2: Write the operation, the object and fields/],
    [`${start}- salesforce: { fields: {} }\n`, /^2: Say either "upsert" or "create"/],
    [`${start}- salesforce: { upsert: Lead, create: Lead }\n`, /^2: Say either "upsert" or "create"/],
    [`${start}- salesforce: { delete: Lead }\n`, /^2: "delete" means nothing here/],
    [`${start}- salesforce: { upsert: ../Lead }\n`, /^2: "\.\.\/Lead" is no API name of an object/],
    [`${start}- salesforce: { upsert: 7 }\n`, /^2: Write '7' with quotes/],
    [`${start}- salesforce: { upsert: Lead, fields: [] }\n`, /^2: Write the fields as/],
    [`${start}- salesforce:\n    upsert: Lead\n    fields:\n      Last Name: a\n`, /^5: "Last Name" is no API name/],
    [`${start}- salesforce: { upsert: Lead, fields: { City: [a] } }\n`, /^2: Field City holds a text/],
    [`${start}- salesforce: { upsert: Lead, fields: { City: '{x}' } }\n`, /^2: \{x\} stands for nothing/],
    [`${start}- run: done\n`, /^2: Write one of completed, failed, canceled here/],
    [`${start}- conversation: bot\n`, /^2: Write one of people, flow here/],
    [`- sender: shown\n${start}`, /^1: Write hidden here/],
    [`${start}- sender: hidden\n`, /^2: "sender" stands on the first line/],
    [`- sender: hidden\n${start}- bot: '{phone}'\n`, /^3: \{phone\} stands for nothing: the sender hides/],
    [`${start}- bot: '{id}'\n- salesforce: { upsert: Lead }\n`, /^2: \{id\} and \{number\} mean a record/],
    ['- bot: Ciao\n', /^1: Nobody writes/],
    [`${start}- bot: "Ciao\n`, /^\d: This is not YAML as transcripts use it/],
    [`- customer: a\n  customer: b\n`, /^2: This is not YAML as transcripts use it: .*unique/],
    [`${start}--- \n${start}`, /^2: This is not YAML as transcripts use it/],
  ];
  for (const [text, problem] of cases) assert.match(problemsOf(text)[0] ?? '', problem, text);
});

test('all mistakes are named at once, and a line that cannot be read is not missed as well', () => {
  assert.deepEqual(
    problemsOf('- customer: 1\n- salesforce: Lead\n- bot: "{id}"\n- run: done\n').map((text) => text[0]),
    ['1', '2', '4'],
  );
  assert.deepEqual(
    problemsOf('- bot: "{id}"\n- sender: hidden\n').map((text) => text.slice(0, 8)),
    ['1: {id} ', '1: Nobod', '2: "send'],
  );
});
