import { Button, Checkbox } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Diagnostic } from '../../../src/base/diagnostic.ts';
import { useText } from '../../i18n/use-text.ts';
import { StateBadge, type Tone } from '../../ui/state-badge.tsx';
import { useViewer } from '../../ui/viewer.tsx';
import { placeIn, wordsOf } from '../problems/words-of.ts';
import { draftIn } from '../session/state.ts';
import { useEditor } from '../session/use-editor.ts';
import styles from './publish.module.css';

type Found = Diagnostic & { key?: string };
type FindingsProps = {
  title: string;
  tone: Tone;
  findings: readonly Found[];
  jump(finding: Diagnostic): void;
  /** Where each has to be ticked: those that are. */
  accepted?: ReadonlySet<string>;
  accept?(keys: ReadonlySet<string>): void;
  children?: ReactNode;
};

/** What stands in the way, each with the step it is about. */
export function Findings(props: FindingsProps): ReactNode {
  const { title, tone, findings, jump, accepted, accept, children } = props;
  const t = useText('publish');
  const { language } = useViewer();
  const draft = useEditor(draftIn);
  const keys = findings.flatMap(({ key }) => (key === undefined ? [] : [key]));
  const toggle = (key: string): void => {
    const next = new Set(accepted);
    if (!next.delete(key)) next.add(key);
    accept?.(next);
  };
  return (
    <section className={styles.part}>
      <div className={styles.head}>
        <h3>
          <StateBadge tone={tone}>{title}</StateBadge>
        </h3>
        {accept && keys.length > 1 && (
          <Button variant="subtle" size="compact-sm" onClick={() => accept(new Set(keys))}>
            {t('accept.all')}
          </Button>
        )}
      </div>
      <ul className={styles.findings}>
        {findings.map((finding, at) => {
          const { sentence, cure } = wordsOf(finding, draft, language);
          const { step } = placeIn(finding, draft, language);
          const { key } = finding;
          return (
            // Two findings can be the same in all but their place in the list.
            <li key={`${finding.code} ${finding.path.join('.')} ${at}`}>
              {accept && key !== undefined && (
                <Checkbox
                  checked={accepted?.has(key) ?? false}
                  aria-label={t('accept', { what: sentence })}
                  onChange={() => toggle(key)}
                />
              )}
              <span className={styles.words}>
                <span>
                  <strong>{step}</strong> · {sentence}
                </span>
                <span className={styles.quiet}>{cure}</span>
              </span>
              <Button variant="default" size="compact-sm" onClick={() => jump(finding)}>
                {t('jump')}
              </Button>
            </li>
          );
        })}
      </ul>
      {children}
    </section>
  );
}
