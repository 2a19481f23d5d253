import type { ReactNode } from 'react';
import { useText } from '../../i18n/use-text.ts';
import { useStepWords } from '../canvas/step-words.ts';
import type { CommandId, Keymap } from '../keys/keymap.ts';
import { ShortcutSheet } from '../keys/shortcut-sheet.tsx';
import { FloatingPicker } from '../picker/floating-picker.tsx';
import { likelyAfter } from '../picker/palette.ts';
import { useEditor } from '../session/use-editor.ts';
import { draftIn } from '../session/state.ts';
import { CanvasMenu } from './canvas-menu.tsx';
import { ExtractDialog } from './extract-dialog.tsx';
import { PinDialog } from './pin-dialog.tsx';
import { additionOf, type Desk } from './use-desk.ts';
import { useExtract } from './use-extract.ts';

type OverlaysProps = {
  desk: Desk;
  keymap: Keymap;
  run(command: CommandId): void;
  onRebind(id: CommandId, keys: string): void;
  onReset(): void;
};

/** What opens above the workbench: the picker, menus, the sheet of keys, dialogs. */
export function Overlays({ desk, keymap, run, onRebind, onReset }: OverlaysProps): ReactNode {
  const words = useStepWords();
  const { verbs, menu, pinning } = desk;
  const extract = useExtract(() => desk.extract(false));
  return (
    <>
      <Picking desk={desk} />
      <CanvasMenu
        menu={menu}
        keymap={keymap}
        run={run}
        onInsert={(target) => {
          if (!menu) return;
          if ('exit' in target) desk.pick({ after: target.exit, screen: menu.screen });
          if ('canvas' in target) desk.pick({ at: target.canvas, screen: menu.screen });
        }}
        onPaper={(note, colour) => verbs.changeNote(note, { colour })}
        onClose={() => desk.openMenu(undefined)}
      />
      <ShortcutSheet
        isOpen={desk.isSheetOpen}
        keymap={keymap}
        onRebind={onRebind}
        onReset={onReset}
        onClose={() => desk.showSheet(false)}
      />
      {desk.isExtracting && <ExtractDialog onDo={extract} onClose={() => desk.extract(false)} />}
      {pinning && (
        <PinDialog
          title={words.title(verbs.view(pinning))}
          onDo={(output) => {
            verbs.pin(pinning, output);
            desk.askPin(undefined);
          }}
          onClose={() => desk.askPin(undefined)}
        />
      )}
    </>
  );
}

function Picking({ desk }: { desk: Desk }): ReactNode {
  const t = useText('workbench');
  const words = useStepWords();
  const draft = useEditor(draftIn);
  const catalog = useEditor((state) => state.catalog);
  const { picking, verbs, canvas } = desk;
  if (!picking) return null;
  const { after, replace, screen } = picking;
  const label = (): string => {
    if (replace) return t('picker.replace', { title: words.title(verbs.view(replace)) });
    if (after && 'step' in after) return t('picker.after', { title: words.title(verbs.view(after.step)) });
    return t('picker.add');
  };
  return (
    <FloatingPicker
      label={label()}
      screen={screen}
      items={desk.items}
      likely={likelyAfter(draft, after, catalog)}
      onPick={(item) => {
        desk.pick(undefined);
        if (replace === undefined) desk.added(verbs.add(additionOf(item), picking));
        else verbs.replace(replace, additionOf(item));
      }}
      onClose={() => {
        desk.pick(undefined);
        canvas.current?.focus(canvas.current.stop());
      }}
    />
  );
}
