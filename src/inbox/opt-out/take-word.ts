import type { Scene } from '../../engine/router.ts';
import { own } from '../../flow/flow.ts';
import { capabilitiesOf } from '../../flow/step-type.ts';
import { wordOf, type Word } from '../../message/opt-out-word.ts';
import type { ContactRecord, ConversationRecord, MessageRecord } from '../../store/records.ts';
import { consentOf } from '../contacts/consent.ts';
import type { RouterOptions } from '../options.ts';
import { addressKey } from '../people.ts';
import { setAll } from '../preference.ts';
import { languageOf, sayTo } from '../say-to.ts';
import { answerTo, optOutSetting, type OptOutSetting } from './texts.ts';

/** A message of somebody, where it came in. */
export type Written = { record: MessageRecord; conversation: ConversationRecord; contact: ContactRecord };

/**
 * Takes a message that is a word like STOP, START or HELP where no provider does that: it is kept as the person's
 * consent and answered, and no flow is offered it. START and its like mean something only to who said STOP before; to
 * everybody else they are an ordinary answer. False for every other message, and where the inbox leaves words alone.
 */
export async function takeWord(written: Written, scene: Scene, options: RouterOptions): Promise<boolean> {
  const { record, conversation, contact } = written;
  const found = record.content.kind === 'text' ? wordOf(record.content.text) : undefined;
  if (!found || found.word === 'help') return false;
  const setting = optOutSetting(options.setting?.('optOut'));
  if (!isOurs(conversation, setting, options)) return false;
  const stopped = await hasStopped(written, scene);
  if (found.word === 'start' && !stopped) return false;
  await setConsents(written, found.word === 'start', scene);
  scene.draft.put('message', { ...record, routing: { ...record.routing, fate: 'silent', word: found.word } });
  // Whoever says it twice has been answered.
  if (found.word === 'stop' && stopped) return true;
  answer({ ...written, word: found.word, language: languageOf(contact, found.language) }, scene, setting);
  return true;
}

/** Answers a word that asks for help and that no flow has taken. False for every other message. */
export function helpWith(written: Written, scene: Scene, options: RouterOptions): boolean {
  const { record, conversation, contact } = written;
  const found = record.content.kind === 'text' ? wordOf(record.content.text) : undefined;
  const setting = optOutSetting(options.setting?.('optOut'));
  if (found?.word !== 'help' || !isOurs(conversation, setting, options)) return false;
  scene.draft.put('message', { ...record, routing: { ...record.routing, fate: 'silent', word: 'help' } });
  answer({ ...written, word: 'help', language: languageOf(contact, found.language) }, scene, setting);
  return true;
}

function isOurs(
  { connection, channel }: ConversationRecord,
  { connections }: OptOutSetting,
  { types }: RouterOptions,
): boolean {
  return own(connections, connection) ?? capabilitiesOf(types, { channel, connection })?.optOut === 'ours';
}

function addressesOf({ conversation }: Written): string[] {
  const lasting = conversation.replyTo.filter(({ kind }) => kind !== 'username');
  return lasting.map((each) => addressKey(each, conversation.connection));
}

async function hasStopped(written: Written, { draft }: Scene): Promise<boolean> {
  for (const address of addressesOf(written)) {
    const place = { contact: written.contact.key, address, purpose: 'service' } as const;
    if ((await consentOf(place, draft)) === 'withdrawn') return true;
  }
  return false;
}

async function setConsents(written: Written, allowed: boolean, scene: Scene): Promise<void> {
  const { record, contact } = written;
  const how = `wrote ${record.content.kind === 'text' ? record.content.text.trim() : ''}`;
  for (const address of addressesOf(written))
    await setAll({ contact: contact.key, address }, { allowed, how, message: record.key }, scene);
}

type Answer = Written & { word: Word; language: string };

function answer({ conversation, word, language }: Answer, scene: Scene, setting: OptOutSetting): void {
  const text = answerTo(word, language, setting);
  if (text !== '') sayTo(conversation, text, scene);
}
