import type { ConnectionId, EffectId } from '../base/ids.ts';
import type { Scene } from '../engine/router.ts';
import type { Run } from '../flow/run.ts';
import type { EffectRecord, LinkRecord } from '../store/records.ts';
import type { Store } from '../store/store.ts';
import { linkRecord, unlinkRecord } from './contacts/link-record.ts';
import { allOf } from './contacts/list-of.ts';
import { resolveContact } from './contacts/resolve-contact.ts';
import { contactOf } from './context.ts';
import type { RouterOptions } from './options.ts';

/**
 * Links a contact with the records that an operation has made or found for it, and drops the links with those that are
 * gone. The same link twice is one.
 */
export async function recordLinks(effect: EffectRecord, scene: Scene, { recordsOf }: RouterOptions): Promise<void> {
  const found = recordsOf?.(effect) ?? [];
  const { connection } = effect;
  if (found.length === 0 || connection === null) return;
  const run = (await scene.draft.get('run', effect.run))?.run;
  const conversation = run?.conversation && (await scene.draft.get('conversation', run.conversation));
  const contact = conversation && (await contactOf(conversation, scene));
  if (!run || !contact) return;
  const by = `flow ${run.flow.id}`;
  for (const { how, ...record } of found) {
    const link = { contact: contact.key, connection, ...record, by, conversation: conversation.key };
    if (how === 'gone') await unlinkRecord(link, scene);
    else await linkRecord({ ...link, how, run: run.id, effect: effect.key }, scene);
  }
}

/** The records of a connection that stand for the person whom an effect is about, the newest link first. */
export async function linksOf(effect: EffectId, connection: ConnectionId, store: Store): Promise<LinkRecord[]> {
  const draft = { get: store.get.bind(store) };
  const record = await store.get('effect', effect);
  const run: Run | undefined = record && (await store.get('run', record.run))?.run;
  const conversation = run?.conversation && (await store.get('conversation', run.conversation));
  const contact = conversation && (await resolveContact(conversation.contact, draft));
  if (!contact) return [];
  const links = await allOf('link', { where: { contact: contact.key } }, store);
  return links.filter((link) => link.connection === connection).toSorted((a, b) => b.at - a.at);
}
