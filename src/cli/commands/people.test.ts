import assert from 'node:assert/strict';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import type { ContactRecord, ConversationRecord } from '../../store/records.ts';
import { connect, leadFile, openTest, testCommands, type TestCommands } from '../testing/test-installation.ts';

/** A scenario beside a server and without one, after two people have written. */
function both(title: string, body: (commands: TestCommands) => Promise<void>): void {
  for (const serve of [true, false]) {
    test(`${title}, ${serve ? 'through the server' : 'on the folder itself'}`, async (t) => {
      const commands = await testCommands(t);
      const open = await openTest(commands.folder, { serve });
      await connect(open);
      await open.says('Ciao');
      await open.says('Hello', '+447700900123');
      if (serve) t.after(() => open.close());
      else await open.close();
      await body(commands);
    });
  }
}

both('people are found by words, by a number however it is written, and not by somebody else’s', async ({ run }) => {
  for (const line of [
    'contacts find Rossi',
    'contacts find --phone +393331234567',
    'contacts find --phone 3331234567',
  ]) {
    const { code, out } = await run(line);
    assert.equal(code, 0);
    assert.match(out, /Ada Rossi \+393331234567/, line);
  }
  assert.match((await run(['contacts', 'find', '--phone', '+39 333 123 4567'])).out, /Ada Rossi/);
  assert.deepEqual((await run('contacts find --phone +391111111 --json')).json(), []);
  assert.match((await run('contacts show +391111111')).err, /There is no contact "\+391111111"/);
});

both('what is known of a person is changed, by whom is kept', async ({ run }) => {
  await run('contacts tag +393331234567 vip new --by grace');
  await run('contacts tag +393331234567 --remove new');
  const edited = await run([
    'contacts',
    'edit',
    '+393331234567',
    '--language',
    'it',
    '--fields',
    '{"city":"Roma"}',
    '--json',
  ]);
  assert.equal(edited.code, 0, edited.err);
  const contact = edited.json<ContactRecord>();
  assert.deepEqual([contact.tags, contact.language, contact.fields], [['vip'], 'it', { city: 'Roma' }]);
  const { out } = await run('contacts show +393331234567');
  assert.match(out, /tags +vip/);
  assert.match(out, /fields\.city +Roma/);
  assert.match(out, /tagged by grace {2}\{"tags":\["vip","new"\]\}/);
});

both('what does not fit is refused with words, and nothing is left stuck', async ({ run }) => {
  const refused = await run(['contacts', 'edit', '+393331234567', '--language', 'not a language']);
  assert.equal(refused.code, 1);
  assert.match(refused.err, /The input of "updateContact" does not fit at language/);
  assert.deepEqual((await run('status --json')).json()['stuck'], []);
});

both('two contacts become one and two again', async ({ run }) => {
  assert.equal((await run('contacts merge +447700900123 +393331234567')).code, 2);
  const merged = await run('contacts merge +447700900123 +393331234567 --yes --json');
  assert.equal(merged.code, 0, merged.err);
  assert.equal(merged.json<ContactRecord>().addresses.length, 2);
  const { merges, conversations } = (await run('contacts show +447700900123 --json')).json<{
    merges: { key: string }[];
    conversations: unknown[];
  }>();
  assert.equal(conversations.length, 2);
  const undone = await run(['contacts', 'unmerge', merges[0]?.key ?? '', '--json']);
  assert.equal(undone.code, 0, undone.err);
  assert.equal(
    (await run('contacts show +447700900123 --json')).json<{ contact: ContactRecord }>().contact.addresses.length,
    1,
  );
});

both('a conversation is queued, given to an agent, noted, closed and reopened', async ({ run }) => {
  const listed = await run('conversations list --contact +393331234567 --json');
  const [{ key } = { key: '' }] = listed.json<ConversationRecord[]>();
  assert.match((await run(`conversations queue ${key} sales --priority high`)).out, /is in sales, priority high/);
  assert.match((await run(`conversations assign ${key} eva`)).out, /is given to eva/);
  assert.match((await run('conversations list --queue sales')).out, /sales, given to eva, high/);
  await run(['conversations', 'note', key, '-'], { input: 'Wants a call back.\n' });
  const shown = await run(`conversations show ${key}`);
  assert.match(shown.out, /they {2}Ciao {2}untaken/);
  assert.match(shown.out, /ada, .*: Wants a call back\./);
  assert.match((await run(`conversations close ${key}`)).out, /is closed/);
  assert.match((await run(`conversations close ${key} --reopen`)).out, /is open/);
  assert.match((await run(`conversations release ${key}`)).out, /was with flows already/);
  assert.equal((await run(`conversations queue ${key} sales --priority soon`)).code, 2);
});

both(
  'everything about a person is exported for its owner alone, and erased only when that is said',
  async ({ run, folder }) => {
    const exported = await run('export +393331234567 -o ada.json');
    assert.equal(exported.code, 0, exported.err);
    const file = join(folder, '..', 'ada.json');
    assert.equal((await stat(file)).mode & 0o077, 0);
    assert.match(await readFile(file, 'utf8'), /"Ciao"/);
    assert.match((await run('erase +393331234567 --dry-run')).out, /Would be erased\n1 contacts/);
    assert.equal((await run('erase +393331234567')).code, 2);
    assert.equal((await run('contacts find Ada --json')).json<unknown[]>().length, 2);
    const erased = await run('erase +393331234567 --yes --json');
    assert.equal(erased.code, 0, erased.err);
    assert.equal(erased.json<{ dryRun: boolean }>().dryRun, false);
    assert.deepEqual((await run('contacts find --phone +393331234567 --json')).json(), []);
    assert.equal((await run('contacts find Ada --json')).json<unknown[]>().length, 1);
  },
);

both('what is old is forgotten only where somebody says how old', async ({ run }) => {
  assert.match((await run('retention run --yes')).err, /Nothing says how long things are kept/);
  const counted = await run('retention run --messages 30d --dry-run --json');
  assert.equal(counted.code, 0, counted.err);
  assert.equal(counted.json()['dryRun'], true);
  assert.equal((await run('retention run --messages 30d')).code, 2);
  assert.equal((await run('retention run --messages soon --yes')).code, 2);
  assert.equal((await run('retention run --messages 30d --yes')).code, 0);
});

test('words of customers cannot steer the terminal', async (t) => {
  const { run, folder, file } = await testCommands(t);
  const open = await openTest(folder, { serve: false });
  await connect(open);
  await open.says('\u001b]0;owned\u0007\u001b[2Jinfo\u202egnp.exe');
  await open.close();
  await file('lead.json', leadFile());
  const [conversation] = (await run('conversations list --json')).json<ConversationRecord[]>();
  for (const line of [`conversations show ${conversation?.key}`, 'flow why --last --from +393331234567']) {
    const { out } = await run(line);
    // oxlint-disable-next-line no-control-regex -- they are what must not be there
    assert.doesNotMatch(out, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/, line);
  }
});
