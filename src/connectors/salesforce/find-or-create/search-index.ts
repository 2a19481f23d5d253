import { Failure } from '../../../base/failure.ts';
import { isObject } from '../../../base/json.ts';
import { phoneWords } from '../operations/phone-words.ts';
import { objectOf, rowsOf } from '../operations/rows.ts';
import { soslPhrase } from '../operations/sosl.ts';
import { hasPersonAccounts, type Looking } from './person-record.ts';

/** Phone fields that the index holds and a filter on the usual ones does not. */
const PHONE_FIELDS: Readonly<Record<string, readonly string[]>> = {
  Contact: ['Phone', 'MobilePhone', 'HomePhone', 'OtherPhone', 'AssistantPhone'],
  Lead: ['Phone', 'MobilePhone'],
  Account: ['Phone', 'PersonMobilePhone', 'PersonHomePhone', 'PersonOtherPhone'],
};
const MOST_HITS = 20;

/**
 * Ids of records that the org's search index has under the phone, in any of their phone fields. The index lags behind and
 * guesses: what it gives is compared here, and what it does not give proves nothing. An org that refuses such a search is
 * searched without.
 */
export async function searchIndex(looking: Looking): Promise<string[]> {
  const { org, match, plan } = looking;
  const { phone = '', country } = plan.input.match;
  const objects = (await hasPersonAccounts(looking)) ? ['Contact', 'Lead', 'Account'] : ['Contact', 'Lead'];
  const returning = objects.map((object) => `${object}(${['Id', ...fieldsOf(object)].join(', ')} LIMIT ${MOST_HITS})`);
  const sosl = `FIND {${phoneWords(phone, country).map(soslPhrase).join(' OR ')}} IN PHONE FIELDS RETURNING ${returning.join(', ')}`;
  try {
    const action = 'look for the phone in the search index';
    const { body } = await org.call({ method: 'GET', path: `/search?q=${encodeURIComponent(sosl)}`, action });
    const hits = rowsOf(isObject(body) ? { records: body['searchRecords'] } : undefined);
    return hits.flatMap((row) => {
      const same = fieldsOf(objectOf(row) ?? '').some((name) => {
        const stored = row[name];
        return typeof stored === 'string' && match.phone?.isIn(stored);
      });
      return same && typeof row['Id'] === 'string' ? [row['Id']] : [];
    });
  } catch (error) {
    if (!(error instanceof Failure) || !FINAL.includes(error.code)) throw error;
    org.io.log('The search index could not be asked; the person was looked for without it.', { reason: error.message });
    return [];
  }
}

const FINAL: readonly string[] = ['invalid', 'denied', 'unsupported', 'not_found'];

function fieldsOf(object: string): readonly string[] {
  return PHONE_FIELDS[object] ?? [];
}
