import type { ConversationId } from '../base/ids.ts';
import type { Scene } from '../engine/router.ts';
import type { MessageEvent } from '../message/channel-event.ts';
import type { Content, InboundContent } from '../message/content.ts';
import type { MessageRecord } from '../store/records.ts';
import type { RouterOptions } from './options.ts';

/** Messages of the conversation that are looked at, the newest: people may change theirs for minutes or days. */
const LOOKED_AT = 500;

/**
 * Changes the message that its writer has changed or taken back, so that people and flows read it as it is now: what was
 * taken back is gone. A message that is not here, or that the other side wrote, stays as it is.
 */
export async function amend(
  { message: { content, echo }, conversation }: { message: MessageEvent; conversation: ConversationId },
  scene: Scene,
  { messages }: Pick<RouterOptions, 'messages'>,
): Promise<void> {
  if (content.kind !== 'edit' && content.kind !== 'revoke') return;
  const recent = await messages?.list('message', { where: { conversation }, newestFirst: true, limit: LOOKED_AT });
  const found = recent?.find(({ providerId }) => providerId === content.of);
  const record = found && (await scene.draft.get('message', found.key));
  if (!record || (record.direction === 'out') !== (echo === true)) return;
  const next: MessageRecord =
    content.kind === 'revoke'
      ? { ...record, content: { kind: 'revoke', of: content.of }, revokedAt: scene.at }
      : { ...record, content: edited(record.content, content.text), editedAt: scene.at };
  scene.draft.put('message', next);
}

/** The same content with other words; a content without words keeps what it shows. */
function edited(content: MessageRecord['content'], text: string): InboundContent | Content {
  if (content.kind === 'text') return { ...content, text };
  return content.kind === 'media' ? { ...content, caption: text } : content;
}
