import { isObject, type JsonObject } from '../../../base/json.ts';
import { jsonAnswer, refuse } from '../answer.ts';
import { checkMediaType, type Action } from '../call.ts';
import type { ApiCall } from '../data-api.ts';
import { parseBody } from '../json-body.ts';
import type { Field, ObjectType } from '../metadata.ts';
import type { Org } from '../org.ts';
import { runQuery } from '../soql/soql.ts';
import type { Row } from '../store.ts';
import { isPhone, phoneKey } from '../value-index.ts';
import { readSosl, readWithin, type Returning, type Search, type SearchIn } from './sosl.ts';

const SEARCHED_BY_DEFAULT = ['Account', 'Contact', 'Lead', 'Case', 'Opportunity'];

/** `GET /search?q=FIND {…}`. */
export const searchAction: Action = (org, call) =>
  jsonAnswer(200, { searchRecords: runSearch(org, call, readSosl(call.query.get('q') ?? '')) });

/** `GET` or `POST /parameterizedSearch`: the same without a language of its own. */
export const parameterizedSearchAction: Action = (org, call) => {
  const search = call.method === 'POST' ? searchOfBody(call) : searchOfQuery(call.query);
  return jsonAnswer(200, { searchRecords: runSearch(org, call, search) });
};

function searchOfQuery(query: URLSearchParams): Search {
  const objects = query.getAll('sobject').flatMap((names) => names.split(','));
  const usual = query.get('fields') ?? 'Id';
  const most = query.get('defaultLimit');
  const returning = objects.map((object): Returning => {
    const where = query.get(`${object}.where`);
    const limit = query.get(`${object}.limit`) ?? most;
    const rest = `${where === null ? '' : `WHERE ${where}`}${limit === null ? '' : ` LIMIT ${limit}`}`;
    return { object, fields: (query.get(`${object}.fields`) ?? usual).split(','), rest };
  });
  const limit = Number(query.get('overallLimit') ?? 2000);
  return { terms: needTerms(query.get('q')), within: readWithin(query.get('in') ?? 'ALL'), returning, limit };
}

function searchOfBody(call: ApiCall): Search {
  checkMediaType(call);
  const body = parseBody(call.body);
  const usual = fieldsIn(body) ?? ['Id'];
  const objects: JsonObject[] = Array.isArray(body['sobjects']) ? body['sobjects'].filter(isObject) : [];
  const returning = objects.map((object): Returning => {
    const limit = object['limit'] ?? body['defaultLimit'];
    const where = object['where'] === undefined ? '' : `WHERE ${String(object['where'])}`;
    const rest = limit === undefined ? where : `${where} LIMIT ${String(limit)}`;
    return { object: String(object['name']), fields: fieldsIn(object) ?? usual, rest };
  });
  const within = readWithin(typeof body['in'] === 'string' ? body['in'] : 'ALL');
  return { terms: needTerms(body['q']), within, returning, limit: Number(body['overallLimit'] ?? 2000) };
}

function fieldsIn(body: JsonObject): string[] | undefined {
  return Array.isArray(body['fields']) ? body['fields'].map(String) : undefined;
}

function needTerms(terms: unknown): string {
  if (typeof terms === 'string' && terms !== '') return terms;
  throw refuse(400, 'MALFORMED_SEARCH', 'Search term is missing: q');
}

function runSearch(org: Org, call: ApiCall, search: Search): object[] {
  if (search.terms.replace(/[*?\s]/g, '').length < 2) {
    throw refuse(400, 'MALFORMED_SEARCH', 'search term must be longer than one character');
  }
  const returning = search.returning.length > 0 ? search.returning : SEARCHED_BY_DEFAULT.map(idOnly);
  const found = returning.flatMap((wanted) => searchObject(org, call, { search, wanted }));
  return found.slice(0, search.limit);
}

function idOnly(object: string): Returning {
  return { object, fields: ['Id'], rest: '' };
}

/** What matches is found first; a query over these records applies conditions, order and fields. */
function searchObject(org: Org, call: ApiCall, asked: { search: Search; wanted: Returning }): readonly object[] {
  const { search, wanted } = asked;
  const object = org.setup.schema.find(wanted.object);
  if (!object) throw refuse(400, 'INVALID_TYPE', `sObject type '${wanted.object}' is not supported.`);
  const ids = matches(org, object, search)
    .filter((row) => isSearchable(org, row))
    .map((row) => `'${row.id}'`);
  if (ids.length === 0) return [];
  const rest = wanted.rest.replace(/^WHERE\b/i, '').trim();
  const hasWhere = /^WHERE\b/i.test(wanted.rest);
  const tail = /\b(?:ORDER\s+BY|LIMIT|OFFSET)\b[\s\S]*$/i.exec(rest)?.[0] ?? '';
  const where = hasWhere ? ` AND (${rest.slice(0, rest.length - tail.length)})` : '';
  const soql = `SELECT ${wanted.fields.join(',')} FROM ${object.name} WHERE Id IN (${ids.join(',')})${where} ${tail}`;
  const result = runQuery({ org, version: call.route.version ?? '', withDeleted: false }, soql);
  return result.slice(0, result.size);
}

/** The index of a real org learns of a record a little later than the record is made. */
function isSearchable(org: Org, row: Row): boolean {
  const { searchLagMs } = org.setup.settings;
  return searchLagMs === 0 || Date.parse(String(row.fields['SystemModstamp'])) + searchLagMs <= org.now();
}

function matches(org: Org, object: ObjectType, search: Search): Row[] {
  const { within, terms } = search;
  const phone = phoneKey(terms);
  const found = new Set<Row>();
  const isNumber = phone !== '' && /^[\d\s()+./-]+$/.test(terms);
  if (isNumber && (within === 'PHONE' || within === 'ALL')) {
    for (const field of object.fields.filter(isPhone)) {
      for (const row of org.store.matchPhone(object, field, terms)) found.add(row);
    }
  }
  if (within === 'PHONE') return [...found];
  const fields = object.fields.filter((field) => isLookedIn(field, within));
  if (within === 'EMAIL' && !terms.includes('*')) {
    for (const field of fields) for (const row of org.store.match(object, field, terms)) found.add(row);
    return [...found];
  }
  const patterns = terms.split(/\s+/).filter(Boolean).map(termPattern);
  for (const row of org.store.list(object.name)) {
    const text = fields.map((field) => String(row.fields[field.name] ?? '')).join('\n');
    if (patterns.every((pattern) => pattern.test(text))) found.add(row);
  }
  return [...found];
}

const TEXTS = ['string', 'textarea', 'email', 'phone', 'url', 'picklist', 'combobox'];

function isLookedIn(field: Field, within: SearchIn): boolean {
  if (within === 'EMAIL') return field.type === 'email';
  if (within === 'NAME') return /^(?:Name|FirstName|LastName|Subject|CaseNumber|Title)$/.test(field.name);
  return TEXTS.includes(field.type);
}

/** A word, with `*` for any letters and `?` for one, at the beginning of a word of the text. */
function termPattern(term: string): RegExp {
  const source = term.replace(/[.*+?^${}()|[\]\\"]/g, (found) => {
    if (found === '*') return '[^\\s]*';
    if (found === '?') return '[^\\s]';
    return found === '"' ? '' : `\\${found}`;
  });
  return new RegExp(`(?:^|[^\\p{L}\\p{N}])${source}(?:$|[^\\p{L}\\p{N}])`, 'iu');
}
