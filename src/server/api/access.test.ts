import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ROLES, SCOPES, SCOPES_OF, type Role } from '../auth/caller.ts';
import { openApi } from '../testing/api-world.ts';
import { ACCESS, type Access } from './access.ts';
import type { Route } from './route.ts';
import { apiRoutes, type RouteName } from './routes/index.ts';

const NAMES = Object.keys(apiRoutes) as RouteName[];
/** Streams do not end by themselves; their own test calls them. */
const called = NAMES.filter((name) => !(apiRoutes[name] as Route).stream);

test('the table has a row for each route and no other', () => {
  assert.deepEqual(Object.keys(ACCESS).sort(), NAMES.toSorted());
});

test('a route whose names in the path have no schema, or the other way round, is a mistake', () => {
  for (const name of NAMES) {
    const inPath = [...name.matchAll(/:(\w+)/g)].map(([, each]) => each);
    const { params } = apiRoutes[name] as { params?: { properties: object } };
    assert.deepEqual(inPath, Object.keys(params?.properties ?? {}), name);
  }
});

test('a scope that a role lacks is in no row that the role is to call', () => {
  for (const [name, { role, scope }] of Object.entries(ACCESS)) {
    if (scope !== undefined) assert.ok(SCOPES_OF[role].includes(scope), `${name}: ${role} lacks ${scope}`);
  }
});

function mayCall(role: Role, { role: least, scope }: Access): boolean {
  if (scope !== undefined && !SCOPES_OF[role].includes(scope)) return false;
  return role === 'agent' ? least === 'viewer' || least === 'agent' : ROLES.indexOf(role) >= ROLES.indexOf(least);
}

test('every route refuses nobody with 401, lesser roles and tokens without its scope with 403, and lets the others in', async (t) => {
  const { call } = await openApi(t);
  for (const name of called) {
    const access = ACCESS[name];
    const path = name.replaceAll(/:\w+/g, 'none');
    assert.equal((await call(path, { as: 'nobody' })).status, 401, `${name} as nobody`);
    for (const role of ROLES) {
      const { status } = await call(path, { as: role });
      if (mayCall(role, access))
        assert.ok(status !== 401 && status !== 403 && status < 500, `${name} as ${role}: ${status}`);
      else assert.equal(status, 403, `${name} as ${role}`);
    }
    const without = SCOPES.filter((scope) => scope !== access.scope).join(',');
    const { status } = await call(path, { as: `token:${without}` });
    if (access.scope === undefined) assert.notEqual(status, 403, name);
    else assert.equal(status, 403, `${name} by a token without ${access.scope}`);
  }
});

test('the body of nobody is not read', async (t) => {
  const { call } = await openApi(t);
  const body = { name: 'x'.repeat(5_000_000) };
  assert.equal((await call('POST /flows', { as: 'nobody', body })).status, 401);
  assert.equal((await call('POST /flows', { as: 'viewer', body })).status, 403);
  assert.equal((await call('POST /flows', { body })).status, 413);
});
