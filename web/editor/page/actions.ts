import type { StepId } from '../../../src/base/ids.ts';
import { idsOf, stepOf } from '../../../src/flow/edit/draft.ts';
import { targetOf, type Exit } from '../../../src/flow/edit/ends.ts';
import { own } from '../../../src/flow/flow.ts';
import { triggersOf } from '../../../src/flow/trigger.ts';
import type { AddRequest } from '../canvas/canvas-world.ts';
import type { CanvasControl } from '../canvas/flow-canvas.tsx';
import { selectAlong, TRIGGERS, walk, type Direction, type Stop } from '../canvas/walk.ts';
import type { CommandId } from '../keys/keymap.ts';
import type { Session } from '../session/session.ts';
import { NOTHING_SELECTED } from '../session/state.ts';
import type { Verbs } from './verbs.ts';

/** What commands do beside changing the flow. */
export type Workbench = {
  session: Session;
  verbs: Verbs;
  /** Undefined while the canvas is not there. */
  canvas(): CanvasControl | undefined;
  /** Where the keyboard stands. */
  stop(): Stop;
  pick(request: AddRequest & { replace?: StepId }): void;
  startRename(step: StepId): void;
  showSheet(): void;
  extract(): void;
  goToFlow(flow: string): void;
  /** Pins what a step gave last, or asks for it. */
  pin(step: StepId): void;
  copyWebhook(path: string | undefined, isTest: boolean): void;
  groupTitle(): string;
  pasteFromSystem(): void;
  copyToSystem(text: string): void;
  undone(kind: 'undo' | 'redo'): void;
};

/** What commands do. */
type Actions = Readonly<Partial<Record<CommandId, () => void>>>;

/** What each command does. */
export function createActions(bench: Workbench): Readonly<Record<CommandId, () => void>> {
  return { ...stepActions(bench), ...walkActions(bench), ...editActions(bench), ...lookActions(bench) };
}

/** Does something with the first step that is chosen. */
const forFirst =
  ({ session }: Workbench, act: (step: StepId) => void) =>
  (): void => {
    const [step] = session.getState().selection.steps;
    if (step !== undefined) act(step);
  };

function stepActions(bench: Workbench) {
  const { verbs } = bench;
  return {
    addStep: () => bench.pick(requestFor(bench, false)),
    addLoose: () => bench.pick(requestFor(bench, true)),
    rename: forFirst(bench, bench.startRename),
    openSettings: () => openStop(bench),
    replace: forFirst(bench, (step) => bench.pick({ replace: step, screen: screenOf(bench, step) })),
    note: () => verbs.addNote(bench.canvas()?.pointer() ?? { x: 0, y: 0 }),
    toggleDisabled: () => verbs.toggleDisabled(),
    togglePin: () => {
      if (!verbs.unpin()) forFirst(bench, bench.pin)();
    },
    extract: bench.extract,
    openSubflow: forFirst(bench, (step) => {
      const { flow } = stepOf(verbs.now(), step).params as { flow?: unknown };
      if (typeof flow === 'string') bench.goToFlow(flow);
    }),
  } satisfies Actions;
}

function walkActions(bench: Workbench) {
  const { session, verbs } = bench;
  return {
    goUp: () => go(bench, 'up'),
    goDown: () => go(bench, 'down'),
    goLeft: () => go(bench, 'left'),
    goRight: () => go(bench, 'right'),
    selectUpstream: () => selectMore(bench, 'upstream'),
    selectDownstream: () => selectMore(bench, 'downstream'),
    selectAll: () => {
      const { flow, layout } = verbs.now();
      session.select({ steps: Object.keys(flow.steps) as StepId[], notes: Object.keys(layout.notes) });
    },
    clear: () => session.select(NOTHING_SELECTED),
  } satisfies Actions;
}

function editActions(bench: Workbench) {
  const { session, verbs } = bench;
  return {
    copy: () => {
      const text = verbs.copy();
      if (text !== undefined) bench.copyToSystem(text);
    },
    cut: () => {
      const text = verbs.copy();
      if (text === undefined) return;
      bench.copyToSystem(text);
      verbs.cut();
    },
    paste: bench.pasteFromSystem,
    duplicate: () => verbs.duplicate(),
    remove: remove(bench, false),
    removeAndRejoin: remove(bench, true),
    undo: () => bench.undone('undo'),
    redo: () => bench.undone('redo'),
    save: () => void session.flush(),
    group: () => verbs.group(bench.groupTitle()),
    ungroup: () => verbs.ungroup(),
    expandAll: () => verbs.collapse(false),
    collapseAll: () => verbs.collapse(true),
    tidy: () => verbs.tidy(),
    alignLeft: () => verbs.align('left'),
    alignRight: () => verbs.align('right'),
    alignTop: () => verbs.align('top'),
    alignBottom: () => verbs.align('bottom'),
    alignCentre: () => verbs.align('centre'),
    alignMiddle: () => verbs.align('middle'),
    distributeAcross: () => verbs.distribute('x'),
    distributeDown: () => verbs.distribute('y'),
  } satisfies Actions;
}

