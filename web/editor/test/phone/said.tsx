import { UnstyledButton } from '@mantine/core';
import {
  IconFile,
  IconList,
  IconMapPin,
  IconMoodSmile,
  IconPhoto,
  IconUser,
  IconVideo,
  IconVolume,
} from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import type { Choice, Content, InboundContent, MediaContent } from '../../../../src/message/content.ts';
import { useText } from '../../../i18n/use-text.ts';
import styles from './said.module.css';

type SaidProps = {
  content: Content | InboundContent;
  from: 'bot' | 'customer';
  /** Called where a choice is tapped; choices without it can only be looked at. */
  onTap?(choice: Choice): void;
  /** Stands below the bubble: the step that said it. */
  foot?: ReactNode;
};

/** One message as a phone shows it: its words, its file, and what can be tapped on it. */
export function Said({ content, from, onTap, foot }: SaidProps): ReactNode {
  const choices = content.kind === 'choices' ? content.choices : [];
  return (
    <div className={styles.message} data-from={from}>
      <div className={styles.bubble}>
        <Body content={content} />
      </div>
      {content.kind === 'choices' && content.style === 'list' ? (
        <Rows choices={choices} button={content.listButton} onTap={onTap} />
      ) : (
        choices.length > 0 && <Choices choices={choices} onTap={onTap} />
      )}
      {foot}
    </div>
  );
}

type TapProps = { choices: readonly Choice[]; onTap: SaidProps['onTap'] | undefined };

function Choices({ choices, onTap }: TapProps): ReactNode {
  return (
    <div className={styles.choices}>
      {choices.map((choice) => (
        <UnstyledButton
          key={choice.id}
          className={styles.choice}
          disabled={!onTap}
          onClick={onTap && (() => onTap(choice))}
        >
          {choice.title}
          {choice.description !== undefined && <small>{choice.description}</small>}
        </UnstyledButton>
      ))}
    </div>
  );
}

/** A list that a phone opens by a button. */
function Rows({ choices, button, onTap }: TapProps & { button: string | undefined }): ReactNode {
  const t = useText('test');
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <div className={styles.choices}>
        <UnstyledButton className={styles.choice} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          <span className={styles.line}>
            <IconList size={15} aria-hidden />
            {button ?? t('phone.list')}
          </span>
        </UnstyledButton>
      </div>
      {isOpen && <Choices choices={choices} onTap={onTap} />}
    </>
  );
}

const FILES = { image: IconPhoto, video: IconVideo, audio: IconVolume, document: IconFile, sticker: IconMoodSmile };

function Body({ content }: { content: Content | InboundContent }): ReactNode {
  const t = useText('test');
  switch (content.kind) {
    case 'text':
      return <p>{content.text}</p>;
    case 'choices':
      return (
        <>
          {content.header !== undefined && <strong className={styles.header}>{content.header}</strong>}
          <p>{content.text}</p>
          {content.footer !== undefined && <p className={styles.footer}>{content.footer}</p>}
        </>
      );
    case 'media':
      return <File content={content} />;
    case 'location':
      return (
        <p className={styles.line}>
          <IconMapPin size={18} aria-hidden />
          {content.name ?? `${content.latitude}, ${content.longitude}`}
        </p>
      );
    case 'contacts':
      return (
        <p className={styles.line}>
          <IconUser size={18} aria-hidden />
          {content.contacts.map(({ name }) => name).join(', ')}
        </p>
      );
    case 'template':
      return (
        <>
          <strong className={styles.header}>{t('phone.template', { name: content.name })}</strong>
          {content.parameters.length > 0 && <p>{content.parameters.join(' · ')}</p>}
        </>
      );
    case 'reaction':
      return <p className={styles.emoji}>{content.emoji}</p>;
    case 'choice':
      return <p>{content.title}</p>;
    default:
      return <p>{t('phone.other')}</p>;
  }
}

function File({ content: { media, url, file, caption } }: { content: MediaContent }): ReactNode {
  const t = useText('test');
  const Mark = FILES[media];
  return (
    <>
      <p className={styles.line}>
        <Mark size={18} aria-hidden />
        {file?.name ?? url?.split('/').at(-1) ?? t(`media.${media}`)}
      </p>
      {caption !== undefined && <p>{caption}</p>}
    </>
  );
}
