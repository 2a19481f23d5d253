import { NativeSelect } from '@mantine/core';
import { IconAlertTriangle, IconFile, IconMapPin, IconPhoto, IconList } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { JsonObject } from '../../../../src/base/json.ts';
import type { Capabilities } from '../../../../src/message/capabilities.ts';
import type { ChoicesContent, Content, MediaContent, TemplateContent } from '../../../../src/message/content.ts';
import type { Loss } from '../../../../src/message/fit.ts';
import type { Translate } from '../../../i18n/texts.ts';
import { useText } from '../../../i18n/use-text.ts';
import { usePanel } from '../panel-world.tsx';
import { useLanguageName } from '../use-language-name.ts';
import { previewMessage } from './message-content.ts';
import type { PreviewChoice } from './use-preview.ts';
import styles from './message.module.css';

/** The message as the customer would see it on a channel and in a language, and what is lost on the way. */
export function MessagePreview({ message, preview }: { message: JsonObject; preview: PreviewChoice }): ReactNode {
  const t = useText('stepPanel');
  const nameOf = useLanguageName();
  const { draft, samples, clock } = usePanel();
  const { channels, channel, language, languages, setChannel, setLanguage } = preview;
  if (!channel) return null;
  const shown = { language, own: draft.flow.language, samples, clock };
  return (
    <section className={styles.preview} aria-label={t('preview')}>
      <div className={styles.previewHead}>
        <NativeSelect
          size="xs"
          aria-label={t('preview.channel')}
          data={channels.map(({ id, title }) => ({ value: id, label: title }))}
          value={channel.id}
          onChange={(event) => setChannel(event.currentTarget.value)}
        />
        {languages.length > 1 && (
          <NativeSelect
            size="xs"
            aria-label={t('preview.language')}
            data={languages.map((value) => ({ value, label: nameOf(value) }))}
            value={language}
            onChange={(event) => setLanguage(event.currentTarget.value)}
          />
        )}
      </div>
      <Bubbles preview={previewMessage(message, channel.capabilities, shown)} capabilities={channel.capabilities} />
    </section>
  );
}

type BubblesProps = { preview: ReturnType<typeof previewMessage>; capabilities: Capabilities };

function Bubbles({ preview, capabilities }: BubblesProps): ReactNode {
  const t = useText('stepPanel');
  if ('fault' in preview)
    return <p className={styles.loss}>{preview.fault === '' ? t('preview.noFile') : preview.fault}</p>;
  const { parts, losses, segments } = preview;
  return (
    <>
      <div className={styles.screen}>
        {parts.map((part, at) => (
          <Bubble key={at} part={part} capabilities={capabilities} />
        ))}
        {parts.length === 0 && <p className={styles.nothing}>{t('preview.nothing')}</p>}
      </div>
      {parts.length > 1 && <p className={styles.note}>{t('preview.parts', { count: parts.length })}</p>}
      {segments !== undefined && <p className={styles.note}>{t('preview.segments', { count: segments })}</p>}
      {losses.map(({ code, message }) => (
        <p key={code + message} className={styles.loss}>
          <IconAlertTriangle size={14} aria-hidden /> {lossWords({ code, message }, t)}
        </p>
      ))}
    </>
  );
}

/** What is lost, in the viewer's language: the names in it stand between quotes in the words that we know. */
function lossWords({ code, message }: Loss, t: Translate<'stepPanel'>): string {
  const [a = '', b = ''] = [...message.matchAll(/“([^”]*)”/g)].map(([, name = '']) => name);
  const cut = b === '' ? undefined : t.known(`loss.${code}.cut`, { a, b });
  return cut ?? t.known(`loss.${code}`, { a, b }) ?? message;
}

function Bubble({ part, capabilities }: { part: Content; capabilities: Capabilities }): ReactNode {
  switch (part.kind) {
    case 'text':
      return <p className={styles.bubble}>{part.text === '' ? '…' : part.text}</p>;
    case 'choices':
      return <Choices part={part} capabilities={capabilities} />;
    case 'media':
      return <Media part={part} />;
    case 'template':
      return <Template part={part} />;
    case 'location':
      return (
        <p className={styles.bubble}>
          <IconMapPin size={14} aria-hidden /> {part.name ?? part.address}
        </p>
      );
    case 'contacts':
      return <p className={styles.bubble}>{part.contacts.map(({ name }) => name).join(', ')}</p>;
    case 'reaction':
      return <p className={styles.bubble}>{part.emoji}</p>;
  }
}

function Choices({ part, capabilities }: { part: ChoicesContent; capabilities: Capabilities }): ReactNode {
  const t = useText('stepPanel');
  const { buttons, list } = capabilities;
  const isList =
    part.style === 'list' ||
    (part.style === 'auto' && (!buttons || part.choices.length > buttons.max) && list !== undefined);
  return (
    <div className={styles.bubble}>
      {part.header !== undefined && <strong>{part.header}</strong>}
      <p>{part.text === '' ? '…' : part.text}</p>
      {part.footer !== undefined && <small>{part.footer}</small>}
      {isList && (
        <span className={styles.button}>
          <IconList size={14} aria-hidden /> {part.listButton ?? t('preview.list')}
        </span>
      )}
      {part.choices.map(({ id, title, description }) => (
        <span key={id} className={isList ? styles.line : styles.button}>
          {title === '' ? '…' : title}
          {isList && description !== undefined && <small>{description}</small>}
        </span>
      ))}
    </div>
  );
}

function Media({ part }: { part: MediaContent }): ReactNode {
  const t = useText('stepPanel');
  const Icon = part.media === 'image' || part.media === 'sticker' ? IconPhoto : IconFile;
  return (
    <div className={styles.bubble}>
      <span className={styles.file}>
        <Icon size={18} aria-hidden /> {t.known(`word.${part.media}`) ?? part.media}
      </span>
      {part.url !== undefined && <small className={styles.link}>{part.url}</small>}
      {part.caption !== undefined && <p>{part.caption}</p>}
    </div>
  );
}

function Template({ part }: { part: TemplateContent }): ReactNode {
  const t = useText('stepPanel');
  return (
    <div className={styles.bubble}>
      <strong>{part.name === '' ? t('template.choose') : t('template.named', { name: part.name })}</strong>
      <ol className={styles.values}>
        {part.parameters.map((value, at) => (
          <li key={at}>
            {part.names?.[at] === undefined ? '' : `${part.names[at]}: `}
            {value === '' ? '…' : value}
          </li>
        ))}
      </ol>
    </div>
  );
}
