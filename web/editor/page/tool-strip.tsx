import {
  IconDeviceLaptop,
  IconChartBar,
  IconKeyboard,
  IconLayoutDashboard,
  IconMaximize,
  IconMinus,
  IconMouse,
  IconPlus,
  IconSquarePlus,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useText } from '../../i18n/use-text.ts';
import type { Hand } from '../canvas/kept-view.ts';
import type { CommandId, Keymap } from '../keys/keymap.ts';
import styles from './editor.module.css';
import { Tool } from './top-bar.tsx';

type ToolStripProps = {
  keymap: Keymap;
  hand: Hand;
  isEditable: boolean;
  hasCounts: boolean;
  onHand(hand: Hand): void;
  onCounts(): void;
  run(command: CommandId): void;
};

/** Small tools at the lower edge of the canvas. */
export function ToolStrip({ keymap, hand, isEditable, hasCounts, onHand, onCounts, run }: ToolStripProps): ReactNode {
  const t = useText('workbench');
  const button = (id: CommandId, label: string, icon: ReactNode): ReactNode => (
    <Tool label={label} keys={keymap[id][0]} isOn={false} onClick={() => run(id)}>
      {icon}
    </Tool>
  );
  return (
    <div className={styles.tools} role="toolbar" aria-label={t('tools.label')}>
      {isEditable && button('addStep', t('tools.add'), <IconSquarePlus size={18} stroke={1.7} aria-hidden />)}
      {button('zoomOut', t('tools.zoomOut'), <IconMinus size={18} stroke={1.7} aria-hidden />)}
      {button('zoomIn', t('tools.zoomIn'), <IconPlus size={18} stroke={1.7} aria-hidden />)}
      {button('fit', t('tools.fit'), <IconMaximize size={18} stroke={1.7} aria-hidden />)}
      {isEditable && button('tidy', t('tools.tidy'), <IconLayoutDashboard size={18} stroke={1.7} aria-hidden />)}
      <Tool label={t('tools.counts')} keys={undefined} isOn={hasCounts} onClick={onCounts}>
        <IconChartBar size={18} stroke={1.7} aria-hidden />
      </Tool>
      <Tool
        label={t(`tools.hand.${hand}`)}
        keys={undefined}
        isOn={false}
        onClick={() => onHand(hand === 'mouse' ? 'trackpad' : 'mouse')}
      >
        {hand === 'mouse' ? (
          <IconMouse size={18} stroke={1.7} aria-hidden />
        ) : (
          <IconDeviceLaptop size={18} stroke={1.7} aria-hidden />
        )}
      </Tool>
      {button('shortcuts', t('tools.keys'), <IconKeyboard size={18} stroke={1.7} aria-hidden />)}
    </div>
  );
}
