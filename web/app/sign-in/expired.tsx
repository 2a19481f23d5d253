import { Modal } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState, type ReactNode } from 'react';
import { SIGNED_OUT } from '../../api/client.ts';
import { useText } from '../../i18n/use-text.ts';
import type { Me } from './auth.ts';
import { SignInForm } from './sign-in-form.tsx';

/**
 * Asks for a sign-in over the page when the session has ended. The page stays as it is underneath, with all that was
 * not saved yet; it goes on when the same person is back. Somebody else begins anew.
 */
export function Expired({ me }: { me: Me }): ReactNode {
  const t = useText('app');
  const queries = useQueryClient();
  const [opened, setOpened] = useState(false);
  useEffect(() => {
    const open = (): void => setOpened(true);
    addEventListener(SIGNED_OUT, open);
    return () => removeEventListener(SIGNED_OUT, open);
  }, []);
  const back = (user: Me): void => {
    if (user.id !== me.id) return location.assign('/');
    setOpened(false);
    void queries.invalidateQueries();
  };
  return (
    <Modal
      opened={opened}
      onClose={() => undefined}
      withCloseButton={false}
      closeOnEscape={false}
      closeOnClickOutside={false}
      title={t('expired.title')}
      zIndex={450}
    >
      <p>{t('expired.why', { name: me.name })}</p>
      <SignInForm email={me.email ?? ''} done={back} />
    </Modal>
  );
}
