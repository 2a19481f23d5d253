import { Button, Checkbox, Popover, Select, Stack, TextInput } from '@mantine/core';
import { IconUser } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useText } from '../../i18n/use-text.ts';
import { useStepLanguages } from './use-languages.ts';
import { CONSENTS, type Customer } from './trial-model.ts';

const NUMBER = '+393331234567';

type PickerProps = {
  customer: Customer;
  /** True where only the name and the number count. */
  isPlain?: boolean;
  onChange(customer: Customer): void;
  onStop(): void;
};

/** Who writes: the name, whether the number is seen, the language, the consent. */
export function CustomerPicker({ customer, isPlain = false, onChange, onStop }: PickerProps): ReactNode {
  const t = useText('test');
  const { name, phone } = customer;
  const { phone: _shown, ...withoutPhone } = customer;
  return (
    <Popover width={280} position="bottom-start" withArrow trapFocus>
      <Popover.Target>
        <Button size="xs" variant="default" leftSection={<IconUser size={14} aria-hidden />} aria-haspopup="dialog">
          {name}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('customer')}>
        <Stack gap="sm">
          <TextInput
            size="xs"
            label={t('customer.name')}
            value={name}
            onChange={(event) => onChange({ ...customer, name: event.target.value })}
          />
          <TextInput
            size="xs"
            label={t('customer.phone')}
            value={phone ?? ''}
            disabled={phone === undefined}
            onChange={(event) => onChange({ ...customer, phone: event.target.value })}
          />
          <Checkbox
            size="xs"
            label={t('customer.hidden')}
            checked={phone === undefined}
            onChange={(event) => onChange(event.target.checked ? withoutPhone : { ...customer, phone: NUMBER })}
          />
          {!isPlain && <Standing customer={customer} onChange={onChange} />}
          <Button size="xs" variant="default" onClick={onStop}>
            {t('customer.stop')}
          </Button>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}

/** The language that the person speaks, and what they said about being written to. */
function Standing({ customer, onChange }: Pick<PickerProps, 'customer' | 'onChange'>): ReactNode {
  const t = useText('test');
  const languages = useStepLanguages();
  const { language, consent } = customer;
  return (
    <>
      <Select
        size="xs"
        label={t('customer.language')}
        data={languages}
        value={language ?? null}
        onChange={(value) => {
          const { language: _former, ...rest } = customer;
          onChange(value === null ? rest : { ...rest, language: value });
        }}
        clearable
        comboboxProps={{ withinPortal: false }}
      />
      <Select
        size="xs"
        label={t('customer.consent')}
        data={CONSENTS.map((value) => ({ value, label: t(`customer.consent.${value}`) }))}
        value={consent}
        onChange={(value) => value !== null && onChange({ ...customer, consent: value })}
        allowDeselect={false}
        comboboxProps={{ withinPortal: false }}
      />
    </>
  );
}
