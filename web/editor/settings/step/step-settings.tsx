import { Badge, Tabs } from '@mantine/core';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import type { StepId } from '../../../../src/base/ids.ts';
import type { JsonObject } from '../../../../src/base/json.ts';
import { setParams } from '../../../../src/flow/edit/set-params.ts';
import { own, type Step } from '../../../../src/flow/flow.ts';
import { useText } from '../../../i18n/use-text.ts';
import { Form } from '../../../ui/form/field.tsx';
import { useStepWords } from '../../canvas/step-words.ts';
import { useEditor, useSession } from '../../session/use-editor.ts';
import { usePanel } from '../panel-world.tsx';
import { useFormWorldOf } from '../use-form-world.ts';
import { VariableList } from '../variables/variable-list.tsx';
import { ExitsList } from './exit-select.tsx';
import { JsonTab } from './json-tab.tsx';
import { OutputTab } from './output-tab.tsx';
import { ProblemsTab, problemsOf } from './problems-tab.tsx';
import { RetryForm } from './retry-form.tsx';
import { StepForm } from './step-form.tsx';
import { StepHead } from './step-head.tsx';
import styles from './step.module.css';

/** Their forms say of each exit where it leads. */
const LEAD_BY_CASES = new Set(['branch', 'switch']);

const TABS = ['settings', 'input', 'output', 'problems', 'json'] as const;

/** All of one step: its head, its form, what it can read, what it writes, what is wrong with it. */
export function StepSettings({ id }: { id: StepId }): ReactNode {
  const t = useText('stepPanel');
  const { draft } = usePanel();
  const [tab, choose] = useTab(id);
  const diagnostics = useEditor((state) => state.diagnostics);
  const step = own(draft.flow.steps, id);
  useFieldFocus(id, () => choose('settings'));
  if (!step) return null;
  const problems = problemsOf(diagnostics, id);
  return (
    <>
      <StepHead id={id} step={step} />
      <Tabs value={tab} onChange={choose} keepMounted={false}>
        <Tabs.List className={styles.tabs ?? ''}>
          {TABS.map((each) => (
            <Tabs.Tab
              key={each}
              value={each}
              rightSection={
                each === 'problems' && problems.length > 0 ? (
                  <Badge size="xs" color={problems.some(({ severity }) => severity === 'error') ? 'red' : 'amber'}>
                    {problems.length}
                  </Badge>
                ) : undefined
              }
            >
              {t(`tab.${each}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="settings" className={styles.panel ?? ''}>
          <SettingsTab id={id} step={step} />
        </Tabs.Panel>
        <Tabs.Panel value="input" className={styles.panel ?? ''}>
          <VariableList />
        </Tabs.Panel>
        <Tabs.Panel value="output" className={styles.panel ?? ''}>
          <OutputTab id={id} step={step} />
        </Tabs.Panel>
        <Tabs.Panel value="problems" className={styles.panel ?? ''}>
          <ProblemsTab id={id} problems={problems} />
        </Tabs.Panel>
        <Tabs.Panel value="json" className={styles.panel ?? ''}>
          <JsonTab id={id} step={step} />
        </Tabs.Panel>
      </Tabs>
    </>
  );
}

function SettingsTab({ id, step }: { id: StepId; step: Step }): ReactNode {
  const t = useText('stepPanel');
  const session = useSession();
  const words = useStepWords();
  const { catalog } = usePanel();
  const world = useFormWorldOf(['flow', 'steps', id, 'params']);
  const type = own(catalog.types.steps, step.type);
  const change = (params: JsonObject, merge?: string): void => {
    const values = { title: words.title({ title: step.title, type: step.type }) };
    session.apply(
      { key: 'edit.setParams', values },
      (draft) => setParams(draft, { step: id, params }, catalog.types).draft,
      merge === undefined ? {} : { merge: `params ${id} ${merge}` },
    );
  };
  return (
    <Form world={world}>
      <div className={styles.stack}>
        {type ? (
          <StepForm type={step.type} schema={type.params} params={step.params} change={change} />
        ) : (
          <p className={styles.quiet}>{t('unknownType', { type: step.type })}</p>
        )}
        <RetryForm id={id} step={step} />
        {!LEAD_BY_CASES.has(step.type) && <ExitsList />}
        <details className={styles.details}>
          <summary>{t('variables.here')}</summary>
          <VariableList />
        </details>
      </div>
    </Form>
  );
}

/** The tab that is shown: what was asked for last, by a click or by a key. */
function useTab(id: StepId): [string | null, (tab: string | null) => void] {
  const opened = useEditor((state) => state.opened);
  const asked = opened && 'step' in opened && opened.step === id ? opened.tab : undefined;
  const [tab, choose] = useState<string | null>(asked ?? 'settings');
  const [followed, follow] = useState(opened);
  if (followed !== opened) {
    follow(opened);
    if (asked) choose(asked);
  }
  return [tab, choose];
}

/** Goes to the field that a problem or an outline names. */
function useFieldFocus(id: StepId, show: () => void): void {
  const opened = useEditor((state) => state.opened);
  const field = opened && 'step' in opened && opened.step === id ? opened.field : undefined;
  const shown = useRef(show);
  useEffect(() => {
    shown.current = show;
  });
  useEffect(() => {
    if (!field) return undefined;
    shown.current();
    // Fields come with the panel and their editors a moment later.
    const timer = setTimeout(() => {
      const place = [...field.keys()]
        .map((at) => field.slice(0, field.length - at).join('.'))
        .map((each) => document.querySelector<HTMLElement>(`[data-place="${CSS.escape(each)}"]`))
        .find((each) => each !== null);
      place?.scrollIntoView({ block: 'center' });
      const input = place?.matches('input, textarea, select')
        ? place
        : place?.querySelector<HTMLElement>('input, textarea, select, [contenteditable="true"]');
      input?.focus();
    }, 250);
    return () => clearTimeout(timer);
  }, [field]);
}
