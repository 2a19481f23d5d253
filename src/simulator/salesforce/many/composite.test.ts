import assert from 'node:assert/strict';
import { test } from 'node:test';
import { errorOf, startTestOrg } from '../test-org.ts';

const DATA = '/services/data/v68.0';
const COMPOSITE = `${DATA}/composite`;

type Sub = { body: unknown; httpStatusCode: number; referenceId: string; httpHeaders: Record<string, string> };

const post = (referenceId: string, object: string, body: object) => ({
  method: 'POST',
  url: `${DATA}/sobjects/${object}`,
  referenceId,
  body,
});

function responses(body: unknown): Sub[] {
  return (body as { compositeResponse: Sub[] }).compositeResponse;
}

test('a subrequest may name results of earlier ones, and all count as one call', async (context) => {
  const org = await startTestOrg(context);
  const used = org.org.usage.used;
  const reply = await org.call('POST', COMPOSITE, {
    compositeRequest: [
      post('account', 'Account', { Name: 'ACME' }),
      post('contact', 'Contact', { LastName: 'Rossi', AccountId: '@{account.id}' }),
      {
        method: 'GET',
        url: `${DATA}/query?q=SELECT+Id,Name+FROM+Contact+WHERE+AccountId='@{account.id}'`,
        referenceId: 'found',
      },
      {
        method: 'GET',
        url: `${DATA}/sobjects/Contact/@{found.records[0].Id}?fields=Name,AccountId`,
        referenceId: 'row',
      },
    ],
  });
  assert.equal(reply.status, 200);
  const subs = responses(reply.body);
  assert.deepEqual(
    subs.map((sub) => sub.httpStatusCode),
    [201, 201, 200, 200],
  );
  const [account, , , contact] = subs;
  assert.ok(account && contact);
  const { id } = account.body as { id: string };
  assert.equal(account.httpHeaders['Location'], `${DATA}/sobjects/Account/${id}`);
  assert.equal((contact.body as { AccountId: string }).AccountId, id);
  assert.equal(org.org.usage.used, used + 1);
});

test('with allOrNone a failure takes all back and halts the others', async (context) => {
  const org = await startTestOrg(context);
  const compositeRequest = [
    post('account', 'Account', { Name: 'ACME' }),
    post('bad', 'Contact', {}),
    post('after', 'Account', { Name: 'x' }),
  ];
  const reply = await org.call('POST', COMPOSITE, { allOrNone: true, compositeRequest });
  const codes = responses(reply.body).map(({ body }) => (body as { errorCode: string }[])[0]?.errorCode);
  assert.deepEqual(codes, ['PROCESSING_HALTED', 'REQUIRED_FIELD_MISSING', 'PROCESSING_HALTED']);
  assert.equal(org.org.store.counts()['Account']?.records, 0);
  const loose = await org.call('POST', COMPOSITE, { compositeRequest });
  assert.deepEqual(
    responses(loose.body).map(({ httpStatusCode }) => httpStatusCode),
    [201, 400, 201],
  );
});

test('a reference to what is not there fails its subrequest only', async (context) => {
  const org = await startTestOrg(context);
  const compositeRequest = [
    post('bad', 'Contact', {}),
    post('lost', 'Contact', { LastName: 'R', AccountId: '@{bad.id}' }),
  ];
  const [, lost] = responses((await org.call('POST', COMPOSITE, { compositeRequest })).body);
  assert.ok(lost);
  assert.equal((lost.body as { errorCode: string }[])[0]?.errorCode, 'INVALID_REFERENCE');
});

test('forbidden headers, bad reference ids and too many subrequests refuse the whole call', async (context) => {
  const org = await startTestOrg(context);
  const one = post('a', 'Account', { Name: 'A' });
  for (const compositeRequest of [
    [{ ...one, httpHeaders: { Authorization: 'Bearer x' } }],
    [{ ...one, referenceId: 'a-b' }],
    [one, one],
  ]) {
    assert.equal(errorOf(await org.call('POST', COMPOSITE, { compositeRequest })).errorCode, 'INVALID_INPUT');
  }
  const many = Array.from({ length: 26 }, (_, index) => ({ ...one, referenceId: `a${index}` }));
  assert.equal(errorOf(await org.call('POST', COMPOSITE, { compositeRequest: many })).errorCode, 'LIMIT_EXCEEDED');
  assert.equal(org.org.store.counts()['Account']?.records, 0);
});

