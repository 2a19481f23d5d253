import { Type } from 'typebox';
import { allOf } from '../../../inbox/contacts/list-of.ts';
import { form, list, Name, oneOf, pageBy, pageOf, paging } from '../forms.ts';
import { route } from '../route.ts';
import { RunForm } from './flow-forms.ts';
import {
  Action,
  Alert,
  BulkPreview,
  Conversation,
  Details,
  Filter,
  filterMembers,
  Moment,
  Parked,
  Repair,
  runParams,
  Settlement,
  Stuck,
  Summary,
  Unfit,
} from './run-forms.ts';

const Page = Type.Optional(form(paging));
const MOST_STUCK = 500;

/** Runs: finding, reading, repairing one and many, effects that wait for a person, troubles. */
export const runRoutes = {
  'GET /runs': route({
    summary: 'Finds runs, the newest first.',
    about:
      '`search` is the id of a run, a phone number or a name of somebody, the id of a record, or else a text; `by` says as what it was taken. A page may be shorter than asked, or empty, and still have a `next`: `searched` says how many were looked at.',
    query: form({
      ...paging,
      ...filterMembers,
      search: Type.Optional(Type.String({ maxLength: 200 })),
    }),
    reply: Type.Intersect([
      pageOf(Summary),
      Type.Object({
        searched: Type.Integer(),
        by: Type.Optional(oneOf('run', 'person', 'record', 'text')),
      }),
    ]),
    async handle({ query }, { control }) {
      const { after, limit = 50, search, ...filter } = query;
      const page = { limit, ...(after === undefined ? {} : { after }) };
      const asked = { filter, page, ...(search === undefined ? {} : { search }) };
      const { runs, ...rest } = await control['runs.find'](asked);
      return { items: runs, ...rest };
    },
  }),

  'GET /runs/:run': route({
    summary: 'Shows a run: where it stands, the steps it went through, their effects with requests and answers.',
    params: runParams,
    reply: Details,
    handle: ({ params }, { control }) => control['runs.show'](params),
  }),

  'GET /runs/:run/journal': route({
    summary: 'Gives what happened to a run, event by event, each with the state that it led to.',
    params: runParams,
    query: form({
      ...paging,
      from: Type.Optional(Type.Integer({ description: 'The number of the first event.', minimum: 0 })),
    }),
    reply: pageOf(Moment),
    handle: ({ params, query }, { control }) => control['runs.journal']({ ...params, ...query }),
  }),

  'GET /runs/:run/conversation': route({
    summary: 'Shows what was said where a run took place: messages with their delivery, notes of the staff.',
    params: runParams,
    reply: Conversation,
    handle: ({ params }, { control }) => control['runs.conversation'](params),
  }),

  'POST /runs/:run/repair': route({
    summary: 'Cancels a run, does its failed step again, leaves its step, or changes its variables.',
    about: 'Replaying performs the same effects under the same ids. Where the run moved on meanwhile: 409.',
    params: runParams,
    body: Repair,
    reply: Type.Object({ run: Type.String(), before: Type.String(), after: RunForm }),
    handle: ({ params, body, caller }, { control }) => control['runs.repair']({ ...body, ...params, by: caller.name }),
  }),

  'POST /runs/preview': route({
    summary: 'Says what an action would do to each run of a page that a filter finds. Nothing is changed.',
    body: form({ filter: Filter, action: Action, page: Page }),
    reply: BulkPreview,
    handle: ({ body }, { control }) => control['runs.preview'](body),
  }),

  'POST /runs/bulk': route({
    summary: 'Does an action to a page of the runs that a filter finds; go on with `next`.',
    about: '`order` names it: the same order again repairs no run twice.',
    body: form({
      order: Type.String({ minLength: 8, maxLength: 100, pattern: '^[\\w-]+$' }),
      filter: Filter,
      action: Action,
      page: Page,
    }),
    reply: Type.Object({
      done: Type.Integer(),
      repeated: Type.Integer(),
      unfit: Unfit,
      next: Type.Optional(Type.String()),
      searched: Type.Integer(),
    }),
    handle: ({ body, caller }, { control }) => control['runs.bulk']({ ...body, by: caller.name }),
  }),

  'GET /parked': route({
    summary: 'Lists effects of unknown outcome that a person has to decide about.',
    query: form({ ...paging, connection: Type.Optional(Name) }),
    reply: pageOf(Parked),
    handle: async ({ query: { connection, ...page } }, { control }) =>
      pageBy(
        await control['parked.list'](connection === undefined ? {} : { connection }),
        page,
        ({ effect }) => effect,
      ),
  }),

  'POST /parked/:effect/settle': route({
    summary: 'Says what became of an effect: it happened, it did not, or it is to be tried again.',
    params: Type.Object({ effect: Name }),
    body: Settlement,
    reply: Type.Object({ effect: Type.String(), run: Type.String(), state: Type.String() }),
    handle: ({ params, body, caller }, { control }) =>
      control['parked.settle']({ ...body, ...params, by: caller.name }),
  }),

  'GET /alerts': route({
    summary: 'Lists troubles: those that are not over, or all that are kept.',
    query: form({ ...paging, all: Type.Optional(Type.Boolean()) }),
    reply: pageOf(Alert),
    async handle({ query: { all = false, ...page } }, { parts }) {
      const found = await allOf('alert', {}, parts.store);
      const shown = found.filter(({ resolvedAt }) => all || resolvedAt === undefined);
      return pageBy(
        shown.sort((left, right) => right.openedAt - left.openedAt),
        page,
        ({ key }) => key,
      );
    },
  }),

  'GET /stuck': route({
    summary: 'Lists events that a defect of ours kept from being applied. They are kept, never dropped.',
    reply: Type.Object({ items: list(Stuck) }),
    async handle(_call, { parts }) {
      const found = await parts.store.list('stuck', { limit: MOST_STUCK });
      return { items: found.map(({ key, lane, message, at }) => ({ key, lane, message, at })) };
    },
  }),
};
