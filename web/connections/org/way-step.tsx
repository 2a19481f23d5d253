import { useState, type ReactNode } from 'react';
import { useText } from '../../i18n/use-text.ts';
import { Choices } from '../choices.tsx';
import styles from '../connections.module.css';
import { WizardFrame } from '../wizard-frame.tsx';
import type { Screen } from './org-wizard.tsx';
import { WAYS, type Way } from './way.ts';

/** A new app, an old one, or one of the ways for those who know. */
export function WayStep({ frame, go, back }: Screen): ReactNode {
  const t = useText('connections');
  const [isOpen, setOpen] = useState(false);
  const list = (ways: readonly Way[]) =>
    ways.map((value) => ({ value, title: t(`org.way.${value}`), about: t(`org.way.${value}.about`) }));
  const choose = (way: Way): void => go({ way });
  return (
    <WizardFrame {...frame} heading={t('org.way')} about={t('org.way.about')} back={back}>
      <Choices choices={list(WAYS.slice(0, 3))} choose={choose} />
      <details open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary className={styles.more}>{t('org.way.advanced')}</summary>
        <Choices choices={list(WAYS.slice(3))} choose={choose} />
      </details>
    </WizardFrame>
  );
}
