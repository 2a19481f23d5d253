import { Failure } from '../../../base/failure.ts';

/** What the browser came back with: a code, or why there is none. */
export type Returned = { code: string } | { error: string; description: string };

/** Codes begin so; what else somebody pastes is something else. */
const CODE = /^aPrx[\w.+/=-]+$/;

/**
 * Reads what the browser came back with: a whole address, its query, or a bare code. A code is decoded exactly once,
 * whichever way it was copied. Throws `invalid` for a text that holds neither code nor error.
 */
export function readReturned(text: string): Returned {
  const given = text.trim().replace(/^["'<]|["'>]$/g, '');
  const query = queryOf(given);
  const error = parameter(query, 'error');
  if (error !== undefined) return { error, description: parameter(query, 'error_description') ?? '' };
  const code = parameter(query, 'code') ?? (given.includes('=http') ? undefined : decode(given, '%'));
  if (code !== undefined && CODE.test(code)) return { code };
  throw new Failure({
    code: 'invalid',
    message:
      'There is no code in this. Copy the whole address from the address bar of the browser, after "Allow": it has "code=" in it, such as https://login.salesforce.com/?code=aPrx…',
  });
}

function queryOf(text: string): string {
  const mark = text.indexOf('?');
  if (mark >= 0) return text.slice(mark + 1).replace(/#.*$/s, '');
  return /^(code|error|state)=/.test(text) ? text : '';
}

/** A member of a query. A plus stands for itself: codes may have one, and nobody writes blanks here. */
function parameter(query: string, name: string): string | undefined {
  for (const pair of query.split('&')) {
    const [key = '', ...rest] = pair.split('=');
    if (key === name) return decode(rest.join('='), name === 'code' ? '%' : '%+');
  }
  return undefined;
}

/** Decodes once; what is not encoded stays as it is. */
function decode(text: string, signs: '%' | '%+'): string {
  const plain = signs === '%+' ? text.replaceAll('+', ' ') : text;
  try {
    return decodeURIComponent(plain);
  } catch {
    return plain;
  }
}
