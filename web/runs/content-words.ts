import { textOf, type Content, type InboundContent } from '../../src/message/content.ts';
import type { Translate } from '../i18n/texts.ts';

/** A message in words: what it says, or else what it is. */
export function contentWords(content: InboundContent | Content, t: Translate<'runs'>): string {
  const text = textOf(content);
  switch (content.kind) {
    case 'media':
      return [t(`content.${content.media}`), text].filter(Boolean).join(' · ');
    case 'location':
      return [t('content.location'), text || `${content.latitude}, ${content.longitude}`].join(' · ');
    case 'contacts':
      return [t('content.contacts'), ...content.contacts.map(({ name }) => name)].join(' · ');
    case 'template':
      return [t('content.template', { name: content.name }), ...content.parameters].join(' · ');
    case 'reaction':
      return content.emoji === '' ? t('content.reaction.gone') : content.emoji;
    case 'form':
      return t('content.form', { name: content.name });
    case 'order':
      return t('content.order', { count: content.items.length });
    case 'revoke':
      return t('content.revoke');
    case 'opened':
      return t('content.opened');
    case 'unsupported':
      return t('content.unsupported', { what: content.what });
    default:
      return text === '' ? t('content.erased') : text;
  }
}
