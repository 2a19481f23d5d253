import '@xyflow/react/dist/base.css';
import { Background, BackgroundVariant, ReactFlow, ReactFlowProvider, useStore } from '@xyflow/react';
import { useImperativeHandle, useRef, useState, type ReactNode, type Ref } from 'react';
import type { StepId } from '../../../src/base/ids.ts';
import type { Point } from '../../../src/flow/layout.ts';
import { GRID } from '../../../src/flow/edit/snap-to-grid.ts';
import { NOTHING_SELECTED, type Selection } from '../session/state.ts';
import styles from './canvas.module.css';
import type { CanvasNode, WayEdge as Way } from './canvas-nodes.ts';
import { CanvasWorldProvider, FarProvider, type CanvasEdits } from './canvas-world.ts';
import { GroupBox } from './group-box.tsx';
import { FIXED_PROPS, handProps } from './hand-props.ts';
import type { Hand } from './kept-view.ts';
import { NoteCard } from './note-card.tsx';
import { Overview, useOverview } from './overview.tsx';
import { paletteDrops } from './palette-drops.ts';
import { SliceLayer } from './slice-layer.tsx';
import { StepCard } from './step-card.tsx';
import { CanvasWordsProvider, useStepWords } from './step-words.ts';
import { TriggersCard } from './triggers-card.tsx';
import { useActs } from './use-acts.ts';
import { useDerived, type Shown } from './use-derived.ts';
import { useDrags } from './use-drags.ts';
import { useKeptInView } from './use-kept-in-view.ts';
import { useLatest } from './use-latest.ts';
import { useView, ZOOM, type CanvasHandle } from './use-view.ts';
import { useWorld } from './use-world.ts';
import { TRIGGERS, type Stop } from './walk.ts';
import { wayLines, waysAcross } from './way-lines.ts';
import { WayEdge } from './way-edge.tsx';

/** The canvas in the hands of a page. `stop`: where the keyboard stands. */
export type CanvasControl = CanvasHandle & { stop(): Stop; toggleMap(): void };

export type FlowCanvasProps = Omit<Shown, 'isReadOnly' | 'current'> & {
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
  const chosenBefore = useRef<StepId>(undefined);
  const [stood, stand] = useState<Stop>();
  const [splice, setSplice] = useState<string>();
  const current = currentOf(props, stood);
  const scene = useDerived({ ...props, current, isReadOnly });
  const view = useView(frame, { viewKey: props.viewKey, pointer });
  const drags = useDrags({ scene, selection, onSelect, edits, splice, setSplice });
  const world = useWorld({ edits, onOpen, onSelect, stand, view });
  const map = useOverview(view.needsMap);
  const latest = useLatest(current);
  useKeptInView(frame, selection.steps.length > 0 ? current : undefined);
  useImperativeHandle(props.handle, () => ({ ...view, stop: () => latest.current, toggleMap: map.toggle }), [
    view,
    latest,
    map.toggle,
  ]);
  const isFar = useStore(({ transform: [, , zoom] }) => zoom < ZOOM.far);
  const acts = useActs({ edits, onOpen, onSelect, view, drags, map, chosenBefore });
  const cut = (line: readonly Point[]): void => {
    const exits = waysAcross(wayLines(scene.derived), line);
    if (exits.length > 0) edits?.slice(exits);
  };
  return (
    <CanvasWorldProvider value={world}>
      <div
        ref={frame}
        className={styles.canvas}
        role="region"
        aria-label={label}
        data-canvas={isReadOnly ? 'read' : 'edit'}
        data-far={isFar}
        onPointerDownCapture={() => ([chosenBefore.current] = selection.steps)}
        onPointerMove={({ clientX, clientY }) => (pointer.current = { x: clientX, y: clientY })}
        onPointerLeave={() => (pointer.current = undefined)}
        {...paletteDrops({ edits, view, scene, setSplice })}
      >
        <SliceLayer toFlow={view.toFlow} onSlice={cut}>
          <FarProvider value={isFar}>
            <ReactFlow<CanvasNode, Way>
              {...FIXED_PROPS}
              {...handProps(hand, isStill)}
              {...acts}
              nodeTypes={NODES}
              edgeTypes={EDGES}
              nodes={drags.nodes}
              edges={drags.edges}
              nodesDraggable={!isReadOnly}
              nodesConnectable={!isReadOnly}
              elementsSelectable={!isStill}
            >
              <Background variant={BackgroundVariant.Dots} gap={GRID} size={1} />
              {map.isShown && !isStill && <Overview />}
            </ReactFlow>
          </FarProvider>
        </SliceLayer>
      </div>
    </CanvasWorldProvider>
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
