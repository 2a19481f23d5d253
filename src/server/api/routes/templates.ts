import { Type } from 'typebox';
import type { ListedTemplate, ShownTemplate } from '../../../control/flow-templates.ts';
import { as, form, list, Name } from '../forms.ts';
import { route } from '../route.ts';
import { Content, File } from './flow-forms.ts';

const Said = Type.Object({ en: Type.String(), it: Type.String() });

const listed = {
  id: Type.String(),
  title: Said,
  summary: Said,
  group: Type.String({ description: 'What it is for.' }),
  needs: Type.Array(
    Type.Object({
      name: Type.String({ description: 'What the flows call it.' }),
      kind: Type.String({ enum: ['channel', 'connector'] }),
      type: Type.String(),
      title: Type.String(),
      family: Type.String(),
      choices: Type.Array(Type.Object({ name: Type.String(), title: Type.String(), isSame: Type.Boolean() }), {
        description: 'Connections here that can stand for it, the fittest first.',
      }),
    }),
  ),
  secrets: Type.Array(Type.String(), { description: 'Secrets that are not there yet.' }),
  flows: Type.Integer(),
  steps: Type.Integer(),
  picture: Content,
};

const Listed = as<ListedTemplate>(Type.Object(listed));
const Shown = as<ShownTemplate>(
  Type.Object({
    ...listed,
    files: Type.Array(File),
    conversation: Type.Array(
      Type.Object({
        from: Type.String({ enum: ['customer', 'business', 'staff', 'system'] }),
        text: Type.String(),
      }),
    ),
  }),
);

const params = Type.Object({ template: Name });

/** Flows that are ready to be used: what each does and needs, and new flows out of them. */
export const templateRoutes = {
  'GET /templates': route({
    summary: 'Lists the templates that flows can be made of, with what each needs and what is here for it.',
    reply: Type.Object({ items: list(Listed) }),
    handle: async (_call, { control }) => ({ items: await control['flowTemplates.list']() }),
  }),

  'GET /templates/:template': route({
    summary: 'Gives a template whole: its flows, and a conversation that shows what it does.',
    params,
    reply: Shown,
    handle: ({ params: asked }, { control }) => control['flowTemplates.show'](asked),
  }),

  'POST /templates/:template/use': route({
    summary: 'Makes drafts of the flows of a template.',
    about:
      'A need without a chosen connection keeps the name of the template, and the editor says that it is missing. Calendars, settings and secrets are added where they are not there yet.',
    params,
    status: 201,
    body: form({
      name: Type.String({ minLength: 1, maxLength: 200 }),
      connections: Type.Record(Type.String(), Type.String({ maxLength: 100 })),
      secrets: Type.Optional(Type.Record(Type.String(), Type.String({ minLength: 8, maxLength: 4000 }))),
    }),
    reply: Type.Object({
      flow: Type.String({ description: 'The main one: what to open.' }),
      flows: Type.Array(Type.String()),
    }),
    handle: ({ params: { template }, body, caller }, { control }) =>
      control['flowTemplates.use']({ ...body, template, by: caller.name }),
  }),
};
