import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState, type ReactNode, type SubmitEvent } from 'react';
import { useText } from '../../i18n/use-text.ts';
import { ErrorView } from '../../ui/error-view.tsx';
import { focusFirst } from '../../ui/focus-first.ts';
import { useFormat } from '../../ui/use-format.ts';
import { Waiting } from '../root.tsx';
import { followLink, readLink, type OneTimeLink } from './auth.ts';
import styles from './frame.module.css';
import { Frame } from './frame.tsx';
import { useSetMe } from './use-session.ts';

/** The first person makes the owner's account, by the link that the start printed. */
export function SetUpPage(): ReactNode {
  return <OneTimePage token={useSearch({ from: '/setup' }).token} kind="setup" />;
}

/** Somebody who was invited makes an account. */
export function InvitePage(): ReactNode {
  return <OneTimePage token={useSearch({ from: '/invite' }).token} kind="invitation" />;
}

/** Somebody sets a new password. */
export function ResetPage(): ReactNode {
  return <OneTimePage token={useSearch({ from: '/reset' }).token} kind="reset" />;
}

type Kind = OneTimeLink['kind'];

function OneTimePage({ token = '', kind }: { token: string | undefined; kind: Kind }): ReactNode {
  const t = useText('app');
  const format = useFormat();
  const link = useQuery({ queryKey: ['auth', 'link', token], queryFn: () => readLink(token), retry: false });
  if (link.isPending) return <Waiting />;
  if (link.error || link.data.kind !== kind)
    return (
      <Frame title={t('link.dead')}>
        <div className={styles.form}>
          <ErrorView error={link.error ?? { status: 404, type: 'dead-link' }} fix={t(`link.dead.${kind}`)} />
          <a href="/sign-in">{t('link.signIn')}</a>
        </div>
      </Frame>
    );
  const { by, role, until } = link.data;
  const invited = by === undefined || role === undefined ? '' : t('link.invited', { by, role: t(`role.${role}`) });
  return (
    <Frame title={t(`link.${kind}`)} note={`${invited} ${t('link.until', { time: format.dateTime(until) })}`.trim()}>
      <OneTimeForm token={token} link={link.data} />
    </Frame>
  );
}

function OneTimeForm({ token, link }: { token: string; link: OneTimeLink }): ReactNode {
  const t = useText('app');
  const navigate = useNavigate();
  const setMe = useSetMe();
  const [name, setName] = useState(link.name ?? '');
  const [email, setEmail] = useState(link.email ?? '');
  const [password, setPassword] = useState('');
  const asksName = link.kind !== 'reset';
  const asksEmail = asksName && link.email === undefined;
  const using = useMutation({
    mutationFn: () =>
      followLink({
        token,
        password,
        ...(asksName ? { name: name.trim() } : {}),
        ...(asksEmail ? { email: email.trim() } : {}),
      }),
    onSuccess: ({ user }) => {
      setMe(user);
      void navigate({ to: '/flows', replace: true });
    },
  });
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    using.mutate();
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      {asksName && (
        <TextInput
          label={t('account.name')}
          name="name"
          autoComplete="name"
          required
          ref={focusFirst}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
      )}
      <TextInput
        label={t('signIn.email')}
        type="email"
        name="email"
        autoComplete="username"
        required
        readOnly={!asksEmail}
        value={email}
        onChange={(event) => setEmail(event.currentTarget.value)}
      />
      <PasswordInput
        label={t('account.newPassword')}
        description={t('account.newPassword.rule')}
        name="password"
        autoComplete="new-password"
        required
        value={password}
        visibilityToggleButtonProps={{ 'aria-label': t('signIn.show') }}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
      {using.error && <ErrorView error={using.error} />}
      <Button type="submit" size="md" loading={using.isPending}>
        {t(`link.${link.kind}.verb`)}
      </Button>
    </form>
  );
}
