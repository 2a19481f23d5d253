import { Button, Modal, Select, TextInput, UnstyledButton } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState, type ReactNode } from 'react';
import { api, ApiProblem } from '../../api/client.ts';
import { useApiMutation } from '../../api/query.ts';
import { useText } from '../../i18n/use-text.ts';
import { ErrorView } from '../../ui/error-view.tsx';
import { StateBadge } from '../../ui/state-badge.tsx';
import { useNotify } from '../../ui/use-notify.tsx';
import { ImportReport } from './import-report.tsx';
import { useImportTarget, type ImportTarget } from './import-target.ts';
import styles from './import.module.css';
import { offerFiles } from './offered-files.ts';
import type { Examined } from './report-rows.ts';

/** One file on its way to a flow. */
type Item = {
  file: File;
  text?: string;
  examined?: Examined;
  problem?: unknown;
  /** The name of the new flow. */
  name: string;
  /** `open`: into the flow that is open. `skip`: not at all. */
  into: 'new' | 'open' | 'skip';
};

/** Says of each file what would become of it, and makes flows of those that are wanted. */
export function ImportDialog({ files }: { files: readonly File[] }): ReactNode {
  const t = useText('import');
  const navigate = useNavigate();
  const { done, failed } = useNotify();
  const target = useImportTarget();
  const [items, setItems] = useExamined(files);
  const [shown, setShown] = useState(0);
  const [isBusy, setBusy] = useState(false);
  const { mutateAsync } = useApiMutation('POST /flows/import');
  const change = (at: number, part: Partial<Item>): void =>
    setItems((before) => before.map((item, each) => (each === at ? { ...item, ...part } : item)));
  const wanted = items.filter(({ examined, into }) => examined !== undefined && into !== 'skip');
  const isReading = items.some(({ examined, problem }) => examined === undefined && problem === undefined);
  const close = (): void => offerFiles([]);
  const run = async (): Promise<void> => {
    setBusy(true);
    const made: string[] = [];
    try {
      for (const { examined, text = '', name, into } of wanted) {
        if (into === 'open' && examined && target?.replace(examined.file)) made.push(target.flow);
        // One after the other: two files of one name get names of their own.
        else made.push((await mutateAsync({ body: { text, name } })).flow ?? '');
      }
      close();
      done(t('done', { count: made.length }));
      const [only] = made;
      if (made.length === 1 && only) await navigate({ to: '/flows/$flow', params: { flow: only } });
      else await navigate({ to: '/flows', search: { sort: '-changed' } });
    } catch (error) {
      failed(error);
    } finally {
      setBusy(false);
    }
  };
  const item = items[shown];
  return (
    <Modal
      opened
      onClose={close}
      size={920}
      title={t('title', { count: files.length })}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <div className={styles.dialog}>
        {items.length > 1 && <Files items={items} shown={shown} show={setShown} />}
        {item && <OneFile key={shown} item={item} target={target} change={(part) => change(shown, part)} />}
        <div className={styles.foot}>
          <Button variant="default" onClick={close}>
            {t('cancel')}
          </Button>
          <Button disabled={wanted.length === 0 || isReading} loading={isBusy} onClick={() => void run()}>
            {wanted.length === 1 && wanted[0]?.into === 'open' ? t('run.open') : t('run', { count: wanted.length })}
          </Button>
        </div>
      </div>
    </Modal>
  );
}

/** Reads each file and asks the server what would become of it; nothing is kept by that. */
function useExamined(files: readonly File[]) {
  const [items, setItems] = useState<readonly Item[]>(() =>
    files.map((file) => ({ file, name: file.name.replace(/\.json$/i, ''), into: 'new' })),
  );
  useEffect(() => {
    let isGone = false;
    const examine = async (file: File, at: number): Promise<void> => {
      const part = await examineFile(file);
      if (!isGone) setItems((before) => before.map((item, each) => (each === at ? { ...item, ...part } : item)));
    };
    for (const [at, file] of files.entries()) void examine(file, at);
    return () => {
      isGone = true;
    };
  }, [files]);
  return [items, setItems] as const;
}

async function examineFile(file: File): Promise<Partial<Item>> {
  try {
    const text = await file.text();
    const examined = await api('POST /flows/import', { body: { text, dryRun: true } });
    return { text, examined, name: examined.file.flow.name };
  } catch (problem) {
    return { problem };
  }
}

type FilesProps = { items: readonly Item[]; shown: number; show(at: number): void };

function Files({ items, shown, show }: FilesProps): ReactNode {
  const t = useText('import');
  return (
    <ul className={styles.files} aria-label={t('files')}>
      {items.map(({ file, examined, problem, into }, at) => (
        // The files stay as they were dropped.
        <li key={at}>
          <UnstyledButton className={styles.file ?? ''} aria-current={at === shown} onClick={() => show(at)}>
            <span className={styles.fileName}>{file.name}</span>
            <StateBadge tone={problem ? 'bad' : examined ? 'good' : 'busy'}>
              {t(problem ? 'file.bad' : !examined ? 'file.reading' : into === 'skip' ? 'file.skip' : 'file.good')}
            </StateBadge>
          </UnstyledButton>
        </li>
      ))}
    </ul>
  );
}

type OneFileProps = { item: Item; target: ImportTarget | undefined; change(part: Partial<Item>): void };

function OneFile({ item, target, change }: OneFileProps): ReactNode {
  const t = useText('import');
  const { file, examined, problem, name, into } = item;
  if (problem) return <Unreadable name={file.name} problem={problem} />;
  if (!examined)
    return (
      <p role="status" className={styles.quiet}>
        {t('reading', { name: file.name })}
      </p>
    );
  // Another product's flow has its own ids and triggers: it always becomes a flow of its own.
  const mayReplace = target !== undefined && !examined.isForeign;
  const places = [
    { value: 'new', label: t('into.new') },
    ...(mayReplace ? [{ value: 'open', label: t('into.open', { name: target.name }) }] : []),
    { value: 'skip', label: t('into.skip') },
  ];
  return (
    <>
      <div className={styles.choices}>
        <Select
          label={t('into')}
          data={places}
          value={into}
          allowDeselect={false}
          onChange={(value) => change({ into: (value ?? 'new') as Item['into'] })}
        />
        {into === 'new' && (
          <TextInput
            label={t('name')}
            value={name}
            maxLength={200}
            onChange={(event) => change({ name: event.currentTarget.value })}
          />
        )}
      </div>
      {into === 'open' && <p className={styles.quiet}>{t('into.open.why')}</p>}
      <ImportReport examined={examined} />
    </>
  );
}

/** A file that no flow can be made of: what was expected, and where it differs. */
function Unreadable({ name, problem }: { name: string; problem: unknown }): ReactNode {
  const t = useText('import');
  const findings = problem instanceof ApiProblem ? problem.findings : [];
  if (findings.length === 0) return <ErrorView error={problem} />;
  return (
    <section className={styles.bad} role="alert">
      <h3>{t('bad', { name })}</h3>
      <ul>
        {findings.map(({ code, path, message, fix }, at) => (
          // Two findings can be the same in all but their place in the list.
          <li key={at}>
            {message} {path.length > 0 && <code>{path.join('.')}</code>} {fix}{' '}
            <span className={styles.quiet}>{code}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
