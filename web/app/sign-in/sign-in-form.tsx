import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState, type ReactNode, type SubmitEvent } from 'react';
import { useText } from '../../i18n/use-text.ts';
import { ErrorView } from '../../ui/error-view.tsx';
import { focusFirst } from '../../ui/focus-first.ts';
import { signIn, type Me } from './auth.ts';
import styles from './frame.module.css';

/** E-mail and password. `email` is filled in where it is known who has to come back. */
export function SignInForm({ email: known = '', done }: { email?: string; done(user: Me): void }): ReactNode {
  const t = useText('app');
  const [email, setEmail] = useState(known);
  const [password, setPassword] = useState('');
  const entering = useMutation({
    mutationFn: () => signIn(email.trim(), password),
    onSuccess: ({ user }) => done(user),
  });
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    entering.mutate();
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <TextInput
        label={t('signIn.email')}
        type="email"
        name="email"
        autoComplete="username"
        required
        data-autofocus={known === ''}
        ref={known === '' ? focusFirst : undefined}
        value={email}
        onChange={(event) => setEmail(event.currentTarget.value)}
      />
      <PasswordInput
        label={t('signIn.password')}
        name="password"
        autoComplete="current-password"
        required
        data-autofocus={known !== ''}
        ref={known === '' ? undefined : focusFirst}
        value={password}
        visibilityToggleButtonProps={{ 'aria-label': t('signIn.show') }}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
      {entering.error && <ErrorView error={entering.error} />}
      <Button type="submit" size="md" loading={entering.isPending}>
        {t('signIn.verb')}
      </Button>
      <p className={styles.hint}>{t('signIn.forgot')}</p>
    </form>
  );
}
