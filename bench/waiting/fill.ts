import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { id, type Lane } from '../../src/base/ids.ts';
import { accountOf } from '../../src/base/schema.ts';
import { loadProject } from '../../src/cli/start/books.ts';
import { channelsById, types } from '../../src/control/catalog.ts';
import { openInstallation, type Installation } from '../../src/cli/start/installation.ts';
import { readProject } from '../../src/cli/start/project.ts';
import { createLanes, type Storage } from '../../src/engine/embedded/lanes.ts';
import type { LaneEvent } from '../../src/engine/host.ts';
import { acceptEvents } from '../../src/inbox/accept.ts';
import { createRouter } from '../../src/inbox/router.ts';
import type { MessageEvent } from '../../src/message/channel-event.ts';
import type { EffectRecord, Kind, Records } from '../../src/store/records.ts';
import type { Write } from '../../src/store/store.ts';
import { CONNECTION, CREDENTIALS, wamid, WORDS, writeTown, type Asked } from './town.ts';

/** Conversations that share one transaction: rows with keys like hashes meet on pages the more often, the more they are. */
const GROUP = 4000;
/** How long the send of each question took. */
export const SEND_MS = 200;

/**
 * Lets people write to an installation whose server does not run, and be asked: the product's own routing and flows make
 * every record, in memory for one person at a time, and the product's own store writes them in large groups. A person
 * who was there before is refused by the store. `progress` is told how many are written.
 */
export async function fill(
  dataFolder: string,
  people: Iterable<Asked>,
  progress: (count: number) => void = () => undefined,
): Promise<void> {
  const project = mkdtempSync(join(tmpdir(), 'rondine-bench-'));
  const installation = await openInstallation({ dataFolder, env: {} }, pino({ level: 'silent' }));
  try {
    await loadProject(await readProject(writeTown(project, 'http://127.0.0.1:9'), {}), installation);
    const play = createPlayer(installation);
    let commits: Promise<void>[] = [];
    let count = 0;
    for (const each of people) {
      commits.push(installation.store.commit(await play(each)));
      count += 1;
      if (commits.length < GROUP) continue;
      await Promise.all(commits);
      commits = [];
      progress(count);
    }
    await Promise.all(commits);
    progress(count);
  } finally {
    await installation.close();
    rmSync(project, { recursive: true, force: true });
  }
}

/** Plays one person's conversation up to the question; gives everything that it leaves in the store. */
function createPlayer(installation: Installation): (person: Asked) => Promise<Write[]> {
  const scratch = createScratch();
  const connection = accountOfTown(installation);
  let at = 0;
  let issued: readonly EffectRecord[] = [];
  const lanes = createLanes({
    store: scratch,
    router: createRouter(installation.router),
    flows: installation.flows,
    types,
    now: () => at,
    committed: ({ effects }) => (issued = effects),
    log(message, facts) {
      throw new Error(`${message}: ${JSON.stringify(facts)}`);
    },
  });
  const into = {
    host: { accept: (lane: Lane, key: string, event: LaneEvent) => lanes.apply(lane, event, key) },
    store: installation.store,
  };
  return async (person) => {
    at = person.at;
    await acceptEvents([messageOf(person)], connection, into);
    const [send, ...more] = issued;
    if (!send || more.length > 0) throw new Error(`${person.number} was sent ${issued.length} messages, not one.`);
    at += SEND_MS;
    await lanes.apply(send.lane, { type: 'result', effect: send.key, ...sent(person, send) });
    return scratch.take();
  };
}

function accountOfTown({ connections }: Installation) {
  const open = connections.get(id.connection(CONNECTION));
  const channel = open && channelsById[open.record.type];
  if (!open || !channel) throw new Error(`The project has no channel connection "${CONNECTION}".`);
  return { ...open.record, account: accountOf(channel.config, open.config) };
}

/** A store of one conversation, in memory; `take` gives what it holds as it is to be written, and empties it. */
function createScratch(): Storage & { take(): Write[] } {
  const records = new Map<string, Write>();
  return {
    async get<K extends Kind>(kind: K, key: string) {
      const write = records.get(`${kind} ${key}`);
      return write && write.op !== 'delete' ? (write.record as Records[K]) : undefined;
    },
    async commit(writes) {
      for (const write of writes) {
        const name = `${write.kind} ${write.op === 'delete' ? write.key : write.record.key}`;
        if (write.op === 'delete') records.delete(name);
        else records.set(name, { op: 'insert', kind: write.kind, record: write.record } as Write);
      }
    },
    take() {
      const writes = [...records.values()];
      records.clear();
      return writes;
    },
  };
}

/** What the channel makes of a person's message. */
function messageOf({ number, name, text, at }: Asked): MessageEvent {
  const addresses = [{ kind: 'phone' as const, value: `+${number}` }];
  const sender = { key: number, name, addresses };
  return { type: 'message', id: wamid(number, at, 'in'), at, sender, content: { kind: 'text', text } };
}

/** What the provider answered to the question, and the request as it is kept with the effect. */
function sent({ number, at }: Asked, { key }: EffectRecord) {
  const answer = wamid(number, at, 'out');
  const request = {
    messaging_product: 'whatsapp',
    recipient_type: 'individual',
    to: number,
    type: 'text',
    text: { body: WORDS.question },
    biz_opaque_callback_data: key,
  };
  const response = {
    messaging_product: 'whatsapp',
    contacts: [{ input: number, wa_id: number }],
    messages: [{ id: answer }],
  };
  const exchange = {
    at,
    ms: SEND_MS,
    method: 'POST',
    url: `http://127.0.0.1:9/v25.0/${CREDENTIALS.phoneNumberId}/messages`,
    request: JSON.stringify(request),
    status: 200,
    response: JSON.stringify(response),
  };
  return { output: { id: answer }, exchanges: [exchange] };
}
