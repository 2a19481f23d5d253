import assert from 'node:assert/strict';
import { test } from 'node:test';
import { id } from '../base/ids.ts';
import type { OpenFile } from '../channels/channel.ts';
import { createChannelIo } from './channel-io.ts';
import { openTestWorld } from './testing/test-world.ts';

const OURS = 'ab'.repeat(32);

test('a channel opens files of ours by their ids; those of its provider are none of ours', async (t) => {
  const world = await openTestWorld(0);
  t.after(() => world.close());
  const key = id.connection('chat');
  await world.connections.seed({ key, kind: 'channel', type: 'pretend', config: {}, seed: 'one' });
  const connection = world.connections.get(key) ?? assert.fail();
  const file: OpenFile = { bytes: 3, stream: async function* () {} };
  const io = (openMedia?: (name: string) => Promise<OpenFile | undefined>) =>
    createChannelIo(
      { connections: world.connections, now: () => 0, ...(openMedia && { openMedia }) },
      { connection, http: () => assert.fail(), log: () => undefined },
    );
  const mime = 'application/pdf';
  assert.equal(await io(async () => file).open({ id: OURS, mime }), file);
  assert.equal(await io(async () => file).open({ id: 'AgADBAADq6cxG', mime }), undefined);
  await assert.rejects(io(async () => undefined).open({ id: OURS, mime }), { code: 'not_found' });
  await assert.rejects(io().open({ id: OURS, mime }), { code: 'not_found' });
});
