import '@xyflow/react/dist/base.css';
import {
  Background,
  BackgroundVariant,
  MiniMap,
  ReactFlow,
  ReactFlowProvider,
  type Connection,
  type OnConnectEnd,
  type Viewport,
} from '@xyflow/react';
import {
  useEffect,
  useImperativeHandle,
  useMemo,
  useRef,
  useState,
  type DragEvent,
  type MouseEvent,
  type ReactNode,
  type Ref,
  type RefObject,
} from 'react';
import type { StepId } from '../../../src/base/ids.ts';
import type { Exit } from '../../../src/flow/edit/ends.ts';
import type { Point } from '../../../src/flow/layout.ts';
import { GRID } from '../../../src/flow/edit/snap-to-grid.ts';
import { NOTHING_SELECTED, type Selection } from '../session/state.ts';
import styles from './canvas.module.css';
import { CanvasWorldProvider, type CanvasEdits, type CanvasWorld } from './canvas-world.ts';
import { namedBy, type CanvasNode, type WayEdge as Way } from './derive.ts';
import { GroupBox } from './group-box.tsx';
import type { Hand } from './kept-view.ts';
import { NoteCard } from './note-card.tsx';
import { SliceLayer } from './slice-layer.tsx';
import { StepCard } from './step-card.tsx';
import { CanvasWordsProvider, useStepWords } from './step-words.ts';
import { TriggersCard } from './triggers-card.tsx';
import { useDerived, type Scene, type Shown } from './use-derived.ts';
import { useDrags } from './use-drags.ts';
import { useLatest } from './use-latest.ts';
import { useView, ZOOM, type CanvasHandle } from './use-view.ts';
import { TRIGGERS, type Stop } from './walk.ts';
import { wayAt, wayLines, waysAcross } from './way-lines.ts';
import { WayEdge } from './way-edge.tsx';

/** What the palette puts on a drag. */
export const PALETTE_DRAG = 'application/x-rondine-step';

/** The canvas in the hands of a page. `stop`: where the keyboard stands. */
export type CanvasControl = CanvasHandle & { stop(): Stop };

export type FlowCanvasProps = Omit<Shown, 'isReadOnly' | 'splice' | 'current'> & {
  /** Names the canvas for those who hear the page. */
  label: string;
  /** What an author can do; without it the canvas can only be looked at. */
  edits?: CanvasEdits | undefined;
  onSelect?: (selection: Selection) => void;
  onOpen?: (stop: Stop) => void;
  hand?: Hand;
  /** Names where this person stands in this flow; without it the flow is shown as a whole. */
  viewKey?: string;
  handle?: Ref<CanvasControl>;
  /** A picture: nothing answers to the pointer. */
  isStill?: boolean;
};

const NODES = { step: StepCard, triggers: TriggersCard, note: NoteCard, group: GroupBox };
const EDGES = { way: WayEdge };
const SNAP: [number, number] = [GRID, GRID];
const PAN_KEYS = ['Space', 'Control', 'Meta'];
/** What holds for every canvas. */
const FIXED = {
  nodeTypes: NODES,
  edgeTypes: EDGES,
  snapToGrid: true,
  snapGrid: SNAP,
  minZoom: ZOOM.least,
  maxZoom: ZOOM.most,
  connectionRadius: 28,
  connectOnClick: false,
  onlyRenderVisibleElements: true,
  nodesFocusable: false,
  edgesFocusable: false,
  disableKeyboardA11y: true,
  deleteKeyCode: null,
  zoomOnDoubleClick: false,
  nodeDragThreshold: 3,
  proOptions: { hideAttribution: true },
} as const;

/**
 * A flow as cards and ways: for authors, and without `edits` for those who look at runs, versions and templates. Nodes
 * and edges come from the draft alone.
 */
export function FlowCanvas(props: FlowCanvasProps): ReactNode {
  const words = useStepWords();
  return (
    <CanvasWordsProvider value={words}>
      <ReactFlowProvider>
        <Canvas {...props} />
      </ReactFlowProvider>
    </CanvasWordsProvider>
  );
}

