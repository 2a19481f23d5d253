import { TextInput } from '@mantine/core';
import { IconBuilding, IconCode, IconFlask, IconTestPipe } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useApi } from '../../api/query.ts';
import { useText } from '../../i18n/use-text.ts';
import { Choices } from '../choices.tsx';
import { isName } from '../config-fields.ts';
import { WizardFrame } from '../wizard-frame.tsx';
import type { Screen } from './org-wizard.tsx';
import { ORGS, type OrgKind } from './way.ts';

const ICONS: Readonly<Record<OrgKind, ReactNode>> = {
  production: <IconBuilding size={24} aria-hidden />,
  sandbox: <IconFlask size={24} aria-hidden />,
  developer: <IconCode size={24} aria-hidden />,
  pretend: <IconTestPipe size={24} aria-hidden />,
};

/** Which kind of org, and what it is called here. */
export function KindStep({ name, kind, frame, go }: Screen): ReactNode {
  const t = useText('connections');
  const [text, setText] = useState(name);
  const taken = useApi('GET /connections').data?.items.some(({ key }) => key === text) ?? false;
  const [isTold, setTold] = useState(false);
  const wrong = taken ? t('name.taken') : isName(text) ? undefined : t('name.misfit');
  const choose = (as: OrgKind): void => {
    if (wrong !== undefined) setTold(true);
    else go({ as, name: text });
  };
  return (
    <WizardFrame {...frame} heading={t('org.kind')} about={t('org.kind.about')}>
      <Choices
        choices={ORGS.filter((each) => each !== 'pretend' || kind.pretend).map((value) => ({
          value,
          title: t(`org.kind.${value}`),
          about: t(`org.kind.${value}.about`),
          icon: ICONS[value],
        }))}
        choose={choose}
      />
      <TextInput
        label={t('name.label')}
        description={t('name.about')}
        value={text}
        maxLength={40}
        error={isTold || text !== name ? wrong : undefined}
        onChange={(event) => setText(event.currentTarget.value)}
      />
    </WizardFrame>
  );
}
