import { Button, PasswordInput, SegmentedControl, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState, type ReactNode, type SubmitEvent } from 'react';
import { useApiMutation } from '../api/query.ts';
import { changePassword, signOutEverywhere } from '../app/sign-in/auth.ts';
import { useMe, useSetMe } from '../app/sign-in/use-session.ts';
import { LANGUAGES, type Language } from '../i18n/language.ts';
import { useText } from '../i18n/use-text.ts';
import { ErrorView } from '../ui/error-view.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { useNotify } from '../ui/use-notify.tsx';
import { THEMES, useViewer } from '../ui/viewer.tsx';
import { Section } from './section.tsx';
import styles from './section.module.css';

/** One's own name, language, colours and password. */
export function AccountPage(): ReactNode {
  const t = useText('settings');
  return (
    <>
      <PageHeader title={t('account')} />
      <NameSection />
      <LookSection />
      <PasswordSection />
      <SessionsSection />
    </>
  );
}

function NameSection(): ReactNode {
  const t = useText('settings');
  const me = useMe();
  const setMe = useSetMe();
  const notify = useNotify();
  const [name, setName] = useState(me?.name ?? '');
  const change = useApiMutation('PATCH /session');
  if (!me) return null;
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    change.mutate(
      { body: { name: name.trim() } },
      {
        onSuccess: () => {
          setMe({ ...me, name: name.trim() });
          notify.done(t('name.done'));
        },
      },
    );
  };
  return (
    <Section title={t('name.title')} note={me.email === undefined ? '' : t('name.email', { email: me.email })}>
      <form className={styles.narrow} onSubmit={submit}>
        <TextInput
          label={t('name.label')}
          description={t('name.why')}
          required
          maxLength={100}
          autoComplete="name"
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        {change.error && <ErrorView error={change.error} />}
        <Button type="submit" variant="default" loading={change.isPending} disabled={name.trim() === me.name}>
          {t('name.verb')}
        </Button>
      </form>
    </Section>
  );
}

function LookSection(): ReactNode {
  const t = useText('settings');
  const { language, theme, setLanguage, setTheme } = useViewer();
  const notify = useNotify();
  const change = useApiMutation('PATCH /session');
  const speak = (wanted: Language): void => {
    setLanguage(wanted);
    change.mutate({ body: { language: wanted } }, { onError: notify.failed });
  };
  return (
    <Section title={t('look.title')} note={t('look.why')}>
      <div className={styles.narrow}>
        <div className={styles.labelled}>
          <span id="look-language">{t('look.language')}</span>
          <SegmentedControl
            aria-labelledby="look-language"
            value={language}
            data={LANGUAGES.map((each) => ({ value: each, label: t(`look.language.${each}`) }))}
            onChange={(value) => speak(value)}
          />
        </div>
        <div className={styles.labelled}>
          <span id="look-theme">{t('look.theme')}</span>
          <SegmentedControl
            aria-labelledby="look-theme"
            value={theme}
            data={THEMES.map((each) => ({ value: each, label: t(`look.theme.${each}`) }))}
            onChange={(value) => setTheme(value)}
          />
        </div>
      </div>
    </Section>
  );
}

function PasswordSection(): ReactNode {
  const t = useText('settings');
  const notify = useNotify();
  const [current, setCurrent] = useState('');
  const [fresh, setFresh] = useState('');
  const change = useMutation({
    mutationFn: () => changePassword(current, fresh),
    onSuccess: () => {
      setCurrent('');
      setFresh('');
      notify.done(t('password.done'));
    },
  });
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    change.mutate();
  };
  const eye = { 'aria-label': t('password.show') };
  return (
    <Section title={t('password.title')} note={t('password.why')}>
      <form className={styles.narrow} onSubmit={submit}>
        <PasswordInput
          label={t('password.current')}
          required
          autoComplete="current-password"
          value={current}
          visibilityToggleButtonProps={eye}
          onChange={(event) => setCurrent(event.currentTarget.value)}
        />
        <PasswordInput
          label={t('password.new')}
          description={t('password.rule')}
          required
          autoComplete="new-password"
          value={fresh}
          visibilityToggleButtonProps={eye}
          onChange={(event) => setFresh(event.currentTarget.value)}
        />
        {change.error && <ErrorView error={change.error} />}
        <Button type="submit" variant="default" loading={change.isPending}>
          {t('password.verb')}
        </Button>
      </form>
    </Section>
  );
}

function SessionsSection(): ReactNode {
  const t = useText('settings');
  const notify = useNotify();
  const setMe = useSetMe();
  const leave = useMutation({
    mutationFn: signOutEverywhere,
    onSuccess: () => setMe(undefined),
    onError: notify.failed,
  });
  return (
    <Section title={t('sessions.title')} note={t('sessions.why')}>
      <div>
        <Button variant="default" loading={leave.isPending} onClick={() => leave.mutate()}>
          {t('sessions.verb')}
        </Button>
      </div>
    </Section>
  );
}
