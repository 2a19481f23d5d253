import { refuse, refuseUnknown } from './answer.ts';
import { DATA_OPERATIONS, findDataTarget } from './data-routes.ts';

/** Calls about who is who, which are no data calls. */
export const IDENTITY_OPERATIONS = [
  'token',
  'revoke',
  'userinfo',
  'identity',
  'authorize',
  'introspect',
  'single-access',
  'front-door',
  'openid-configuration',
  'public-keys',
] as const;

/** What calls ask of the org: the words that faults are matched by and that the call log shows. */
export const OPERATIONS = [...IDENTITY_OPERATIONS, ...DATA_OPERATIONS, 'unknown'] as const;

export type Operation = (typeof OPERATIONS)[number];

/** A call as its method and path tell it; names and values are percent-decoded. */
export type Route = {
  operation: Operation;
  /** As written in the path, for example `v68.0`. */
  version?: string;
  object?: string;
  /** A record id or, for `query-more`, the locator. */
  id?: string;
  keyField?: string;
  keyValue?: string;
  /** Whose identity is asked for. */
  identity?: { organizationId: string; userId: string };
  /** Set where the resource exists but does not take this method. */
  allowed?: readonly string[];
};

/** Newest API version that the org speaks, and the oldest one that is not retired. */
export const NEWEST_VERSION = 68;
export const OLDEST_VERSION = 31;

type Methods = Partial<Record<string, Operation>>;

const SERVICES: Record<string, { methods: Methods }> = {
  '/services/oauth2/token': { methods: { GET: 'token', POST: 'token' } },
  '/services/oauth2/authorize': { methods: { GET: 'authorize', POST: 'authorize' } },
  '/services/oauth2/introspect': { methods: { GET: 'introspect', POST: 'introspect' } },
  '/services/oauth2/singleaccess': { methods: { GET: 'single-access', POST: 'single-access' } },
  '/secur/frontdoor.jsp': { methods: { GET: 'front-door' } },
  '/.well-known/openid-configuration': { methods: { GET: 'openid-configuration' } },
  '/id/keys': { methods: { GET: 'public-keys' } },
  '/services/oauth2/revoke': { methods: { GET: 'revoke', POST: 'revoke' } },
  '/services/oauth2/userinfo': { methods: { GET: 'userinfo', POST: 'userinfo' } },
};
const ROOT: Methods = { GET: 'versions' };
const VERSION: Methods = { GET: 'resources' };

/** Finds what a call asks for. The path has no query; slashes at its start may be doubled. */
export function findRoute(method: string, path: string): Route {
  const service = SERVICES[path];
  if (service) return choose(service.methods, method, {});
  const segments = decode(path.split('/').slice(1));
  if (!segments) return { operation: 'unknown' };
  const [, organizationId = '', userId = ''] = segments;
  if (segments[0] === 'id' && segments.length === 3) {
    return choose({ GET: 'identity', POST: 'identity' }, method, { identity: { organizationId, userId } });
  }
  if (segments[0] !== 'services' || segments[1] !== 'data') return { operation: 'unknown' };
  return findDataRoute(
    method,
    segments.slice(2).filter((segment, at, all) => segment !== '' || at < all.length - 1),
  );
}

/** Refuses what is not there: an unknown resource, a retired version or a method that the resource does not take. */
export function checkRoute(route: Route, method: string): void {
  const version = route.version === undefined ? undefined : Number(/^v(\d{1,3})\.0$/.exec(route.version)?.[1] ?? 0);
  if (version !== undefined && (version < 1 || version > NEWEST_VERSION)) throw refuseUnknown();
  if (version !== undefined && version < OLDEST_VERSION) {
    throw refuse(410, 'GONE', `API version ${version}.0 is retired and unavailable`);
  }
  if (route.allowed) {
    const allowed = ['HEAD', ...route.allowed].join(',');
    throw refuse(405, 'METHOD_NOT_ALLOWED', `HTTP Method '${method}' not allowed. Allowed are ${allowed}`);
  }
  if (route.operation === 'unknown') throw refuseUnknown();
}

function findDataRoute(method: string, segments: readonly string[]): Route {
  const [version, ...rest] = segments;
  if (version === undefined) return choose(ROOT, method, {});
  if (rest.length === 0) return choose(VERSION, method, { version });
  const { methods, ...named } = findDataTarget(method, rest);
  return choose(methods, method, { version, ...named });
}

function choose(methods: Methods | undefined, method: string, named: Omit<Route, 'operation'>): Route {
  if (!methods) return { operation: 'unknown', ...named };
  const operation = methods[method === 'HEAD' ? 'GET' : method];
  return operation ? { operation, ...named } : { operation: 'unknown', ...named, allowed: Object.keys(methods) };
}

function decode(segments: readonly string[]): string[] | undefined {
  try {
    return segments.map((segment) => (segment.includes('%') ? decodeURIComponent(segment) : segment));
  } catch {
    return undefined;
  }
}
