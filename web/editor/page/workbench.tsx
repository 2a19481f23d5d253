import { useEffect, useState, type ReactNode } from 'react';
import type { StepId } from '../../../src/base/ids.ts';
import type { Draft } from '../../../src/flow/edit/draft.ts';
import type { Counts } from '../canvas/canvas-nodes.ts';
import type { Exit } from '../../../src/flow/edit/ends.ts';
import { useKeymap, useKeys } from '../keys/use-keys.ts';
import { likelyAfter, type PaletteTitles } from '../picker/palette.ts';
import { useEditor } from '../session/use-editor.ts';
import { draftIn } from '../session/state.ts';
import { Dock } from './dock.tsx';
import styles from './editor.module.css';
import { Overlays } from './overlays.tsx';
import { BottomPanels, ConflictStrip, LeftPanels, RightPanels } from './panels.tsx';
import { SearchPanel } from './search-panel.tsx';
import { Stage } from './stage.tsx';
import { TopBar } from './top-bar.tsx';
import { useCommandRunner } from './use-commands.ts';
import { useAddress } from './use-address.ts';
import { additionOf, useDesk, type Desk } from './use-desk.ts';
import { useImportInto } from './use-import-into.ts';
import { useNotices } from './use-notices.ts';

type WorkbenchProps = {
  /** Whose keys and views these are. */
  person: string;
  titles: PaletteTitles;
  published: Draft['flow'] | undefined;
  version: number | undefined;
  counts: Counts | undefined;
  hasCounts: boolean;
  onCounts(): void;
  onGoToFlow(flow: string): void;
};

const DOCK = 'rondine.editor.dock';

/** The editor of one flow: the canvas with its bar, tools, picker, menus and panels. */
export function Workbench(props: WorkbenchProps): ReactNode {
  const desk = useDesk(props.titles);
  const { session, verbs } = desk;
  const isEditable = useEditor(({ readOnly }) => readOnly === undefined);
  const [isDocked, setDocked] = useState(() => localStorage.getItem(DOCK) === 'open');
  const { keymap, rebind, reset } = useKeymap(props.person);
  const run = useCommandRunner(desk, props.onGoToFlow);
  useKeys({ keymap, isReadOnly: !isEditable, run });
  useNotices(session);
  useAddress(desk);
  useImportInto(session);
  useEffect(() => verbs.repair(), [verbs]);
  const dock = (isOpen: boolean): void => {
    localStorage.setItem(DOCK, isOpen ? 'open' : 'folded');
    setDocked(isOpen);
  };
  const { person, published, version, counts, hasCounts, onCounts } = props;
  return (
    <div className={styles.editor}>
      <TopBar published={published} version={version} keymap={keymap} run={run} />
      <ConflictStrip />
      <div className={styles.body}>
        <LeftPanels />
        <Search desk={desk} />
        {isEditable && isDocked && <Palette desk={desk} onFold={() => dock(false)} />}
        <div className={styles.middle}>
          <Stage
            {...{ desk, person, published, counts, hasCounts, keymap, isEditable, isDocked, onCounts, run }}
            onDock={() => dock(true)}
          />
          <BottomPanels />
        </div>
        <RightPanels />
      </div>
      <Overlays desk={desk} keymap={keymap} run={run} onRebind={rebind} onReset={reset} />
    </div>
  );
}

function Search({ desk: { session, canvas } }: { desk: Desk }): ReactNode {
  const isOpen = useEditor(({ drawer }) => drawer === 'search');
  if (!isOpen) return null;
  return (
    <SearchPanel
      onGo={(step) => {
        session.select({ steps: [step] });
        canvas.current?.reveal(step);
      }}
      onLeave={() => {
        session.show(undefined);
        canvas.current?.focus(session.getState().selection.steps[0] ?? canvas.current.stop());
      }}
    />
  );
}

function Palette({ desk, onFold }: { desk: Desk; onFold(): void }): ReactNode {
  const draft = useEditor(draftIn);
  const catalog = useEditor((state) => state.catalog);
  const { session, verbs } = desk;
  const behind = (step: StepId | undefined): { after?: Exit } => {
    const after = step === undefined ? undefined : verbs.freeExit(step);
    return after ? { after } : {};
  };
  return (
    <Dock
      items={desk.items}
      likely={likelyAfter(draft, undefined, catalog)}
      onFold={onFold}
      onPick={(item) => desk.added(verbs.add(additionOf(item), behind(session.getState().selection.steps[0])))}
    />
  );
}