function lookActions(bench: Workbench) {
  const { session, verbs } = bench;
  return {
    zoomIn: () => bench.canvas()?.zoomIn(),
    zoomOut: () => bench.canvas()?.zoomOut(),
    zoomFull: () => bench.canvas()?.zoomFull(),
    fit: () => bench.canvas()?.fit(),
    map: () => bench.canvas()?.toggleMap(),
    read: () => bench.canvas()?.read(chosenStops(bench)),
    search: () => session.show('search'),
    test: () => toggle(session, 'test'),
    outline: () => toggle(session, 'outline'),
    problems: () => toggle(session, 'problems'),
    showInput: forFirst(bench, (step) => session.open({ step, tab: 'input' })),
    showOutput: forFirst(bench, (step) => session.open({ step, tab: 'output' })),
    copyWebhook: () => bench.copyWebhook(webhookOf(verbs), false),
    copyTestWebhook: () => bench.copyWebhook(webhookOf(verbs), true),
    shortcuts: bench.showSheet,
  } satisfies Actions;
}

const remove = (bench: Workbench, rejoin: boolean) => (): void => {
  const next = stopAfterRemoval(bench);
  bench.verbs.remove(rejoin);
  if (next !== undefined) bench.canvas()?.focus(next);
};

function toggle(session: Session, drawer: 'test' | 'outline' | 'problems'): void {
  session.show(session.getState().drawer === drawer ? undefined : drawer);
}

function webhookOf(verbs: Verbs): string | undefined {
  return triggersOf(verbs.now().flow, 'webhook')[0]?.path;
}

/** Where a command finds its step: what is chosen, else where the keyboard stands. */
function standing({ session, stop }: Workbench): Stop {
  const { steps } = session.getState().selection;
  const stood = stop();
  if (steps.length > 0) return stood !== TRIGGERS && steps.includes(stood) ? stood : (steps[0] ?? stood);
  return stood;
}

function chosenStops(bench: Workbench): readonly Stop[] {
  const { steps } = bench.session.getState().selection;
  return steps.length > 0 ? steps : [bench.stop()];
}

function openStop(bench: Workbench): void {
  const stop = standing(bench);
  bench.session.open({ ...(stop === TRIGGERS ? { flow: true } : { step: stop }), isKeyed: true });
}

/** Walks to another card: it is chosen, seen and focused. */
function go(bench: Workbench, direction: Direction): void {
  const { session, verbs } = bench;
  const draft = verbs.now();
  const next = walk(standing(bench), direction, { draft, places: verbs.places(), view: verbs.view });
  if (next === undefined) return;
  session.select(next === TRIGGERS ? NOTHING_SELECTED : { steps: [next] });
  bench.canvas()?.focus(next);
}

function selectMore({ session, verbs, stop }: Workbench, along: 'upstream' | 'downstream'): void {
  const { steps } = session.getState().selection;
  const stood = stop();
  const from = steps.length > 0 ? steps : stood === TRIGGERS ? [] : [stood];
  session.select({ steps: selectAlong(verbs.now(), from, along) });
}

function screenOf(bench: Workbench, stop: Stop): { x: number; y: number } {
  const canvas = bench.canvas();
  const rect = canvas?.screenOf(stop);
  if (!canvas || !rect) return { x: innerWidth / 3, y: innerHeight / 4 };
  return { x: rect.x + Math.min(rect.width, 280) + 12, y: rect.y };
}

/**
 * Where a new step goes: behind the one that is chosen, at its first free exit, else into its first way; the first step
 * of a flow at the start. `isLoose`: at the pointer, unconnected.
 */
function requestFor(bench: Workbench, isLoose: boolean): AddRequest {
  const { session, verbs } = bench;
  const canvas = bench.canvas();
  const at = canvas?.pointer() ?? { x: 0, y: 0 };
  const here = canvas?.toScreen(at) ?? { x: 0, y: 0 };
  if (isLoose) return { at, screen: here };
  const draft = verbs.now();
  const { steps, exits } = session.getState().selection;
  const [exit] = exits;
  if (exit && steps.length === 0) return { after: exit, screen: here };
  const stop = standing(bench);
  const isEmpty = idsOf(draft).length === 0 || targetOf(draft, { start: true }) === undefined;
  if (stop === TRIGGERS || isEmpty) {
    const start: Exit = { start: true };
    return { after: start, screen: screenOf(bench, TRIGGERS) };
  }
  const after = own(draft.flow.steps, stop) ? verbs.freeExit(stop) : undefined;
  return after ? { after, screen: screenOf(bench, stop) } : { at, screen: here };
}

/** The card that the keyboard goes to when what is chosen is gone. */
function stopAfterRemoval({ session, verbs }: Workbench): Stop | undefined {
  const { steps } = session.getState().selection;
  const [gone] = steps;
  if (gone === undefined) return undefined;
  const ground = { draft: verbs.now(), places: verbs.places(), view: verbs.view };
  let at: Stop | undefined = gone;
  for (let tries = steps.length; at !== undefined && tries >= 0; tries--) {
    at = walk(at, 'up', ground);
    if (at === TRIGGERS || (at !== undefined && !steps.includes(at))) return at;
  }
  return TRIGGERS;
}
