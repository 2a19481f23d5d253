import { Button, Collapse } from '@mantine/core';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { useId, useState, type ReactNode } from 'react';
import type { JsonObject } from '../../../src/base/json.ts';
import { useText } from '../../i18n/use-text.ts';
import { membersOf, withMember, type FieldModel, type FormSchema } from './field-model.ts';
import styles from './form.module.css';
import { useFormWorld, type FieldPath } from './form-world.tsx';

type MembersProps = {
  schema: FormSchema;
  /** What the keys of the fields begin with: the type of the step. */
  name: string;
  value: JsonObject;
  path: FieldPath;
  change(value: JsonObject, merge?: string): void;
  /** Members that are shown elsewhere. */
  except?: readonly string[];
  /** Members that are shown although they are empty and need not be there. */
  shown?: readonly string[];
};

/** The parts of an object: what has to be there and what is filled in; the rest behind "more settings". */
export function Members({ schema, name, value, path, change, except = [], shown = [] }: MembersProps): ReactNode {
  const t = useText('form');
  const { troublesAt, Field } = useFormWorld();
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  const [first] = useState(() => new Set(Object.keys(value)));
  const fields = membersOf(schema, name).filter((field) => !except.includes(field.name));
  // What was empty when the form was opened stays where it was filled in.
  const isShown = (field: FieldModel): boolean =>
    field.required ||
    shown.includes(field.name) ||
    first.has(field.name) ||
    troublesAt([...path, field.name], true).length > 0;
  const visible = fields.filter(isShown);
  const more = fields.filter((field) => !isShown(field));
  const fieldOf = (field: FieldModel): ReactNode => (
    <Field
      key={field.name}
      field={field}
      value={value[field.name]}
      path={[...path, field.name]}
      change={(member, merge) => change(withMember(value, field.name, member), merge)}
    />
  );
  return (
    <div className={styles.members}>
      {visible.map(fieldOf)}
      {more.length > 0 && (
        <>
          <Button
            variant="subtle"
            color="gray"
            size="compact-sm"
            className={styles.more}
            leftSection={
              isOpen ? <IconChevronDown size={14} aria-hidden /> : <IconChevronRight size={14} aria-hidden />
            }
            aria-expanded={isOpen}
            aria-controls={id}
            onClick={() => setOpen(!isOpen)}
          >
            {t('more', { count: more.length })}
          </Button>
          <Collapse expanded={isOpen} transitionDuration={0} id={id}>
            {isOpen && <div className={styles.members}>{more.map(fieldOf)}</div>}
          </Collapse>
        </>
      )}
    </div>
  );
}
