import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useEffect, useState, type ReactNode } from 'react';
import { useText } from '../i18n/use-text.ts';
import { useAnnounce } from './announce.tsx';
import styles from './copy-button.module.css';
import { shortenId } from './format.ts';

const DONE_MS = 1500;

type CopyButtonProps = {
  value: string;
  /** What is copied, for its name: "Copy the callback address". */
  what: string;
  /** A button with words instead of an icon alone. */
  label?: string;
};

/** Copies a value and says so. */
export function CopyButton({ value, what, label }: CopyButtonProps): ReactNode {
  const t = useText('ui');
  const announce = useAnnounce();
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return undefined;
    const timer = setTimeout(() => setCopied(false), DONE_MS);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(value);
    setCopied(true);
    announce(t('copy.done'));
  };
  const name = copied ? t('copy.done') : t('copy.value', { what });
  const icon = copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />;
  if (label !== undefined)
    return (
      <Button variant="default" leftSection={icon} aria-label={name} onClick={() => void copy()}>
        {copied ? t('copy.done') : label}
      </Button>
    );
  return (
    <Tooltip label={name}>
      <ActionIcon size={28} aria-label={name} onClick={() => void copy()}>
        {icon}
      </ActionIcon>
    </Tooltip>
  );
}

/** An id shortened to what tells it from others, whole on hovering, with a button that copies it. */
export function ShortId({ id, whole = false }: { id: string; whole?: boolean }): ReactNode {
  const t = useText('ui');
  return (
    <span className={styles.id}>
      <code title={id}>{whole ? id : shortenId(id)}</code>
      <CopyButton value={id} what={t('copy.id', { id })} />
    </span>
  );
}

/** A value to paste elsewhere, in full, with its copy button: for wizards and tokens. */
export function CopyField({ value, label }: { value: string; label: string }): ReactNode {
  return (
    <div className={styles.field}>
      <span className={styles.label}>{label}</span>
      <span className={styles.box}>
        <code className={styles.value}>{value}</code>
        <CopyButton value={value} what={label} />
      </span>
    </div>
  );
}
