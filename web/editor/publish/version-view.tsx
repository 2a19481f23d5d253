import { ActionIcon, SegmentedControl, Select } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { useMemo, useRef, useState, type ReactNode } from 'react';
import type { StepId } from '../../../src/base/ids.ts';
import type { Draft } from '../../../src/flow/edit/draft.ts';
import { diff } from '../../../src/flow/diff/diff.ts';
import type { Reply } from '../../api/client.ts';
import { useApi } from '../../api/query.ts';
import { useText } from '../../i18n/use-text.ts';
import { ErrorView } from '../../ui/error-view.tsx';
import type { CanvasControl } from '../canvas/flow-canvas.tsx';
import { draftFrom } from '../page/open-session.ts';
import { ChangeList } from './change-list.tsx';
import { changeLines, type ChangeLine } from './change-lines.ts';
import { DiffPicture } from './diff-picture.tsx';
import styles from './history.module.css';
import { StepJson } from './step-json.tsx';
import { useChangeWords } from './use-change-words.ts';
import { VersionActions } from './version-actions.tsx';
import { isLater, neighbour, type State, type VersionFacts } from './versions.ts';

type DraftView = Reply<'GET /flows/:flow/draft'>;
type VersionViewProps = {
  flow: string;
  draft: DraftView;
  states: readonly State[];
  state: State;
  against: State | undefined;
  versions: readonly VersionFacts[];
  compare(other: State | undefined): void;
};

/** One state of a flow, drawn, with what is different from another one. */
export function VersionView(props: VersionViewProps): ReactNode {
  const { flow, draft, states, state, against, versions, compare } = props;
  const t = useText('publish');
  const shown = useDraftAt(flow, state, draft);
  const other = useDraftAt(flow, against, draft);
  const error = shown.error ?? other.error;
  const nameOf = (each: State): string =>
    each === 'draft' ? t('history.draft') : t('history.version', { version: each });
  return (
    <div className={styles.view}>
      <div className={styles.bar}>
        <h2 className={styles.heading}>{nameOf(state)}</h2>
        <Select
          size="xs"
          aria-label={t('history.compare')}
          data={[
            { value: 'none', label: t('history.alone') },
            ...states
              .filter((each) => each !== state)
              .map((each) => ({ value: String(each), label: t('history.against', { state: nameOf(each) }) })),
          ]}
          value={String(against ?? 'none')}
          allowDeselect={false}
          onChange={(value) =>
            compare(value === 'none' || value === null ? undefined : value === 'draft' ? 'draft' : Number(value))
          }
        />
        <VersionActions flow={flow} state={state} versions={versions} draft={draft} />
      </div>
      {error && <ErrorView error={error} />}
      {shown.draft && (against === undefined || other.draft) && (
        <Pictures
          // The later one is what became of the earlier one, whichever was chosen first.
          {...(against === undefined || isLater(state, against)
            ? { after: shown.draft, before: other.draft, afterName: nameOf(state) }
            : { after: other.draft ?? shown.draft, before: shown.draft, afterName: nameOf(against) })}
          beforeName={against === undefined ? '' : nameOf(isLater(state, against) ? against : state)}
        />
      )}
    </div>
  );
}

type PicturesProps = { before: Draft | undefined; after: Draft; beforeName: string; afterName: string };

function Pictures({ before, after, beforeName, afterName }: PicturesProps): ReactNode {
  const t = useText('publish');
  const words = useChangeWords();
  const [view, setView] = useState('one');
  const [step, setStep] = useState<StepId>();
  const [key, setKey] = useState<string>();
  const left = useRef<CanvasControl>(null);
  const right = useRef<CanvasControl>(null);
  const lines = useMemo(
    () =>
      before
        ? changeLines({ changes: diff(before.flow, after.flow), before: before.flow, after: after.flow }, words)
        : [],
    [before, after, words],
  );
  const choose = (id: StepId | undefined): void => {
    setStep(id);
    setKey(id === undefined ? undefined : lines.find((line) => line.step === id)?.key);
  };
  const go = (line: ChangeLine | undefined): void => {
    if (!line) return;
    setKey(line.key);
    setStep(line.step);
    if (line.step === undefined) return;
    const isIn = (draft: Draft | undefined): boolean =>
      draft !== undefined && Object.hasOwn(draft.flow.steps, line.step!);
    if (isIn(after) || view === 'one') right.current?.reveal(line.step);
    if (isIn(before)) left.current?.reveal(line.step);
  };
  const current = lines.find((line) => line.key === key);
  return (
    <div className={styles.columns}>
      <div className={styles.pictures}>
        {before && (
          <SegmentedControl
            size="xs"
            aria-label={t('history.as')}
            value={view}
            onChange={setView}
            data={[
              { value: 'one', label: t('history.one') },
              { value: 'two', label: t('history.two') },
            ]}
          />
        )}
        <div className={styles.canvases} data-two={view === 'two' && before !== undefined}>
          {view === 'two' && before && (
            <figure className={styles.canvas}>
              <figcaption>{beforeName}</figcaption>
              <DiffPicture after={before} label={beforeName} step={step} onStep={choose} handle={left} />
            </figure>
          )}
          <figure className={styles.canvas}>
            <figcaption>{afterName}</figcaption>
            <DiffPicture
              key={view}
              {...(before ? { before } : {})}
              after={after}
              label={afterName}
              step={step}
              onStep={choose}
              handle={right}
            />
          </figure>
        </div>
      </div>
      <Side {...{ before, after, beforeName, afterName, lines, current, step, go }} />
    </div>
  );
}

type SideProps = PicturesProps & {
  lines: readonly ChangeLine[];
  current: ChangeLine | undefined;
  step: StepId | undefined;
  go(line: ChangeLine | undefined): void;
};

/** The changes in words, and the chosen step as it is kept. */
function Side({ before, after, beforeName, afterName, lines, current, step, go }: SideProps): ReactNode {
  const t = useText('publish');
  return (
    <aside className={styles.side} aria-label={t('changes')}>
      {before && (
        <div className={styles.walk}>
          <strong>{t('changes.count', { count: lines.length })}</strong>
          <ActionIcon
            aria-label={t('history.previous')}
            disabled={lines.length === 0}
            onClick={() => go(neighbour(lines, current, -1))}
          >
            <IconArrowUp size={17} aria-hidden />
          </ActionIcon>
          <ActionIcon
            aria-label={t('history.next')}
            disabled={lines.length === 0}
            onClick={() => go(neighbour(lines, current, 1))}
          >
            <IconArrowDown size={17} aria-hidden />
          </ActionIcon>
        </div>
      )}
      {before && lines.length === 0 && <p className={styles.note}>{t('changes.none')}</p>}
      {lines.length > 0 && <ChangeList lines={lines} current={current?.key} go={go} />}
      {step === undefined ? (
        <p className={styles.note}>{t('json.none')}</p>
      ) : (
        <StepJson before={before} after={after} step={step} names={[beforeName, afterName]} />
      )}
    </aside>
  );
}

/** The content of a state. */
function useDraftAt(flow: string, state: State | undefined, view: DraftView) {
  const version = typeof state === 'number' ? state : undefined;
  const { data, error } = useApi(
    'GET /flows/:flow/versions/:version',
    { params: { flow, version: version ?? 0 } },
    { enabled: version !== undefined, staleTime: Infinity },
  );
  const draft = useMemo(
    () => (state === 'draft' ? draftFrom(view) : version !== undefined && data ? draftFrom(data) : undefined),
    [state, version, view, data],
  );
  return { draft, error };
}
