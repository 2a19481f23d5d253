import { Button, JsonInput, NumberInput, Switch } from '@mantine/core';
import { useMemo, useState, type ReactNode } from 'react';
import { isObject, type JsonObject } from '../../../src/base/json.ts';
import type { Reply } from '../../api/client.ts';
import { useApiMutation } from '../../api/query.ts';
import { useText } from '../../i18n/use-text.ts';
import { ErrorView } from '../../ui/error-view.tsx';
import { useNotify } from '../../ui/use-notify.tsx';
import { ConfigForm } from '../config-form.tsx';
import { changesOf, fieldsOf, problemsOf, type Filled } from '../config-fields.ts';
import type { Connection } from '../connection-state.ts';
import styles from '../connections.module.css';
import { useSignOff } from './use-sign-off.ts';

type SettingsTabProps = { connection: Connection; kind: Reply<'GET /connection-kinds/:kind'> };

/** Fields, limits and figures of a connection, and the end of its consent. */
export function SettingsTab({ connection, kind }: SettingsTabProps): ReactNode {
  return (
    <div className={styles.sections}>
      <Fields connection={connection} kind={kind} />
      <Settings connection={connection} kind={kind} />
      {kind.can.disconnects && <SignOff connection={connection} />}
    </div>
  );
}

function Fields({ connection, kind }: SettingsTabProps): ReactNode {
  const t = useText('connections');
  const notify = useNotify();
  const { key, config, revision } = connection;
  const [typed, setTyped] = useState<Filled>({});
  const [isTold, setTold] = useState(false);
  const change = useApiMutation('PATCH /connections/:connection');
  const fields = useMemo(() => fieldsOf(kind.config), [kind.config]);
  const filled: Filled = { ...config, ...typed };
  const problems = problemsOf(kind.config, filled);
  const changes = changesOf(config, filled);
  const save = (): void => {
    if (Object.keys(problems).length > 0) return setTold(true);
    change.mutate(
      { params: { connection: key }, body: { fields: changes }, ifMatch: `"${revision}"` },
      { onSuccess: () => notify.done(t('settings.saved', { name: key })) },
    );
  };
  return (
    <section className={styles.section}>
      <h2>{t('settings.fields')}</h2>
      <p className={styles.quiet}>{t('settings.fields.about')}</p>
      <ConfigForm
        fields={fields}
        filled={filled}
        before={config}
        problems={isTold ? problems : {}}
        change={(field, value) => setTyped((before) => ({ ...before, [field]: value }))}
      />
      {change.error && <ErrorView error={change.error} />}
      <div className={styles.row}>
        <Button disabled={Object.keys(changes).length === 0} loading={change.isPending} onClick={save}>
          {t('settings.save')}
        </Button>
        <span className={styles.quiet}>{t('settings.rename')}</span>
      </div>
    </section>
  );
}

function Settings({ connection, kind }: SettingsTabProps): ReactNode {
  const t = useText('connections');
  const notify = useNotify();
  const { key, revision, limits, acknowledge = true, capabilities } = connection;
  const [concurrency, setConcurrency] = useState<number | undefined>(limits?.concurrency);
  const [perSecond, setPerSecond] = useState<number | undefined>(limits?.perSecond);
  const [isTelling, setTelling] = useState(acknowledge);
  const [figures, setFigures] = useState(capabilities ? JSON.stringify(capabilities, null, 2) : '');
  const read = readFigures(figures);
  const isMisfit = read === undefined && figures.trim() !== '';
  const change = useApiMutation('PATCH /connections/:connection');
  const save = (): void => {
    const wanted = { ...(concurrency ? { concurrency } : {}), ...(perSecond ? { perSecond } : {}) };
    const settings = {
      limits: Object.keys(wanted).length > 0 ? wanted : null,
      ...(kind.kind === 'channel' ? { acknowledge: isTelling ? null : false, capabilities: read ?? null } : {}),
    };
    change.mutate(
      { params: { connection: key }, body: { settings }, ifMatch: `"${revision}"` },
      { onSuccess: () => notify.done(t('settings.saved', { name: key })) },
    );
  };
  return (
    <section className={styles.section}>
      <h2>{t('settings.limits')}</h2>
      <div className={styles.pair}>
        <NumberInput
          label={t('settings.concurrency')}
          min={1}
          max={10_000}
          value={concurrency ?? ''}
          onChange={(next) => setConcurrency(next === '' ? undefined : Number(next))}
        />
        <NumberInput
          label={t('settings.perSecond')}
          min={0}
          max={10_000}
          value={perSecond ?? ''}
          onChange={(next) => setPerSecond(next === '' ? undefined : Number(next))}
        />
      </div>
      {kind.kind === 'channel' && <OfChannel {...{ kind, isTelling, setTelling, figures, setFigures, isMisfit }} />}
      {change.error && <ErrorView error={change.error} />}
      <div className={styles.row}>
        <Button variant="default" loading={change.isPending} disabled={isMisfit} onClick={save}>
          {t('settings.save')}
        </Button>
      </div>
    </section>
  );
}

type OfChannelProps = Pick<SettingsTabProps, 'kind'> & {
  isTelling: boolean;
  setTelling(on: boolean): void;
  figures: string;
  setFigures(text: string): void;
  isMisfit: boolean;
};

function OfChannel({ kind, isTelling, setTelling, figures, setFigures, isMisfit }: OfChannelProps): ReactNode {
  const t = useText('connections');
  return (
    <>
      <Switch
        label={t('settings.acknowledge')}
        description={t('settings.acknowledge.about')}
        checked={isTelling}
        onChange={(event) => setTelling(event.currentTarget.checked)}
      />
      <details>
        <summary className={styles.more}>{t('settings.capabilities')}</summary>
        <div className={styles.fields}>
          <p className={styles.quiet}>{t('settings.capabilities.about')}</p>
          <pre className={styles.code} tabIndex={0} aria-label={t('settings.capabilities.usual')}>
            {JSON.stringify(kind.capabilities, null, 2)}
          </pre>
          <JsonInput
            label={t('settings.capabilities.own')}
            autosize
            minRows={3}
            value={figures}
            error={isMisfit ? t('field.misfit') : undefined}
            onChange={setFigures}
          />
        </div>
      </details>
    </>
  );
}

function readFigures(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function SignOff({ connection }: { connection: Connection }): ReactNode {
  const t = useText('connections');
  const { run, isPending } = useSignOff(connection.key);
  return (
    <section className={styles.section}>
      <h2>{t('disconnect.title')}</h2>
      <p className={styles.quiet}>{t(connection.kind === 'channel' ? 'disconnect.channel' : 'disconnect.system')}</p>
      <div className={styles.row}>
        <Button variant="default" loading={isPending} onClick={run}>
          {t('disconnect')}
        </Button>
      </div>
    </section>
  );
}
