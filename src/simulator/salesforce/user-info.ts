import { findObject } from './metadata.ts';
import type { Org } from './org.ts';
import { fieldValue } from './render.ts';

/** The signed-in user as `GET /services/oauth2/userinfo` shows it. */
export function describeUser(org: Org, baseUrl: string): Record<string, unknown> {
  const user = userFields(org);
  return {
    sub: `${baseUrl}/id/${org.organizationId}/${org.userId}`,
    user_id: org.userId,
    organization_id: org.organizationId,
    preferred_username: user['Username'],
    nickname: user['CommunityNickname'],
    name: user['Name'],
    email: user['Email'],
    email_verified: true,
    given_name: user['FirstName'],
    family_name: user['LastName'],
    zoneinfo: user['TimeZoneSidKey'],
    photos: { picture: `${baseUrl}/profilephoto/005/F`, thumbnail: `${baseUrl}/profilephoto/005/T` },
    profile: `${baseUrl}/${org.userId}`,
    picture: `${baseUrl}/profilephoto/005/F`,
    urls: restUrls(org, baseUrl),
    active: true,
    user_type: 'STANDARD',
    language: user['LanguageLocaleKey'],
    locale: user['LocaleSidKey'],
    utcOffset: 3_600_000,
    updated_at: user['LastModifiedDate'],
  };
}

/** The signed-in user as the identity URL shows it. */
export function describeIdentity(org: Org, baseUrl: string): Record<string, unknown> {
  const user = userFields(org);
  return {
    id: `${baseUrl}/id/${org.organizationId}/${org.userId}`,
    asserted_user: true,
    user_id: org.userId,
    organization_id: org.organizationId,
    username: user['Username'],
    nick_name: user['CommunityNickname'],
    display_name: user['Name'],
    email: user['Email'],
    email_verified: true,
    first_name: user['FirstName'],
    last_name: user['LastName'],
    timezone: user['TimeZoneSidKey'],
    photos: { picture: `${baseUrl}/profilephoto/005/F`, thumbnail: `${baseUrl}/profilephoto/005/T` },
    urls: restUrls(org, baseUrl),
    active: true,
    user_type: 'STANDARD',
    language: user['LanguageLocaleKey'],
    locale: user['LocaleSidKey'],
    utcOffset: 3_600_000,
    status: { created_date: null, body: null },
    last_modified_date: user['LastModifiedDate'],
  };
}

function restUrls(org: Org, baseUrl: string): Record<string, string> {
  const data = `${baseUrl}/services/data/v{version}`;
  return {
    rest: `${data}/`,
    sobjects: `${data}/sobjects/`,
    query: `${data}/query/`,
    recent: `${data}/recent/`,
    profile: `${baseUrl}/${org.userId}`,
  };
}

function userFields(org: Org): Record<string, unknown> {
  const row = org.store.find(org.userId);
  const type = findObject('User');
  if (!row || !type) throw new Error('The seeded integration user is gone; reset the org.');
  return Object.fromEntries(type.fields.map((field) => [field.name, fieldValue(row, field)]));
}
