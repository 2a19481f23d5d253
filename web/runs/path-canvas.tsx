import { useEffect, useMemo, useRef, type ReactNode } from 'react';
import { draftOf } from '../../src/flow/edit/draft.ts';
import { steps as stepTypes } from '../../src/steps/index.ts';
import type { Reply } from '../api/client.ts';
import { FlowCanvas, type CanvasControl } from '../editor/canvas/flow-canvas.tsx';
import { useText } from '../i18n/use-text.ts';
import { litPathOf } from './lit-path.ts';
import { visitsAt } from './moments.ts';
import type { RunView } from './run-view.ts';

const TYPES = { steps: stepTypes };

type PathCanvasProps = { view: RunView; drawn: Reply<'GET /flows/:flow/versions/:version'> };

/** The flow as it is drawn, with the way of the run lit up to the moment. A click on a step goes to when the run was there. */
export function PathCanvas({ view, drawn }: PathCanvasProps): ReactNode {
  const t = useText('runs');
  const { details, place, go } = view;
  const { visits, events } = details;
  const { flow, layout } = drawn;
  const handle = useRef<CanvasControl>(null);
  const draft = useMemo(() => draftOf({ rondine: 1, flow, ...(layout ? { layout } : {}) }), [flow, layout]);
  const path = useMemo(() => litPathOf(visitsAt(visits, place.event?.number ?? 0), flow), [visits, flow, place]);
  useEffect(() => {
    if (path.at !== undefined) handle.current?.reveal(path.at);
  }, [path.at]);
  const toStep = (step: string | undefined): void => {
    const here = place.event?.number ?? 0;
    const there = visits.filter((visit) => visit.step === step);
    const visit = there.find(({ entered }) => entered > here) ?? there[0];
    const index = events.findIndex(({ number }) => number === visit?.entered);
    if (index >= 0) go(index);
  };
  return (
    <FlowCanvas
      label={t('path.drawing')}
      draft={draft}
      types={TYPES}
      path={path}
      handle={handle}
      onSelect={({ steps }) => steps.length === 1 && toStep(steps[0])}
      onOpen={(stop) => toStep(stop)}
    />
  );
}
