import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, type ReactNode } from 'react';
import { useText } from '../../i18n/use-text.ts';
import { Frame } from './frame.tsx';
import { SignInForm } from './sign-in-form.tsx';
import { useAuthState, useSetMe } from './use-session.ts';
import { localAddress } from './local-address.ts';

/** Where one signs in; leads on to where one wanted to go. */
export function SignInPage(): ReactNode {
  const t = useText('app');
  const { to } = useSearch({ from: '/sign-in' });
  const navigate = useNavigate();
  const setMe = useSetMe();
  const { data } = useAuthState();
  const signedIn = data?.user !== undefined;
  useEffect(() => {
    if (signedIn) void navigate({ href: localAddress(to), replace: true });
  }, [signedIn, to, navigate]);
  if (data?.setUp === false)
    return (
      <Frame title={t('setUp.needed')} note={t('setUp.needed.why')}>
        <p>
          <a href="/demo">{t('setUp.demo')}</a>
        </p>
      </Frame>
    );
  return (
    <Frame title={t('signIn.title')}>
      <SignInForm done={setMe} />
    </Frame>
  );
}
