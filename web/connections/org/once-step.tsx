import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useEffect, useState, type ReactNode } from 'react';
import { isObject, type JsonObject } from '../../../src/base/json.ts';
import { api } from '../../api/client.ts';
import { useText } from '../../i18n/use-text.ts';
import { ErrorView } from '../../ui/error-view.tsx';
import { StateBadge } from '../../ui/state-badge.tsx';
import styles from '../connections.module.css';
import { saveArchive } from '../save-archive.ts';
import { useProbeWords } from '../use-doctor.ts';
import { WizardFrame } from '../wizard-frame.tsx';
import type { Screen } from './org-wizard.tsx';

/** The field that makes creation exactly once: bring it along, or do without it and know what that means. */
export function OnceStep({ name, doctor, frame, go, back }: Screen): ReactNode {
  const t = useText('connections');
  const words = useProbeWords();
  const [error, setError] = useState<unknown>();
  const { state, probes, look } = doctor;
  useEffect(() => {
    if (state === 'idle') look();
  }, [state, look]);
  const about = probes.filter((probe) => probe.about === 'exactly-once');
  const bad = about.filter(({ ok }) => !ok);
  const isThere = state === 'done' && bad.length === 0;
  const attempt = (work: () => Promise<void>): void => {
    setError(undefined);
    work().catch(setError);
  };
  const download = async (): Promise<void> => {
    const { files } = await api('GET /connections/:connection/metadata', { params: { connection: name } });
    saveArchive(`rondine-${name}.zip`, files);
  };
  const doWithout = async (): Promise<void> => {
    const { revision, config } = await api('GET /connections/:connection', { params: { connection: name } });
    const own = isObject(config['externalIdFields']) ? config['externalIdFields'] : {};
    // A finding is called after its object.
    const without = Object.fromEntries(bad.map((probe) => [probe.name.split(':')[0] ?? '', '']));
    const fields: JsonObject = { externalIdFields: { ...own, ...without } };
    await api('PATCH /connections/:connection', {
      params: { connection: name },
      body: { fields },
      ifMatch: `"${revision}"`,
    });
    go();
  };
  return (
    <WizardFrame
      {...frame}
      heading={t('org.once')}
      about={t('org.once.about')}
      back={back}
      {...(isThere ? { next: { label: t('wizard.next'), run: () => go() } } : {})}
      {...(bad.length > 0 ? { other: { label: t('org.once.without'), run: () => attempt(doWithout) } } : {})}
    >
      <ul className={styles.plainList}>
        {about.map((probe) => (
          <li key={probe.name}>
            <StateBadge tone={probe.ok ? 'good' : 'waiting'}>{words(probe).message}</StateBadge>
          </li>
        ))}
      </ul>
      {bad.length > 0 && (
        <>
          <ol className={styles.numbered}>
            <li>{t('org.once.download')}</li>
            <li>{t('org.once.deploy')}</li>
            <li>{t('org.once.look')}</li>
          </ol>
          <div className={styles.row}>
            <Button leftSection={<IconDownload size={16} aria-hidden />} onClick={() => attempt(download)}>
              {t('metadata.download')}
            </Button>
            <Button variant="default" loading={state === 'looking'} onClick={look}>
              {t('doctor.again')}
            </Button>
          </div>
          <p className={styles.callout} data-tone="amber">
            {t('org.once.consequence')}
          </p>
        </>
      )}
      {error !== undefined && <ErrorView error={error} />}
    </WizardFrame>
  );
}
