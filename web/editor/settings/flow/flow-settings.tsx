import { Autocomplete, Select, TextInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { setFlow, type FlowFacts } from '../../../../src/flow/edit/set-flow.ts';
import { useText } from '../../../i18n/use-text.ts';
import { Form } from '../../../ui/form/field.tsx';
import { CopyButton } from '../../../ui/copy-button.tsx';
import { useViewer } from '../../../ui/viewer.tsx';
import { useEditor, useSession } from '../../session/use-editor.ts';
import { usePanel } from '../panel-world.tsx';
import { useFormWorldOf } from '../use-form-world.ts';
import { WaySelect } from '../step/exit-select.tsx';
import { VariablesPart } from '../variables/variables-part.tsx';
import { HandlersPart } from './handlers-part.tsx';
import { LanguagesPart } from './languages-part.tsx';
import { TriggersPart } from './triggers-part.tsx';
import styles from '../step/step.module.css';

/** Countries that flows are made for most, before all others. */
const COUNTRIES =
  'IT CH DE FR AT ES GB IE BE NL LU PT PL CZ SK SI HR HU RO BG GR DK SE NO FI EE LV LT MT CY US CA BR MX IN AE'.split(
    ' ',
  );

/** What holds for the flow as a whole: name, languages, zone, what starts it, handlers, variables. */
export function FlowSettings(): ReactNode {
  const t = useText('stepPanel');
  const world = useFormWorldOf(['flow']);
  return (
    <Form world={world}>
      <div className={styles.stack}>
        <Facts />
        <LanguagesPart />
        <TriggersPart />
        <section className={styles.exits} aria-label={t('flow.start')}>
          <h3 className={styles.heading}>{t('flow.start')}</h3>
          <WaySelect exit={{ start: true }} label={t('flow.start')} />
        </section>
        <HandlersPart />
        <VariablesPart />
      </div>
    </Form>
  );
}

function Facts(): ReactNode {
  const t = useText('stepPanel');
  const session = useSession();
  const { language } = useViewer();
  const { draft } = usePanel();
  const isReadOnly = useEditor(({ readOnly }) => readOnly !== undefined);
  const { flow } = draft;
  const [name, setName] = useState(flow.name);
  const [known, setKnown] = useState(flow.name);
  if (known !== flow.name) {
    setKnown(flow.name);
    if (name.trim() !== flow.name) setName(flow.name);
  }
  const set = (facts: FlowFacts, merge?: string): void => {
    const key = facts.name === undefined ? 'edit.setFlow' : 'edit.setName';
    session.apply({ key }, (each) => setFlow(each, facts), merge === undefined ? {} : { merge });
  };
  const countries = new Intl.DisplayNames([language], { type: 'region' });
  const listed = COUNTRIES.includes(flow.settings.country) ? COUNTRIES : [flow.settings.country, ...COUNTRIES];
  return (
    <div className={styles.stack}>
      <TextInput
        label={t('flow.name')}
        disabled={isReadOnly}
        value={name}
        error={name.trim() === '' ? t('flow.name.empty') : undefined}
        onChange={(event) => {
          const next = event.currentTarget.value;
          setName(next);
          if (next.trim() !== '') set({ name: next }, 'flow name');
        }}
      />
      <div className={styles.facts}>
        <span>{t('flow.id')}</span>
        <code className={styles.id}>{flow.id}</code>
        <CopyButton value={flow.id} what={t('flow.id')} />
      </div>
      <Autocomplete
        label={t('flow.timeZone')}
        description={t('flow.timeZone.help')}
        disabled={isReadOnly}
        limit={30}
        data={Intl.supportedValuesOf('timeZone')}
        value={flow.settings.timeZone}
        onChange={(timeZone) => set({ settings: { timeZone } }, 'flow zone')}
      />
      <Select
        label={t('flow.country')}
        description={t('flow.country.help')}
        disabled={isReadOnly}
        searchable
        allowDeselect={false}
        data={listed.map((value) => ({ value, label: `${countries.of(value) ?? value} (${value})` }))}
        value={flow.settings.country}
        onChange={(country) => country && set({ settings: { country } })}
      />
    </div>
  );
}
