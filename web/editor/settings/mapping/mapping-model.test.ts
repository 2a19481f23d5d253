import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { FormSchema } from '../../../ui/form/field-model.ts';
import {
  inWordsOf,
  isDescribed,
  mappingFields,
  orderFields,
  proposedParts,
  referenceText,
  rowInput,
  searchFields,
  withValueAt,
} from './mapping-model.ts';

const schema = {
  type: 'object',
  required: ['LastName'],
  properties: {
    Phone: { type: 'string', title: 'Telefono', description: 'Phone', maxLength: 40, 'x-type': 'phone' },
    LastName: { type: 'string', title: 'Cognome', description: 'LastName. Of the person', 'x-type': 'string' },
    Country: { type: 'string', title: 'Paese', enum: ['IT', 'FR'], 'x-labels': { IT: 'Italia' }, 'x-type': 'picklist' },
    City: {
      type: 'string',
      title: 'Città',
      enum: ['Roma', 'Paris'],
      'x-controller': 'Country',
      'x-with': { IT: ['Roma'], FR: ['Paris'] },
      'x-type': 'picklist',
    },
    LeadSource: { type: 'string', title: 'Origine', examples: ['Web'], 'x-type': 'picklist' },
    Interests: {
      type: 'array',
      title: 'Interessi',
      items: { type: 'string', examples: ['Mare'] },
      'x-type': 'multipicklist',
    },
    OwnerId: { anyOf: [], title: 'Titolare', 'x-reference': ['User'], 'x-type': 'reference' },
    IsActive: { type: 'boolean', title: 'Attivo', 'x-type': 'boolean' },
    Code__c: { type: 'string', title: 'Codice', 'x-type': 'string', 'x-external-id': true },
    Account: { type: 'object', title: 'Account' },
  },
} as unknown as FormSchema;
const fields = mappingFields(schema, {});
const field = (name: string, chosen = {}) => mappingFields(schema, chosen).find((each) => each.name === name)!;

describe('a described form', () => {
  it('speaks the general form’s words, and the system’s own where it described something itself', () => {
    const member = (title: string): FormSchema => ({ type: 'string', title });
    const options = (title: string): FormSchema => ({ type: 'object', properties: { rule: member(title) } });
    const described = {
      properties: { object: member('Object'), options: options('Rule'), fields: schema, own: member('Own') },
    };
    const general = {
      properties: { object: member('Oggetto'), options: options('Regola'), fields: { title: 'Campi' } },
    };
    assert.deepEqual(inWordsOf(general, described).properties, {
      object: member('Oggetto'),
      options: options('Regola'),
      fields: schema,
      own: member('Own'),
    });
  });

  it('is told from one that is not', () => {
    assert.equal(isDescribed(schema), true);
    assert.equal(isDescribed({ type: 'object', properties: { a: { type: 'string' } } }), false);
    assert.equal(isDescribed(undefined), false);
  });

  it('has a row for each field, and none for parents', () => {
    assert.equal(fields.length, 9);
    assert.deepEqual(
      { ...field('Phone') },
      {
        name: 'Phone',
        label: 'Telefono',
        type: 'phone',
        help: undefined,
        isRequired: false,
        values: [],
        isClosed: false,
        isList: false,
        isReference: false,
        isYesNo: false,
        isKey: false,
        most: 40,
      },
    );
    assert.equal(field('LastName').help, 'Of the person');
    assert.equal(field('Code__c').isKey, true);
  });

  it('offers values as the system shows them, those alone that the controlling field leaves', () => {
    assert.deepEqual(field('Country').values, [
      { value: 'IT', label: 'Italia' },
      { value: 'FR', label: 'FR' },
    ]);
    assert.deepEqual(field('City', { Country: 'IT' }).values, [{ value: 'Roma', label: 'Roma' }]);
    assert.equal(field('City', { Country: '{{ vars.country }}' }).values.length, 2);
    assert.deepEqual(field('Interests').values, [{ value: 'Mare', label: 'Mare' }]);
  });

  it('has what is required first, what is given next, the rest by label', () => {
    const ordered = orderFields(fields, { Phone: '{{ contact.phone }}' }, 'it').map(({ name }) => name);
    assert.deepEqual(ordered.slice(0, 3), ['LastName', 'Phone', 'IsActive']);
  });

  it('is searched by label, name and type, without accents', () => {
    assert.deepEqual(
      searchFields(fields, 'citta').map(({ name }) => name),
      ['City'],
    );
    assert.deepEqual(
      searchFields(fields, 'phone').map(({ name }) => name),
      ['Phone'],
    );
    assert.equal(searchFields(fields, '').length, 9);
  });
});

describe('a row', () => {
  it('is filled in as its field asks for', () => {
    assert.equal(rowInput(field('Phone'), undefined), 'write');
    assert.equal(rowInput(field('Country'), undefined), 'choose');
    assert.equal(rowInput(field('LeadSource'), 'Fiera'), 'write');
    assert.equal(rowInput(field('Country'), 'DE'), 'choose');
    assert.equal(rowInput(field('Interests'), []), 'several');
    assert.equal(rowInput(field('OwnerId'), { user: 'ada@acme.it' }), 'record');
    assert.equal(rowInput(field('IsActive'), true), 'yesNo');
  });

  it('with a template is written', () => {
    for (const { name } of fields) assert.equal(rowInput(field(name), '{{ vars.x }}'), 'write');
  });

  it('says a reference in words', () => {
    assert.equal(referenceText({ queue: 'New_leads' }), 'queue New_leads');
    assert.equal(referenceText({ campaign: { Code__c: 'S26' } }), 'campaign Code__c S26');
    assert.equal(referenceText(undefined), '');
  });
});

describe('a suggested mapping', () => {
  const proposal = {
    input: { object: 'Lead', fields: { Phone: '{{ contact.phone }}', LastName: '{{ contact.name }}' } },
    why: [
      { path: ['fields', 'Phone'], confidence: 'sure', why: 'The number.' },
      { path: ['fields', 'LastName'], confidence: 'likely', why: 'The name.' },
    ],
  };

  it('is what is news', () => {
    const parts = proposedParts({ object: 'Lead', fields: { LastName: '{{ contact.name }}' } }, proposal);
    assert.deepEqual(parts, [
      { path: ['fields', 'Phone'], value: '{{ contact.phone }}', confidence: 'sure', why: 'The number.' },
    ]);
  });

  it('is taken over part by part', () => {
    const one = withValueAt({ object: 'Lead' }, ['fields', 'Phone'], 'x');
    assert.deepEqual(one, { object: 'Lead', fields: { Phone: 'x' } });
    assert.deepEqual(withValueAt(one, ['fields', 'Phone'], undefined), { object: 'Lead', fields: {} });
  });
});
