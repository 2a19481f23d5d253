import { Button, Checkbox, Modal, SegmentedControl, Textarea, TextInput } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useMemo, useState, type ReactNode } from 'react';
import type { Diagnostic } from '../../../src/base/diagnostic.ts';
import type { Draft } from '../../../src/flow/edit/draft.ts';
import type { Reply } from '../../api/client.ts';
import { useApi, useApiMutation } from '../../api/query.ts';
import { useText } from '../../i18n/use-text.ts';
import { ErrorView } from '../../ui/error-view.tsx';
import { useNotify } from '../../ui/use-notify.tsx';
import { draftIn } from '../session/state.ts';
import { useEditor, useSession } from '../session/use-editor.ts';
import { ChangeList } from './change-list.tsx';
import { changeLines } from './change-lines.ts';
import { DiffPicture } from './diff-picture.tsx';
import { Effect } from './effect.tsx';
import { Findings } from './findings.tsx';
import { FlowTests } from './flow-tests.tsx';
import styles from './publish.module.css';
import { useChangeWords } from './use-change-words.ts';

type Preview = Reply<'GET /flows/:flow/publish'>;
type PublishDialogProps = {
  flow: string;
  /** What is published now. */
  before: Draft['flow'] | undefined;
  current: number | undefined;
  close(): void;
};

const FRESH = { staleTime: 0, gcTime: 0, refetchOnMount: 'always' } as const;

/** The gate: what is wrong, what is doubtful, what changes, what it does to runs under way. */
export function PublishDialog({ flow, before, current, close }: PublishDialogProps): ReactNode {
  const t = useText('publish');
  const { data, error, refetch } = useApi('GET /flows/:flow/publish', { params: { flow } }, FRESH);
  const title = data ? t('title', { version: data.version }) : t('title.loading');
  return (
    <Modal opened onClose={close} title={title} size={860} closeButtonProps={{ 'aria-label': t('close') }}>
      {error && <ErrorView error={error} retry={() => void refetch()} />}
      {!data && !error && (
        <p role="status" className={styles.quiet}>
          {t('looking')}
        </p>
      )}
      {data && <Gate preview={data} before={before} current={current} close={close} />}
    </Modal>
  );
}

type GateProps = Omit<PublishDialogProps, 'flow'> & { preview: Preview };

function Gate({ preview, before, current, close }: GateProps): ReactNode {
  const t = useText('publish');
  const session = useSession();
  const draft = useEditor(draftIn);
  const { done } = useNotify();
  const { mutateAsync, error, isPending } = useApiMutation('POST /flows/:flow/publish');
  const [naming, setNaming] = useState({ name: '', note: '' });
  const gate = useGate(preview);
  const { why, isForced } = gate;
  const jump = ({ path }: Diagnostic): void => {
    close();
    const [, part, step] = path;
    const found = Object.keys(draft.flow.steps).find((id) => part === 'steps' && id === step);
    const id = found as keyof typeof draft.flow.steps | undefined;
    if (id === undefined) return session.open({ flow: true });
    session.select({ steps: [id] });
    session.open({ step: id, ...(path[3] === 'params' ? { field: path.slice(4) } : {}) });
  };
  const publish = async (): Promise<void> => {
    const [name, note] = [naming.name.trim(), naming.note.trim()];
    const { version } = await mutateAsync({
      params: { flow: draft.flow.id },
      ifMatch: `"${session.getState().kept.revision}"`,
      body: {
        ...(name === '' ? {} : { name }),
        ...(note === '' ? {} : { note }),
        ...(isForced ? { force: true } : {}),
        accepted: preview.warnings.map(({ key }) => key),
      },
    });
    close();
    done(t('done', { version }));
  };
  return (
    <div className={styles.gate}>
      <InTheWay preview={preview} gate={gate} jump={jump} />
      <FlowTests flow={draft.flow.id} revision={session.getState().kept.revision} />
      <Changes preview={preview} before={before} after={draft} />
      <Effect drain={preview.drain} current={current} version={preview.version} />
      <Naming naming={naming} set={setNaming} />
      {error && <ErrorView error={error} />}
      <div className={styles.foot}>
        <span className={styles.why} id="publish-why">
          {why && t(`why.${why.key}`, { count: why.count })}
        </span>
        <Link to="/flows/$flow/history" params={{ flow: draft.flow.id }} className={styles.quiet}>
          {t('button.history')}
        </Link>
        <Button variant="default" onClick={close}>
          {t('cancel')}
        </Button>
        <Button
          disabled={why !== undefined}
          loading={isPending}
          aria-describedby="publish-why"
          onClick={() => void publish().catch(() => undefined)}
        >
          {t('publish', { version: preview.version })}
        </Button>
      </div>
    </div>
  );
}

