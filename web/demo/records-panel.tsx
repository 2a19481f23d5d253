import { useState, type ReactNode } from 'react';
import type { DemoRecord } from '../../src/server/routes/demo/demo-state.ts';
import { Icon } from './icon.tsx';
import { RecordCard } from './record-card.tsx';
import { countObjects } from './records.ts';
import type { View } from './view.ts';
import { useText } from '../i18n/use-text.ts';

/** The org's records, newest first, those written while the page is open marked as new. */
export function RecordsPanel({ view }: { view: View }): ReactNode {
  const t = useText('demo');
  const [filter, setFilter] = useState<string>();
  const records = view.state?.records ?? [];
  const shown = filter === undefined ? records : records.filter(({ object }) => object === filter);
  const isReadable = view.state !== undefined && !view.state.troubles.some(({ part }) => part === 'org');
  const nameOf = (object: string): string => t.known(`objects.${object}`) ?? object;
  return (
    <>
      <div className="records-head">
        <h2 id="records-heading">
          <Icon name="cloud" />
          {t('records.heading')}
          <span className="tag">{t('records.simulated')}</span>
        </h2>
        {records.length > 0 && (
          <div className="segments" role="group" aria-labelledby="records-heading">
            <button type="button" aria-pressed={filter === undefined} onClick={() => setFilter(undefined)}>
              {t('records.all')} {records.length}
            </button>
            {countObjects(records).map(({ object, count }) => (
              <button key={object} type="button" aria-pressed={filter === object} onClick={() => setFilter(object)}>
                {nameOf(object)} {count}
              </button>
            ))}
          </div>
        )}
      </div>
      {shown.length > 0 ? (
        <ul className="records" aria-live="polite" tabIndex={0} aria-labelledby="records-heading">
          {shown.map((record, index) => (
            <RecordCard key={record.id} record={record} isNew={isNew(record, view)} isFirst={index === 0} />
          ))}
        </ul>
      ) : (
        isReadable && (view.state?.withoutOrg ? <NoOrg /> : <NoRecords object={filter} />)
      )}
    </>
  );
}

function isNew({ id }: DemoRecord, { oldRecords }: View): boolean {
  return oldRecords !== undefined && !oldRecords.has(id);
}

function NoOrg(): ReactNode {
  const t = useText('demo');
  return (
    <div className="no-records">
      <Icon name="cloud" />
      <strong>{t('records.noOrg')}</strong>
      <p>{t('records.noOrgWhy')}</p>
    </div>
  );
}

function NoRecords({ object = 'Lead' }: { object: string | undefined }): ReactNode {
  const t = useText('demo');
  const name = t.known(`object.${object}`) ?? object;
  return (
    <div className="no-records">
      <Icon name="cloud" />
      <strong>{object === 'Lead' ? t('records.empty') : t('records.emptyOne', { object: name })}</strong>
      <p>{t('records.emptyWhy', { object: name })}</p>
    </div>
  );
}
