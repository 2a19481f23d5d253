import { useState, type ReactNode } from 'react';
import { Icon } from './icon.tsx';
import { useText } from '../i18n/use-text.ts';

const DONE_MS = 1500;

/** An id in full with a button that copies it. */
export function CopyId({ id }: { id: string }): ReactNode {
  const t = useText('demo');
  const [copied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(id);
    setCopied(true);
    setTimeout(() => setCopied(false), DONE_MS);
  };
  return (
    <span className="copy-id">
      <code>{id}</code>
      <button type="button" className="quiet-button" onClick={() => void copy()} aria-label={t('copy.id', { id })}>
        <Icon name={copied ? 'tick' : 'copy'} />
      </button>
      <span className="hidden" role="status">
        {copied ? t('copy.done') : ''}
      </span>
    </span>
  );
}