/** What stands in the way, and what the person has said to it. */
function useGate({ errors, warnings }: Preview) {
  const [isForced, force] = useState(false);
  const [accepted, accept] = useState<ReadonlySet<string>>(new Set());
  const hard = errors.filter(({ forced }) => !forced);
  const soft = errors.filter(({ forced }) => forced);
  const unread = warnings.filter(({ key }) => !accepted.has(key));
  const why = whyNot({ hard: hard.length, soft: isForced ? 0 : soft.length, unread: unread.length });
  return { hard, soft, why, isForced, force, accepted, accept };
}

type InTheWayProps = { preview: Preview; gate: ReturnType<typeof useGate>; jump(finding: Diagnostic): void };

/** Errors, what connected systems would refuse, and warnings to be read. */
function InTheWay({ preview, gate, jump }: InTheWayProps): ReactNode {
  const t = useText('publish');
  const { hard, soft, isForced, force, accepted, accept } = gate;
  return (
    <>
      {hard.length > 0 && (
        <Findings title={t('errors', { count: hard.length })} tone="bad" findings={hard} jump={jump} />
      )}
      {soft.length > 0 && (
        <Findings title={t('refused', { count: soft.length })} tone="bad" findings={soft} jump={jump}>
          <Checkbox
            label={t('force')}
            description={t('force.why')}
            checked={isForced}
            onChange={(event) => force(event.currentTarget.checked)}
          />
        </Findings>
      )}
      {preview.warnings.length > 0 && (
        <Findings
          title={t('warnings', { count: preview.warnings.length })}
          tone="waiting"
          findings={preview.warnings}
          jump={jump}
          accepted={accepted}
          accept={accept}
        />
      )}
    </>
  );
}

type NamingProps = { naming: { name: string; note: string }; set(naming: { name: string; note: string }): void };

function Naming({ naming, set }: NamingProps): ReactNode {
  const t = useText('publish');
  return (
    <div className={styles.naming}>
      <TextInput
        label={t('name')}
        placeholder={t('name.example')}
        maxLength={200}
        value={naming.name}
        onChange={(event) => set({ ...naming, name: event.currentTarget.value })}
      />
      <Textarea
        label={t('note')}
        placeholder={t('note.example')}
        autosize
        minRows={1}
        maxRows={5}
        maxLength={5000}
        value={naming.note}
        onChange={(event) => set({ ...naming, note: event.currentTarget.value })}
      />
    </div>
  );
}

type Why = { key: 'errors' | 'refused' | 'warnings'; count: number };

/** What keeps it from being published: the first thing that has to be done. */
function whyNot({ hard, soft, unread }: { hard: number; soft: number; unread: number }): Why | undefined {
  if (hard > 0) return { key: 'errors', count: hard };
  if (soft > 0) return { key: 'refused', count: soft };
  return unread > 0 ? { key: 'warnings', count: unread } : undefined;
}

type ChangesProps = { preview: Preview; before: Draft['flow'] | undefined; after: Draft };

/** What is different from what is published: in words, or drawn. */
function Changes({ preview, before, after }: ChangesProps): ReactNode {
  const t = useText('publish');
  const words = useChangeWords();
  const [shown, show] = useState('words');
  const lines = useMemo(
    () => (before ? changeLines({ changes: preview.changes, before, after: after.flow }, words) : []),
    [preview.changes, before, after.flow, words],
  );
  const past = useMemo(() => before && { flow: before, layout: after.layout }, [before, after.layout]);
  if (!before || !past)
    return (
      <section className={styles.part}>
        <h3>{t('first')}</h3>
        <p className={styles.quiet}>{t('first.why', { count: Object.keys(after.flow.steps).length })}</p>
      </section>
    );
  return (
    <section className={styles.part}>
      <div className={styles.head}>
        <h3>{t('changes.count', { count: lines.length })}</h3>
        {lines.length > 0 && (
          <SegmentedControl
            size="xs"
            aria-label={t('changes.as')}
            value={shown}
            onChange={show}
            data={[
              { value: 'words', label: t('changes.words') },
              { value: 'picture', label: t('changes.picture') },
            ]}
          />
        )}
      </div>
      {lines.length === 0 && <p className={styles.quiet}>{t('changes.none')}</p>}
      {shown === 'words' ? (
        <ChangeList lines={lines} />
      ) : (
        <div className={styles.picture}>
          <DiffPicture before={past} after={after} label={t('changes.picture.label')} />
        </div>
      )}
    </section>
  );
}
