import type { ReactNode } from 'react';
import { useApi } from '../../api/query.ts';
import { useText } from '../../i18n/use-text.ts';
import { LiveStatus } from '../live-status.tsx';
import { TestMessage } from '../test-message.tsx';
import { WizardFrame } from '../wizard-frame.tsx';
import type { GuidedScreen } from './guided-set-up.tsx';

/** A message in each direction. */
export function TestStep({ kind, name, pretend, frame, go, back }: GuidedScreen): ReactNode {
  const t = useText('connections');
  const { data } = useApi('GET /connections/:connection', { params: { connection: name } });
  return (
    <WizardFrame
      {...frame}
      heading={t('test.title')}
      about={t(pretend ? 'test.pretend' : 'test.about', { kind: kind.title })}
      back={back}
      next={{ label: t('test.done'), run: () => go() }}
      seen={<LiveStatus connection={data} title={kind.title} />}
    >
      <TestMessage name={name} pretend={pretend} />
    </WizardFrame>
  );
}
