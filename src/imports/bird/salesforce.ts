import { isObject, type JsonObject, type JsonValue } from '../../base/json.ts';
import { namesSent, takeHeader, takeRequest, type HttpRequest } from './http-request.ts';
import { callPart, toValue, type Part, type Scene } from './scene.ts';

/** What a request asks of an org, before templates are translated. */
export type SalesforceCall = {
  operation: 'create' | 'update' | 'upsert' | 'get' | 'delete' | 'find';
  input: JsonObject;
  /** Where the record's fields are written. */
  fields?: JsonObject;
  /** Scheme and host, where the address begins with them. */
  origin: string;
};

/** What a request is to Salesforce: the fetching of a token, something with records, or something else there. */
export type SalesforceRequest =
  | { kind: 'token'; origin: string }
  | { kind: 'call'; call: SalesforceCall }
  | { kind: 'other'; origin: string };

const API_NAME = /^[A-Za-z]\w{0,100}$/;

/** Recognises a request to Salesforce by its address; undefined for any other. */
export function salesforceRequest(request: HttpRequest): SalesforceRequest | undefined {
  const services = request.url.indexOf('/services/');
  if (services === -1) return undefined;
  const origin = request.url.slice(0, services);
  const path = request.url.slice(services + '/services/'.length);
  if (/^oauth2\/token\b/.test(path)) return { kind: 'token', origin };
  const data = /^data\/v?[^/?#]{1,60}\/([^?#]{1,2000})(?:\?([^#]*))?/.exec(path);
  if (!data) return /\.(?:sales)?force\.com(?::\d+)?$/i.test(origin) ? { kind: 'other', origin } : undefined;
  const call = callOf(request, { path: data[1] ?? '', query: readQuery(data[2] ?? ''), origin });
  return call ? { kind: 'call', call } : { kind: 'other', origin };
}

/** Where a member of what Salesforce would have answered stands in what our operation gives; undefined for none. */
export function resultPath(
  { operation }: SalesforceCall,
  [first, ...rest]: readonly string[],
): readonly string[] | undefined {
  if (first === undefined) return [];
  if (operation === 'get') return ['record', first, ...rest];
  if (operation === 'find') {
    if (first === 'totalSize') return ['total', ...rest];
    return first === 'records' ? ['records', ...rest] : undefined;
  }
  if (first === 'id') return ['id'];
  return first === 'created' ? ['created'] : undefined;
}

/** The step that a request to an org becomes. */
export function salesforcePart(request: HttpRequest, call: SalesforceCall, scene: Scene, saveAs: string): Part {
  takeRequest(request);
  const connection = needOrg(scene, call.origin);
  const { rule, others } = readHeaders(request);
  if (others) scene.differs('Headers that only Salesforce’s own interface reads are left out.');
  if (call.operation === 'update' && rule === undefined)
    scene.differs('An update here runs no assignment rule unless told, so it takes no record away from its owner.');
  if (call.operation === 'find')
    scene.tells('Values go into the query by name here, so that nobody can change it by what they write.');
  warnOfWrongFields(call, scene);
  const input = {
    ...(toValue(scene, call.input) as JsonObject),
    ...(call.fields ? { fields: toValue(scene, call.fields) } : {}),
    ...(rule === undefined || !['create', 'update', 'upsert'].includes(call.operation) ? {} : { assignmentRule: rule }),
  };
  return callPart({ connection, operation: call.operation, input }, { saveAs });
}

/** Asks for the connection to the org that the flow works with. */
export function needOrg(scene: Scene, origin: string): string {
  const loginUrl = /^https:\/\/[\w.-]{1,200}\.(?:sales)?force\.com$/i.test(origin) ? origin : undefined;
  return scene.need({
    kind: 'connection',
    name: 'salesforce',
    of: 'connector',
    adapter: 'salesforce',
    config: loginUrl === undefined || /^https:\/\/(?:x+|login|test)\./i.test(loginUrl) ? {} : { loginUrl },
    fill: ['grant', 'clientId', 'clientSecret'],
    why: 'The flow fetched a token and called the org by hand. The connection signs in by itself and keeps its tokens sealed.',
  });
}

type Address = { path: string; query: ReadonlyMap<string, string>; origin: string };

function callOf(request: HttpRequest, { path, query, origin }: Address): SalesforceCall | undefined {
  const method = query.get('_HttpMethod')?.toUpperCase() || request.method || (request.body ? 'POST' : 'GET');
  if (/^query(?:All)?\/?$/.test(path)) {
    const q = query.get('q');
    return method === 'GET' && q ? { operation: 'find', input: bindTemplates(q), origin } : undefined;
  }
  const [root, object = '', first = '', second = '', ...more] = path.replace(/\/$/, '').split('/').map(decode);
  if (root !== 'sobjects' || !API_NAME.test(object) || more.length > 0) return undefined;
  if (/^(?:describe|listviews|updated|deleted)$/.test(first)) return undefined;
  const key = keyOf(first, second);
  if (!key || (second !== '' && !API_NAME.test(first))) return undefined;
  const body = request.body && 'json' in request.body && isObject(request.body.json) ? request.body.json : undefined;
  if (method === 'GET' && first !== '' && !request.body) {
    const fields = query
      .get('fields')
      ?.split(',')
      .map((name) => name.trim())
      .filter(Boolean);
    return { operation: 'get', input: { object, ...key, ...(fields ? { fields } : {}) }, origin };
  }
  if (method === 'DELETE' && first !== '' && second === '')
    return { operation: 'delete', input: { object, ...key }, origin };
  if (!body) return undefined;
  if (method === 'POST' && first === '') return { operation: 'create', input: { object }, fields: body, origin };
  if (method !== 'PATCH' || first === '') return undefined;
  return { operation: second === '' ? 'update' : 'upsert', input: { object, ...key }, fields: body, origin };
}

function keyOf(first: string, second: string): JsonObject | undefined {
  if (second !== '') return { externalIdField: first, externalId: second };
  return first === '' ? {} : { id: first };
}

/** A query in which what was pasted into it is given by name. */
function bindTemplates(query: string): JsonObject {
  const values: Record<string, JsonValue> = {};
  const byName = (value: string): string => {
    const name = `value${Object.keys(values).length + 1}`;
    values[name] = value;
    return `:${name}`;
  };
  const soql = query.replace(/'((?:[^'\\]|\\.)*)'|\{\{[^{}]*\}\}/g, (whole, inside: string | undefined) => {
    if (inside === undefined) return byName(whole);
    return inside.includes('{{') ? byName(inside.replace(/\\(.)/g, '$1')) : whole;
  });
  return { soql, ...(Object.keys(values).length === 0 ? {} : { values }) };
}

