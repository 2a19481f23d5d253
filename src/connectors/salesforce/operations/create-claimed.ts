import type { Org } from '../request.ts';
import { isOurs, makeOnce, sinceClaim, type Claim } from './claim.ts';
import { proofOf } from './proof.ts';
import { caseNumberIn, readWritten, type Written } from './record.ts';
import { rowsOf } from './rows.ts';
import { soqlText } from './soql.ts';
import { requestOf, type Write } from './write.ts';

/**
 * Creates a record in an object that has no External ID field. After an unknown outcome it looks for the record by its
 * creator, its time and the values that tell it apart, such as phone or mail, before it creates again. Without such a
 * value it creates at once: the host repeats such an effect only on a person's word.
 */
export async function createClaimed(org: Org, write: Write): Promise<Written> {
  const proof = proofOf(write.object, write.fields);
  if (proof.length === 0) return send(org, write);
  return makeOnce(org, {
    what: `the ${write.object}`,
    send: () => send(org, write),
    look: (claim) => find(org, write.object, { claim, proof }),
  });
}

async function send(org: Org, write: Write): Promise<Written> {
  const request = requestOf(write);
  return { ...readWritten(await org.call(request), request.action), created: true };
}

type Search = { claim: Claim; proof: readonly [field: string, value: string][] };

async function find(org: Org, object: string, { claim, proof }: Search): Promise<Written | undefined> {
  const filters = [...sinceClaim(claim), ...proof.map(([field, value]) => `${field} = ${soqlText(value)}`)];
  const query =
    `SELECT ${object === 'Case' ? 'Id, CaseNumber' : 'Id'} FROM ${object} ` +
    `WHERE ${filters.join(' AND ')} ORDER BY CreatedDate, Id LIMIT 20`;
  const { body } = await org.call({
    method: 'GET',
    path: `/query?q=${encodeURIComponent(query)}`,
    action: `look for the ${object} of an earlier attempt`,
  });
  for (const row of rowsOf(body)) {
    const id = row['Id'];
    // Another effect for the same person may have created this one.
    if (typeof id !== 'string' || !(await isOurs(org, id))) continue;
    const number = caseNumberIn(row);
    return { id, created: true, ...(number ? { number } : {}) };
  }
  return undefined;
}