test('each graph is carried out whole or not at all', async (context) => {
  const org = await startTestOrg(context);
  const reply = await org.call('POST', `${COMPOSITE}/graph`, {
    graphs: [
      { graphId: 'good', compositeRequest: [post('a', 'Account', { Name: 'A' })] },
      { graphId: 'bad', compositeRequest: [post('a', 'Account', { Name: 'B' }), post('c', 'Contact', {})] },
    ],
  });
  const { graphs } = reply.body as {
    graphs: { graphId: string; isSuccessful: boolean; graphResponse: { compositeResponse: Sub[] } }[];
  };
  assert.deepEqual(
    graphs.map(({ graphId, isSuccessful }) => [graphId, isSuccessful]),
    [
      ['good', true],
      ['bad', false],
    ],
  );
  assert.equal(graphs[1]?.graphResponse.compositeResponse[0]?.httpStatusCode, 400);
  assert.equal(org.org.store.counts()['Account']?.records, 1);
});

test('a batch runs in order, halts when asked to, and each request counts', async (context) => {
  const org = await startTestOrg(context);
  const used = org.org.usage.used;
  const batchRequests = [
    { method: 'POST', url: 'v68.0/sobjects/Account', richInput: { Name: 'A' } },
    { method: 'GET', url: 'v68.0/sobjects/Nope' },
    { method: 'GET', url: 'v68.0/limits' },
  ];
  const reply = await org.call('POST', `${COMPOSITE}/batch`, { batchRequests });
  const seen = reply.body as { hasErrors: boolean; results: { statusCode: number; result: unknown }[] };
  assert.deepEqual([seen.hasErrors, seen.results.map(({ statusCode }) => statusCode)], [true, [201, 404, 200]]);
  assert.equal(org.org.usage.used, used + 3);
  const halted = await org.call('POST', `${COMPOSITE}/batch`, { haltOnError: true, batchRequests });
  const { results } = halted.body as typeof seen;
  assert.deepEqual(
    results.map(({ statusCode }) => statusCode),
    [201, 404, 412],
  );
});

test('a tree makes parents and children, or names only the references that failed', async (context) => {
  const org = await startTestOrg(context);
  const contact = (referenceId: string, LastName?: string) => ({
    attributes: { type: 'Contact', referenceId },
    ...(LastName === undefined ? {} : { LastName }),
  });
  const account = (...contacts: object[]) => ({
    attributes: { type: 'Account', referenceId: 'a1' },
    Name: 'ACME',
    Contacts: { records: contacts },
  });
  const path = `${COMPOSITE}/tree/Account`;
  const bad = await org.call('POST', path, { records: [account(contact('c1', 'Rossi'), contact('c2'))] });
  assert.equal(bad.status, 400);
  const failed = bad.body as {
    hasErrors: boolean;
    results: { referenceId: string; errors: { statusCode: string }[] }[];
  };
  assert.deepEqual(
    failed.results.map(({ referenceId, errors }) => [referenceId, errors[0]?.statusCode]),
    [['c2', 'REQUIRED_FIELD_MISSING']],
  );
  assert.equal(org.org.store.counts()['Account']?.records, 0);
  const good = await org.call('POST', path, { records: [account(contact('c1', 'Rossi'))] });
  assert.equal(good.status, 201);
  const { hasErrors, results } = good.body as { hasErrors: boolean; results: { referenceId: string; id: string }[] };
  assert.deepEqual([hasErrors, results.map(({ referenceId }) => referenceId)], [false, ['a1', 'c1']]);
  assert.equal(org.org.store.find(results[1]?.id ?? '')?.fields['AccountId'], results[0]?.id);
});
