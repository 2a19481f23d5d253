import { refuseWrite, type ApiError } from '../answer.ts';
import type { ObjectType } from '../metadata.ts';
import { readRecordId } from '../record-id.ts';
import { holds, type Values } from '../setup/condition.ts';
import type { Fields } from '../store.ts';
import type { Writer } from './writer.ts';

/** A write on its way into the store. */
export type Pending = { object: ObjectType; before: Fields; fields: Fields };

function valuesOf({ before, fields }: Pending): Values {
  return {
    now: (name) => (name in fields ? fields[name] : before[name]) ?? null,
    before: (name) => before[name] ?? null,
  };
}

/** Refuses a write that breaks rules of the admin, with each rule's message. */
export function checkValidationRules(writer: Writer, write: Pending): void {
  const errors: ApiError[] = [];
  for (const rule of writer.org.setup.validationRules) {
    if (rule.object !== write.object.name || !holds(rule.when, valuesOf(write))) continue;
    const fields = rule.field === undefined ? [] : [rule.field];
    errors.push({ message: rule.message, errorCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION', fields });
  }
  if (errors.length > 0) throw refuseWrite(errors);
}

/** Lets the assignment rule that the call asks for, or else the active one, name the owner of a record. */
export function assignOwner(writer: Writer, write: Pending, isNew: boolean): void {
  const { assignmentRules } = writer.org.setup;
  const asked = writer.assign ?? (isNew ? 'active' : 'none');
  if (asked === 'none' || assignmentRules.length === 0) return;
  const rule = assignmentRules.find((candidate) => {
    if (candidate.object !== write.object.name) return false;
    return typeof asked === 'object' ? candidate.id === readRecordId(asked.rule) : candidate.active !== false;
  });
  const values = valuesOf(write);
  const entry = rule?.entries.find(({ when }) => !when || holds(when, values));
  const owner = entry && findOwner(writer, entry.owner);
  if (owner) write.fields['OwnerId'] = owner;
}

/** The id of a user or queue by id, username, developer name or name. */
export function findOwner({ org }: Writer, named: string): string | undefined {
  const id = readRecordId(named);
  if (id !== undefined && org.store.find(id)) return id;
  for (const object of ['User', 'Group']) {
    for (const row of org.store.list(object)) {
      const { Username, DeveloperName, Name, CommunityNickname } = row.fields;
      if ([Username, DeveloperName, Name, CommunityNickname].includes(named)) return row.id;
    }
  }
  return undefined;
}

/** Refuses an owner who may not log in any more. */
export function checkOwner(writer: Writer, write: Pending): void {
  const id = write.fields['OwnerId'];
  if (typeof id !== 'string' || !id.startsWith('005')) return;
  const user = writer.org.store.find(id);
  if (!user || user.fields['IsActive'] !== false) return;
  const message = writer.org.texts.inactiveOwner(String(user.fields['Name']), write.object.name);
  throw refuseWrite([{ message, errorCode: 'INACTIVE_OWNER_OR_USER', fields: ['OwnerId'] }]);
}
