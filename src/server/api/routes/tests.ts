import { Type } from 'typebox';
import type { PlayedTrial, TrialAct } from '../../../control/test-bench.ts';
import type { KeptTest, TestOutcome } from '../../../control/tests.ts';
import { as, form, Json, list, Name, pageBy, pageOf, paging, record, Time } from '../forms.ts';
import { route } from '../route.ts';
import { Content, flowParams } from './flow-forms.ts';

const Text = Type.String({ minLength: 1, maxLength: 4000 });

/** Longest time that goes by at once: ten years. */
const LONGEST_MS = 3660 * 86_400_000;

const Act = as<TrialAct>(
  Type.Union([
    form({ kind: Type.Literal('say'), text: Text }),
    form({ kind: Type.Literal('tap'), title: Text }),
    form({ kind: Type.Literal('wait'), ms: Type.Integer({ minimum: 0, maximum: LONGEST_MS }) }),
    form({ kind: Type.Literal('release') }),
    form({ kind: Type.Literal('resume'), data: Json }),
  ]),
);

const asked = {
  customer: form({ name: Type.String({ minLength: 1, maxLength: 200 }), hidden: Type.Optional(Type.Boolean()) }),
  connection: Type.Optional(Name),
  acts: list(Act, { maxItems: 200, description: 'Everything that is done, in order, from the beginning.' }),
  pins: Type.Optional(record(Json)),
};

const Played = as<PlayedTrial>(
  Type.Object({
    now: Time,
    moments: Type.Array(
      Type.Object({
        at: Time,
        act: Type.Object({ kind: Type.String() }),
        lines: Type.Array(Type.Object({ from: Type.String(), text: Type.String(), choices: Type.Array(Json) })),
        entered: Type.Array(Type.String()),
        taken: Type.Array(Type.Object({ step: Type.String(), outcome: Type.String() })),
        calls: Type.Array(Json),
        run: Type.Optional(Type.Object({ status: Type.String(), vars: Json })),
      }),
    ),
    trouble: Type.Optional(Type.String({ description: 'What kept it from going on.' })),
  }),
);

const Kept = as<KeptTest>(
  Type.Object({
    key: Type.String(),
    title: Type.String(),
    text: Type.String({ description: 'A transcript.' }),
    savedAt: Time,
    by: Type.String(),
  }),
);

const Outcome = as<TestOutcome>(
  Type.Object({
    key: Type.String(),
    title: Type.String(),
    ok: Type.Boolean(),
    ms: Type.Number(),
    message: Type.Optional(Type.String({ description: 'Where it did not go as written.' })),
  }),
);

/** Trials of drafts, and the conversations that are kept with flows. */
export const testRoutes = {
  'POST /tests': route({
    summary: 'Plays a conversation with a draft in a pretend world.',
    about: 'The real routing, and pretend channels and systems: nothing goes out, and nothing is kept.',
    bodyLimit: 4 * 1024 * 1024,
    body: form({ flow: Content, ...asked }),
    reply: Played,
    handle: ({ body }, { control }) => control['tests.play'](body),
  }),

  'GET /flows/:flow/tests': route({
    summary: 'Lists the conversations that are kept with a flow as its tests.',
    params: flowParams,
    query: form(paging),
    reply: pageOf(Kept),
    handle: async ({ params, query }, { control }) =>
      pageBy(await control['tests.list'](params), query, ({ key }) => key),
  }),

  'POST /flows/:flow/tests': route({
    summary: 'Keeps a conversation as a test: played, and written down with all that came of it.',
    about: 'Give the flow and what was done, or a transcript as it is.',
    status: 201,
    bodyLimit: 4 * 1024 * 1024,
    params: flowParams,
    body: form({
      title: Type.String({ minLength: 1, maxLength: 200 }),
      text: Type.Optional(Type.String({ maxLength: 200_000 })),
      flow: Type.Optional(Content),
      asked: Type.Optional(form(asked)),
    }),
    reply: Kept,
    handle: ({ params, body: { flow: content, ...rest }, caller }, { control }) =>
      control['tests.save']({
        ...params,
        ...rest,
        ...(content ? { content } : {}),
        by: caller.name,
      }),
  }),

  'DELETE /flows/:flow/tests/:test': route({
    summary: 'Deletes a kept conversation.',
    params: Type.Object({ flow: Name, test: Name }),
    handle: ({ params }, { control }) => control['tests.delete'](params),
  }),

  'POST /flows/:flow/tests/run': route({
    summary: 'Plays all kept conversations with the draft, or with the flow that is given.',
    bodyLimit: 4 * 1024 * 1024,
    params: flowParams,
    body: form({ flow: Type.Optional(Content) }),
    reply: Type.Object({ items: list(Outcome) }),
    handle: async ({ params, body }, { control }) => ({
      items: await control['tests.run']({ ...params, ...(body.flow ? { content: body.flow } : {}) }),
    }),
  }),
};
