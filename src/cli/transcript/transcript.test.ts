import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TranscriptLine } from './lines.ts';
import { parseTranscript, parseTranscripts } from './transcript.ts';

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
    ['- Ciao\n', /^1: A line begins with one of title, sender, .*customer, tap, bot/],
    [
      `${start}- costumer: Ciao\n`,
      /^2: "costumer" is no kind of line; known are title, sender, .* Did you mean "customer"\?$/,
    ],
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
    [`${start}- run: done\n`, /^2: Write one of completed, failed, canceled, waiting here/],
    [`${start}- conversation: bot\n`, /^2: Write one of people, flow here/],
    [`- sender: shown\n${start}`, /^1: Write hidden here/],
    [`${start}- sender: hidden\n`, /^2: "sender" stands on the first line/],
    [`- sender: hidden\n${start}- bot: '{phone}'\n`, /^3: \{phone\} stands for nothing: the sender hides/],
    [`${start}- bot: '{id}'\n- salesforce: { upsert: Lead }\n`, /^2: \{id\} and \{number\} mean a record/],
    ['- bot: Ciao\n', /^1: Nobody writes/],
    [`${start}- bot: "Ciao\n`, /^\d: This is not YAML as transcripts use it/],
    [`- customer: a\n  customer: b\n`, /^2: This is not YAML as transcripts use it: .*unique/],
    [`${start}--- \n${start}`, /^3: Another conversation begins here; give it a file of its own/],
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

test('what happens besides the conversation, and what comes of it, is read', () => {
  const text = `
- title: Outside hours
- clock: 2026-12-24T09:00
- channel: phone
- settings: { shop: Rossi }
- secrets: { token: abc }
- calendars: { office: { timeZone: Europe/Rome, weekly: {}, holidays: [] } }
- customer[Bea]: Ciao
- bot[Bea]: Salve
  fails: { code: denied, message: Blocked }
- call: { connection: shop, operation: request, input: { n: 1 }, returns: { status: 200 } }
- call: { connection: shop, operation: request, fails: { code: unavailable } }
- wait: PT24H
- at: 2026-12-26T09:00:00+01:00
- webhook: { path: new-order, method: PUT, query: { a: b }, headers: { X-Shop: r }, body: [1, { b: null }] }
- response: { status: 201, headers: { x: y }, body: { ok: true } }
- resume: { paid: true }
  key: order-7
- status: failed
  failure: { code: denied }
- staff: Buongiorno
- release
- release[Bea]: Anna
- schedule
- schedule: nightly
- start: import
  input: { n: 1 }
  to: '+393471234567'
- run: waiting
  of: import
- vars: { n: 1 }
- tags: []
- contact: { fields: { city: Roma } }
- nothing
- nothing[Bea]
`;
  const denied = { code: 'denied', message: 'Blocked' };
  const said = { code: 'denied', message: 'The transcript says so.' };
  assert.deepEqual(
    linesOf(text).map(({ line: _line, ...rest }) => rest),
    [
      { kind: 'title', title: 'Outside hours' },
      { kind: 'clock', at: '2026-12-24T09:00' },
      { kind: 'channel', connection: 'phone' },
      { kind: 'settings', settings: { shop: 'Rossi' } },
      { kind: 'secrets', secrets: { token: 'abc' } },
      { kind: 'calendars', calendars: { office: { timeZone: 'Europe/Rome', weekly: {}, holidays: [] } } },
      { kind: 'customer', text: 'Ciao', who: 'Bea' },
      { kind: 'bot', text: { source: 'Salve' }, fails: denied, who: 'Bea' },
      { kind: 'call', connection: 'shop', operation: 'request', input: { n: 1 }, answer: { returns: { status: 200 } } },
      {
        kind: 'call',
        connection: 'shop',
        operation: 'request',
        answer: { fails: { ...said, code: 'unavailable' } },
      },
      { kind: 'wait', ms: 86_400_000 },
      { kind: 'at', at: '2026-12-26T09:00:00+01:00' },
      {
        kind: 'webhook',
        call: {
          path: 'new-order',
          method: 'PUT',
          query: { a: 'b' },
          headers: { 'X-Shop': 'r' },
          body: [1, { b: null }],
        },
      },
      { kind: 'response', status: 201, headers: { x: 'y' }, body: { ok: true } },
      { kind: 'resume', data: { paid: true }, key: 'order-7' },
      { kind: 'status', status: 'failed', failure: said },
      { kind: 'staff', text: 'Buongiorno' },
      { kind: 'release', by: 'staff' },
      { kind: 'release', by: 'Anna', who: 'Bea' },
      { kind: 'schedule' },
      { kind: 'schedule', flow: 'nightly' },
      { kind: 'start', flow: 'import', input: { n: 1 }, to: '+393471234567' },
      { kind: 'run', status: 'waiting', of: 'import' },
      { kind: 'vars', vars: { n: 1 } },
      { kind: 'tags', tags: [] },
      { kind: 'contact', contact: { fields: { city: 'Roma' } } },
      { kind: 'nothing' },
      { kind: 'nothing', who: 'Bea' },
    ],
  );
});

