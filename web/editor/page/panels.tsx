import { lazy, Suspense, type ComponentType, type ReactNode } from 'react';
import { useEditor } from '../session/use-editor.ts';

type Module = Readonly<Record<string, ComponentType>>;

/** Panels are loaded when they are opened first. */
const files = import.meta.glob<Module>([
  '../settings/settings-panel.tsx',
  '../test/test-panel.tsx',
  '../problems/problems-panel.tsx',
  '../outline/outline-panel.tsx',
  '../publish/publish-button.tsx',
  '../conflict/conflict-strip.tsx',
]);

function panel(file: string, name: string): ComponentType | undefined {
  const load = files[file];
  return load && lazy(async () => ({ default: (await load())[name] ?? Nothing }));
}

function Nothing(): ReactNode {
  return null;
}

const SettingsPanel = panel('../settings/settings-panel.tsx', 'SettingsPanel');
const TestPanel = panel('../test/test-panel.tsx', 'TestPanel');
const ProblemsPanel = panel('../problems/problems-panel.tsx', 'ProblemsPanel');
const OutlinePanel = panel('../outline/outline-panel.tsx', 'OutlinePanel');

const Strip = panel('../conflict/conflict-strip.tsx', 'ConflictStrip');

/** The button that publishes. */
export const PublishButton = panel('../publish/publish-button.tsx', 'PublishButton');

const shown = (Panel: ComponentType | undefined, isOpen: boolean): ReactNode =>
  Panel && isOpen ? (
    <Suspense fallback={null}>
      <Panel />
    </Suspense>
  ) : null;

/** What stands above the canvas: what somebody else changed, and what could not be saved yet. */
export function ConflictStrip(): ReactNode {
  return shown(Strip, true);
}

/** What stands at the left of the canvas. */
export function LeftPanels(): ReactNode {
  return shown(OutlinePanel, useEditor(({ drawer }) => drawer) === 'outline');
}

/** What stands at the right: the settings, and the phone. */
export function RightPanels(): ReactNode {
  const drawer = useEditor((state) => state.drawer);
  const isOpen = useEditor(({ opened }) => opened !== undefined);
  return (
    <>
      {shown(SettingsPanel, isOpen)}
      {shown(TestPanel, drawer === 'test')}
    </>
  );
}

/** What stands below. */
export function BottomPanels(): ReactNode {
  return shown(ProblemsPanel, useEditor(({ drawer }) => drawer) === 'problems');
}
