import { createHash } from 'node:crypto';
import type { ConnectionId } from '../../base/ids.ts';
import type { Offer, Scene } from '../../engine/router.ts';
import type { Address } from '../../message/address.ts';
import type { ContactRecord, ConversationRecord, MessageRecord } from '../../store/records.ts';
import { changeLane } from '../conversation.ts';
import { saidIn } from '../matching.ts';
import type { RouterOptions } from '../options.ts';
import { languageOf, sayTo } from '../say-to.ts';
import { foregroundOf } from '../start.ts';
import { codeKey, readCode, testWordOf, type TestCode } from './test-codes.ts';
import { testerRecord } from './tester-book.ts';

/** A message of somebody, where it came in. */
type Written = { record: MessageRecord; conversation: ConversationRecord; contact: ContactRecord };

const ANSWERS = {
  en: {
    joined: (flow: string) =>
      `You now test “${flow}”: its draft answers you here. Write anything to begin. TEST RESET begins anew.`,
    again: () => 'Everything begins anew with your next message.',
  },
  it: {
    joined: (flow: string) =>
      `Da ora qui risponde la bozza di «${flow}». Per iniziare basta scrivere. TEST RESET ricomincia da capo.`,
    again: () => 'Con il prossimo messaggio si ricomincia da capo.',
  },
} as const;

/**
 * Takes a message by which somebody becomes a test user (`TEST 4821`, or a link that carries it), or begins anew as one
 * (`TEST RESET`); no flow is offered it. A run under way is left alone by the first and ended by the second. Undefined
 * for every other message: a code that does not hold is an ordinary text, and tells nobody that there are codes.
 */
export async function takeTestWord(
  written: Written,
  scene: Scene,
  options: RouterOptions,
): Promise<Offer[] | undefined> {
  const { record, conversation } = written;
  const word = options.testers && testWordOf(saidIn(record.content).text);
  if (word === undefined) return undefined;
  if (word === 'again') return beginAnew(written, scene, options);
  const [address] = conversation.replyTo.filter(({ kind }) => kind !== 'username');
  const found = address && (await useCode(word.code, scene, options));
  if (!address || !found) return undefined;
  const { connection } = conversation;
  const { flow, by } = found;
  const tester = { flow, id: testerId(address, connection), address, connection, at: scene.at, by };
  scene.draft.put('setting', testerRecord(tester));
  const name = options.flows.trial?.(flow)?.name ?? flow;
  take(written, ({ joined }) => joined(name), scene);
  return [];
}

/** Names a test user among those of a flow: the same address twice is one. */
export function testerId({ kind, value }: Address, connection: ConnectionId | undefined): string {
  const text = JSON.stringify([connection ?? null, kind, value]);
  return createHash('sha256').update(text).digest('base64url').slice(0, 12);
}

/** Uses a code up. Two people who write it at the same moment come one after the other, and the second finds it used. */
async function useCode(
  code: string,
  { draft, at, lane }: Scene,
  { testers }: RouterOptions,
): Promise<TestCode | undefined> {
  if (!testers || testers.book.isGuessing(lane.key, at)) return undefined;
  const kept = await draft.get('value', codeKey(code));
  const found = kept && readCode(kept, at);
  if (!found) testers.book.guess(lane.key, at);
  else draft.put('value', { ...kept, until: at });
  return found;
}

async function beginAnew(written: Written, scene: Scene, { testers }: RouterOptions): Promise<Offer[] | undefined> {
  const { conversation, contact } = written;
  const tries = testers?.book.flowsFor(contact.addresses, conversation.connection) ?? [];
  if (tries.length === 0 || conversation.state === 'people') return undefined;
  // What was held was meant for the run that ends.
  if (scene.lane.held.length > 0) changeLane(scene, { held: [] });
  take(written, ({ again }) => again(), scene);
  const run = await foregroundOf(scene);
  if (!run) return [];
  return [{ run: run.id, event: { type: 'canceled', by: 'contact', reason: 'a test user wrote TEST RESET' } }];
}

function take(
  { record, conversation, contact }: Written,
  say: (answers: (typeof ANSWERS)['en' | 'it']) => string,
  scene: Scene,
): void {
  scene.draft.put('message', { ...record, routing: { ...record.routing, fate: 'silent', word: 'test' } });
  const answers = languageOf(contact, '').startsWith('it') ? ANSWERS.it : ANSWERS.en;
  sayTo(conversation, say(answers), scene);
}
