import { SegmentedControl } from '@mantine/core';
import { useSearch } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { useText } from '../../i18n/use-text.ts';
import { SidePanel } from '../../ui/split/side-panel.tsx';
import { useSession } from '../session/use-editor.ts';
import { DryTest } from './dry-test.tsx';
import { HereTest } from './here-test.tsx';
import styles from './test-panel.module.css';
import { RealTest } from './testers/real-test.tsx';
import { WorldTest } from './world-test.tsx';

const MODES = ['here', 'world', 'dry', 'real'] as const;
type Mode = (typeof MODES)[number];

/** The drawer in which a flow is tried out: a phone, and what the flow does meanwhile. */
export function TestPanel(): ReactNode {
  const t = useText('test');
  const session = useSession();
  const { find } = useSearch({ from: '/shell/flows/$flow' });
  // Whoever was sent here for the kept tests sees them.
  const [mode, setMode] = useState<Mode>(find === 'tests' ? 'world' : 'here');
  return (
    <SidePanel name="editor.test" title={t('title')} width={440} least={340} onClose={() => session.show(undefined)}>
      <div className={styles.panel}>
        <SegmentedControl
          fullWidth
          size="xs"
          aria-label={t('mode.label')}
          value={mode}
          onChange={(value) => setMode(value)}
          data={MODES.map((value) => ({ value, label: t(`mode.${value}`) }))}
        />
        <p className={styles.about}>{t(`mode.${mode}.about`)}</p>
        {mode === 'here' && <HereTest />}
        {mode === 'world' && <WorldTest />}
        {mode === 'dry' && <DryTest />}
        {mode === 'real' && <RealTest />}
      </div>
    </SidePanel>
  );
}
