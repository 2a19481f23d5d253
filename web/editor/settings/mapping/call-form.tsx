import { useMemo, type ReactNode } from 'react';
import { isObject, type JsonObject, type JsonValue } from '../../../../src/base/json.ts';
import { own } from '../../../../src/flow/flow.ts';
import { useText } from '../../../i18n/use-text.ts';
import { fieldOf, kindOf, membersOf, withMember, type FormSchema } from '../../../ui/form/field-model.ts';
import { Form } from '../../../ui/form/field.tsx';
import { useFormWorld, type FieldProps } from '../../../ui/form/form-world.tsx';
import { LineField, NumberField, SwitchField, WordField, WordsField } from '../../../ui/form/inputs.tsx';
import { Members } from '../../../ui/form/members.tsx';
import { ConnectionField, OperationField } from '../fields/reference-fields.tsx';
import { ValueField } from '../fields/value-field.tsx';
import { usePanel } from '../panel-world.tsx';
import type { StepFormProps } from '../step/step-form.tsx';
import { TemplateField } from '../template/template-field.tsx';
import { MappingForm } from './mapping-form.tsx';
import styles from './mapping.module.css';
import { said } from '../../../ui/form/said.ts';

/** The form of a step that has a system do something: which, what, with what, and what becomes of it. */
export function CallForm({ schema, params, change }: StepFormProps): ReactNode {
  const { catalog, view } = usePanel();
  const connection = said(params['connection']);
  const operation = said(params['operation']);
  const connector = own(catalog.connections, connection)?.connector ?? '';
  const operations = own(catalog.operations, connector) ?? {};
  const known = own(operations, operation);
  const told = view?.titles[connector]?.operations[operation];
  const input = isObject(params['input']) ? params['input'] : {};
  const member = (name: string) =>
    fieldOf(schema.properties?.[name] ?? {}, { name, key: `call.${name}`, required: true });
  const setInput = (next: JsonObject, merge?: string): void => change({ ...params, input: next }, merge);
  return (
    <div className={styles.mapping}>
      <ConnectionField
        field={member('connection')}
        value={params['connection']}
        path={['connection']}
        change={(next) => change(withMember(params, 'connection', next ?? ''))}
      />
      <OperationField
        field={member('operation')}
        connection={connection}
        value={params['operation']}
        path={['operation']}
        change={(next) => change(ofOperation(params, said(next), operations))}
      />
      {told && <p className={styles.quiet}>{told.description}</p>}
      {known && (
        <InputForm key={`${connection} ${operation}`}>
          {told?.shaped ? (
            <MappingForm
              ask={{ connection, operation, can: told }}
              schema={known.input}
              input={input}
              change={setInput}
            />
          ) : (
            <Members schema={known.input} name="call.input" value={input} path={['input']} change={setInput} />
          )}
        </InputForm>
      )}
      {!known && (
        <ValueField
          field={fieldOf(schema.properties?.['input'] ?? {}, {
            name: 'input',
            key: 'call.input',
            required: false,
          })}
          value={input}
          path={['input']}
          change={(next, merge) => setInput(isObject(next) ? next : {}, merge)}
        />
      )}
      <Exits schema={schema} params={params} outcomes={known?.outcomes} change={change} />
      <Members
        schema={schema}
        name="call"
        value={params}
        path={[]}
        except={['connection', 'operation', 'input', 'exits']}
        shown={['saveAs']}
        change={change}
      />
    </div>
  );
}

type ExitsProps = StepFormProps & { outcomes: readonly string[] | undefined };

/** Outcomes of the operation that have an exit of their own. */
function Exits({ schema, params, outcomes, change }: ExitsProps): ReactNode {
  const exits = schema.properties?.['exits'] ?? {};
  if (!outcomes?.length && params['exits'] === undefined) return null;
  const items = { enum: [...(outcomes ?? [])], type: 'string' };
  const words = outcomes?.length ? ({ ...exits, items } as FormSchema) : exits;
  const field = fieldOf(words, { name: 'exits', key: 'call.exits', required: false });
  const props: FieldProps = {
    field,
    value: params['exits'],
    path: ['exits'],
    change: (next) => change(withMember(params, 'exits', next)),
  };
  return outcomes?.length ? <WordsField {...props} /> : <LineField {...props} />;
}

/** The params with another operation: of the input only what that one takes is kept. */
function ofOperation(
  params: JsonObject,
  operation: string,
  operations: Readonly<Record<string, { input: unknown }>>,
): JsonObject {
  const { exits: _former, ...rest } = params;
  const known = own(operations, operation)?.input as FormSchema | undefined;
  const names = new Set(membersOf(known ?? {}, '').map(({ name }) => name));
  const input = isObject(params['input']) ? params['input'] : {};
  const kept = Object.entries(input).filter(([name]) => !known || names.has(name));
  return { ...rest, operation, input: Object.fromEntries(kept) };
}

/** The form of an operation's input: everything in it may be a template. */
function InputForm({ children }: { children: ReactNode }): ReactNode {
  const world = useFormWorld();
  const inner = useMemo(() => ({ ...world, inputs: { ...world.inputs, ...INPUTS } }), [world]);
  return <Form world={inner}>{children}</Form>;
}

const INPUTS = {
  line: TemplateField,
  number: expressible(NumberField),
  switch: expressible(SwitchField),
  word: expressible(WordField),
  json: ValueField,
};

/** An input that gives way to a template where one stands there. */
function expressible(Input: (props: FieldProps) => ReactNode) {
  return function Expressible(props: FieldProps): ReactNode {
    const t = useText('stepPanel');
    const { isReadOnly } = useFormWorld();
    const isTemplate =
      typeof props.value === 'string' && (props.value.includes('{') || kindOf(props.field.schema) !== 'word');
    const toggle = (value: JsonValue | undefined): void => props.change(value);
    return (
      <div>
        {isTemplate ? <TemplateField {...props} /> : <Input {...props} />}
        {!isReadOnly && (
          <button
            type="button"
            className={styles.asTemplate}
            onClick={() => toggle(isTemplate ? undefined : '{{ vars. }}')}
          >
            {isTemplate ? t('value.fixed') : t('value.template')}
          </button>
        )}
      </div>
    );
  };
}
