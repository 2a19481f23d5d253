import { Button, Loader, TextInput } from '@mantine/core';
import { IconExternalLink } from '@tabler/icons-react';
import { useEffect, useState, type ReactNode, type SubmitEvent } from 'react';
import { useText } from '../i18n/use-text.ts';
import { useAnnounce } from '../ui/announce.tsx';
import { ErrorView } from '../ui/error-view.tsx';
import { StateBadge } from '../ui/state-badge.tsx';
import styles from './connections.module.css';
import type { SignIn } from './use-sign-in.ts';
import { Spoken, useWords } from './words-of.tsx';

/** The button that opens the other side's window, and what became of it in words. */
export function SignInPanel({
  signIn,
  title,
  again = false,
}: {
  signIn: SignIn;
  title: string;
  again?: boolean;
}): ReactNode {
  const t = useText('connections');
  const announce = useAnnounce();
  const say = useWords();
  const { state, url, message, error, begin } = signIn;
  useEffect(() => {
    if (state === 'connected' || state === 'refused' || state === 'closed' || state === 'blocked')
      announce((message === undefined ? undefined : (say(message) ?? message)) ?? t(`signIn.${state}`));
  }, [state, message, announce, say, t]);
  const isBusy = state === 'opening';
  return (
    <div className={styles.signIn}>
      <Button
        loading={isBusy}
        variant={!again && (state === 'idle' || state === 'opening') ? 'filled' : 'default'}
        rightSection={<IconExternalLink size={16} aria-hidden />}
        onClick={begin}
      >
        {state === 'idle' || isBusy ? t(again ? 'signIn.again' : 'signIn.begin', { title }) : t('signIn.reopen')}
      </Button>
      {state === 'waiting' && (
        <p className={styles.looking}>
          <Loader size={16} aria-hidden />
          {t('signIn.waiting', { title })}
        </p>
      )}
      {state === 'blocked' && (
        <div className={styles.callout} data-tone="amber">
          <p>{t('signIn.blocked')}</p>
          <a href={url} target="_blank" rel="noreferrer">
            {t('signIn.open', { title })}
          </a>
        </div>
      )}
      {state === 'closed' && (
        <p className={styles.callout} data-tone="amber">
          {t('signIn.closed')}
        </p>
      )}
      {state === 'stale' && (
        <p className={styles.callout} data-tone="amber">
          {t('signIn.stale')}
        </p>
      )}
      {state === 'refused' && (
        <div className={styles.callout} data-tone="red" role="alert">
          <p>{t('signIn.refused')}</p>
          {message !== undefined && (
            <p>
              <Spoken text={message} />
            </p>
          )}
        </div>
      )}
      {state === 'pasting' && <Paste signIn={signIn} />}
      {state === 'connected' && (
        <StateBadge tone="good">{message === undefined ? t('signIn.connected') : <Spoken text={message} />}</StateBadge>
      )}
      {error !== undefined && <ErrorView error={error} />}
    </div>
  );
}

function Paste({ signIn: { url, paste } }: { signIn: SignIn }): ReactNode {
  const t = useText('connections');
  const [text, setText] = useState('');
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    paste(text.trim());
  };
  return (
    <form className={styles.fields} onSubmit={submit}>
      <p>{t('signIn.paste.how')}</p>
      <a href={url} target="_blank" rel="noreferrer">
        {t('signIn.paste.open')}
      </a>
      <TextInput
        label={t('signIn.paste.label')}
        autoComplete="off"
        required
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Button type="submit" disabled={text.trim() === ''}>
        {t('signIn.paste.send')}
      </Button>
    </form>
  );
}
