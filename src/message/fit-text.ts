import type { Capabilities } from './capabilities.ts';
import type { Content } from './content.ts';
import type { Fitted } from './fit.ts';
import { splitText } from './split-text.ts';

/** Words as text messages. Blank ones make none: no channel carries them, and a person would see an empty bubble. */
export function fitText(text: string, { text: limit }: Capabilities): Fitted {
  if (text.trim() === '') {
    return { parts: [], losses: [{ code: 'empty', message: 'The text is empty; nothing is sent.' }] };
  }
  return { parts: splitText(text, limit).map((part): Content => ({ kind: 'text', text: part })), losses: [] };
}
