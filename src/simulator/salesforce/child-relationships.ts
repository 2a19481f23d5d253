import type { Field, ObjectType } from './metadata.ts';
import type { Schema } from './schema.ts';

/** Names by which a parent reaches its children, by object and field of the child. */
const NAMES: Record<string, string> = {
  'Contact.AccountId': 'Contacts',
  'Case.AccountId': 'Cases',
  'Opportunity.AccountId': 'Opportunities',
  'Task.WhatId': 'Tasks',
  'Task.WhoId': 'Tasks',
  'Task.AccountId': 'ActivityTasks',
  'Case.ContactId': 'Cases',
  'Case.ParentId': 'Cases',
  'Contact.ReportsToId': 'ContactReports',
  'Account.ParentId': 'ChildAccounts',
  'Campaign.ParentId': 'ChildCampaigns',
  'Opportunity.CampaignId': 'Opportunities',
  'CaseComment.ParentId': 'CaseComments',
  'CampaignMember.CampaignId': 'CampaignMembers',
  'CampaignMember.LeadId': 'CampaignMembers',
  'CampaignMember.ContactId': 'CampaignMembers',
  'ContentVersion.ContentDocumentId': 'ContentVersions',
  'ContentDocumentLink.ContentDocumentId': 'ContentDocumentLinks',
  'ContentDocumentLink.LinkedEntityId': 'ContentDocumentLinks',
  'EmailMessage.ParentId': 'EmailMessages',
  'EmailMessage.RelatedToId': 'Emails',
  'FeedItem.ParentId': 'Feeds',
  'QueueSobject.QueueId': 'QueueSobjects',
};

/** A way from a record to its children; without a name queries cannot take it. */
export type ChildRelationship = { child: ObjectType; field: Field; name: string | null };

/** Every way from an object to children of it. */
export function childrenOf(schema: Schema, parent: ObjectType): ChildRelationship[] {
  return schema
    .objects()
    .flatMap((child) =>
      child.fields
        .filter((field) => field.referenceTo?.includes(parent.name))
        .map((field) => ({ child, field, name: nameOf(child, field) })),
    );
}

function nameOf(child: ObjectType, field: Field): string | null {
  if (field.custom) return `${child.label.replaceAll(' ', '_')}__r`;
  return NAMES[`${child.name}.${field.name}`] ?? null;
}
