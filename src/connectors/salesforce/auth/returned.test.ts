import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Failure } from '../../../base/failure.ts';
import { readReturned } from './returned.ts';

const CODE = 'aPrxYXyvB.Nd_k3+2/x==';
const ENCODED = 'aPrxYXyvB.Nd_k3%2B2%2Fx%3D%3D';

const WAYS: [name: string, pasted: string][] = [
  ['the whole address', `https://login.salesforce.com/?code=${ENCODED}`],
  ['an address with a state', `https://login.salesforce.com/?code=${ENCODED}&state=abc`],
  ['an address whose state comes first', `https://login.salesforce.com/?state=abc&code=${ENCODED}`],
  ['an address with a code that is not encoded', `https://login.salesforce.com/?code=${CODE}`],
  ['an address with more behind it', `https://login.salesforce.com/?code=${ENCODED}&sfdc_community_url=x#top`],
  ['an address in quotes and blanks', `  "https://login.salesforce.com/?code=${ENCODED}"\n`],
  ['an address of ours', `http://localhost:3000/connect/crm/callback?code=${ENCODED}&state=abc`],
  ['the query alone', `code=${ENCODED}&state=abc`],
  ['a bare code, encoded', ENCODED],
  ['a bare code, decoded', CODE],
];

for (const [name, pasted] of WAYS) {
  test(`${name} gives the code, decoded once`, () => {
    assert.deepEqual(readReturned(pasted), { code: CODE });
  });
}

test('what looks encoded after decoding stays as it is', () => {
  assert.throws(() => readReturned('https://login.salesforce.com/?code=aPrx%253D'), Failure);
});

test('a refusal is read with its words', () => {
  const query = 'error=access_denied&error_description=end-user+denied%20authorization&state=abc';
  const refused = { error: 'access_denied', description: 'end-user denied authorization' };
  assert.deepEqual(readReturned(`https://login.salesforce.com/?${query}`), refused);
});

for (const text of ['', 'hello', 'https://login.salesforce.com/', 'https://acme.my.salesforce.com/?x=1', 'code=']) {
  test(`"${text}" holds no code, and says what to copy`, () => {
    assert.throws(
      () => readReturned(text),
      (error) => error instanceof Failure && error.code === 'invalid' && /whole address/.test(error.message),
    );
  });
}
