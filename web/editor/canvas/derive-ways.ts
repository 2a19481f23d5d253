import type { StepId } from '../../../src/base/ids.ts';
import { stepOf } from '../../../src/flow/edit/draft.ts';
import { waysOf, type Exit } from '../../../src/flow/edit/ends.ts';
import { own } from '../../../src/flow/flow.ts';
import { exitKey } from '../session/state.ts';
import { groupNode, handleOf, TRIGGERS_NODE, type CanvasInput, type WayData, type WayEdge } from './canvas-nodes.ts';
import type { Parts } from './derive-parts.ts';
import type { Change } from './marks.ts';

/** All ways between cards; inside of a collapsed group there are none. */
export function edgesOf(input: CanvasInput, parts: Parts): WayEdge[] {
  const { draft, compared } = input;
  const ways = waysOf(draft).filter(({ to }) => own(draft.flow.steps, to));
  const made = ways.flatMap((way) => edgeOf(way, { input, parts, change: compared?.ways.get(exitKey(way.exit)) }));
  const gone = (compared?.goneWays ?? []).flatMap((way) => edgeOf(way, { input, parts, change: 'removed' }));
  return [...made, ...gone.map((edge) => ({ ...edge, id: `removed ${edge.id}` }))];
}

function edgeOf(
  { exit, to }: { exit: Exit; to: StepId },
  { input, parts, change }: { input: CanvasInput; parts: Parts; change: Change | undefined },
): WayEdge[] {
  const { draft, views, isReadOnly } = input;
  const { folded, litExits, selectedExits } = parts;
  const from = 'step' in exit ? exit.step : undefined;
  const [fromGroup, toGroup] = [from && folded.get(from), folded.get(to)];
  if (fromGroup !== undefined && fromGroup === toGroup) return [];
  const key = exitKey(exit);
  const exits = from === undefined ? [] : views(from, stepOf(draft, from), draft.flow.language).exits;
  const lane =
    from === undefined
      ? 'handler' in exit
        ? exit.handler + 1
        : 0
      : exits.findIndex(({ outcome }) => outcome === handleOf(exit));
  const data: WayData = {
    exit,
    lane: Math.max(0, lane),
    isLit: litExits.has(key),
    isTrouble: exits[lane]?.isTrouble ?? 'handler' in exit,
    isSplice: false,
    change,
    isReadOnly,
  };
  return [
    {
      id: key,
      type: 'way',
      source: from === undefined ? TRIGGERS_NODE : fromGroup === undefined ? from : groupNode(fromGroup),
      sourceHandle: fromGroup === undefined ? handleOf(exit) : key,
      target: toGroup === undefined ? to : groupNode(toGroup),
      selected: selectedExits.has(key),
      zIndex: data.isLit ? 1 : 0,
      data,
    },
  ];
}
