import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { after, describe, test } from 'node:test';
import { Failure } from '../../src/base/failure.ts';
import type { Channel, HookRequest } from '../../src/channels/channel.ts';
import { channels } from '../../src/channels/index.ts';
import { channelIo } from '../../src/channels/testing/channel-io.ts';
import type { ChannelEvent } from '../../src/message/channel-event.ts';
import { loadConformances } from './load.ts';
import { type Conformance, filesIn, readRecorded, type Recorded, RECORDINGS, toHook } from './recorded.ts';
import { tableOf, type Tally, talliedAs } from './tally.ts';

const absent = existsSync(RECORDINGS) ? false : `no recorded webhooks at ${RECORDINGS}`;

/** Folders that wait for a channel of a later time, each with its reason. */
const NOBODYS: Readonly<Record<string, string>> = {
  email: 'e-mail is no channel yet',
  rbm: 'RCS is no channel yet',
  messagebird: 'the older API of MessageBird, which its new platform has replaced',
};

const conformances = await loadConformances();
const tallies: Tally[] = [];

for (const conformance of absent ? [] : conformances) {
  const { channel, folder, takes = () => true, wrong = {}, none } = conformance;
  const tally: Tally = { channel: channel.id, files: 0, events: 0, ignored: 0, good: 0, bad: 0, notes: [] };
  tallies.push(tally);
  if (none !== undefined) tally.notes.push(`${channel.id}: ${none}`);
  describe(`recordings of ${channel.id}`, () => {
    for (const file of filesIn(folder).filter(takes)) {
      const skip = wrong[file] ?? false;
      if (skip) tally.notes.push(`${folder}/${file}: ${skip}`);
      test(`${folder}/${file}`, { skip }, async () => {
        tally.files += 1;
        await tryOne(conformance, { file, recorded: readRecorded(folder, file), tally });
      });
    }
    test('there are recordings, or a reason why not', () => {
      assert.ok(tally.files > 0 || tally.notes.length > 0, `${folder} has none for ${channel.id}`);
    });
  });
}

describe('all recordings', { skip: absent }, () => {
  test('every channel has its line in test/conformance/channels', () => {
    const known = conformances.map(({ channel }) => channel.id);
    assert.deepEqual(
      channels.filter(({ id }) => !known.includes(id)).map(({ id }) => id),
      [],
    );
  });

  test('every recording is tried by a channel, or nobody’s for a reason', (t) => {
    const left = readdirSync(RECORDINGS, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .flatMap(({ name }) => {
        const mine = conformances.filter(({ folder }) => folder === name);
        if (mine.length === 0) t.diagnostic(`${name}: ${NOBODYS[name] ?? 'no channel reads it'}`);
        if (mine.length === 0) return [];
        return filesIn(name).filter((file) => !mine.some(({ takes = () => true }) => takes(file)));
      });
    assert.deepEqual(left, []);
  });

  after(() => console.log(tableOf(tallies)));
});

type Trial = { file: string; recorded: Recorded; tally: Tally };

async function tryOne(conformance: Conformance, trial: Trial): Promise<void> {
  const { file, recorded } = trial;
  const own = conformance.own?.[file];
  if (own) {
    await own(recorded);
    if (file.startsWith('vector')) trial.tally[recorded.expect?.valid === false ? 'bad' : 'good'] += 1;
    return;
  }
  if (recorded.response) return tryResponse(conformance, recorded.response, recorded);
  // Recorded requests to the provider are oracles of the channel's own conformance test.
  if (!recorded.request || file.startsWith('send.')) return;
  const { channel } = conformance;
  const request = toHook(recorded);
  const config = conformance.configFor(recorded);
  const valid = recorded.expect?.valid ?? recorded.secret !== undefined;
  assert.equal(await channel.verify(request, config), valid, valid ? 'it verifies' : 'it is refused');
  if (recorded.secret) trial.tally[valid ? 'good' : 'bad'] += 1;
  const events = read(channel, request, config);
  if (!events) {
    assert.ok(file.startsWith('vector.') || recorded.expect?.json === false, 'only a vector may hold anything');
    return;
  }
  talliedAs(trial.tally, events);
  if (file.startsWith('vector.') || conformance.leavesAlone?.test(file)) return;
  const ignored = events.flatMap((event) => (event.type === 'ignored' ? [`${event.what}: ${event.why}`] : []));
  assert.deepEqual(ignored, [], `${file} is understood`);
  assert.ok(events.length > 0, `${file} has news`);
}

/** The events of a request; undefined for a body that is refused as not the provider's. */
function read(
  channel: Channel,
  request: HookRequest,
  config: Parameters<Channel['receive']>[1],
): readonly ChannelEvent[] | undefined {
  try {
    return channel.receive(request, config).events;
  } catch (thrown) {
    assert.ok(thrown instanceof Failure && thrown.code === 'invalid', String(thrown));
    return undefined;
  }
}

/** An answer to a send gives the id of the message, or a refusal that has a code. */
async function tryResponse(
  { channel, configFor, to = { kind: 'phone', value: '+16505551234' } }: Conformance,
  { status, body }: NonNullable<Recorded['response']>,
  recorded: Recorded,
): Promise<void> {
  const http = () => Promise.resolve({ status, headers: {}, body: Buffer.from(body), text: () => body });
  const io = channelIo({ config: configFor(recorded), http, now: () => 0 });
  const message = { to: [to], content: { kind: 'text', text: 'Ciao' }, key: 'k' } as Parameters<Channel['send']>[0];
  try {
    const { id } = await channel.send(message, io);
    assert.ok(status < 300 && body.includes(id), 'it is sent');
  } catch (thrown) {
    if (thrown instanceof assert.AssertionError) throw thrown;
    assert.ok(thrown instanceof Failure && thrown.code !== 'defect', String(thrown));
    assert.ok(status >= 400 || /error/i.test(`${recorded.kind} ${body}`), 'an answer that is good is taken as good');
  }
}
