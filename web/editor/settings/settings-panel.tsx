import { useCallback, type ReactNode } from 'react';
import type { StepId } from '../../../src/base/ids.ts';
import { useText } from '../../i18n/use-text.ts';
import { SidePanel } from '../../ui/split/side-panel.tsx';
import { useEditor, useSession } from '../session/use-editor.ts';
import { FlowSettings } from './flow/flow-settings.tsx';
import { PanelWorldProvider } from './panel-world.tsx';
import { StepSettings } from './step/step-settings.tsx';
import { useKeyedFocus } from './use-keyed-focus.ts';
import { usePanelWorld } from './use-panel-world.ts';

/** The panel beside the canvas: the settings of the step that is open, or those of the flow. Nothing where none is. */
export function SettingsPanel(): ReactNode {
  const opened = useEditor((state) => state.opened);
  if (!opened) return null;
  return 'step' in opened ? <OpenPanel key={opened.step} step={opened.step} /> : <OpenPanel key="" step={undefined} />;
}

function OpenPanel({ step }: { step: StepId | undefined }): ReactNode {
  const t = useText('stepPanel');
  const session = useSession();
  const world = usePanelWorld(step);
  const close = useCallback(() => session.open(undefined), [session]);
  const content = useKeyedFocus(step);
  return (
    <PanelWorldProvider value={world}>
      <SidePanel
        name="editor.settings"
        title={step === undefined ? t('panel.flow') : t('panel.step')}
        width={420}
        least={340}
        onClose={close}
      >
        <div ref={content} style={{ display: 'contents' }}>
          {step === undefined ? <FlowSettings /> : <StepSettings id={step} />}
        </div>
      </SidePanel>
    </PanelWorldProvider>
  );
}
