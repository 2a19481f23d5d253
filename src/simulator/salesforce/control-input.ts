import { isObject } from '../../base/json.ts';
import { OAUTH_FLOWS, type OAuthClient } from './oauth-client.ts';
import type { OrgPolicy, UserPolicy } from './policies.ts';
import type { OrganizationOptions } from './seeds.ts';
import type { SessionLengths } from './sessions.ts';

/** What values may look like, in words for people. */
type Shape = 'text' | 'text or null' | 'number' | 'true or false' | 'list of texts';

type Shapes<T> = { readonly [name in keyof Required<T>]: Shape };

/** Settings of the org that can be changed from outside. */
export const ORG_SETTINGS: Shapes<OrgPolicy> = {
  locked: 'true or false',
  apiDisabled: 'true or false',
  genericHost: 'true or false',
};

/** Settings of a user that can be changed from outside. */
export const USER_SETTINGS: Shapes<UserPolicy> = {
  inactive: 'true or false',
  apiDisabled: 'true or false',
  ipRestricted: 'true or false',
  outsideLoginHours: 'true or false',
};

/** What an organization says of itself. */
export const ORGANIZATION: Shapes<OrganizationOptions> = { number: 'number', name: 'text', kind: 'text' };

const LENGTHS: Shapes<SessionLengths> = { sessionMs: 'number', tokenLifeMs: 'number' };

const CLIENT: Shapes<OAuthClient> = {
  id: 'text',
  secret: 'text',
  name: 'text',
  callbacks: 'list of texts',
  requirePkce: 'true or false',
  requireSecret: 'true or false',
  rotate: 'true or false',
  scopes: 'list of texts',
  flows: 'list of texts',
  certificate: 'text',
  preauthorizedUsers: 'list of texts',
  adminApprovedOnly: 'true or false',
  runAs: 'text or null',
  propagatingUntil: 'number',
  ipRestricted: 'true or false',
  notInstalled: 'true or false',
};

const FITS: Record<Shape, (value: unknown) => boolean> = {
  text: (value) => typeof value === 'string',
  'text or null': (value) => typeof value === 'string' || value === null,
  number: (value) => typeof value === 'number' && value >= 0,
  'true or false': (value) => typeof value === 'boolean',
  'list of texts': (value) => Array.isArray(value) && value.every((item) => typeof item === 'string'),
};

/** Reads settings that came from outside. Throws with what is wrong and what is allowed. */
export function readPatch<T extends object>(value: unknown, shapes: Shapes<T>): Partial<T> {
  const known = Object.keys(shapes);
  if (!isObject(value)) throw new Error(`Settings are an object with some of ${known.join(', ')}.`);
  for (const [name, set] of Object.entries(value)) {
    const shape = (shapes as Record<string, Shape | undefined>)[name];
    if (!shape) throw new Error(`There is no setting "${name}"; there is ${known.join(', ')}.`);
    if (!FITS[shape](set)) throw new Error(`"${name}" is ${shape}; got ${JSON.stringify(set)}.`);
  }
  return value as Partial<T>;
}

/** Reads changes of an app. Throws as `readPatch` does, and for flows that there are not. */
export function readClientPatch(value: unknown): Partial<OAuthClient> {
  const patch = readPatch(value, CLIENT);
  const flows: readonly string[] = OAUTH_FLOWS;
  const wrong = patch.flows?.find((flow) => !flows.includes(flow));
  if (wrong !== undefined) throw new Error(`There is no flow "${wrong}"; there is ${flows.join(', ')}.`);
  return patch;
}

/** Reads the apps of an org: a list in which each has an id. */
export function readClients(value: unknown): OAuthClient[] {
  if (!Array.isArray(value)) throw new Error('Apps are a list of objects such as {"id":"app","secret":"secret"}.');
  return value.map((item: unknown) => {
    const { id, ...client } = readClientPatch(item);
    if (!id) throw new Error(`An app has an id; got ${JSON.stringify(item)}.`);
    return { id, ...client };
  });
}

/** Reads how long tokens live. */
export function readLengths(value: unknown): SessionLengths {
  return readPatch(value, LENGTHS);
}

/** Reads how much of the day's quota is used, and how large it is. */
export function readUsage(value: unknown): { used?: number; max?: number } {
  return readPatch<{ used: number; max: number }>(value, { used: 'number', max: 'number' });
}

/** Reads how far the clock is to be moved. */
export function readMs(value: unknown): number {
  const { ms } = readPatch<{ ms: number }>(value, { ms: 'number' });
  if (ms === undefined) throw new Error('Say how far, for example {"ms":660000}.');
  return ms;
}
