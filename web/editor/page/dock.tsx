import { ActionIcon } from '@mantine/core';
import { IconLayoutSidebarLeftCollapse } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useText } from '../../i18n/use-text.ts';
import type { PaletteItem } from '../picker/palette.ts';
import { StepPicker } from '../picker/step-picker.tsx';
import styles from './editor.module.css';

type DockProps = {
  items: readonly PaletteItem[];
  likely: readonly string[];
  onPick(item: PaletteItem): void;
  onFold(): void;
};

/** The list of steps that stays open beside the canvas. */
export function Dock({ items, likely, onPick, onFold }: DockProps): ReactNode {
  const t = useText('workbench');
  return (
    <aside className={styles.dock} aria-label={t('palette.title')}>
      <div className={styles.dockHead}>
        {t('palette.title')}
        <ActionIcon aria-label={t('palette.close')} title={t('palette.close')} onClick={onFold}>
          <IconLayoutSidebarLeftCollapse size={19} stroke={1.7} aria-hidden />
        </ActionIcon>
      </div>
      <StepPicker label={t('picker.add')} items={items} likely={likely} onPick={onPick} />
    </aside>
  );
}
