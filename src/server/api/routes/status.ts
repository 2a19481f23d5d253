import { Type } from 'typebox';
import type { Status } from '../../../control/status.ts';
import { as } from '../forms.ts';
import { route } from '../route.ts';

const StatusReply = as<Status>(
  Type.Object({
    version: Type.String(),
    flows: Type.Object({ current: Type.Integer(), drafts: Type.Integer() }),
    runs: Type.Object({
      active: Type.Integer(),
      failed: Type.Integer(),
      waiting: Type.Record(Type.String(), Type.Integer()),
    }),
    connections: Type.Array(Type.Object({ key: Type.String(), kind: Type.String(), type: Type.String() })),
    alerts: Type.Array(Type.Object({ key: Type.String(), what: Type.String(), message: Type.String() })),
    stuck: Type.Array(Type.Object({ key: Type.String(), message: Type.String() })),
    disk: Type.Object({ usedBytes: Type.Number(), freeBytes: Type.Number() }),
  }),
);

/** How the installation is doing. */
export const statusRoutes = {
  'GET /status': route({
    summary: 'Says how the installation is doing: runs, connections, troubles that are not over.',
    reply: StatusReply,
    handle: (_call, { control }) => control.status(),
  }),
};
