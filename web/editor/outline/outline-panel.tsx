import type { ReactNode } from 'react';
import { useText } from '../../i18n/use-text.ts';
import { SidePanel } from '../../ui/split/side-panel.tsx';
import { useSession } from '../session/use-editor.ts';
import { OutlineTree } from './outline-tree.tsx';
import { useOutline } from './use-outline.ts';

/** The flow as a tree beside the canvas: everything that can be done there can be done here. */
export function OutlinePanel(): ReactNode {
  const t = useText('outline');
  const session = useSession();
  const outline = useOutline();
  return (
    <SidePanel name="editor.outline" title={t('title')} side="left" width={460} onClose={() => session.show(undefined)}>
      <OutlineTree outline={outline} />
    </SidePanel>
  );
}