function Canvas(props: FlowCanvasProps): ReactNode {
  const { edits, selection = NOTHING_SELECTED, onSelect, onOpen, hand = 'trackpad', isStill = false, label } = props;
  const isReadOnly = edits === undefined;
  const frame = useRef<HTMLDivElement>(null);
  const pointer = useRef<Point>(undefined);
  const [stood, stand] = useState<Stop>();
  const [splice, setSplice] = useState<string>();
  const current = currentOf(props, stood);
  const scene = useDerived({ ...props, current, splice, isReadOnly });
  const view = useView(frame, { viewKey: props.viewKey, pointer });
  const drags = useDrags({ scene, selection, onSelect, edits, setSplice });
  const world = useWorld({ edits, onOpen, onSelect, stand, view });
  const wires = useWires({ edits, view });
  const latest = useLatest(current);
  useImperativeHandle(props.handle, () => ({ ...view, stop: () => latest.current }), [view, latest]);
  const [isMoving, moved] = useMoving();
  const keep = (_event: unknown, viewport: Viewport): void => {
    moved();
    view.keep(viewport);
  };
  const cut = (line: readonly Point[]): void => {
    const exits = waysAcross(wayLines(scene.derived), line);
    if (exits.length > 0) edits?.slice(exits);
  };
  const chosenBefore = useRef<StepId>(undefined);
  const pick = useNodeClicks({ edits, onOpen, chosenBefore });
  return (
    <CanvasWorldProvider value={world}>
      <div
        ref={frame}
        className={styles.canvas}
        role="region"
        aria-label={label}
        data-canvas={isReadOnly ? 'read' : 'edit'}
        onPointerDownCapture={() => ([chosenBefore.current] = selection.steps)}
        onPointerMove={({ clientX, clientY }) => (pointer.current = { x: clientX, y: clientY })}
        onPointerLeave={() => (pointer.current = undefined)}
        {...paletteDrops({ edits, view, scene, setSplice })}
      >
        <SliceLayer toFlow={view.toFlow} onSlice={cut}>
          <ReactFlow<CanvasNode, Way>
            {...FIXED}
            {...handProps(hand, isStill)}
            nodes={drags.nodes}
            edges={drags.edges}
            onNodesChange={drags.change}
            onEdgesChange={drags.changeEdges}
            onNodeDrag={(_event, node, all) => drags.drag(node, all.length)}
            onNodeDragStop={drags.drop}
            onSelectionDragStop={drags.drop}
            onSelectionStart={(event) => drags.addToSelection(event.shiftKey)}
            onSelectionEnd={() => drags.addToSelection(false)}
            {...pick}
            {...wires}
            onInit={() => view.begin(drags.nodes)}
            onMoveStart={moved}
            onMoveEnd={keep}
            onPaneContextMenu={(event) =>
              menuAt(event, () => edits?.menu({ canvas: view.toFlow(at(event)) }, at(event)))
            }
            onPaneClick={() => onSelect?.(NOTHING_SELECTED)}
            nodesDraggable={!isReadOnly}
            nodesConnectable={!isReadOnly}
            elementsSelectable={!isStill}
          >
            <Background variant={BackgroundVariant.Dots} gap={GRID} size={1} />
            {isMoving && !isStill && <Overview />}
          </ReactFlow>
        </SliceLayer>
      </div>
    </CanvasWorldProvider>
  );
}

function Overview(): ReactNode {
  return (
    <MiniMap<CanvasNode> pannable zoomable className={styles.map ?? ''} nodeClassName={mapClass} ariaLabel={null} />
  );
}

/** The card that Tab goes to: where one stood last, else what is chosen, else the triggers. */
function currentOf({ draft, selection }: FlowCanvasProps, stood: Stop | undefined): Stop {
  const [chosen] = selection?.steps ?? [];
  const isThere = stood === TRIGGERS || (stood !== undefined && Object.hasOwn(draft.flow.steps, stood));
  const isChosen = isThere && stood !== TRIGGERS && selection?.steps.includes(stood) === true;
  if (chosen !== undefined && !isChosen) return chosen;
  return isThere ? stood : TRIGGERS;
}

const at = ({ clientX, clientY }: { clientX: number; clientY: number }): Point => ({ x: clientX, y: clientY });

function menuAt(event: { preventDefault(): void }, open: () => void): void {
  event.preventDefault();
  open();
}

function mapClass({ data, type }: CanvasNode): string {
  return (
    styles[type === 'step' && 'view' in data && 'category' in data.view ? `map-${data.view.category}` : 'mapOther'] ??
    ''
  );
}

/** What drags, wheels and keys do, by the pointing device. */
function handProps(hand: Hand, isStill: boolean) {
  if (isStill)
    return {
      panOnDrag: false,
      zoomOnScroll: false,
      zoomOnPinch: false,
      selectionKeyCode: null,
      panActivationKeyCode: null,
      preventScrolling: false,
    };
  const keys = {
    multiSelectionKeyCode: 'Shift',
    panActivationKeyCode: PAN_KEYS,
    zoomActivationKeyCode: ['Control', 'Meta'],
  };
  return hand === 'mouse'
    ? { ...keys, panOnDrag: true, zoomOnScroll: true, panOnScroll: false, selectionKeyCode: 'Shift' }
    : {
        ...keys,
        panOnDrag: [1],
        zoomOnScroll: false,
        panOnScroll: true,
        selectionOnDrag: true,
        selectionKeyCode: null,
      };
}

type WorldParts = Pick<FlowCanvasProps, 'edits' | 'onOpen' | 'onSelect'> & {
  stand(stop: Stop): void;
  view: CanvasHandle;
};

function useWorld(parts: WorldParts): CanvasWorld {
  const latest = useLatest(parts);
  return useMemo(
    () => ({
      edits: () => latest.current.edits,
      stand: (stop) => latest.current.stand(stop),
      open: (stop) => latest.current.onOpen?.(stop),
      selectGroup: (steps) => latest.current.onSelect?.({ ...NOTHING_SELECTED, steps }),
      toScreen: (point) => latest.current.view.toScreen(point),
    }),
    [latest],
  );
}

