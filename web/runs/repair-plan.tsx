import { Button, Select, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { api } from '../api/client.ts';
import { useText } from '../i18n/use-text.ts';
import { ErrorView } from '../ui/error-view.tsx';
import { readObject } from './read-object.ts';
import { rehearse, type Rehearsal } from './repair-job.ts';
import { Outlook } from './repair-outlook.tsx';
import { repairStore } from './repair-store.ts';
import { JsonInput } from './json-input.tsx';
import styles from './runs.module.css';
import type { BulkAction, RunFilter } from './api-types.ts';

const KINDS = ['replayed', 'skipped', 'edited', 'canceled'] as const;
type Kind = (typeof KINDS)[number];

type Written = { kind: Kind; version: string; outcome: string; vars: string; reason: string };

/** The action that was written; undefined while something is missing. */
function actionOf({ kind, version, outcome, vars, reason }: Written): BulkAction | undefined {
  switch (kind) {
    case 'replayed': {
      const number = Number(version);
      if (version === '') return { type: kind };
      return Number.isInteger(number) && number > 0 ? { type: kind, version: number } : undefined;
    }
    case 'skipped':
      return { type: kind, ...(outcome.trim() === '' ? {} : { outcome: outcome.trim() }) };
    case 'edited': {
      const { value } = readObject(vars);
      return value && Object.keys(value).length > 0 ? { type: kind, vars: value } : undefined;
    }
    case 'canceled':
      return reason.trim() === '' ? undefined : { type: kind, reason: reason.trim() };
  }
}

/** Choosing what to do, and looking what would come of it. Nothing is changed before the last button. */
export function RepairPlan({ filter }: { filter: RunFilter }): ReactNode {
  const t = useText('runs');
  const [written, setWritten] = useState<Written>({
    kind: 'replayed',
    version: '',
    outcome: '',
    vars: '{}',
    reason: '',
  });
  const action = actionOf(written);
  const look = useMutation<{ found: Rehearsal; action: BulkAction }, Error, BulkAction>({
    mutationFn: async (asked) => ({
      action: asked,
      found: await rehearse({ preview: (body) => api('POST /runs/preview', { body }) }, { filter, action: asked }),
    }),
  });
  const change = (part: Partial<Written>): void => {
    // What was looked at is not what would be done any more.
    look.reset();
    setWritten((before) => ({ ...before, ...part }));
  };
  const seen = look.data;
  const apply = (): void => {
    if (!seen) return;
    repairStore.start({
      filter,
      action: seen.action,
      order: crypto.randomUUID(),
      expected: seen.found.runs.length,
      startedAt: Date.now(),
      state: 'working',
      done: 0,
      repeated: 0,
      unfit: [],
    });
  };
  return (
    <div className={styles.repair}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (action) look.mutate(action);
        }}
      >
        <Select
          label={t('repair.what')}
          data={KINDS.map((kind) => ({ value: kind, label: t(`repair.${kind}`) }))}
          value={written.kind}
          allowDeselect={false}
          onChange={(kind) => kind && change({ kind })}
        />
        <p className={styles.quiet}>{t(`repair.${written.kind}.why`)}</p>
        <Particulars written={written} change={change} />
        <Button type="submit" variant={seen ? 'default' : 'filled'} loading={look.isPending} disabled={!action}>
          {t('repair.look')}
        </Button>
      </form>
      <div className={styles.outlook}>
        {look.error && <ErrorView error={look.error} />}
        {seen ? <Outlook found={seen.found} apply={apply} /> : <p className={styles.quiet}>{t('repair.look.why')}</p>}
      </div>
    </div>
  );
}

type ParticularsProps = { written: Written; change(part: Partial<Written>): void };

/** What the chosen action has to be told. */
function Particulars({ written, change }: ParticularsProps): ReactNode {
  const t = useText('runs');
  switch (written.kind) {
    case 'replayed':
      return (
        <TextInput
          label={t('repair.version')}
          description={t('repair.version.why')}
          inputMode="numeric"
          value={written.version}
          onChange={({ currentTarget: { value } }) => change({ version: value })}
        />
      );
    case 'skipped':
      return (
        <TextInput
          label={t('skip.exit')}
          description={t('repair.exit.why')}
          value={written.outcome}
          onChange={({ currentTarget: { value } }) => change({ outcome: value })}
        />
      );
    case 'edited':
      return <JsonInput label={t('variables')} value={written.vars} set={(vars) => change({ vars })} rows={4} />;
    case 'canceled':
      return (
        <TextInput
          label={t('cancel.reason')}
          value={written.reason}
          onChange={({ currentTarget: { value } }) => change({ reason: value })}
        />
      );
  }
}
