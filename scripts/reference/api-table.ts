import { ACCESS } from '../../src/server/api/access.ts';
import type { Route } from '../../src/server/api/route.ts';
import { apiRoutes, type RouteName } from '../../src/server/api/routes/index.ts';
import { table, word } from './markdown.ts';

/** The part of the page of HTTP about the API: what holds for all of it, and each route with who may call it. */
export function apiSection(): string[] {
  const rows = (Object.keys(apiRoutes) as RouteName[]).map((name) => {
    const { role, scope } = ACCESS[name];
    return [word(name), (apiRoutes[name] as Route).summary, role, scope === undefined ? '' : word(scope)];
  });
  return [
    '## API',
    `What the app does, programs can do: everything below \`/api/v1\`. The server itself shows each route with its forms at
\`/api/docs\`, and gives them to programs as OpenAPI 3.1 at \`/api/v1/openapi.json\`. A person comes by a session, a program
with \`Authorization: Bearer rnd_…\`; a token may what its scopes say and never more than the person who made it.`,
    `- A list that can grow comes in pages: \`{ items, next? }\`. Give \`next\` back as \`after\`.
- What can be edited has an \`ETag\`. A change says with \`If-Match\` which state it is based on: 428 without it, 412 where
  somebody was faster; then \`newer\` says who, when, and what it is now.
- A \`POST\` with an \`Idempotency-Key\` is done once within a day: the same request again is given the same answer.
- \`GET /events\` tells as server-sent events what changed, never what it says. A page that comes back with
  \`Last-Event-ID\` is told what it missed, or \`reset\`.`,
    table(['Route', 'What it does', 'Least role', 'Scope'], rows),
  ];
}
