import { Switch } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useText } from '../../i18n/use-text.ts';
import { HereTest } from './here-test.tsx';
import styles from './test-panel.module.css';

/** A trial that asks the real systems, behind a switch that is seen as long as it is on. */
export function DryTest(): ReactNode {
  const t = useText('test');
  const [isOn, setOn] = useState(false);
  return (
    <>
      <div className={styles.danger} data-on={isOn || undefined}>
        <Switch
          color="red"
          label={t('dry.switch')}
          description={t('dry.warning')}
          checked={isOn}
          onChange={(event) => setOn(event.target.checked)}
        />
      </div>
      {isOn && <HereTest isDry />}
    </>
  );
}