/** The map is there while the view moves, and a little longer. */
function useMoving(): [boolean, () => void] {
  const [isMoving, setMoving] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const moved = useMemo(
    () => () => {
      clearTimeout(timer.current);
      setMoving(true);
      const hide = (): void => {
        // It is used itself while the pointer is on it.
        if (document.querySelector('.react-flow__minimap:hover')) timer.current = setTimeout(hide, 800);
        else setMoving(false);
      };
      timer.current = setTimeout(hide, 1400);
    },
    [],
  );
  return [isMoving, moved];
}

type Clicks = Pick<FlowCanvasProps, 'edits' | 'onOpen'> & {
  /** A click chooses what it is on before it is told of: this is from before. */
  chosenBefore: RefObject<StepId | undefined>;
};

function useNodeClicks({ edits, onOpen, chosenBefore }: Clicks) {
  return {
    onNodeClick: (event: MouseEvent, node: CanvasNode): void => {
      const named = namedBy(node.id);
      if ('step' in named && (event.ctrlKey || event.metaKey)) edits?.chain(named.step, chosenBefore.current);
    },
    onNodeDoubleClick: (_event: MouseEvent, node: CanvasNode): void => {
      const named = namedBy(node.id);
      if ('step' in named) onOpen?.(named.step);
      if ('triggers' in named) onOpen?.(TRIGGERS);
    },
    onNodeContextMenu: (event: MouseEvent, node: CanvasNode): void => {
      const named = namedBy(node.id);
      menuAt(event, () => {
        if ('note' in named) edits?.menu({ note: named.note }, at(event));
        else if ('step' in named) edits?.menu({ steps: true, on: named.step }, at(event));
      });
    },
    onEdgeContextMenu: (event: MouseEvent, edge: Way): void =>
      menuAt(event, () => {
        if (edge.data) edits?.menu({ exit: edge.data.exit }, at(event));
      }),
  };
}

/** Drawing a way: to a handle, to any place of a card, or to the empty canvas, where a step can be chosen. */
function useWires({ edits, view }: { edits: CanvasEdits | undefined; view: CanvasHandle }) {
  const exitOf = (source: string | null, handle: string | null | undefined): Exit | undefined => {
    if (source === null || handle === null || handle === undefined) return undefined;
    const named = namedBy(source);
    if ('step' in named) return { step: named.step, outcome: handle };
    return handle === 'start' ? { start: true } : { handler: Number(handle.split(' ')[1]) };
  };
  const onConnect = ({ source, sourceHandle, target }: Connection): void => {
    const from = exitOf(source, sourceHandle);
    const named = namedBy(target);
    if (from && 'step' in named) edits?.connect(from, named.step);
  };
  const onConnectEnd: OnConnectEnd = (event, state) => {
    if (state.isValid || !state.fromNode || state.fromHandle?.type !== 'source') return;
    const from = exitOf(state.fromNode.id, state.fromHandle.id);
    const pressed = 'changedTouches' in event ? event.changedTouches[0] : event;
    if (!pressed) return;
    const screen = at(pressed);
    const below = document.elementFromPoint(screen.x, screen.y);
    const step = below?.closest<HTMLElement>('[data-step]')?.dataset['step'];
    if (!from || !below?.closest('[data-canvas]')) return;
    if (step !== undefined && step !== TRIGGERS) {
      if (step !== state.fromNode.id) edits?.connect(from, step as StepId);
    } else if (step === undefined) edits?.add({ after: from, at: view.toFlow(screen), screen });
  };
  return { onConnect, onConnectEnd };
}

type DropParts = {
  edits: CanvasEdits | undefined;
  view: CanvasHandle;
  scene: Scene;
  setSplice(key: string | undefined): void;
};

/** A step that is dragged out of the palette: to a place, or into a way. */
function paletteDrops({ edits, view, scene, setSplice }: DropParts) {
  const isOurs = ({ dataTransfer }: DragEvent): boolean =>
    edits !== undefined && dataTransfer.types.includes(PALETTE_DRAG);
  const wayUnder = (event: DragEvent) => wayAt(wayLines(scene.derived), view.toFlow(at(event)));
  return {
    onDragOver: (event: DragEvent): void => {
      if (!isOurs(event)) return;
      event.preventDefault();
      const key = wayUnder(event);
      const edge = key && scene.derived.edges.find(({ data }) => data?.exit === key.exit);
      setSplice(edge?.id);
    },
    onDragLeave: () => setSplice(undefined),
    onDrop: (event: DragEvent): void => {
      if (!isOurs(event)) return;
      event.preventDefault();
      setSplice(undefined);
      edits?.drop(event.dataTransfer.getData(PALETTE_DRAG), view.toFlow(at(event)), wayUnder(event)?.exit);
    },
  };
}
