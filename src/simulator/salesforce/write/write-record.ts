import { Refusal, refuse, refuseWrite } from '../answer.ts';
import { addDerivedFields } from '../derived-fields.ts';
import { prepareFile } from '../files/content-version.ts';
import { checkUnique, readChangedFields, readNewRecord, type RecordInput } from '../record-input.ts';
import type { Fields, Row } from '../store.ts';
import { beforeInsert, afterInsert, afterUpdate, afterDelete } from './after-write.ts';
import { checkDuplicates } from './duplicates.ts';
import { holdParents } from './parent-locks.ts';
import { triggerFailure } from './triggers.ts';
import { assignOwner, checkOwner, checkValidationRules, type Pending } from './rules.ts';
import type { Writer } from './writer.ts';

/** Makes a record, or refuses it; then nothing is changed. */
export function insertRecord(writer: Writer, input: RecordInput): Row {
  const { org, by } = writer;
  const fields = readNewRecord(org, input, by.userId);
  runTriggers(writer, input);
  const comment = takeComment(fields);
  const file = takeFile(fields, input.file);
  const write = { object: input.object, before: {}, fields };
  beforeInsert(writer, write);
  check(writer, write, undefined);
  if (org.setup.settings.storageFull) throw refuseWrite([error('STORAGE_LIMIT_EXCEEDED', org.texts.storageFull())]);
  return org.store.atomically(() => {
    if (input.object.name === 'ContentVersion') prepareFile(writer, fields, file);
    const row = org.store.insert(input.object, fields, by);
    afterInsert(writer, row, { comment });
    if (file) org.files.put(row.id, file);
    return row;
  });
}

/** Changes a record, or refuses the change; then it stays as it was. */
export function updateRecord(writer: Writer, input: RecordInput & { row: Row }): void {
  const { org, by } = writer;
  const { row } = input;
  if (row.fields['IsConverted'] === true && !writer.system) {
    throw refuseWrite([error('CANNOT_UPDATE_CONVERTED_LEAD', org.texts.converted())]);
  }
  const fields = readChangedFields(org, input);
  runTriggers(writer, input);
  const comment = takeComment(fields);
  check(writer, { object: input.object, before: row.fields, fields }, row);
  org.store.atomically(() => {
    org.store.update(row, fields, by);
    afterUpdate(writer, row, { comment });
  });
}

/** Deletes a record with what belongs to it. */
export function deleteRecord(writer: Writer, row: Row): void {
  const { org, by } = writer;
  if (row.deleted) throw refuse(404, 'ENTITY_IS_DELETED', org.texts.deleted());
  org.store.atomically(() => {
    org.store.remove(row, by);
    afterDelete(writer, row);
  });
}

/** A trigger sees one record as a chunk of one. */
function runTriggers(writer: Writer, input: RecordInput): void {
  const failure = writer.system ? undefined : triggerFailure(writer, input.object, [input]);
  if (failure) throw failure;
}

/** Runs what stands between a well-formed record and the store, in the platform's order. */
function check(writer: Writer, write: Pending, self: Row | undefined): void {
  const { org } = writer;
  const { object, before, fields } = write;
  if (!writer.system) assignOwner(writer, write, self === undefined);
  checkOwner(writer, write);
  addDerivedFields(org, { object: object.name, before, fields, at: writer.by.at });
  if (!writer.system) {
    checkValidationRules(writer, write);
    checkDuplicates(writer, { ...write, self });
  }
  guardUnique(writer, write, self);
  if (org.setup.settings.parentLockMs > 0) holdParents(writer, write);
}

function guardUnique(writer: Writer, write: Pending, self: Row | undefined): void {
  try {
    checkUnique(writer.org, { object: write.object, fields: write.fields, self });
  } catch (thrown) {
    if (thrown instanceof Refusal) writer.org.usage.refusedDuplicates++;
    throw thrown;
  }
}

/** `Comments` of a case is written only: it becomes a comment and reads back empty. */
function takeComment(fields: Fields): string | undefined {
  const comment = fields['Comments'];
  delete fields['Comments'];
  return typeof comment === 'string' ? comment : undefined;
}

/** The bytes of a file come beside the record, or in it as base64. */
function takeFile(fields: Fields, bytes: Uint8Array | undefined): Uint8Array | undefined {
  const sent = fields['VersionData'];
  delete fields['VersionData'];
  return bytes ?? (typeof sent === 'string' ? Buffer.from(sent, 'base64') : undefined);
}

function error(errorCode: string, message: string): { errorCode: string; message: string } {
  return { errorCode, message };
}
