/**
 * Fields that the platform itself gives to objects, by API name: one that the describe of an org lacks is hidden from the
 * connected user, or belongs to a feature that the org has not switched on, rather than misspelt.
 */
const STANDARD_FIELDS: Readonly<Record<string, string>> = {
  Lead: 'Id IsDeleted MasterRecordId LastName FirstName Salutation Name RecordTypeId Title Company Street City State PostalCode Country Latitude Longitude GeocodeAccuracy Address Phone MobilePhone Fax Email Website PhotoUrl Description LeadSource Status Industry Rating AnnualRevenue NumberOfEmployees OwnerId HasOptedOutOfEmail HasOptedOutOfFax DoNotCall IsConverted ConvertedDate ConvertedAccountId ConvertedContactId ConvertedOpportunityId IsUnreadByOwner LastActivityDate IsPriorityRecord Jigsaw JigsawContactId CleanStatus CompanyDunsNumber EmailBouncedReason EmailBouncedDate IndividualId Pronouns GenderIdentity CreatedDate CreatedById LastModifiedDate LastModifiedById SystemModstamp LastViewedDate LastReferencedDate',
  Case: 'Id IsDeleted MasterRecordId CaseNumber ContactId AccountId AssetId SourceId ParentId RecordTypeId SuppliedName SuppliedEmail SuppliedPhone SuppliedCompany Type Status Reason Origin Subject Priority Description IsClosed ClosedDate IsEscalated OwnerId HasCommentsUnreadByOwner IsClosedOnCreate ContactPhone ContactMobile ContactEmail ContactFax Comments BusinessHoursId CreatedDate CreatedById LastModifiedDate LastModifiedById SystemModstamp LastViewedDate LastReferencedDate',
  Contact:
    'Id IsDeleted MasterRecordId AccountId LastName FirstName Salutation Name OtherStreet OtherCity OtherState OtherPostalCode OtherCountry OtherAddress MailingStreet MailingCity MailingState MailingPostalCode MailingCountry MailingLatitude MailingLongitude MailingAddress Phone Fax MobilePhone HomePhone OtherPhone AssistantPhone ReportsToId Email Title Department AssistantName LeadSource Birthdate Description OwnerId HasOptedOutOfEmail HasOptedOutOfFax DoNotCall LastActivityDate EmailBouncedReason EmailBouncedDate IsEmailBounced PhotoUrl IndividualId CreatedDate CreatedById LastModifiedDate LastModifiedById SystemModstamp LastViewedDate LastReferencedDate',
  Account:
    'Id IsDeleted MasterRecordId Name Type RecordTypeId ParentId BillingStreet BillingCity BillingState BillingPostalCode BillingCountry BillingAddress ShippingStreet ShippingCity ShippingState ShippingPostalCode ShippingCountry ShippingAddress Phone Fax AccountNumber Website PhotoUrl Sic Industry AnnualRevenue NumberOfEmployees Ownership TickerSymbol Description Rating Site OwnerId LastActivityDate AccountSource SicDesc IsPersonAccount CreatedDate CreatedById LastModifiedDate LastModifiedById SystemModstamp LastViewedDate LastReferencedDate',
  Task: 'Id WhoId WhatId Subject ActivityDate Status Priority IsHighPriority OwnerId Description Type IsClosed IsArchived AccountId CallDurationInSeconds CallType CallDisposition CallObject ReminderDateTime IsReminderSet IsRecurrence TaskSubtype CompletedDateTime IsDeleted CreatedDate CreatedById LastModifiedDate LastModifiedById SystemModstamp',
  Opportunity:
    'Id IsDeleted AccountId RecordTypeId IsPrivate Name Description StageName Amount Probability ExpectedRevenue TotalOpportunityQuantity CloseDate Type NextStep LeadSource IsClosed IsWon ForecastCategory ForecastCategoryName CampaignId HasOpportunityLineItem Pricebook2Id OwnerId ContactId LastActivityDate LastStageChangeDate FiscalYear FiscalQuarter CreatedDate CreatedById LastModifiedDate LastModifiedById SystemModstamp LastViewedDate LastReferencedDate',
  Campaign:
    'Id IsDeleted Name ParentId Type RecordTypeId Status StartDate EndDate ExpectedRevenue BudgetedCost ActualCost ExpectedResponse NumberSent IsActive Description NumberOfLeads NumberOfContacts NumberOfResponses OwnerId LastActivityDate CampaignMemberRecordTypeId CreatedDate CreatedById LastModifiedDate LastModifiedById SystemModstamp LastViewedDate LastReferencedDate',
  CampaignMember:
    'Id IsDeleted CampaignId LeadId ContactId Status HasResponded FirstRespondedDate Name FirstName LastName Email Phone MobilePhone CompanyOrAccount LeadSource Type LeadOrContactId LeadOrContactOwnerId CreatedDate CreatedById LastModifiedDate LastModifiedById SystemModstamp',
};

const index = new Map(
  Object.entries(STANDARD_FIELDS).map(([object, names]) => [object, new Set(names.toLowerCase().split(' '))] as const),
);

/** True where the platform gives an object a field of this name. */
export function isStandardField(object: string, field: string): boolean {
  return index.get(object)?.has(field.toLowerCase()) ?? false;
}
