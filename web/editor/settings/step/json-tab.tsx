import { lazy, Suspense, useState, type ReactNode } from 'react';
import type { StepId } from '../../../../src/base/ids.ts';
import { isObject } from '../../../../src/base/json.ts';
import { setParams } from '../../../../src/flow/edit/set-params.ts';
import type { Step } from '../../../../src/flow/flow.ts';
import { useText } from '../../../i18n/use-text.ts';
import { readJson } from '../../../ui/form/json-field.tsx';
import { useViewer } from '../../../ui/viewer.tsx';
import { useStepWords } from '../../canvas/step-words.ts';
import { saidIn } from '../../problems/say-check.ts';
import { useEditor, useSession } from '../../session/use-editor.ts';
import { usePanel } from '../panel-world.tsx';
import { problemsOf } from './problems-tab.tsx';
import styles from './step.module.css';

const JsonEditor = lazy(async () => ({ default: (await import('../../../ui/form/json-editor.tsx')).JsonEditor }));

/** The settings of a step as JSON; what cannot be read stays in the field and changes nothing. */
export function JsonTab({ id, step }: { id: StepId; step: Step }): ReactNode {
  const t = useText('stepPanel');
  const session = useSession();
  const words = useStepWords();
  const { catalog } = usePanel();
  const isReadOnly = useEditor(({ readOnly }) => readOnly !== undefined);
  const diagnostics = useEditor((state) => state.diagnostics);
  const { language } = useViewer();
  const written = JSON.stringify(step.params, null, 2);
  const [text, setText] = useState(written);
  const [known, setKnown] = useState(written);
  if (known !== written) {
    setKnown(written);
    if (JSON.stringify(readJson(text)) !== JSON.stringify(step.params)) setText(written);
  }
  const isUnread = !isObject(readJson(text));
  const type = (next: string): void => {
    setText(next);
    const params = readJson(next);
    if (!isObject(params)) return;
    setKnown(JSON.stringify(params, null, 2));
    session.apply(
      { key: 'edit.setParams', values: { title: words.title({ title: step.title, type: step.type }) } },
      (draft) => setParams(draft, { step: id, params }, catalog.types).draft,
      { merge: `json ${id}` },
    );
  };
  const said = problemsOf(diagnostics, id).map((each) => saidIn(each, language));
  return (
    <div className={styles.stack}>
      <Suspense fallback={null}>
        <JsonEditor label={t('json.label')} text={text} isReadOnly={isReadOnly} type={type} />
      </Suspense>
      {isUnread && <p className={styles.error}>{t('json.unread')}</p>}
      {said.map(({ code, path, message }) => (
        <p key={path.join('.') + code} className={styles.error}>
          <code>{path.slice(4).join('.')}</code> {message}
        </p>
      ))}
    </div>
  );
}
