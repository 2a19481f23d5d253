/** Calls of the data API: the words that faults are matched by and that the call log shows. */
export const DATA_OPERATIONS = [
  'versions',
  'resources',
  'limits',
  'list-objects',
  'describe',
  'object-info',
  'picklist-values',
  'create',
  'create-by-id',
  'get',
  'update',
  'delete',
  'upsert',
  'get-by-key',
  'delete-by-key',
  'list-updated',
  'list-deleted',
  'download',
  'query',
  'query-all',
  'query-more',
  'search',
  'parameterized-search',
  'create-many',
  'update-many',
  'upsert-many',
  'delete-many',
  'get-many',
  'composite',
  'graph',
  'batch',
  'tree',
  'list-actions',
  'describe-action',
  'invoke-action',
  'tooling-create',
  'ingest-create',
  'ingest-list',
  'ingest-upload',
  'ingest-change',
  'ingest-get',
  'ingest-delete',
  'ingest-results',
  'query-job-create',
  'query-job-list',
  'query-job-get',
  'query-job-change',
  'query-job-delete',
  'query-job-results',
] as const;

export type DataOperation = (typeof DATA_OPERATIONS)[number];

/** Operations of a resource by HTTP method. */
export type DataMethods = Partial<Record<string, DataOperation>>;

/** What a path below `/services/data/<version>` names. */
export type DataTarget = {
  methods: DataMethods | undefined;
  object?: string;
  id?: string;
  keyField?: string;
  keyValue?: string;
};

const OBJECT: DataMethods = { GET: 'object-info', POST: 'create' };
const RECORD: DataMethods = { GET: 'get', PATCH: 'update', DELETE: 'delete' };
const KEYED: DataMethods = { GET: 'get-by-key', PATCH: 'upsert', DELETE: 'delete-by-key' };
const BY_WORD: Record<string, DataMethods> = {
  describe: { GET: 'describe' },
  updated: { GET: 'list-updated' },
  deleted: { GET: 'list-deleted' },
};

type Pattern = { parts: readonly string[]; methods: DataMethods };

/** Parts that begin with a colon take any text; `:id` and `:object` are what the log shows. */
const PATTERNS: readonly Pattern[] = Object.entries<DataMethods>({
  limits: { GET: 'limits' },
  sobjects: { GET: 'list-objects' },
  query: { GET: 'query' },
  'query/:id': { GET: 'query-more' },
  queryAll: { GET: 'query-all' },
  'queryAll/:id': { GET: 'query-more' },
  search: { GET: 'search' },
  parameterizedSearch: { GET: 'parameterized-search', POST: 'parameterized-search' },
  composite: { POST: 'composite' },
  'composite/graph': { POST: 'graph' },
  'composite/batch': { POST: 'batch' },
  'composite/tree/:object': { POST: 'tree' },
  'composite/sobjects': { POST: 'create-many', PATCH: 'update-many', DELETE: 'delete-many' },
  'composite/sobjects/:object': { GET: 'get-many', POST: 'get-many' },
  'composite/sobjects/:object/:keyField': { PATCH: 'upsert-many' },
  'ui-api/object-info/:object/picklist-values/:id': { GET: 'picklist-values' },
  'ui-api/object-info/:object/picklist-values/:id/:keyField': { GET: 'picklist-values' },
  actions: { GET: 'list-actions' },
  'actions/:object': { GET: 'list-actions' },
  'actions/:object/:id': { GET: 'describe-action', POST: 'invoke-action' },
  'actions/:object/:keyField/:id': { GET: 'describe-action', POST: 'invoke-action' },
  'tooling/sobjects/:object': { POST: 'tooling-create' },
  'jobs/ingest': { GET: 'ingest-list', POST: 'ingest-create' },
  'jobs/ingest/:id': { GET: 'ingest-get', PATCH: 'ingest-change', DELETE: 'ingest-delete' },
  'jobs/ingest/:id/batches': { PUT: 'ingest-upload' },
  'jobs/ingest/:id/:keyField': { GET: 'ingest-results' },
  'jobs/query': { GET: 'query-job-list', POST: 'query-job-create' },
  'jobs/query/:id': { GET: 'query-job-get', PATCH: 'query-job-change', DELETE: 'query-job-delete' },
  'jobs/query/:id/results': { GET: 'query-job-results' },
}).map(([path, methods]) => ({ parts: path.split('/'), methods }));

/** Finds what the segments after the version name; the method tells a create by id from a record. */
export function findDataTarget(method: string, segments: readonly string[]): DataTarget {
  if (segments[0] === 'sobjects' && segments.length > 1) return findRecordTarget(method, segments.slice(1));
  for (const pattern of PATTERNS) {
    const named = matchPattern(pattern.parts, segments);
    if (named) return { methods: pattern.methods, ...named };
  }
  return { methods: undefined };
}

function findRecordTarget(method: string, segments: readonly string[]): DataTarget {
  const [object = '', second, third] = segments;
  if (segments.length > 3) return { methods: undefined };
  if (second === undefined) return { methods: OBJECT, object };
  if (third === 'VersionData') return { methods: { GET: 'download' }, object, id: second };
  if (third !== undefined) return { methods: KEYED, object, keyField: second, keyValue: third };
  if (method === 'POST' && second === 'Id') return { methods: { POST: 'create-by-id' }, object };
  const named = Object.hasOwn(BY_WORD, second) ? BY_WORD[second] : undefined;
  return named ? { methods: named, object } : { methods: RECORD, object, id: second };
}

function matchPattern(parts: readonly string[], segments: readonly string[]): Record<string, string> | undefined {
  if (parts.length !== segments.length) return undefined;
  const named: Record<string, string> = {};
  for (const [index, part] of parts.entries()) {
    const segment = segments[index] ?? '';
    if (part.startsWith(':')) named[part.slice(1)] = segment;
    else if (part !== segment) return undefined;
  }
  return named;
}
