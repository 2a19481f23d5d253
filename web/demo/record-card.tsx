import type { ReactNode } from 'react';
import type { DemoRecord } from '../../src/server/routes/demo/demo-state.ts';
import { CopyId } from './copy-id.tsx';
import { formatDateTime, formatMoment, formatValue } from '../ui/format.ts';
import { useViewer } from '../ui/viewer.tsx';
import { layOutRecord, type ShownField } from './records.ts';
import { useText } from '../i18n/use-text.ts';

/** Values longer than this take the whole width. */
const WIDE = 26;

type CardProps = { record: DemoRecord; isNew: boolean; isFirst: boolean };

/** A record as the org holds it, with its id and the call that wrote it. All but the newest are folded. */
export function RecordCard({ record, isNew, isFirst }: CardProps): ReactNode {
  const t = useText('demo');
  const { language } = useViewer();
  const { title, main, other } = layOutRecord(record);
  const { object, id, createdAt, calls } = record;
  return (
    <li className="record" data-new={isNew} data-object={object}>
      <details open={isFirst}>
        <summary>
          <span className="record-object">{t.known(`object.${object}`) ?? object}</span>
          <strong>{title}</strong>
          {isNew && (
            <span className="tag" data-kind="new">
              {t('records.new')}
            </span>
          )}
          <time dateTime={new Date(createdAt).toISOString()} title={formatDateTime(createdAt, language)}>
            {formatMoment(createdAt, language)}
          </time>
        </summary>
        <div className="record-body">
          <CopyId id={id} />
          <Fields fields={main} />
          {calls[0] && (
            <p className="record-call">
              {t('records.call')}
              <code title={calls[0].path}>{`${calls[0].method} ${calls[0].path}`}</code>
              <span className="tag">{calls[0].status ?? '–'}</span>
            </p>
          )}
          {other.length > 0 && (
            <details className="record-other">
              <summary>{t('records.other', { count: other.length })}</summary>
              <Fields fields={other} />
            </details>
          )}
        </div>
      </details>
    </li>
  );
}

function Fields({ fields }: { fields: readonly ShownField[] }): ReactNode {
  const t = useText('demo');
  const { language } = useViewer();
  return (
    <dl className="fields">
      {fields.map(({ name, value }) => {
        const shown = formatValue(value, language);
        const isKey = name.endsWith('__c');
        return (
          <div key={name} data-wide={isKey || shown.length > WIDE}>
            <dt title={name}>{t.known(`field.${name}`) ?? name}</dt>
            <dd data-mono={isKey || name.endsWith('Id')}>{shown}</dd>
          </div>
        );
      })}
    </dl>
  );
}
