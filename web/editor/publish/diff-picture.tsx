import { useMemo, type ReactNode, type Ref } from 'react';
import type { StepId } from '../../../src/base/ids.ts';
import type { Draft } from '../../../src/flow/edit/draft.ts';
import { steps } from '../../../src/steps/index.ts';
import { FlowCanvas, type CanvasControl } from '../canvas/flow-canvas.tsx';
import { NOTHING_SELECTED } from '../session/state.ts';

type DiffPictureProps = {
  /** Without it the later draft is shown alone. */
  before?: Draft | undefined;
  after: Draft;
  label: string;
  step?: StepId | undefined;
  onStep?: (step: StepId | undefined) => void;
  handle?: Ref<CanvasControl>;
};

const TYPES = { steps };

/** A draft to look at, with what was added, changed and removed since another one. */
export function DiffPicture({ before, after, label, step, onStep, handle }: DiffPictureProps): ReactNode {
  const selection = useMemo(
    () => (step === undefined ? NOTHING_SELECTED : { ...NOTHING_SELECTED, steps: [step] }),
    [step],
  );
  return (
    <FlowCanvas
      label={label}
      draft={after}
      types={TYPES}
      {...(before ? { diff: before } : {})}
      selection={selection}
      onSelect={({ steps: chosen }) => onStep?.(chosen.at(-1))}
      {...(handle ? { handle } : {})}
    />
  );
}
