import { Breadcrumbs, UnstyledButton } from '@mantine/core';
import { IconFolder } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useText } from '../i18n/use-text.ts';
import { foldersBelow, pathTo, type ListedFlow } from './flow-list.ts';
import styles from './flows.module.css';
import { shownName } from './shown-name.ts';

type FoldersProps = { flows: readonly ListedFlow[]; folder: string | undefined; go(folder: string | undefined): void };

/** Where one is among the folders, and the folders below. Nothing while no flow lies in one. */
export function Folders({ flows, folder, go }: FoldersProps): ReactNode {
  const t = useText('flows');
  const below = foldersBelow(flows, folder);
  if (folder === undefined && below.length === 0) return null;
  return (
    <nav className={styles.folders} aria-label={t('folders')}>
      {folder !== undefined && (
        <Breadcrumbs>
          <UnstyledButton className={styles.crumb} onClick={() => go(undefined)}>
            {t('folders.all')}
          </UnstyledButton>
          {pathTo(folder).map(({ path, name }) =>
            path === folder ? (
              <span key={path} aria-current="page">
                {shownName(name, t)}
              </span>
            ) : (
              <UnstyledButton key={path} className={styles.crumb} onClick={() => go(path)}>
                {shownName(name, t)}
              </UnstyledButton>
            ),
          )}
        </Breadcrumbs>
      )}
      {below.map(({ path, name, count }) => (
        <UnstyledButton key={path} className={styles.folder} onClick={() => go(path)}>
          <IconFolder size={16} aria-hidden />
          {shownName(name, t)}
          <span className={styles.count}>{t('folders.count', { count })}</span>
        </UnstyledButton>
      ))}
    </nav>
  );
}
