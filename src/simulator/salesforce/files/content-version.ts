import { createHash } from 'node:crypto';
import { refuseWrite } from '../answer.ts';
import type { Fields, Row } from '../store.ts';
import type { Writer } from '../write/writer.ts';

/** Works out the fields of a new file version from its bytes, and makes its document unless it has one. */
export function prepareFile(writer: Writer, fields: Fields, bytes: Uint8Array | undefined): void {
  const missing = [...(fields['PathOnClient'] ? [] : ['PathOnClient']), ...(bytes ? [] : ['VersionData'])];
  if (missing.length > 0 && !fields['ContentUrl']) {
    const message = writer.org.texts.requiredMissing(missing);
    throw refuseWrite([{ message, errorCode: 'REQUIRED_FIELD_MISSING', fields: missing }]);
  }
  const path = String(fields['PathOnClient'] ?? '');
  const name = path.split(/[/\\]/).at(-1) ?? path;
  const extension = /\.([A-Za-z0-9]+)$/.exec(name)?.[1]?.toLowerCase();
  fields['Title'] ??= extension === undefined ? name : name.slice(0, -extension.length - 1);
  fields['FileExtension'] = extension ?? null;
  fields['FileType'] = extension === undefined ? 'UNKNOWN' : extension.toUpperCase();
  fields['ContentSize'] = bytes?.length ?? 0;
  fields['Checksum'] = bytes ? createHash('md5').update(bytes).digest('hex') : null;
  fields['IsLatest'] = true;
  fields['PublishStatus'] = 'P';
  const document = typeof fields['ContentDocumentId'] === 'string' ? fields['ContentDocumentId'] : undefined;
  fields['VersionNumber'] = String(document === undefined ? 1 : replaceLatest(writer, document));
  fields['ContentDocumentId'] = document ?? addDocument(writer, fields).id;
}

/** Ties a stored version to its document, its owner and the record that it was published to. */
export function publishFile(writer: Writer, version: Row): void {
  const { store } = writer.org;
  const { fields } = version;
  const document = store.find(String(fields['ContentDocumentId']));
  if (!document) return;
  const { ContentSize, FileType, FileExtension, Title } = fields;
  const latest = { LatestPublishedVersionId: version.id, ContentSize, FileType, FileExtension, Title } as Fields;
  store.update(document, latest, writer.by);
  if (fields['VersionNumber'] !== '1') return;
  link(writer, document, { to: String(fields['OwnerId']), share: 'I' });
  const place = fields['FirstPublishLocationId'];
  if (typeof place === 'string' && place !== fields['OwnerId']) link(writer, document, { to: place, share: 'V' });
}

function addDocument(writer: Writer, { Title, OwnerId }: Fields): Row {
  const object = writer.org.setup.schema.full('ContentDocument');
  if (!object) throw new Error('The simulated org has no object ContentDocument.');
  return writer.org.store.insert(object, { Title: Title ?? null, OwnerId: OwnerId ?? writer.by.userId }, writer.by);
}

/** Takes the mark of the newest version from the one that has it; gives the number of the next. */
function replaceLatest(writer: Writer, document: string): number {
  const { store, setup } = writer.org;
  const object = setup.schema.full('ContentVersion');
  const field = object?.field('ContentDocumentId');
  const versions = object && field ? store.match(object, field, document) : [];
  for (const row of versions) if (row.fields['IsLatest']) store.update(row, { IsLatest: false }, writer.by);
  return versions.length + 1;
}

function link(writer: Writer, document: Row, target: { to: string; share: string }): void {
  const object = writer.org.setup.schema.full('ContentDocumentLink');
  if (!object) return;
  const fields = { LinkedEntityId: target.to, ContentDocumentId: document.id, ShareType: target.share };
  writer.org.store.insert(object, { ...fields, Visibility: 'AllUsers' }, writer.by);
}
