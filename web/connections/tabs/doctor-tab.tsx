import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useEffect, type ReactNode } from 'react';
import { api } from '../../api/client.ts';
import { useText } from '../../i18n/use-text.ts';
import { useNotify } from '../../ui/use-notify.tsx';
import type { Connection } from '../connection-state.ts';
import styles from '../connections.module.css';
import { DoctorView } from '../doctor-view.tsx';
import { saveArchive } from '../save-archive.ts';
import { useDoctor } from '../use-doctor.ts';
import { useKinds } from '../words-of.tsx';

/** A look from outside, and the files that cure what an administrator can deploy. */
export function DoctorTab({ connection: { key, type } }: { connection: Connection }): ReactNode {
  const t = useText('connections');
  const notify = useNotify();
  const doctor = useDoctor(key);
  const { state, look } = doctor;
  const kind = useKinds().data?.items.find(({ id }) => id === type);
  useEffect(() => {
    if (state === 'idle') look();
  }, [state, look]);
  const download = async (): Promise<void> => {
    const { files } = await api('GET /connections/:connection/metadata', { params: { connection: key } });
    saveArchive(`rondine-${key}.zip`, files);
  };
  return (
    <div className={styles.sections}>
      <section className={styles.section}>
        <DoctorView doctor={doctor} />
      </section>
      {kind?.can.metadata && (
        <section className={styles.section}>
          <h2>{t('metadata.title')}</h2>
          <p className={styles.quiet}>{t('metadata.about')}</p>
          <div className={styles.row}>
            <Button
              variant="default"
              leftSection={<IconDownload size={16} aria-hidden />}
              onClick={() => void download().catch(notify.failed)}
            >
              {t('metadata.download')}
            </Button>
          </div>
        </section>
      )}
    </div>
  );
}
