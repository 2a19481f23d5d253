import type { Content } from '../../../message/content.ts';
import type { DemoChoice } from '../../../server/routes/demo/demo-state.ts';

/**
 * The words of a message as a transcript names them: a text or a caption as it is, a template as
 * `template <name>: <parameters>`, anything else by what it is.
 */
export function shownText(content: Content): string {
  switch (content.kind) {
    case 'text':
    case 'choices':
      return content.text;
    case 'media':
      return content.caption ?? `[${content.media}]`;
    case 'location':
      return [`[location ${content.latitude}, ${content.longitude}]`, content.name, content.address]
        .filter(Boolean)
        .join(' ');
    case 'contacts':
      return `[contacts] ${content.contacts.map(({ name }) => name).join(', ')}`;
    case 'template':
      return [`template ${content.name}`, content.parameters.join(', ')].filter(Boolean).join(': ');
    case 'reaction':
      return `[reaction] ${content.emoji}`;
  }
}

/** What there is to tap on a message. */
export function shownChoices(content: Content): DemoChoice[] {
  if (content.kind !== 'choices') return [];
  return content.choices.map(({ id, title, description }) => ({
    id,
    title,
    ...(description === undefined ? {} : { description }),
  }));
}
