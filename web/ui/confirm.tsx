import { Button, Group, Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { useText } from '../i18n/use-text.ts';

type ConfirmProps = {
  opened: boolean;
  title: string;
  /** What will happen and that it cannot be undone. */
  children: ReactNode;
  /** The verb on the button: "Remove Ada". */
  verb: string;
  busy?: boolean;
  confirm(): void;
  close(): void;
};

/** Asks before what cannot be undone; whatever can is done at once (`useNotify().done` with `undo`). */
export function Confirm({ opened, title, children, verb, busy = false, confirm, close }: ConfirmProps): ReactNode {
  const t = useText('ui');
  return (
    <Modal opened={opened} onClose={close} title={title} closeButtonProps={{ 'aria-label': t('confirm.cancel') }}>
      {children}
      <Group justify="flex-end" mt="lg" gap="sm">
        <Button variant="default" onClick={close}>
          {t('confirm.cancel')}
        </Button>
        <Button color="red" loading={busy} onClick={confirm}>
          {verb}
        </Button>
      </Group>
    </Modal>
  );
}
