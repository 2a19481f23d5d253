import { Type } from 'typebox';
import type { ListedTester, OpenCode, TestersView, TestLink } from '../../../control/testers.ts';
import { as, form, list, Name, Time } from '../forms.ts';
import { route } from '../route.ts';
import { flowParams } from './flow-forms.ts';
import { Summary } from './run-forms.ts';

const Tester = as<ListedTester>(
  Type.Object({
    id: Type.String(),
    flow: Type.String(),
    address: Type.Object({ kind: Type.String(), value: Type.String() }),
    connection: Type.Optional(Type.String({ description: 'Where they write; any connection where it is left out.' })),
    contact: Type.Optional(Type.Object({ key: Type.String(), name: Type.Optional(Type.String()) })),
    at: Time,
    by: Type.String(),
  }),
);

const Code = as<OpenCode>(
  Type.Object({
    code: Type.String(),
    text: Type.String({ description: 'What is to be written.' }),
    until: Time,
    by: Type.String(),
  }),
);

const LinkForm = as<TestLink>(Type.Object({ connection: Type.String(), title: Type.String(), url: Type.String() }));

const View = as<TestersView>(
  Type.Object({
    testers: list(Tester),
    codes: list(Code),
    dry: Type.Boolean({ description: 'True where outside systems only try what test runs ask of them.' }),
    draft: Type.Optional(Type.Object({ errors: Type.Integer({ description: 'With any, the draft answers nobody.' }) })),
    runs: list(Summary, { description: 'Their last runs, the newest first.' }),
  }),
);

/** Test users: people who get the draft of a flow on the real channels. */
export const testerRoutes = {
  'GET /flows/:flow/testers': route({
    summary: 'Shows who gets the draft of a flow on the real channels, and their last runs.',
    params: flowParams,
    reply: View,
    handle: ({ params }, { control }) => control['testers.show'](params),
  }),

  'POST /flows/:flow/testers': route({
    summary: 'Makes somebody a test user of a flow; the same address again changes nothing.',
    about:
      'From their next conversation on the draft answers them, and everybody else gets what is published. Messages to them are real, and so is what is written in outside systems, unless `dry` is on.',
    status: 201,
    params: flowParams,
    body: form({
      address: Type.String({
        minLength: 1,
        maxLength: 200,
        description: 'As the channel writes it: a phone number, or the id of a person.',
      }),
      connection: Type.Optional(Name),
    }),
    reply: Tester,
    handle: ({ params, body, caller }, { control }) => control['testers.add']({ ...params, ...body, by: caller.name }),
  }),

  'PATCH /flows/:flow/testers': route({
    summary: 'Says whether outside systems only try what runs of test users ask of them.',
    params: flowParams,
    body: form({ dry: Type.Boolean() }),
    reply: Type.Object({ dry: Type.Boolean() }),
    handle: ({ params, body }, { control }) => control['testers.set']({ ...params, ...body }),
  }),

  'DELETE /flows/:flow/testers/:tester': route({
    summary: 'Takes a test user off a flow. A run under way goes on.',
    params: Type.Object({ flow: Name, tester: Name }),
    handle: ({ params }, { control }) => control['testers.remove'](params),
  }),

  'POST /flows/:flow/test-codes': route({
    summary: 'Makes a code: who writes it first, on any channel, becomes a test user of the flow.',
    about: 'It holds for 15 minutes.',
    status: 201,
    params: flowParams,
    body: form({}),
    reply: Code,
    handle: ({ params, caller }, { control }) => control['testers.invite']({ ...params, by: caller.name }),
  }),

  'GET /flows/:flow/test-codes/:code/links': route({
    summary: 'Gives links by which a phone opens a chat with the code in it, for the channels that have one.',
    about: 'Asks the providers for the public name of each account.',
    params: Type.Object({ flow: Name, code: Name }),
    reply: Type.Object({ items: list(LinkForm) }),
    handle: async ({ params }, { control }) => ({ items: await control['testers.links'](params) }),
  }),

  'DELETE /flows/:flow/test-codes/:code': route({
    summary: 'Takes a code back before its time is over.',
    params: Type.Object({ flow: Name, code: Name }),
    handle: ({ params }, { control }) => control['testers.withdraw'](params),
  }),
};
