import type { MessageContext } from './event-context.ts';

/** Two messages of a burst as one: the texts in the order they came, the content of the last where it is no text. */
export function mergeMessages(first: MessageContext, second: MessageContext): MessageContext {
  const text = [first.text, second.text].filter((each) => each !== '').join('\n');
  const plain = first.content.kind === 'text' && second.content.kind === 'text';
  return {
    ...second,
    text,
    content: plain ? { kind: 'text', text } : second.content.kind === 'text' ? first.content : second.content,
    merged: (first.merged ?? 1) + 1,
    ...(first.referral && !second.referral ? { referral: first.referral } : {}),
  };
}
