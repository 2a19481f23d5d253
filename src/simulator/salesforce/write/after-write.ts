import { refuseWrite } from '../answer.ts';
import type { Fields, Row } from '../store.ts';
import { publishFile } from '../files/content-version.ts';
import type { Pending } from './rules.ts';
import type { Writer } from './writer.ts';

/** What must hold between a new record and others before it is made. */
export function beforeInsert(writer: Writer, { object, fields }: Pending): void {
  if (object.name !== 'CampaignMember') return;
  const { store, texts } = writer.org;
  const name = fields['LeadId'] ? 'LeadId' : 'ContactId';
  const person = fields[name];
  const field = object.field(name);
  if (typeof person !== 'string' || !field) {
    const message = texts.requiredMissing(['LeadId', 'ContactId']);
    throw refuseWrite([{ message, errorCode: 'REQUIRED_FIELD_MISSING', fields: ['LeadId', 'ContactId'] }]);
  }
  const known = store.match(object, field, person).some((row) => row.fields['CampaignId'] === fields['CampaignId']);
  if (known) throw refuseWrite([{ message: texts.alreadyMember(), errorCode: 'DUPLICATE_VALUE' }]);
}

/** What the platform does on its own after a record was made, in the same transaction. */
export function afterInsert(writer: Writer, row: Row, extra: { comment: string | undefined }): void {
  if (extra.comment !== undefined) addComment(writer, row, extra.comment);
  if (row.object === 'ContentVersion') publishFile(writer, row);
  if (row.object === 'CaseComment') touchCase(writer, row);
  if (row.object === 'Account' && row.fields['IsPersonAccount'] === true) addPersonContact(writer, row);
}

/** What the platform does on its own after a change. */
export function afterUpdate(writer: Writer, row: Row, extra: { comment: string | undefined }): void {
  if (extra.comment !== undefined) addComment(writer, row, extra.comment);
}

function addComment(writer: Writer, row: Row, body: string): void {
  const fields = { ParentId: row.id, CommentBody: body, IsPublished: false };
  plain(writer, 'CaseComment', fields);
}

/** A comment counts as a change of its case. */
function touchCase(writer: Writer, comment: Row): void {
  const { store } = writer.org;
  const author = store.find(writer.by.userId)?.fields['Name'] ?? null;
  comment.fields['CreatorName'] = author;
  const parent = store.find(String(comment.fields['ParentId']));
  if (parent) store.update(parent, {}, writer.by);
}

function addPersonContact(writer: Writer, account: Row): void {
  const { fields } = account;
  const contact = plain(writer, 'Contact', {
    AccountId: account.id,
    FirstName: fields['FirstName'] ?? null,
    LastName: fields['LastName'] ?? null,
    Name: fields['Name'] ?? null,
    Email: fields['PersonEmail'] ?? null,
    MobilePhone: fields['PersonMobilePhone'] ?? null,
    OwnerId: fields['OwnerId'] ?? null,
  });
  if (contact) account.fields['PersonContactId'] = contact.id;
}

function plain(writer: Writer, name: string, fields: Fields): Row | undefined {
  const object = writer.org.setup.schema.full(name);
  const row = object && writer.org.store.insert(object, fields, writer.by);
  if (row?.object === 'CaseComment') touchCase(writer, row);
  return row;
}

const CHILDREN: readonly [parent: string, child: string, field: string][] = [
  ['Case', 'CaseComment', 'ParentId'],
  ['Campaign', 'CampaignMember', 'CampaignId'],
  ['Lead', 'CampaignMember', 'LeadId'],
  ['Contact', 'CampaignMember', 'ContactId'],
  ['ContentDocument', 'ContentVersion', 'ContentDocumentId'],
  ['ContentDocument', 'ContentDocumentLink', 'ContentDocumentId'],
];

/** Deletes what cannot be without the deleted record. */
export function afterDelete(writer: Writer, row: Row): void {
  const { store, setup } = writer.org;
  for (const [parent, child, name] of CHILDREN) {
    if (parent !== row.object) continue;
    const object = setup.schema.full(child);
    const field = object?.field(name);
    if (object && field) for (const gone of store.match(object, field, row.id)) store.remove(gone, writer.by);
  }
}
