import { isObject, type JsonObject } from '../../../base/json.ts';
import { Refusal } from '../answer.ts';
import type { ObjectType } from '../metadata.ts';
import type { Org } from '../org.ts';
import { readRecordId } from '../record-id.ts';
import type { Fields, Row } from '../store.ts';
import { findOwner } from '../write/rules.ts';
import { deleteRecord, insertRecord, updateRecord } from '../write/write-record.ts';
import type { Writer } from '../write/writer.ts';
import { convertLead } from './convert-lead.ts';
import { mergeRecords } from './merge.ts';

/** What people do in the org by hand; `as` names the user, `giulia.bianchi` by default. */
type Deed = (writer: Writer, asked: JsonObject) => JsonObject;

const STAFF = 'giulia.bianchi';

const DEEDS: Record<string, Deed> = {
  create: (writer, asked) => ({ id: make(writer, String(asked['object']), fieldsOf(asked)).id }),
  edit: (writer, asked) => change(writer, asked, fieldsOf(asked)),
  delete: (writer, asked) => {
    const row = needRow(writer.org, asked['id']);
    deleteRecord(writer, row);
    return { id: row.id };
  },
  undelete: (writer, asked) => {
    const row = needRow(writer.org, asked['id']);
    if (row.deleted) writer.org.store.restore(row, writer.by);
    return { id: row.id };
  },
  convert: (writer, asked) => convertLead(writer, needRow(writer.org, asked['id']), asked),
  merge: (writer, asked) =>
    mergeRecords(writer, needRow(writer.org, asked['winner']), needRow(writer.org, asked['loser'])),
  comment: (writer, asked) => {
    const fields = {
      ParentId: String(asked['id']),
      CommentBody: String(asked['body']),
      IsPublished: asked['public'] === true,
    };
    return { id: make(writer, 'CaseComment', fields).id };
  },
  'close-case': (writer, asked) => change(writer, asked, { Status: statusMeaning(writer.org, 'Closed') }),
  'block-user': (writer, asked) => setActive(writer, asked, false),
  'unblock-user': (writer, asked) => setActive(writer, asked, true),
};

/** Does what a person asks for. Throws with what is wrong, in the org's own words where the org refuses. */
export function doAsStaff(org: Org, value: unknown): JsonObject {
  if (!isObject(value))
    throw new Error('A deed of staff is an object such as {"deed":"edit","id":"00Q…","fields":{}}.');
  const deed =
    typeof value['deed'] === 'string' && Object.hasOwn(DEEDS, value['deed']) ? DEEDS[value['deed']] : undefined;
  if (!deed) {
    throw new Error(`"deed" is one of ${Object.keys(DEEDS).join(', ')}; got ${JSON.stringify(value['deed'])}.`);
  }
  const by = { userId: org.userId, at: org.now() };
  const writer: Writer = { org, by, version: 'v68.0', allowDuplicates: true, duplicateDetails: false, system: true };
  const named = typeof value['as'] === 'string' ? value['as'] : STAFF;
  const userId = findOwner(writer, named);
  if (userId === undefined) throw new Error(`The simulated org has no user "${named}".`);
  try {
    return org.store.atomically(() => deed({ ...writer, by: { ...by, userId } }, value));
  } catch (thrown) {
    if (thrown instanceof Refusal)
      throw new Error(thrown.errors.map(({ message }) => message).join('; '), { cause: thrown });
    throw thrown;
  }
}

/** Makes a record as a person with every right does. */
function make(writer: Writer, name: string, sent: JsonObject): Row {
  return insertRecord(writer, { object: needObject(writer.org, name), sent });
}

function change(writer: Writer, asked: JsonObject, sent: JsonObject): JsonObject {
  const row = needRow(writer.org, asked['id']);
  updateRecord(writer, { object: needObject(writer.org, row.object), row, sent });
  return { id: row.id };
}

/** The object in full: field-level security is the integration user's. */
function needObject(org: Org, name: string): ObjectType {
  const object = org.setup.schema.full(name);
  if (!object) throw new Error(`The simulated org has no object "${name}".`);
  return object;
}

function needRow(org: Org, id: unknown): Row {
  const row = org.store.find(readRecordId(String(id)) ?? '');
  if (!row) throw new Error(`The simulated org has no record "${String(id)}".`);
  return row;
}

function fieldsOf(asked: JsonObject): JsonObject {
  if (isObject(asked['fields'])) return asked['fields'];
  throw new Error('"fields" is an object of field values, such as {"Status":"Working"}.');
}

function statusMeaning(org: Org, wanted: string): string {
  const choices = org.setup.schema.full('Case')?.field('Status')?.picklistValues ?? [];
  return choices.find(({ value, means }) => (means ?? value) === wanted)?.value ?? wanted;
}

function setActive(writer: Writer, asked: JsonObject, active: boolean): JsonObject {
  const { store } = writer.org;
  const user = store.find(findOwner(writer, String(asked['user'])) ?? '');
  if (user?.object !== 'User') throw new Error(`The simulated org has no user "${String(asked['user'])}".`);
  store.update(user, { IsActive: active } satisfies Fields, writer.by);
  return { id: user.id };
}
