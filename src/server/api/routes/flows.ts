import { Type } from 'typebox';
import type { FlowSummary } from '../../../control/flows.ts';
import { as, form, pageBy, pageOf, paging } from '../forms.ts';
import { route } from '../route.ts';

const Summary = as<FlowSummary>(
  Type.Object({ flow: Type.String(), name: Type.String(), versions: Type.Integer(), activeRuns: Type.Integer() }),
);

/** Flows: drafts, versions, what is published. */
export const flowRoutes = {
  'GET /flows': route({
    summary: 'Lists flows.',
    query: form(paging),
    reply: pageOf(Summary),
    handle: async ({ query }, { control }) => pageBy(await control['flows.list'](), query, ({ flow }) => flow),
  }),
};
