import { Button, Loader } from '@mantine/core';
import { useEffect, useRef, type ReactNode } from 'react';
import { isObject } from '../../../src/base/json.ts';
import { useApiMutation } from '../../api/query.ts';
import { useText } from '../../i18n/use-text.ts';
import { ErrorView } from '../../ui/error-view.tsx';
import { StateBadge } from '../../ui/state-badge.tsx';
import styles from '../connections.module.css';
import { WizardFrame } from '../wizard-frame.tsx';
import { Spoken } from '../words-of.tsx';
import type { Screen } from './org-wizard.tsx';

/** A record that is tried and not kept: what would be sent, and what the org makes of it. */
export function TrialStep({ name, kind, frame, go, back }: Screen): ReactNode {
  const t = useText('connections');
  const attempt = useApiMutation('POST /connections/:connection/dry-run');
  const { mutate, data, error, isPending } = attempt;
  const begun = useRef(false);
  const { trial } = kind;
  const object = trial?.input['object'];
  const run = (): void => {
    if (trial) mutate({ params: { connection: name }, body: trial });
  };
  useEffect(() => {
    if (begun.current || !trial) return;
    begun.current = true;
    mutate({ params: { connection: name }, body: trial });
  }, [trial, mutate, name]);
  const result = data?.result;
  const failure = result && 'failure' in result ? result.failure : undefined;
  const fields = trial && isObject(trial.input['fields']) ? Object.entries(trial.input['fields']) : [];
  const isWell = result !== undefined && !failure;
  return (
    <WizardFrame
      {...frame}
      heading={t('org.trial')}
      about={t('org.trial.about')}
      back={back}
      {...(isWell ? { next: { label: t('org.trial.done'), run: () => go() } } : {})}
      {...(!isWell && !isPending ? { other: { label: t('org.trial.skip'), run: () => go() } } : {})}
    >
      <dl className={styles.facts}>
        <dt>{t('org.trial.object')}</dt>
        <dd>{typeof object === 'string' ? object : ''}</dd>
        {fields.map(([field, value]) => (
          <Fact key={field} name={field} value={typeof value === 'string' ? value : JSON.stringify(value)} />
        ))}
      </dl>
      {isPending && (
        <p className={styles.looking}>
          <Loader size={16} aria-hidden />
          {t('org.trial.running')}
        </p>
      )}
      {isWell && <StateBadge tone="good">{t('org.trial.well')}</StateBadge>}
      {failure && (
        <div className={styles.callout} data-tone="red" role="alert">
          <p>{t('org.trial.refused')}</p>
          <p>
            <Spoken text={failure.message} />
          </p>
        </div>
      )}
      {data && data.blind.length > 0 && (
        <details>
          <summary className={styles.more}>{t('org.trial.blind')}</summary>
          <ul className={styles.bullets}>
            {data.blind.map((each) => (
              <li key={each}>
                <Spoken text={each} />
              </li>
            ))}
          </ul>
        </details>
      )}
      {error && <ErrorView error={error} />}
      {!isPending && (
        <Button variant="default" size="xs" onClick={run}>
          {t('org.trial.again')}
        </Button>
      )}
    </WizardFrame>
  );
}

function Fact({ name, value }: { name: string; value: string }): ReactNode {
  return (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  );
}
