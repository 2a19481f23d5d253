import { lazy, Suspense, type ReactNode } from 'react';
import { FileDrop } from '../../ui/file-drop.tsx';
import { useCanEdit } from '../use-can-edit.ts';
import { offerFiles, useOfferedFiles } from './offered-files.ts';

const ImportDialog = lazy(async () => ({ default: (await import('./import-dialog.tsx')).ImportDialog }));

/** Takes files that are dropped anywhere in the app, and asks what to do with them. Once, around all pages. */
export function ImportHost(): ReactNode {
  const canEdit = useCanEdit();
  const files = useOfferedFiles();
  if (!canEdit) return null;
  return (
    <>
      <FileDrop onFiles={offerFiles} />
      {files.length > 0 && (
        <Suspense fallback={null}>
          <ImportDialog key={files.map(({ name, lastModified }) => `${name} ${lastModified}`).join()} files={files} />
        </Suspense>
      )}
    </>
  );
}
