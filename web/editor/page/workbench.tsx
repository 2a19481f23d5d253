import { ActionIcon } from '@mantine/core';
import { IconLayoutSidebarLeftCollapse, IconLayoutSidebarLeftExpand } from '@tabler/icons-react';
import { useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import type { StepId } from '../../../src/base/ids.ts';
import type { Draft } from '../../../src/flow/edit/draft.ts';
import { useText } from '../../i18n/use-text.ts';
import type { AddRequest, CanvasEdits } from '../canvas/canvas-world.ts';
import type { Counts } from '../canvas/derive.ts';
import { FlowCanvas, type CanvasControl } from '../canvas/flow-canvas.tsx';
import { keepHand, readHand } from '../canvas/kept-view.ts';
import { useStepWords } from '../canvas/step-words.ts';
import { TRIGGERS } from '../canvas/walk.ts';
import type { CommandId } from '../keys/keymap.ts';
import { ShortcutSheet } from '../keys/shortcut-sheet.tsx';
import { useKeymap, useKeys } from '../keys/use-keys.ts';
import { FloatingPicker } from '../picker/floating-picker.tsx';
import { likelyAfter, paletteOf, type PaletteItem, type PaletteTitles } from '../picker/palette.ts';
import { StepPicker } from '../picker/step-picker.tsx';
import { useEditor, useSession } from '../session/use-editor.ts';
import { draftIn } from '../session/state.ts';
import { createActions } from './actions.ts';
import { CanvasMenu, type OpenMenu } from './canvas-menu.tsx';
import styles from './editor.module.css';
import { ExtractDialog } from './extract-dialog.tsx';
import { BottomPanels, ConflictStrip, LeftPanels, RightPanels } from './panels.tsx';
import { SearchPanel } from './search-panel.tsx';
import { ToolStrip } from './tool-strip.tsx';
import { TopBar } from './top-bar.tsx';
import { chooseFocused, useClipboard } from './use-clipboard.ts';
import { useExtract } from './use-extract.ts';
import { useImportInto } from './use-import-into.ts';
import { useNotices, wordsFor } from './use-notices.ts';
import { useAnnounce } from '../../ui/announce.tsx';
import { createVerbs, type Addition, type Verbs } from './verbs.ts';

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

type Picking = AddRequest & { replace?: StepId };
const DOCK = 'rondine.editor.dock';

/** The editor of one flow: the canvas with its bar, tools, picker, menus and panels. */
export function Workbench(props: WorkbenchProps): ReactNode {
  const t = useText('workbench');
  const s = useText('session');
  const session = useSession();
  const words = useStepWords();
  const announce = useAnnounce();
  const canvas = useRef<CanvasControl>(null);
  const verbs = useVerbs();
  const draft = useEditor(draftIn);
  const selection = useEditor((state) => state.selection);
  const diagnostics = useEditor((state) => state.diagnostics);
  const path = useEditor((state) => state.path);
  const catalog = useEditor((state) => state.catalog);
  const drawer = useEditor((state) => state.drawer);
  const isEditable = useEditor(({ readOnly }) => readOnly === undefined);
  const [picking, setPicking] = useState<Picking>();
  const [menu, setMenu] = useState<OpenMenu>();
  const [renaming, setRenaming] = useState<StepId>();
  const [isSheetOpen, setSheetOpen] = useState(false);
  const [isExtracting, setExtracting] = useState(false);
  const [hand, setHand] = useState(() => readHand(localStorage));
  const [isDocked, setDocked] = useState(() => localStorage.getItem(DOCK) === 'open');
  const { keymap, rebind, reset } = useKeymap(props.person);
  const items = useMemo(
    () =>
      paletteOf(catalog, { title: words.type, about: (type) => words.t.known(`about.${type}`) ?? '' }, props.titles),
    [catalog, words, props.titles],
  );
  useNotices(session);
  useImportInto(session);
  useEffect(() => verbs.repair(), [verbs]);
  const clipboard = useClipboard({ session, verbs, canvas, denied: t('clipboard.denied') });
  const extract = useExtract(() => setExtracting(false));

  const added = (step: StepId | undefined): void => {
    if (step === undefined) return;
    const type = catalog.types.steps[verbs.view(step).type];
    const { required = [] } = (type?.params ?? {}) as { required?: readonly string[] };
    if (required.length > 0) session.open({ step });
    canvas.current?.focus(step);
  };
  const pick = (item: Addition): void => {
    if (!picking) return;
    setPicking(undefined);
    if (picking.replace === undefined) added(verbs.add(item, picking));
    else verbs.replace(picking.replace, item);
  };
  const closePicker = (): void => {
    setPicking(undefined);
    canvas.current?.focus(canvas.current.stop());
  };
  const actions = createActions({
    session,
    verbs,
    canvas: () => canvas.current ?? undefined,
    stop: () => canvas.current?.stop() ?? TRIGGERS,
    pick: setPicking,
    startRename: setRenaming,
    showSheet: () => setSheetOpen(true),
    extract: () => selection.steps.length > 0 && setExtracting(true),
    goToFlow: props.onGoToFlow,
    showTab: (step) => session.open({ step }),
    copyWebhook: (webhook) => {
      const address = webhook === undefined ? undefined : `${location.origin}/webhooks/${webhook}`;
      if (address !== undefined) void navigator.clipboard?.writeText(address);
      announce(address === undefined ? t('webhook.none') : t('webhook.copied', { address }));
    },
    groupTitle: () => t('group.new'),
    pasteFromSystem: clipboard.paste,
    copyToSystem: clipboard.write,
    undone: (kind) => {
      const label = kind === 'undo' ? session.undo() : session.redo();
      if (label) announce(s(kind === 'undo' ? 'undone' : 'redone', { what: wordsFor(s, label) }));
      else announce(s(kind === 'undo' ? 'undone.nothing' : 'redone.nothing'));
    },
  });
  const run = (command: CommandId): void => {
    if (ABOUT_STEPS.has(command)) chooseFocused(session);
    actions[command]();
  };
  useKeys({ keymap, isReadOnly: !isEditable, run });
  const edits = useEdits({ verbs, setPicking, setMenu, setRenaming, added, canvas });
  const label = picking?.replace
    ? t('picker.replace', { title: words.title(verbs.view(picking.replace)) })
    : picking?.after && 'step' in picking.after
      ? t('picker.after', { title: words.title(verbs.view(picking.after.step)) })
      : t('picker.add');
  const dock = (isOpen: boolean): void => {
    localStorage.setItem(DOCK, isOpen ? 'open' : 'folded');
    setDocked(isOpen);
  };
  const openMenu = (next: OpenMenu): void => setMenu(next);
  return (
    <div className={styles.editor}>
      <TopBar published={props.published} version={props.version} keymap={keymap} run={run} />
      <ConflictStrip />
      <div className={styles.body}>
        <LeftPanels />
        {drawer === 'search' && (
          <SearchPanel
            onGo={(step) => {
              session.select({ steps: [step] });
              canvas.current?.reveal(step);
            }}
            onLeave={() => {
              session.show(undefined);
              canvas.current?.focus(selection.steps[0] ?? canvas.current.stop());
            }}
          />
        )}
        {isEditable && isDocked && (
          <Dock
            items={items}
            likely={likelyAfter(draft, undefined, catalog)}
            onFold={() => dock(false)}
            onPick={(item) => added(verbs.add(additionOf(item), requestAfter(verbs, selection.steps[0])))}
          />
        )}
        <div className={styles.middle}>
          <div className={styles.stage}>
            <FlowCanvas
              label={t('canvas.label', { name: draft.flow.name })}
              draft={draft}
              types={catalog.types}
              selection={selection}
              diagnostics={diagnostics}
              {...(props.published ? { published: props.published } : {})}
              path={path}
              counts={props.counts}
              renaming={renaming}
              edits={
                isEditable
                  ? { ...edits, menu: (target, screen) => menuFor(session, target, () => openMenu({ target, screen })) }
                  : undefined
              }
              onSelect={session.select}
              onOpen={(stop) => session.open(stop === TRIGGERS ? { flow: true } : { step: stop })}
              hand={hand}
              viewKey={`${props.person}.${draft.flow.id}`}
              handle={canvas}
            />
            {isEditable && !isDocked && (
              <ActionIcon
                className={styles.dockToggle ?? ''}
                size={34}
                aria-label={t('palette.open')}
                title={t('palette.open')}
                onClick={() => dock(true)}
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
          <BottomPanels />
        </div>
        <RightPanels />
      </div>
      {picking && (
        <FloatingPicker
          label={label}
          screen={picking.screen}
          items={items}
          likely={likelyAfter(draft, picking.after, catalog)}
          onPick={(item) => pick(additionOf(item))}
          onClose={closePicker}
        />
      )}
      <CanvasMenu
        menu={menu}
        keymap={keymap}
        run={run}
        onInsert={(target) => {
          if (!menu) return;
          if ('exit' in target) setPicking({ after: target.exit, screen: menu.screen });
          if ('canvas' in target) setPicking({ at: target.canvas, screen: menu.screen });
        }}
        onPaper={(note, colour) => verbs.changeNote(note, { colour })}
        onClose={() => setMenu(undefined)}
      />
      <ShortcutSheet
        isOpen={isSheetOpen}
        keymap={keymap}
        onRebind={rebind}
        onReset={reset}
        onClose={() => setSheetOpen(false)}
      />
      {isExtracting && <ExtractDialog onDo={extract} onClose={() => setExtracting(false)} />}
    </div>
  );
}

const ABOUT_STEPS: ReadonlySet<CommandId> = new Set([
  'rename',
  'replace',
  'toggleDisabled',
  'togglePin',
  'extract',
  'openSubflow',
  'copy',
  'cut',
  'duplicate',
  'remove',
  'removeAndRejoin',
  'group',
  'showInput',
  'showOutput',
]);

/** What was clicked with the other button is chosen, so that the menu's commands are about it. */
function menuFor(session: ReturnType<typeof useSession>, target: OpenMenu['target'], open: () => void): void {
  const { steps } = session.getState().selection;
  if ('steps' in target && !steps.includes(target.on)) session.select({ steps: [target.on] });
  if ('exit' in target) session.select({ exits: [target.exit] });
  if ('note' in target) session.select({ notes: [target.note] });
  open();
}

function requestAfter(verbs: Verbs, step: StepId | undefined) {
  const after = step === undefined ? undefined : verbs.freeExit(step);
  return after ? { after } : {};
}

function useVerbs(): Verbs {
  const session = useSession();
  const words = useStepWords();
  return useMemo(
    () =>
      createVerbs(
        session,
        (draft, step) => {
          const found = Object.hasOwn(draft.flow.steps, step) ? draft.flow.steps[step] : undefined;
          return found ? words.title(found) : step;
        },
        words.type,
      ),
    [session, words],
  );
}

type EditParts = {
  verbs: Verbs;
  setPicking(picking: Picking): void;
  setMenu(menu: OpenMenu): void;
  setRenaming(step: StepId | undefined): void;
  added(step: StepId | undefined): void;
  canvas: { readonly current: CanvasControl | null };
};

/** What the canvas asks for, done by the verbs. */
function useEdits({ verbs, setPicking, setMenu, setRenaming, added, canvas }: EditParts): CanvasEdits {
  return {
    move: verbs.move,
    connect: verbs.connect,
    chain: verbs.chain,
    add: setPicking,
    slice: verbs.slice,
    rename: (step, title) => {
      setRenaming(undefined);
      if (title !== undefined) verbs.rename(step, title);
      canvas.current?.focus(step);
    },
    changeNote: verbs.changeNote,
    collapse: (group, isCollapsed) => verbs.collapse(isCollapsed, group),
    renameGroup: (group, title) => verbs.changeGroup(group, { title }),
    drop: (data, at, into) => {
      const item = readDropped(data);
      if (item) added(verbs.add(item, { at, ...(into ? { after: into } : {}) }));
    },
    menu: (target, screen) => setMenu({ target, screen }),
  };
}

/** What an item adds. An operation says what it does; a type of step waits for its author's words. */
function additionOf({ type, params, title }: PaletteItem): Addition {
  return params ? { type, params, title } : { type };
}

function readDropped(data: string): Addition | undefined {
  try {
    const { type, params } = JSON.parse(data) as Partial<Addition>;
    return typeof type === 'string' ? { type, ...(params ? { params } : {}) } : undefined;
  } catch {
    return undefined;
  }
}

type DockProps = {
  items: readonly PaletteItem[];
  likely: readonly string[];
  onPick(item: PaletteItem): void;
  onFold(): void;
};

/** The list of steps that stays open beside the canvas. */
function Dock({ items, likely, onPick, onFold }: DockProps): ReactNode {
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
