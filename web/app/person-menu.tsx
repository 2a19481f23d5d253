import { Menu, UnstyledButton } from '@mantine/core';
import { IconLogout, IconUserCircle } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useApiMutation } from '../api/query.ts';
import { useText } from '../i18n/use-text.ts';
import { useNotify } from '../ui/use-notify.tsx';
import styles from './person-menu.module.css';
import { signOut, type Me } from './sign-in/auth.ts';
import { useSetMe } from './sign-in/use-session.ts';
import { ViewerItems } from './viewer-items.tsx';

/** Who is signed in: their account, language, colours, and the way out. */
export function PersonMenu({ me, narrow }: { me: Me; narrow: boolean }): ReactNode {
  const t = useText('app');
  const navigate = useNavigate();
  const notify = useNotify();
  const setMe = useSetMe();
  const change = useApiMutation('PATCH /session');
  const leave = (): void => {
    signOut().then(() => {
      setMe(undefined);
      void navigate({ to: '/sign-in' });
    }, notify.failed);
  };
  return (
    <Menu position={narrow ? 'right-end' : 'top-start'} width={220}>
      <Menu.Target>
        <UnstyledButton
          className={styles.button}
          data-narrow={narrow}
          aria-label={narrow ? t('person.menu', { name: me.name }) : undefined}
        >
          <span className={styles.initials} aria-hidden>
            {initialsOf(me.name)}
          </span>
          {!narrow && (
            <span className={styles.who}>
              <span className={styles.name}>{me.name}</span>
              <span className={styles.role}>{t(`role.${me.role}`)}</span>
            </span>
          )}
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconUserCircle size={16} aria-hidden />}
          onClick={() => void navigate({ to: '/settings/account' })}
        >
          {t('person.account')}
        </Menu.Item>
        <Menu.Divider />
        <ViewerItems onLanguage={(language) => change.mutate({ body: { language } }, { onError: notify.failed })} />
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={leave}>
          {t('person.signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/);
  return [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => [...(word ?? '')][0] ?? '').join('');
}
