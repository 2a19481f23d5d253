import type { Scene } from '../engine/router.ts';
import type { EffectRecord, LinkRecord } from '../store/records.ts';
import { recordChange } from './changes.ts';
import { contactOf } from './context.ts';
import type { RouterOptions } from './options.ts';

/** Links a contact with the records that an operation has made or found for it. The same link twice is one. */
export async function recordLinks(effect: EffectRecord, scene: Scene, { recordsOf }: RouterOptions): Promise<void> {
  const found = recordsOf?.(effect) ?? [];
  if (found.length === 0 || effect.connection === null) return;
  const run = (await scene.draft.get('run', effect.run))?.run;
  const conversation = run?.conversation && (await scene.draft.get('conversation', run.conversation));
  const contact = conversation && (await contactOf(conversation, scene));
  if (!run || !contact) return;
  for (const { object, record, how, url } of found) {
    const key = `${contact.key}/${effect.connection}/${object}/${record}`;
    if (await scene.draft.get('link', key)) continue;
    const facts = { contact: contact.key, connection: effect.connection, object, record, how };
    const link: LinkRecord = { key, ...facts, ...(url ? { url } : {}), run: run.id, effect: effect.key, at: scene.at };
    scene.draft.put('link', link);
    const after = { connection: effect.connection, object, record, how };
    recordChange(
      { contact: contact.key, conversation: conversation.key, what: 'linked', after, by: `flow ${run.flow.id}` },
      scene,
    );
  }
}
