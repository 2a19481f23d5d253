import type { TSchema } from 'typebox';
import { Type } from 'typebox';
import type { JsonObject, JsonValue } from '../../base/json.ts';
import { VERSION } from '../../control/version.ts';
import { ACCESS, type Access } from './access.ts';
import { Finding } from './forms.ts';
import type { Route } from './route.ts';
import * as flowForms from './routes/flow-forms.ts';
import { apiRoutes, type RouteName } from './routes/index.ts';
import * as runForms from './routes/run-forms.ts';

/** What a refusal looks like (RFC 9457). */
const Problem = Type.Object(
  {
    type: Type.String({ description: 'What programs compare: urn:rondine:problem:…' }),
    title: Type.String(),
    status: Type.Integer(),
    detail: Type.String({ description: 'What is wrong and what to do, for a person.' }),
    findings: Type.Optional(Type.Array(Finding)),
  },
  { additionalProperties: true },
);

/** Forms that stand once and are referred to, by name. */
const NAMED: ReadonlyMap<unknown, string> = new Map<unknown, string>([
  [Problem, 'Problem'],
  [Finding, 'Finding'],
  [flowForms.Content, 'Flow'],
  [flowForms.File, 'FlowFile'],
  [flowForms.Draft, 'Draft'],
  [flowForms.Listed, 'ListedFlow'],
  [flowForms.Labels, 'FlowLabels'],
  [flowForms.Diff, 'FlowDiff'],
  [flowForms.Version, 'FlowVersion'],
  [flowForms.RunForm, 'Run'],
  [runForms.Filter, 'RunFilter'],
  [runForms.Summary, 'RunSummary'],
  [runForms.Details, 'RunDetails'],
  [runForms.Action, 'BulkAction'],
  [runForms.Parked, 'ParkedEffect'],
  [runForms.Alert, 'Alert'],
]);

/** The refusals that a route can answer with, besides those of what it does. */
const ALWAYS = { '401': 'Nobody is signed in', '403': 'The role or the token does not allow it' };

/** The API as an OpenAPI 3.1 document, written from the table of routes. */
export function openApi(): JsonObject {
  const paths: Record<string, Record<string, JsonObject>> = {};
  for (const name of Object.keys(apiRoutes) as RouteName[]) {
    const [method = '', path = ''] = name.split(' ');
    const there = path.replaceAll(/:(\w+)/g, '{$1}');
    (paths[there] ??= {})[method.toLowerCase()] = operationOf(name, apiRoutes[name], ACCESS[name]);
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Rondine',
      version: VERSION,
      description:
        'Times are milliseconds since 1970. Lists that grow come in pages: give `next` back as `after`. What can be edited has an ETag; a change names it as If-Match. A POST with an Idempotency-Key is done once within a day.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/api/v1' }],
    security: [{ token: [] }, { session: [] }],
    paths,
    components: {
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: 'A token that a person made in the settings.' },
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: 'rondine.session_token',
          description: 'A browser that signed in.',
        },
      },
      schemas: Object.fromEntries([...NAMED].map(([schema, name]) => [name, plain(schema as TSchema, schema)])),
      responses: { Problem: problem('It was not done, and why.') },
    },
  };
}

/** What a route is called by programs: `GET /flows/:flow/draft` → `getFlowsByFlowDraft`. */
export function operationId(name: string): string {
  const [method = '', path = ''] = name.split(' ');
  const words = path.split(/[/-]/).filter(Boolean);
  const parts = words.map((word) => (word.startsWith(':') ? `By${upper(word.slice(1))}` : upper(word)));
  return method.toLowerCase() + parts.join('');
}

const upper = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

function operationOf(name: RouteName, route: Route, { role, scope }: Access): JsonObject {
  const [method = '', path = ''] = name.split(' ');
  const needs = scope === undefined ? `Role: ${role}.` : `Role: ${role}. Scope: ${scope}.`;
  return {
    operationId: operationId(name),
    tags: [path.split('/')[1] ?? ''],
    summary: route.summary,
    description: route.about === undefined ? needs : `${route.about}\n\n${needs}`,
    'x-role': role,
    ...(scope === undefined ? {} : { 'x-scope': scope }),
    parameters: parametersOf(method, route),
    ...(route.body
      ? { requestBody: { required: true, content: { 'application/json': { schema: plain(route.body) } } } }
      : {}),
    responses: responsesOf(method, route),
  };
}

function parametersOf(method: string, { params, query, ifMatch }: Route): JsonValue {
  const header = (name: string, required: boolean, description: string): JsonObject => ({
    name,
    in: 'header',
    required,
    description,
    schema: { type: 'string' },
  });
  return [
    ...membersOf(params, 'path'),
    ...membersOf(query, 'query'),
    ...(ifMatch ? [header('If-Match', true, 'The ETag of the state that the change is based on.')] : []),
    ...(method === 'POST'
      ? [header('Idempotency-Key', false, 'Names the request: sent again, it does nothing again.')]
      : []),
  ];
}

function membersOf(schema: TSchema | undefined, place: 'path' | 'query'): JsonObject[] {
  if (!schema) return [];
  const { properties = {}, required = [] } = plain(schema) as {
    properties?: Record<string, JsonObject>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, form]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: form,
  }));
}

function responsesOf(method: string, { reply, status = 200, etag, ifMatch, stream, body, params }: Route): JsonObject {
  const refused = (description: string): JsonObject => problem(description);
  const headers = etag ? { headers: { ETag: { description: 'The revision.', schema: { type: 'string' } } } } : {};
  const content = stream
    ? { 'text/event-stream': { schema: { type: 'string' } } }
    : reply && { 'application/json': { schema: plain(reply) } };
  return {
    [String(content ? status : 204)]: { description: 'Done.', ...headers, ...(content ? { content } : {}) },
    ...(etag && method === 'GET' ? { '304': { description: 'It is as If-None-Match says.' } } : {}),
    ...Object.fromEntries(Object.entries(ALWAYS).map(([code, text]) => [code, refused(text)])),
    ...(params ? { '404': refused('There is no such thing') } : {}),
    ...(ifMatch ? { '412': refused('It was changed meanwhile'), '428': refused('If-Match is missing') } : {}),
    ...(body ? { '422': refused('The body does not fit') } : {}),
    default: { $ref: '#/components/responses/Problem' },
  };
}

function problem(description: string): JsonObject {
  return {
    description,
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  };
}

/** A form as plain JSON; those with a name are referred to, but for the one that is being written. */
function plain(schema: TSchema, itself?: unknown): JsonObject {
  const written = JSON.stringify(schema, (_member, value: unknown) => {
    const name = value === itself ? undefined : NAMED.get(value);
    return name === undefined ? value : { $ref: `#/components/schemas/${name}` };
  });
  return JSON.parse(written) as JsonObject;
}
