import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useEffect, type ReactNode } from 'react';
import { useApiMutation } from '../../api/query.ts';
import { useText } from '../../i18n/use-text.ts';
import { ErrorView } from '../../ui/error-view.tsx';
import { saveText } from '../../ui/save-file.ts';
import { SignInPanel } from '../sign-in-panel.tsx';
import { useSignIn } from '../use-sign-in.ts';
import { WizardFrame } from '../wizard-frame.tsx';
import { Spoken } from '../words-of.tsx';
import type { Screen } from './org-wizard.tsx';

/** Consent, in a window of the org; where no person is needed, what takes its place. */
export function ConnectStep(screen: Screen): ReactNode {
  const { way } = screen;
  if (way === 'certificate') return <CertificateStep {...screen} />;
  if (way === 'machine') return <MachineStep {...screen} />;
  return <ConsentStep {...screen} />;
}

function ConsentStep({ name, kind, frame, go, back, org }: Screen): ReactNode {
  const t = useText('connections');
  const signIn = useSignIn(name);
  const { state } = signIn;
  useEffect(() => {
    // What was asked for has happened: there is nothing to click.
    if (state === 'connected') go();
  }, [state, go]);
  return (
    <WizardFrame
      {...frame}
      heading={t('org.connect')}
      about={t(org === 'pretend' ? 'org.connect.pretend' : 'org.connect.about')}
      back={back}
      other={{ label: t('org.connect.later'), run: () => go({ step: 'doctor' }) }}
    >
      <SignInPanel signIn={signIn} title={kind.title} />
    </WizardFrame>
  );
}

function MachineStep({ frame, go, back }: Screen): ReactNode {
  const t = useText('connections');
  return (
    <WizardFrame
      {...frame}
      heading={t('org.machine')}
      about={t('org.machine.about')}
      back={back}
      next={{ label: t('wizard.next'), run: () => go() }}
    >
      {undefined}
    </WizardFrame>
  );
}

function CertificateStep({ name, frame, go, back }: Screen): ReactNode {
  const t = useText('connections');
  const make = useApiMutation('POST /connections/:connection/certificate');
  const { data, error, isPending } = make;
  return (
    <WizardFrame
      {...frame}
      heading={t('org.certificate')}
      about={t('org.certificate.about')}
      back={back}
      next={{ label: t('wizard.next'), run: () => go(), disabled: data === undefined }}
    >
      <Button
        variant="default"
        loading={isPending}
        leftSection={<IconDownload size={16} aria-hidden />}
        onClick={() =>
          make.mutate(
            { params: { connection: name }, body: {} },
            { onSuccess: ({ pem }) => saveText('rondine.crt', pem, 'application/x-x509-ca-cert') },
          )
        }
      >
        {t('certificate.download')}
      </Button>
      {data && (
        <p>
          <Spoken text={data.message} />
        </p>
      )}
      {error && <ErrorView error={error} />}
    </WizardFrame>
  );
}