test('several conversations of a file are told apart, each with its name and place', () => {
  const read = parseTranscripts('- title: Uno\n- customer: Ciao\n---\n- customer: Salve\n');
  assert.ok('transcripts' in read);
  assert.deepEqual(
    read.transcripts.map(({ title, line, lines }) => [title, line, lines.length]),
    [
      ['Uno', 1, 2],
      [undefined, 4, 1],
    ],
  );
});

test('each mistake in the newer lines is named with its line', () => {
  const start = '- customer: Ciao\n';
  const cases: [string, RegExp][] = [
    ['- wait: 24h\n', /^2: "24h" is no duration\. Write it like PT10M/],
    ['- at: domani\n', /^2: "domani" is no moment\. Write it like 2026-12-24T09:00/],
    ['- clock: 2026-12-24\n', /^2: "clock" stands on the first line/],
    ['- call: shop.request\n', /^2: Write what is called and what it answers/],
    ['- call: { connection: shop, operation: get, returns: {}, fails: {} }\n', /^2: Say either "returns" or "fails"/],
    ['- call: { connection: shop, operation: get, answers: {} }\n', /^2: "answers" means nothing here; known are/],
    ['- call: { connection: shop }\n', /^2: Write a text here/],
    [
      '- call: { connection: a, operation: b, fails: { code: broken } }\n',
      /^2: Write one of rate_limited, unavailable/,
    ],
    ['- call: { connection: a, operation: b, fails: no }\n', /^2: Write what is refused and why/],
    ['- webhook: new-order\n', /^2: Write the call/],
    ['- webhook: { path: a, method: FETCH }\n', /^2: Write one of GET, POST, PUT, PATCH, DELETE here/],
    ['- webhook: { path: a, query: { n: 1 } }\n', /^2: Write '1' with quotes/],
    ['- webhook: { path: a, body: *b }\n', /^2: (Write the value itself|This is not YAML)/],
    ['- webhook: { path: a }\n- response: { status: ok }\n', /^3: Write the HTTP status as a number/],
    ['- webhook: { path: a }\n- response: { headers: [] }\n', /^3: Write the headers as/],
    ['- webhook: { path: a }\n- response: 200\n', /^3: Write what is answered/],
    ['- response: { status: 200 }\n', /^2: Nobody called: put the "webhook" line above/],
    ['- status: lost\n', /^2: Write one of sent, delivered, read, failed here/],
    ['- tags: vip\n', /^2: Write the tags as a list/],
    ['- vars: [a]\n', /^2: Write names and values here/],
    ['- nothing[]\n', /^2: A line begins with one of/],
    ['- noting\n', /^2: A line begins with one of .* Did you mean "nothing"\?$/],
    ['- schedule[Bea]\n', /^2: "schedule" is about nobody in particular/],
    ['- wait[Bea]: PT1H\n', /^2: "wait" is about nobody in particular/],
    ['- run: completed\n  off: lead\n', /^3: "off" means nothing beside "run"/],
    ['- wait: PT1H\n  at: 2026-12-24\n', /^2: Give wait and at a line each/],
  ];
  for (const [text, problem] of cases) assert.match(problemsOf(start + text)[0] ?? '', problem, text);
  assert.match(problemsOf('- title: a\n- title: b\n- customer: Ciao\n')[0] ?? '', /^2: "title" stands above already/);
  assert.match(problemsOf('- wait: PT1H\n')[0] ?? '', /^1: Nobody writes: no line begins anything/);
});

test('a customer may send something else than words', () => {
  const [image, document, place] = linesOf(`
- customer: { image: photo.jpg, caption: Ecco }
- customer[Bea]: { document: offerta.pdf }
- customer: { location: [45.46, 9.19], name: Duomo }
`);
  const file = { id: 'photo.jpg', mime: 'image/jpeg', name: 'photo.jpg' };
  assert.deepEqual(image, {
    line: 2,
    kind: 'customer',
    text: 'Ecco',
    content: { kind: 'media', media: 'image', file, caption: 'Ecco' },
  });
  assert.ok(document?.kind === 'customer');
  assert.deepEqual([document.text, document.who], ['[document offerta.pdf]', 'Bea']);
  assert.ok(place?.kind === 'customer');
  assert.deepEqual(place.content, { kind: 'location', latitude: 45.46, longitude: 9.19, name: 'Duomo' });
  const cases: [string, RegExp][] = [
    ['{ photo: a.jpg }', /"photo" means nothing here; known are image, video/],
    ['{ image: a.jpg, video: b.mp4 }', /Say one of image, video/],
    ['{ caption: Ecco }', /Say one of image, video/],
    ['{ location: Milano }', /Write the location as latitude and longitude/],
    ['{ location: [1, 2, 3] }', /Write the location as latitude and longitude/],
  ];
  for (const [value, problem] of cases) assert.match(problemsOf(`- customer: ${value}\n`)[0] ?? '', problem, value);
});

test('what an outside system has found is a list of objects', () => {
  const [, line] = linesOf('- customer: Ciao\n- found: [{ id: a }]\n  of: import\n');
  assert.deepEqual(line, { line: 2, kind: 'found', items: [{ id: 'a' }], of: 'import' });
  assert.match(problemsOf('- customer: Ciao\n- found: { id: a }\n')[0] ?? '', /^2: Write what is found as a list/);
  assert.match(problemsOf('- customer: Ciao\n- found: [a]\n')[0] ?? '', /^2: Write names and values here/);
});
