import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Failure } from '../../base/failure.ts';
import type { JsonObject } from '../../base/json.ts';
import { recordingHttp } from '../../net/testing/recording-http.ts';
import type { Connector } from '../connector.ts';
import type { MemoryConnection } from '../testing/memory-connection.ts';
import { assertNoSecret, BAD_WORLDS, connectionOf, KEY, type ConnectorContract } from './suite.ts';

const ASK = { redirectUri: 'https://flows.example/connect/test/callback', state: 'state-8812' };

/** Registers the cases of what lets a connection into its system, keeps it there and ends it. */
export function testSignIn<C extends JsonObject>(contract: ConnectorContract<C>): void {
  const { connector } = contract;
  if (connector.authorize) authorizes(contract, connector.authorize);
  if (connector.keepAlive) lives(contract, 'keepAlive', connector.keepAlive.bind(connector));
  if (connector.disconnect) lives(contract, 'disconnect', connector.disconnect.bind(connector));
}

function authorizes<C extends JsonObject>(
  contract: ConnectorContract<C>,
  { begin, finish }: NonNullable<Connector<C>['authorize']>,
): void {
  const { connector, config } = contract;
  test(`${connector.id}: a sign-in begins with a link that holds our state and no secret, and stores nothing`, async () => {
    const connection = connectionOf(contract, contract.world());
    const { url, pending, pasted } = await begin(ASK, connection.io(KEY));
    assert.equal(new URL(url).searchParams.get('state'), ASK.state);
    if (!pasted) assert.equal(new URL(url).searchParams.get('redirect_uri'), ASK.redirectUri);
    assert.deepEqual(JSON.parse(JSON.stringify(pending)), pending, 'what is kept is plain JSON');
    for (const text of Object.values(pending))
      if (typeof text === 'string' && !text.startsWith('http'))
        assert.ok(!url.includes(text), 'what is kept stays here');
    assertNoSecret(contract, { url, logs: connection.logs });
    assert.deepEqual(connection.config(), config);
  });
  for (const query of ['', '?state=state-8812', '?error=access_denied&error_description=No&state=state-8812']) {
    test(`${connector.id}: a sign-in that comes back with "${query}" ends with a failure, and stores nothing`, async () => {
      const { http, requests } = recordingHttp(() => ({ status: 200, body: {} }));
      const connection = connectionOf(contract, http);
      const { pending } = await begin(ASK, connection.io(KEY));
      const asked = requests.length;
      await fails(contract, connection, () =>
        finish({ returned: ASK.redirectUri + query, pending }, connection.io(KEY)),
      );
      assert.equal(requests.length, asked, 'without a code nothing is asked');
    });
  }
}

/** What is done to a connection from time to time: it may fail, and then everything is as it was. */
function lives<C extends JsonObject>(
  contract: ConnectorContract<C>,
  name: string,
  act: (io: ReturnType<MemoryConnection<C>['io']>) => Promise<void>,
): void {
  const { connector } = contract;
  test(`${connector.id}: ${name} goes well in a good world, and once more`, async () => {
    const connection = connectionOf(contract, contract.world());
    await act(connection.io(KEY));
    await act(connection.io(KEY));
    assertNoSecret(contract, connection.logs);
  });
  for (const world of BAD_WORLDS) {
    const title = `${connector.id}: ${name} fails and changes nothing when the world ${world.name}`;
    test(title, { skip: contract.worldless ?? false }, async () => {
      const { http } = recordingHttp(() => world.reply);
      const connection = connectionOf(contract, http);
      await fails(contract, connection, () => act(connection.io(KEY)));
    });
  }
}

async function fails<C extends JsonObject>(
  contract: ConnectorContract<C>,
  connection: MemoryConnection<C>,
  act: () => Promise<unknown>,
): Promise<void> {
  const thrown = await act().then(
    () => assert.fail('it succeeded'),
    (error: unknown) => error,
  );
  assert.ok(thrown instanceof Failure, `not a Failure: ${String(thrown)}`);
  assert.ok(thrown.message.length > 10);
  assert.deepEqual(connection.config(), contract.config, 'nothing is stored');
  assertNoSecret(contract, { failure: thrown.data, logs: connection.logs });
}
