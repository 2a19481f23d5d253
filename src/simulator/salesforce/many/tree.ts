import { isObject, type JsonObject, type JsonValue } from '../../../base/json.ts';
import { jsonAnswer, refuse, type ApiError } from '../answer.ts';
import { attempt, callWriter, checkMediaType, type Action } from '../call.ts';
import { childrenOf } from '../child-relationships.ts';
import { listIn, parseBody } from '../json-body.ts';
import type { ObjectType } from '../metadata.ts';
import { needObject } from '../rows.ts';
import type { Writer } from '../write/writer.ts';
import { insertRecord } from '../write/write-record.ts';
import { showError } from './collections.ts';

const MOST_RECORDS = 200;
const MOST_LEVELS = 5;

type Made = { referenceId: string; id: string };
type Failed = { referenceId: string; errors: readonly ApiError[] };
type Branch = { object: ObjectType; record: JsonObject; parent?: { field: string; id: string }; level: number };
type Growth = { writer: Writer; made: Made[]; failed: Failed[]; seen: Set<string> };

class TakenBack extends Error {}

/** `POST /composite/tree/X`: records with their children, all or none of them. */
export const treeAction: Action = (org, call) => {
  checkMediaType(call);
  const object = needObject(org, call.route.object ?? '');
  const growth: Growth = { writer: callWriter(org, call), made: [], failed: [], seen: new Set() };
  const records = listIn(parseBody(call.body), 'records');
  try {
    org.store.atomically(() => {
      for (const record of records) grow(growth, { object, record, level: 1 });
      if (growth.failed.length > 0) throw new TakenBack();
    });
  } catch (thrown) {
    if (!(thrown instanceof TakenBack)) throw thrown;
    const results = growth.failed.map(({ referenceId, errors }) => ({ referenceId, errors: errors.map(showError) }));
    return jsonAnswer(400, { hasErrors: true, results });
  }
  return jsonAnswer(201, { hasErrors: false, results: growth.made });
};

function grow(growth: Growth, branch: Branch): void {
  const { record, object } = branch;
  const referenceId = checkReference(growth, branch);
  const children = childrenOf(growth.writer.org.setup.schema, object).filter(({ name }) => name !== null);
  const sent: Record<string, JsonValue> = {};
  const lists: { way: (typeof children)[number]; records: JsonObject[] }[] = [];
  for (const [name, value] of Object.entries(record)) {
    const way = isObject(value) && 'records' in value ? children.find((child) => child.name === name) : undefined;
    if (way) lists.push({ way, records: listIn(value as JsonObject, 'records') });
    else if (value !== undefined) sent[name] = value;
  }
  if (branch.parent) sent[branch.parent.field] = branch.parent.id;
  const outcome = attempt(() => insertRecord(growth.writer, { object, sent }));
  if ('refusal' in outcome) {
    growth.failed.push({ referenceId, errors: outcome.refusal.errors });
    return;
  }
  const { id } = outcome.value;
  growth.made.push({ referenceId, id });
  for (const { way, records } of lists) {
    const parent = { field: way.field.name, id };
    for (const child of records) grow(growth, { object: way.child, record: child, parent, level: branch.level + 1 });
  }
}

function checkReference(growth: Growth, { record, object, level }: Branch): string {
  const attributes = isObject(record['attributes']) ? record['attributes'] : {};
  const { referenceId, type } = attributes;
  if (type !== undefined && type !== object.name) {
    throw refuse(400, 'INVALID_INPUT', `Record type ${String(type)} does not match the expected ${object.name}`);
  }
  if (typeof referenceId !== 'string' || growth.seen.has(referenceId)) {
    throw refuse(400, 'INVALID_INPUT', `Include a unique reference ID for each record: ${String(referenceId)}`);
  }
  growth.seen.add(referenceId);
  if (growth.seen.size > MOST_RECORDS || level > MOST_LEVELS) {
    throw refuse(400, 'LIMIT_EXCEEDED', `Up to ${MOST_RECORDS} records in up to ${MOST_LEVELS} levels are allowed`);
  }
  return referenceId;
}
