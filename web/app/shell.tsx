import { useMediaQuery } from '@mantine/hooks';
import { Link, Outlet, useNavigate, useRouter } from '@tanstack/react-router';
import { Suspense, useEffect, useRef, useState, type ReactNode } from 'react';
import { ImportHost } from '../flows/import/import-host.tsx';
import { LANGUAGES } from '../i18n/language.ts';
import { useText } from '../i18n/use-text.ts';
import { CommandsProvider } from '../ui/commands.tsx';
import { ErrorView } from '../ui/error-view.tsx';
import { Mark } from '../ui/mark.tsx';
import { PageBody } from '../ui/page-header.tsx';
import { useViewer } from '../ui/viewer.tsx';
import { Navigation } from './navigation.tsx';
import { Palette, PaletteButton } from './palette.tsx';
import { PersonMenu } from './person-menu.tsx';
import { Waiting } from './root.tsx';
import styles from './shell.module.css';
import type { Me } from './sign-in/auth.ts';
import { Expired } from './sign-in/expired.tsx';
import { useAuthState } from './sign-in/use-session.ts';

/** The inside of the app, for who is signed in; everybody else is led to the sign-in and back. */
export function Shell(): ReactNode {
  const { data, error, refetch } = useAuthState();
  if (error)
    return (
      <PageBody>
        <ErrorView error={error} retry={() => void refetch()} />
      </PageBody>
    );
  if (!data) return <Waiting />;
  if (!data.user) return <Out />;
  return <Inside me={data.user} />;
}

/** Leads to the sign-in, which leads back here. Once: while the way there is loading, this stays on the screen. */
function Out(): ReactNode {
  const navigate = useNavigate();
  const { latestLocation } = useRouter();
  const [here] = useState(latestLocation.href);
  useEffect(() => {
    void navigate({ to: '/sign-in', search: here === '/flows' ? {} : { to: here }, replace: true });
  }, [navigate, here]);
  return <Waiting />;
}

/** Navigation at the left, the page beside it. The page scrolls, the navigation stays. */
function Inside({ me }: { me: Me }): ReactNode {
  const t = useText('app');
  const narrow = useMediaQuery('(max-width: 1100px)', false, { getInitialValueInEffect: false });
  useOwnLanguage(me);
  return (
    <CommandsProvider>
      <div className={styles.shell}>
        <a className={styles.skip} href="#page">
          {t('skip')}
        </a>
        <header className={styles.side}>
          <Link to="/flows" className={styles.wordmark} aria-label={t('home')}>
            <Mark size={26} />
            <span className={styles.name}>rondine</span>
          </Link>
          <PaletteButton narrow={narrow} />
          <Navigation narrow={narrow} />
          <div className={styles.foot}>
            <PersonMenu me={me} narrow={narrow} />
          </div>
        </header>
        <main id="page" className={styles.page} tabIndex={-1}>
          <Suspense fallback={<Waiting />}>
            <Outlet />
          </Suspense>
        </main>
      </div>
      <Palette />
      <ImportHost />
      <Expired me={me} />
    </CommandsProvider>
  );
}

/** Speaks the language that the person chose, on whichever machine they come in. */
function useOwnLanguage({ id, language: own }: Me): void {
  const { language, setLanguage } = useViewer();
  const greeted = useRef<string>(undefined);
  useEffect(() => {
    if (greeted.current === id) return;
    greeted.current = id;
    const known = LANGUAGES.find((each) => each === own);
    if (known && known !== language) setLanguage(known);
  }, [id, own, language, setLanguage]);
}
