import { Type } from 'typebox';
import { listOf, text } from './plain-fields.ts';

/** Words of a message that triggers and handlers listen for. */
export const keywords = listOf(Type.String(), {
  title: 'Keywords',
  description: 'One of them must occur as a whole word, whatever its case and accents.',
  examples: [['info', 'preventivo']],
});

/** A pattern of a message that they listen for. */
export const pattern = text({
  title: 'Pattern',
  description: 'RE2 pattern that must be found in the text.',
  examples: ['(?i)ordine\\s+\\d+'],
  maxLength: 1000,
});