function readQuery(text: string): Map<string, string> {
  return new Map(
    text.split('&').map((pair) => {
      const [name = '', ...value] = pair.split('=');
      return [decode(name), decode(value.join('=').replaceAll('+', ' '))] as const;
    }),
  );
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** What the headers say that our operation does as well. Credentials are the connection's. */
function readHeaders({ headers }: HttpRequest): { rule?: string; others: boolean } {
  let rule: string | undefined;
  let others = false;
  for (const header of headers) {
    const { name, value } = header;
    const known = name.toLowerCase();
    if (known === 'sforce-auto-assign') {
      rule = /^false$/i.test(value) ? 'none' : /^true$/i.test(value) ? 'default' : value;
      takeHeader(header);
    } else if (['authorization', 'content-type', 'accept'].includes(known)) takeHeader(header);
    else others = true;
  }
  return rule === undefined ? { others } : { rule, others };
}

const LEAD_FIELDS: Readonly<Record<string, string>> = {
  FirstName: 'SuppliedName',
  LastName: 'SuppliedName',
  Phone: 'SuppliedPhone',
  Company: 'SuppliedCompany',
  LeadSource: 'Origin',
  Email: 'SuppliedEmail',
};

/** Says so where the fields of a Lead are written to a Case, as the well-known template did. */
function warnOfWrongFields({ operation, input, fields }: SalesforceCall, scene: Scene): void {
  if (input['object'] !== 'Case' || !fields || (operation !== 'create' && operation !== 'upsert')) return;
  const wrong = Object.keys(fields).filter((name) => Object.hasOwn(LEAD_FIELDS, name));
  if (wrong.length === 0) return;
  const cure = wrong.map((name) => `${name} (write ${LEAD_FIELDS[name]})`).join(', ');
  scene.differs(`A Case has no such fields, so Salesforce refuses the record, as it did before: ${cure}.`);
}

/** The token step disappears: the connection signs in. */
export function dropTokenStep(request: HttpRequest, origin: string, scene: Scene): Part[] {
  takeRequest(request);
  readHeaders(request);
  needOrg(scene, origin);
  const sent = namesSent(request).join(', ');
  scene.tells(
    `The connection signs in by itself, so nothing is left to do for this step. What it sent is dropped: ${sent || 'nothing'}.`,
  );
  return [];
}

/** The connection for what our operations do not cover of an org's interface: plain HTTP that signs in by itself. */
export function needOrgHttp(scene: Scene, origin: string): string {
  const baseUrl = /^https:\/\/[\w.-]{1,200}$/.test(origin) ? origin : undefined;
  return scene.need({
    kind: 'connection',
    name: 'salesforceHttp',
    of: 'connector',
    adapter: 'http',
    config: { grant: 'refresh_token', ...(baseUrl === undefined ? {} : { baseUrl }) },
    fill: [...(baseUrl === undefined ? ['baseUrl'] : []), 'tokenUrl', 'clientId', 'clientSecret', 'refreshToken'],
    why: 'The flow calls a part of the org’s interface that has no operation here; this connection signs in for it.',
  });
}
