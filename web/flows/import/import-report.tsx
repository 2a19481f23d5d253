import { SegmentedControl } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useMemo, useState, type ReactNode } from 'react';
import { useText } from '../../i18n/use-text.ts';
import { SearchBox } from '../../ui/search-box.tsx';
import { StateBadge, type Tone } from '../../ui/state-badge.tsx';
import styles from './import.module.css';
import { countRows, findRows, GRADES, rowsOf, type Examined, type Grade } from './report-rows.ts';

const TONES: Readonly<Record<Grade, Tone>> = { exact: 'good', approximated: 'waiting', lost: 'bad' };

/** What becomes of a file, step by step: what is the same, what differs, what is lost, what has to be there first. */
export function ImportReport({ examined }: { examined: Examined }): ReactNode {
  const t = useText('import');
  const { report, needs, findings, file, isForeign } = examined;
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  const count = Object.keys(file.flow.steps).length;
  return (
    <>
      <p>{isForeign ? t('source.foreign', { source: report.source, count }) : t('source.own', { count })}</p>
      {isForeign && <Steps examined={examined} />}
      {needs.length > 0 && <Needs needs={needs} />}
      {report.remarks.length > 0 && <Remarks title={t('remarks')} lines={report.remarks} />}
      {report.leftOut.length > 0 && (
        <Remarks
          title={t('leftOut', { count: report.leftOut.length })}
          lines={report.leftOut.map(({ place, why }) => `${place.join('.')}: ${why}`)}
        />
      )}
      {errors > 0 && <p className={styles.quiet}>{t('errors', { count: errors })}</p>}
    </>
  );
}

function Steps({ examined }: { examined: Examined }): ReactNode {
  const t = useText('import');
  const [grade, setGrade] = useState<Grade>();
  const [q, setQ] = useState('');
  const rows = useMemo(() => rowsOf(examined), [examined]);
  const counts = countRows(rows);
  const found = findRows(rows, { grade, q });
  return (
    <section className={styles.report} aria-label={t('report')}>
      <div className={styles.bar}>
        <SegmentedControl
          size="xs"
          aria-label={t('grade')}
          value={grade ?? 'all'}
          onChange={(value) => setGrade(GRADES.find((each) => each === value))}
          data={[
            { value: 'all', label: t('grade.all', { count: rows.length }) },
            ...GRADES.map((value) => ({ value, label: t(`grade.${value}`, { count: counts[value] }) })),
          ]}
        />
        <SearchBox label={t('search')} value={q} onSearch={setQ} width={220} />
      </div>
      {found.length === 0 && <p className={styles.quiet}>{t('none')}</p>}
      <ul className={styles.rows} tabIndex={0} aria-label={t('grade')}>
        {found.map(({ key, title, kind, grade: own, remarks, steps }) => (
          <li key={key}>
            <span className={styles.grade}>
              <StateBadge tone={TONES[own]}>{t(`is.${own}`)}</StateBadge>
            </span>
            <span className={styles.words}>
              <span>
                <strong>{title}</strong> {title !== kind && <span className={styles.quiet}>{kind}</span>}
              </span>
              {remarks.map((remark) => (
                <span key={remark}>{remark}</span>
              ))}
              {steps.length > 0 && <span className={styles.quiet}>{t('becomes', { steps: steps.join(', ') })}</span>}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Needs({ needs }: { needs: Examined['needs'] }): ReactNode {
  const t = useText('import');
  return (
    <section>
      <h3 className={styles.heading}>{t('needs')}</h3>
      <ul className={styles.plain}>
        {needs.map((need) => (
          <li key={`${need.kind} ${need.name}`}>
            {need.kind === 'connection' ? (
              <>
                {t('need.connection', { name: need.name })}{' '}
                <Link to="/connections/new/$kind" params={{ kind: need.adapter }} target="_blank">
                  {t('need.connect')}
                </Link>
              </>
            ) : (
              t('need.secret', { name: need.name })
            )}
            <span className={styles.why}>{need.why}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Remarks({ title, lines }: { title: string; lines: readonly string[] }): ReactNode {
  return (
    <details className={styles.more}>
      <summary>{title}</summary>
      <ul className={styles.plain}>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </details>
  );
}
