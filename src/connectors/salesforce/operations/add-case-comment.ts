import { Type } from 'typebox';
import { Failure } from '../../../base/failure.ts';
import { isObject, type JsonValue } from '../../../base/json.ts';
import type { Operation } from '../../connector.ts';
import type { SalesforceConfig } from '../config.ts';
import { openOrg, type Org } from '../request.ts';
import { isOurs, makeOnce, sinceClaim, type Claim } from './claim.ts';
import { linkTo } from './record.ts';
import { RECORD_ID } from './record-input.ts';
import { queryRows } from './rows.ts';
import { soqlText } from './soql.ts';
import { bytesOf, splitBytes } from './split-bytes.ts';
import { buildWrite, collectionRecord, readResult, type Write } from './write.ts';

type CommentInput = { caseId: string; text: string; public?: boolean };

/** The comments of one effect; `id` is the first one's. */
type Comments = { id: string; ids: readonly string[] };

const OBJECT = 'CaseComment';
/** The org counts bytes, not characters. */
const MOST_BYTES = 4000;
/** Most comments that one call may carry. */
const MOST_PARTS = 200;

/** Adds a comment to a case. */
export const addCaseComment: Operation<SalesforceConfig> = {
  title: 'Add case comment',
  description:
    'Adds a comment to a case, for staff or for the customer as well. A text longer than the 4,000 bytes of a comment becomes several, numbered and in order. They are made once, also after a lost answer, and all or none.',
  input: Type.Object(
    {
      caseId: Type.String({
        title: 'Case',
        description: 'Its id.',
        pattern: RECORD_ID,
        examples: ['{{ vars.case.id }}'],
      }),
      text: Type.String({ title: 'Text', examples: ['{{ event.message.text }}'] }),
      public: Type.Optional(
        Type.Boolean({
          title: 'Public',
          description: 'Customers see it too, where the org shows them comments.',
          default: false,
        }),
      ),
    },
    { additionalProperties: false },
  ),
  output: Type.Object({
    id: Type.String({ title: 'Record id', description: 'Of the first comment.' }),
    ids: Type.Array(Type.String(), { title: 'Record ids', description: 'Of all comments, in order.' }),
    caseId: Type.String({ title: 'Case' }),
    url: Type.String({ title: 'Link', description: 'Opens the case in Lightning.' }),
  }),
  repeat: () => 'safe',
  async run(input, io) {
    const { caseId, text, public: isPublic = false } = input as CommentInput;
    const org = openOrg(io);
    const parts = partsOf(text);
    const config = { ...io.config, externalIdFields: { [OBJECT]: '' } };
    const writes = parts.map((part) => {
      const fields = { ParentId: caseId, CommentBody: part, IsPublished: isPublic };
      return buildWrite({ operation: 'create', input: { object: OBJECT, fields } }, { config, key: io.key });
    });
    const made = await makeOnce<Comments>(org, {
      what: 'the case comment',
      send: () => send(org, writes),
      look: (claim) => look(org, { caseId, parts, claim }),
    });
    return { id: made.id, ids: [...made.ids], caseId, url: linkTo(org, 'Case', caseId) };
  },
};

function partsOf(text: string): string[] {
  const parts = text.trim() === '' ? [] : splitBytes(text.trim(), MOST_BYTES);
  if (parts.length > 0 && parts.length <= MOST_PARTS) return parts;
  const problem = parts.length === 0 ? 'is empty' : `has ${bytesOf(text)} bytes, more than ${MOST_PARTS} comments hold`;
  throw new Failure({ code: 'invalid', message: `The text of the case comment ${problem}.`, fields: ['CommentBody'] });
}

async function send(org: Org, writes: readonly Write[]): Promise<Comments> {
  const { body } = await org.call({
    method: 'POST',
    path: '/composite/sobjects',
    body: JSON.stringify({ allOrNone: true, records: writes.map(collectionRecord) }),
    action: 'add the case comment',
  });
  const results: readonly JsonValue[] = Array.isArray(body) ? body : [];
  // With all or none, the others only say that one failed: what that one says is the reason, so it is read first.
  const refused = results.findIndex((result) => !isRolledBack(result));
  const ordered = [...writes.entries()].sort(([left], [right]) => Number(right === refused) - Number(left === refused));
  const read = new Map(ordered.map(([index, write]) => [index, readResult(write, results[index], org.io.now()).id]));
  const ids = writes.map((_, index) => read.get(index) ?? '');
  return { id: ids[0] ?? '', ids };
}

function isRolledBack(result: JsonValue): boolean {
  const errors = isObject(result) && Array.isArray(result['errors']) ? result['errors'].filter(isObject) : [];
  return errors.some((error) => error['statusCode'] === 'ALL_OR_NONE_OPERATION_ROLLED_BACK');
}

type Search = { caseId: string; parts: readonly string[]; claim: Claim };

async function look(org: Org, { caseId, parts, claim }: Search): Promise<Comments | undefined> {
  const filters = [...sinceClaim(claim), `ParentId = ${soqlText(caseId)}`].join(' AND ');
  const { rows } = await queryRows(org, {
    soql: `SELECT Id, CommentBody FROM ${OBJECT} WHERE ${filters} ORDER BY CreatedDate, Id LIMIT 2000`,
    most: 2000,
    action: 'look for the case comment of an earlier attempt',
  });
  const ids: string[] = [];
  for (const part of parts) {
    for (const { Id: id, CommentBody: body } of rows) {
      if (typeof id !== 'string' || ids.includes(id) || !isSame(body, part) || !(await isOurs(org, id))) continue;
      ids.push(id);
      break;
    }
  }
  return ids.length === parts.length ? { id: ids[0] ?? '', ids } : undefined;
}

/** The org keeps its own kind of line ends, and none of the blanks at the ends. */
function isSame(held: unknown, sent: string): boolean {
  const plain = (text: string) => text.replace(/\r\n?/g, '\n').trim();
  return typeof held === 'string' && plain(held) === plain(sent);
}
