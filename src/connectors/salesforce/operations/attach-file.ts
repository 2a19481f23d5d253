import { Type } from 'typebox';
import { Failure, toFailureData } from '../../../base/failure.ts';
import type { JsonObject } from '../../../base/json.ts';
import type { Operation } from '../../connector.ts';
import type { SalesforceConfig } from '../config.ts';
import { openOrg, type Org } from '../request.ts';
import { makeOnce } from './claim.ts';
import { fileNameOf } from './file-name.ts';
import { multipartFile } from './multipart-file.ts';
import { linkTo, readWritten } from './record.ts';
import { RECORD_ID } from './record-input.ts';
import { queryRows } from './rows.ts';
import { soqlText } from './soql.ts';

type File = { id: string; name?: string; mime?: string };
type AttachInput = { recordId: string; file: string | File; name?: string; title?: string };

/** A file in the org: its version, and the document that people open, where that is known. */
type Attached = { id: string; documentId?: string };

/** What goes up: the fields of its record, and its bytes by the media's id. */
type Upload = { fields: JsonObject & { PathOnClient: string }; media: string; mime: string };

const OBJECT = 'ContentVersion';
/** The most that Salesforce takes; what comes in is bounded by the media limits of this installation. */
const MOST_BYTES = 2 * 1024 ** 3;
const TITLE_LENGTH = 255;
const LEAST_TIMEOUT_MS = 60_000;
const MOST_TIMEOUT_MS = 10 * 60_000;
/** Below this pace nobody waits for an upload. */
const SLOWEST_BYTES_PER_SECOND = 100_000;

/** Attaches a file of the conversation to a record. */
export const attachFile: Operation<SalesforceConfig> = {
  title: 'Attach file',
  description:
    'Puts a file, such as a photo that came by message, into the files of a record. It is sent as it is read, whatever its size, and attached once, also after a lost answer.',
  input: Type.Object(
    {
      recordId: Type.String({
        title: 'Record',
        description: 'Its id.',
        pattern: RECORD_ID,
        examples: ['{{ vars.case.id }}'],
      }),
      file: Type.Union(
        [
          Type.String({ minLength: 1 }),
          Type.Object({ id: Type.String(), name: Type.Optional(Type.String()), mime: Type.Optional(Type.String()) }),
        ],
        { title: 'File', description: 'A file of a message, or its id.', examples: ['{{ vars.photo }}'] },
      ),
      name: Type.Optional(
        Type.String({
          title: 'File name',
          description: 'With its ending. Unset: the one that it came with.',
          maxLength: 255,
          examples: ['contract.pdf'],
        }),
      ),
      title: Type.Optional(
        Type.String({
          title: 'Title',
          description: 'Under which people find it. Unset: the file name.',
          maxLength: TITLE_LENGTH,
        }),
      ),
    },
    { additionalProperties: false },
  ),
  output: Type.Object({
    id: Type.String({ title: 'File version', description: 'Id of the ContentVersion.' }),
    documentId: Type.Optional(Type.String({ title: 'Document', description: 'Id of the ContentDocument.' })),
    url: Type.String({ title: 'Link', description: 'Opens the file in Lightning, or else the record.' }),
    recordId: Type.String({ title: 'Record' }),
    name: Type.String({ title: 'File name' }),
  }),
  repeat: () => 'safe',
  async run(input, io) {
    const ask = input as AttachInput;
    const org = openOrg(io);
    const file = typeof ask.file === 'string' ? { id: ask.file } : ask.file;
    const name = fileNameOf(ask.name ?? file.name, file.mime);
    const upload: Upload = {
      // The path is where the key of this effect stands, by which an earlier attempt is found; people see the title.
      fields: { Title: ask.title ?? name, PathOnClient: `${io.key}/${name}`, FirstPublishLocationId: ask.recordId },
      media: file.id,
      mime: file.mime ?? 'application/octet-stream',
    };
    const made = await makeOnce<Attached>(org, {
      what: 'the file',
      send: () => send(org, upload),
      look: () => findFile(org, `PathOnClient = ${soqlText(upload.fields.PathOnClient)}`),
    });
    const documentId = made.documentId ?? (await documentOf(org, made.id));
    const url = documentId === undefined ? linkTo(org, OBJECT, made.id) : linkTo(org, 'ContentDocument', documentId);
    return { id: made.id, ...(documentId === undefined ? {} : { documentId }), url, recordId: ask.recordId, name };
  },
};

async function send(org: Org, { fields, media, mime }: Upload): Promise<Attached> {
  const { io } = org;
  const content = await io.openMedia(media);
  if (content.bytes > MOST_BYTES) {
    throw new Failure({
      code: 'invalid',
      message: `The file has ${content.bytes} bytes; Salesforce takes up to 2 GB.`,
    });
  }
  const action = 'attach the file';
  const { type, body } = multipartFile({ fields, content, mime, boundary: io.key });
  const answer = await org.call({
    method: 'POST',
    path: `/sobjects/${OBJECT}`,
    headers: { 'content-type': type },
    body,
    action,
    timeoutMs: Math.min(MOST_TIMEOUT_MS, LEAST_TIMEOUT_MS + (content.bytes / SLOWEST_BYTES_PER_SECOND) * 1000),
  });
  return { id: readWritten(answer, action).id };
}

async function findFile(org: Org, filter: string): Promise<Attached | undefined> {
  const { rows } = await queryRows(org, {
    soql: `SELECT Id, ContentDocumentId FROM ${OBJECT} WHERE ${filter} LIMIT 1`,
    most: 1,
    action: 'look for the file',
  });
  const { Id: id, ContentDocumentId: documentId } = rows[0] ?? {};
  if (typeof id !== 'string') return undefined;
  return { id, ...(typeof documentId === 'string' ? { documentId } : {}) };
}

async function documentOf(org: Org, id: string): Promise<string | undefined> {
  try {
    return (await findFile(org, `Id = ${soqlText(id)}`))?.documentId;
  } catch (error) {
    // The file is attached: throwing would hide its id.
    org.io.log('The file is attached, but its document could not be read.', { id, ...toFailureData(error) });
    return undefined;
  }
}
