import { ActionIcon } from '@mantine/core';
import { IconLayoutSidebarLeftExpand } from '@tabler/icons-react';
import { useMemo, useState, type ReactNode } from 'react';
import type { Draft } from '../../../src/flow/edit/draft.ts';
import { useText } from '../../i18n/use-text.ts';
import { useViewer } from '../../ui/viewer.tsx';
import type { Counts } from '../canvas/canvas-nodes.ts';
import { FlowCanvas } from '../canvas/flow-canvas.tsx';
import { keepHand, readHand } from '../canvas/kept-view.ts';
import { TRIGGERS } from '../canvas/walk.ts';
import type { CommandId, Keymap } from '../keys/keymap.ts';
import { saidIn } from '../problems/say-check.ts';
import { useEditor } from '../session/use-editor.ts';
import { draftIn } from '../session/state.ts';
import styles from './editor.module.css';
import { ToolStrip } from './tool-strip.tsx';
import { editsOn, type Desk } from './use-desk.ts';

type StageProps = {
  desk: Desk;
  person: string;
  published: Draft['flow'] | undefined;
  counts: Counts | undefined;
  hasCounts: boolean;
  keymap: Keymap;
  isEditable: boolean;
  isDocked: boolean;
  onDock(): void;
  onCounts(): void;
  run(command: CommandId): void;
};

/** The canvas with its small tools. */
export function Stage(props: StageProps): ReactNode {
  const t = useText('workbench');
  const [hand, setHand] = useState(() => readHand(localStorage));
  const { keymap, isEditable, run } = props;
  return (
    <div className={styles.stage}>
      <Picture {...props} hand={hand} />
      {isEditable && !props.isDocked && (
        <ActionIcon
          className={styles.dockToggle ?? ''}
          size={34}
          aria-label={t('palette.open')}
          title={t('palette.open')}
          onClick={props.onDock}
        >
          <IconLayoutSidebarLeftExpand size={19} stroke={1.7} aria-hidden />
        </ActionIcon>
      )}
      <ToolStrip
        keymap={keymap}
        hand={hand}
        isEditable={isEditable}
        hasCounts={props.hasCounts}
        onCounts={props.onCounts}
        onHand={(next) => {
          keepHand(localStorage, next);
          setHand(next);
        }}
        run={run}
      />
    </div>
  );
}

function Picture({
  desk,
  person,
  published,
  counts,
  isEditable,
  hand,
}: StageProps & { hand: ReturnType<typeof readHand> }): ReactNode {
  const t = useText('workbench');
  const draft = useEditor(draftIn);
  const selection = useEditor((state) => state.selection);
  const diagnostics = useEditor((state) => state.diagnostics);
  const path = useEditor((state) => state.path);
  const types = useEditor((state) => state.catalog.types);
  const { language } = useViewer();
  const said = useMemo(() => diagnostics.map((each) => saidIn(each, language)), [diagnostics, language]);
  const { session } = desk;
  return (
    <FlowCanvas
      label={t('canvas.label', { name: draft.flow.name })}
      draft={draft}
      types={types}
      selection={selection}
      diagnostics={said}
      {...(published ? { published } : {})}
      path={path}
      counts={counts}
      renaming={desk.renaming}
      edits={isEditable ? editsOn(desk) : undefined}
      onSelect={session.select}
      onOpen={(stop) => session.open(stop === TRIGGERS ? { flow: true } : { step: stop })}
      hand={hand}
      viewKey={`${person}.${draft.flow.id}`}
      handle={desk.canvas}
    />
  );
}
