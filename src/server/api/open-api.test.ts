import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import Fastify from 'fastify';
import { isObject, type JsonObject, type JsonValue } from '../../base/json.ts';
import { askFlow, openApi as openWorld } from '../testing/api-world.ts';
import { docsRoutes } from './docs/routes.ts';
import { openApi, operationId } from './open-api.ts';
import { apiRoutes } from './routes/index.ts';

const document = openApi();
const operations = Object.entries(document['paths'] as Record<string, Record<string, JsonObject>>).flatMap(
  ([path, methods]) => Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
);

/** Every reference in a document. */
function refsIn(value: JsonValue | undefined): string[] {
  if (Array.isArray(value)) return value.flatMap((item: JsonValue) => refsIn(item));
  if (!isObject(value)) return [];
  const { $ref, ...rest } = value;
  return [...(typeof $ref === 'string' ? [$ref] : []), ...Object.values(rest).flatMap(refsIn)];
}

test('each route is in the document once, under a name of its own', () => {
  assert.equal(operations.length, Object.keys(apiRoutes).length);
  const names = operations.map(({ operation }) => operation['operationId']);
  assert.equal(new Set(names).size, names.length);
  assert.equal(operationId('GET /flows/:flow/draft'), 'getFlowsByFlowDraft');
});

test('each reference leads to something', () => {
  const refs = refsIn(document);
  assert.ok(refs.length > 50);
  for (const ref of refs) {
    const found = ref
      .split('/')
      .slice(1)
      .reduce<JsonValue | undefined>((place, name) => (isObject(place) ? place[name] : undefined), document);
    assert.ok(isObject(found), ref);
  }
});

test('each path names its parameters, each body has a form, each answer a description', () => {
  for (const { path, operation } of operations) {
    const parameters = operation['parameters'] as JsonObject[];
    const inPath = parameters.filter((each) => each['in'] === 'path').map(({ name }) => name);
    assert.deepEqual(
      [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name),
      inPath,
      path,
    );
    for (const response of Object.values(operation['responses'] as Record<string, JsonObject>))
      assert.ok('description' in response || '$ref' in response, path);
  }
});

test('the forms are JSON Schema, and real answers fit them', async (t) => {
  const ajv = new Ajv2020({ strict: false });
  ajv.addSchema({ ...document, $id: 'doc' });
  const formOf = (path: string, method: string, status: string) => {
    const pointer = path.replaceAll('~', '~0').replaceAll('/', '~1').replaceAll('{', '%7B').replaceAll('}', '%7D');
    return ajv.getSchema(`doc#/paths/${pointer}/${method}/responses/${status}/content/application~1json/schema`);
  };
  for (const { path, method, operation } of operations)
    for (const [status, response] of Object.entries(operation['responses'] as Record<string, JsonObject>))
      if (status.startsWith('2') && isObject(response['content']) && 'application/json' in response['content'])
        assert.ok(formOf(path, method, status), `${method} ${path}`);
  const { call, says } = await openWorld(t, [askFlow('talk')]);
  await says('talk');
  const [{ run } = { run: '' }] = (await call('GET /runs')).json['items'] as unknown as { run: string }[];
  const examples = [
    ['/flows', '/flows'],
    ['/flows/{flow}', '/flows/talk'],
    ['/flows/{flow}/draft', '/flows/talk/draft'],
    ['/flows/{flow}/versions', '/flows/talk/versions'],
    ['/flows/{flow}/counts', '/flows/talk/counts'],
    ['/flows/{flow}/file', '/flows/talk/file'],
    ['/catalog', '/catalog'],
    ['/runs', '/runs'],
    ['/runs/{run}', `/runs/${run}`],
    ['/runs/{run}/journal', `/runs/${run}/journal`],
    ['/status', '/status'],
  ] as const;
  for (const [path, there] of examples) {
    const fits = formOf(path, 'get', '200');
    const { json, status } = await call(`GET ${there}`);
    assert.equal(status, 200, path);
    assert.ok(fits?.(json), `${path}: ${JSON.stringify(fits?.errors)}`);
  }
});

test('the page for people names each route, loads nothing from elsewhere, and writes no script or style into itself', async (t) => {
  const app = Fastify();
  t.after(() => app.close());
  await app.register(docsRoutes);
  const { body } = await app.inject('/api/docs');
  for (const { operation } of operations) assert.ok(body.includes(`id="${String(operation['operationId'])}"`));
  assert.doesNotMatch(body, /https?:|<style|style=|onclick|<script>/);
  for (const [, file = ''] of body.matchAll(/(?:href|src)="(\/[^"]+)"/g))
    assert.equal((await app.inject(file)).statusCode, 200, file);
  assert.deepEqual((await app.inject('/api/v1/openapi.json')).json(), document);
});
