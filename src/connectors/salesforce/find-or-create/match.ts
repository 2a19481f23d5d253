import { hash } from 'node:crypto';
import { Failure } from '../../../base/failure.ts';
import { canonicalJson, type JsonObject, type JsonValue } from '../../../base/json.ts';
import { soqlText } from '../operations/soql.ts';
import type { Condition, MatchedBy, PersonObject, Plan } from './input.ts';
import { phoneForms, type PhoneForms } from './phone-forms.ts';

/** The fields of an object in which a person is recognised. */
const ADDRESS_FIELDS: Readonly<Record<PersonObject, { email: readonly string[]; phone: readonly string[] }>> = {
  Lead: { email: ['Email'], phone: ['MobilePhone', 'Phone'] },
  Contact: { email: ['Email'], phone: ['MobilePhone', 'Phone'] },
  PersonAccount: { email: ['PersonEmail'], phone: ['PersonMobilePhone', 'Phone'] },
};

type ExternalId = { field: string; value: string | number; object: PersonObject };

/** What tells the person, read once from the input. */
export type Match = {
  phone?: PhoneForms;
  email?: string;
  externalId?: ExternalId;
  where: readonly Condition[];
};

/** Reads what tells the person. Empty texts tell nobody; a phone that is none is refused as `invalid`. */
export function readMatch({ create, input }: Plan): Match {
  const { phone = '', email = '', externalId, country, where = [] } = input.match;
  const forms = phone.trim() === '' ? undefined : phoneForms(phone, country);
  if (phone.trim() !== '' && !forms) throw invalid(`"${phone}" is no phone number to look for.`, 'match.phone');
  const { value: told = '' } = externalId ?? {};
  const value = typeof told === 'string' ? told.trim() : told;
  return {
    ...(forms ? { phone: forms } : {}),
    ...(email.trim() === '' ? {} : { email: email.trim().toLowerCase() }),
    ...(externalId && value !== ''
      ? { externalId: { field: externalId.field, value, object: externalId.object ?? create } }
      : {}),
    where,
  };
}

/** True when there is something to search by. */
export function isSearchable({ phone, email, externalId }: Match): boolean {
  return phone !== undefined || email !== undefined || externalId !== undefined;
}

/**
 * A name for each thing that tells the person, the surest first: what two calls share by which they must make one
 * record. Calls with other conditions, or for another object, look for somebody else and share none.
 */
export function namesOf(match: Match, { wanted }: Plan): string[] {
  const { phone, email, externalId, where } = match;
  const told = [
    ...(externalId ? [`id:${externalId.object}.${externalId.field}=${externalId.value}`] : []),
    ...(phone ? [`phone:${phone.canonical}`] : []),
    ...(email ? [`email:${email}`] : []),
  ];
  const scope = canonicalJson(where);
  return told.map((text) => hash('sha256', `${wanted}\n${scope}\n${text}`, 'base64url'));
}

/** Fields that a query of the object needs so that `whyOf` can compare. */
export function matchFields(match: Match, object: PersonObject): string[] {
  const { email, phone } = ADDRESS_FIELDS[object];
  const own = externalIdOn(match, object);
  return [...(match.email ? email : []), ...(match.phone ? phone : []), ...(own ? [own.field] : [])];
}

/** The conditions that hold for an object. */
export function conditionsOn({ where }: Match, object: PersonObject): Condition[] {
  return where.filter((condition) => (condition.object ?? object) === object);
}

/** The filter that finds everybody who may be the person under these conditions; undefined where nothing of the match is in this object. */
export function filterOf(match: Match, object: PersonObject, where: readonly Condition[]): string | undefined {
  const { email, phone } = ADDRESS_FIELDS[object];
  const own = externalIdOn(match, object);
  const any = [
    ...(own ? [`${own.field} = ${literalOf(own.field, own.value)}`] : []),
    ...(match.email ? email.map((field) => `${field} = ${soqlText(match.email ?? '')}`) : []),
    ...(match.phone ? phone.map((field) => `${field} LIKE ${soqlText(match.phone?.pattern ?? '')}`) : []),
  ];
  if (any.length === 0) return undefined;
  return [`(${any.join(' OR ')})`, ...where.map(conditionOf)].join(' AND ');
}

/** What tells that this row is the person, the surest first; empty where nothing does. */
export function whyOf(match: Match, object: PersonObject, row: JsonObject): MatchedBy[] {
  const { email, phone } = ADDRESS_FIELDS[object];
  const own = externalIdOn(match, object);
  const why: MatchedBy[] = [];
  if (own && sameText(row[own.field], String(own.value))) why.push('externalId');
  if (match.email && email.some((field) => sameText(row[field], match.email ?? ''))) why.push('email');
  if (phone.some((field) => typeof row[field] === 'string' && match.phone?.isIn(row[field]))) why.push('phone');
  return why;
}

/** Fields by which a new record will be found again, where the author's fields do not hold them. */
export function addressFields(match: Match, object: PersonObject, given: JsonObject): JsonObject {
  const { email, phone } = ADDRESS_FIELDS[object];
  const own = externalIdOn(match, object);
  const lacks = (fields: readonly string[]): boolean => fields.every((field) => (given[field] ?? '') === '');
  return {
    ...(match.email && lacks(email) ? { [email[0] ?? '']: match.email } : {}),
    ...(match.phone && lacks(phone) ? { [phone[0] ?? '']: match.phone.written } : {}),
    ...(own && lacks([own.field]) ? { [own.field]: own.value } : {}),
  };
}

function externalIdOn({ externalId }: Match, object: PersonObject): ExternalId | undefined {
  return externalId?.object === object ? externalId : undefined;
}

function conditionOf({ field, value }: Condition): string {
  if (Array.isArray(value)) return `${field} IN (${value.map((one) => literalOf(field, one)).join(', ')})`;
  return `${field} = ${literalOf(field, value)}`;
}

function literalOf(field: string, value: JsonValue): string {
  if (value === null || typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return soqlText(value);
  throw invalid(
    `The condition on ${field} needs a text, a number, true, false or null, or a list of these.`,
    'match.where',
  );
}

function sameText(stored: JsonValue | undefined, wanted: string): boolean {
  if (typeof stored !== 'string' && typeof stored !== 'number') return false;
  return String(stored).trim().toLowerCase() === wanted.toLowerCase();
}

function invalid(message: string, field: string): Failure {
  return new Failure({ code: 'invalid', message, fields: [field] });
}
