/** What a kind of line means, and one or more such lines. `in` says where it stands. A test reads each. */
export type LineExample = { in: 'head' | 'happens' | 'expected'; about: string; lines: string };

/** Every kind of line of transcripts, by the word that it begins with. */
export const LINE_EXAMPLES: Readonly<Record<string, LineExample>> = {
  title: { in: 'head', about: 'What the conversation is called in the results.', lines: '- title: Nobody answers' },
  sender: { in: 'head', about: 'The customer hides the phone number.', lines: '- sender: hidden' },
  clock: {
    in: 'head',
    about: 'When it begins, by the clock on the wall of the first flow.',
    lines: '- clock: 2026-12-24T09:00',
  },
  channel: {
    in: 'head',
    about:
      'The connection on which the customers write, where there are several. A line about a customer may name another: `on`.',
    lines: '- channel: phone',
  },
  calendars: {
    in: 'head',
    about: 'Calendars in place of those of the project, by name.',
    lines: '- calendars: { office: { timeZone: Europe/Rome, weekly: {}, holidays: [] } }',
  },
  settings: { in: 'head', about: 'Settings in place of those of the project.', lines: '- settings: { brand: Acme }' },
  secrets: {
    in: 'head',
    about: 'Secrets in place of those of the project.',
    lines: '- secrets: { shopKey: just-a-test }',
  },
  customer: {
    in: 'happens',
    about:
      'The customer writes. In brackets who it is, where there are several; `on` a connection, where it is another.',
    lines: '- customer: Ciao\n- customer[Bea]: Buongiorno\n- customer: Ciao di nuovo\n  on: texts',
  },
  tap: {
    in: 'happens',
    about: 'The customer taps a button or a line of a list, by its title.',
    lines: '- tap: Guasto',
  },
  wait: { in: 'happens', about: 'Time goes by; what becomes due happens.', lines: '- wait: PT24H' },
  at: { in: 'happens', about: 'Time goes on to a moment.', lines: '- at: 2026-12-28T09:00' },
  webhook: {
    in: 'happens',
    about: 'Another system calls a webhook of a flow. `method`, `query` and `headers` may stand beside.',
    lines: "- webhook: { path: new-order, body: { order: A-17, phone: '{phone}' } }",
  },
  resume: {
    in: 'happens',
    about: 'Another system calls for a run that waits for it: at its own address, or by the name in `key`.',
    lines: '- resume: { paid: true }\n  key: order-A-17',
  },
  status: {
    in: 'happens',
    about: 'News about the last message: sent, delivered, read, or failed with a `failure`.',
    lines: '- status: failed\n  failure: { code: window_closed }',
  },
  staff: {
    in: 'happens',
    about: 'A person of the staff answers a conversation that people hold.',
    lines: '- staff: Eccomi, sono Eva.',
  },
  release: {
    in: 'happens',
    about: 'The staff give the conversation back, by name if it matters.',
    lines: '- release\n- release: eva',
  },
  schedule: {
    in: 'happens',
    about: 'Time goes on to the next moment of a schedule, of the flow named if there are several.',
    lines: '- schedule: nightly-report',
  },
  found: {
    in: 'happens',
    about: 'A look at another system finds something, for the flow in `of` if there are several.',
    lines: '- found: [{ id: 7, subject: New }]\n  of: on-change',
  },
  start: {
    in: 'happens',
    about: 'Somebody starts a flow by hand, with `input`, and `to` whom it writes.',
    lines: "- start: campaign\n  input: { offer: 10 }\n  to: '{phone}'",
  },
  bot: {
    in: 'expected',
    about:
      'The next message to the customer: the very text, or a regular expression between slashes; with `buttons`. `fails` lets the channel refuse it.',
    lines:
      '- bot: Di cosa si tratta?\n  buttons: [Guasto, Fattura, Altro]\n- bot: /^Grazie/\n- bot[Bea]: Ciao Bea\n  fails: { code: denied }',
  },
  salesforce: {
    in: 'expected',
    about: 'A record was created, or updated by its key, with these fields among others.',
    lines: '- salesforce: { create: Case, fields: { Subject: Guasto, Origin: WhatsApp } }',
  },
  call: {
    in: 'expected',
    about: 'An operation was asked for, with this input among other. `returns` and `fails` say what it answers.',
    lines:
      '- call: { connection: shop, operation: request, input: { url: /orders }, returns: { status: 200, body: { left: 3 } } }',
  },
  response: {
    in: 'expected',
    about: 'The caller of the last webhook was answered.',
    lines: '- response: { status: 200, body: { told: true } }',
  },
  run: {
    in: 'expected',
    about: 'How the run stands: completed, failed, canceled or waiting. `of` names its flow.',
    lines: '- run: completed',
  },
  vars: { in: 'expected', about: 'Variables of the run, among others.', lines: '- vars: { people: 4 }\n  of: booking' },
  conversation: {
    in: 'expected',
    about: 'Who holds the conversation: people or flow.',
    lines: '- conversation: people',
  },
  tags: { in: 'expected', about: 'All tags of the contact.', lines: '- tags: [vip]' },
  contact: {
    in: 'expected',
    about: 'What is known of the contact, among other.',
    lines: '- contact: { email: ada@example.it }',
  },
  nothing: { in: 'expected', about: 'Nothing was written to the customer since.', lines: '- nothing' },
};
