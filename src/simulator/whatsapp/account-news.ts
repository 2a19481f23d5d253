import type { JsonObject } from '../../base/json.ts';
import { changeFacts, factsOf, type NumberFacts } from './account.ts';
import type { Template } from './model.ts';
import type { BusinessNumber } from './options.ts';
import { letterOf, type WhatsAppPhone } from './phone.ts';
import { findTemplate, putTemplate, templatesOf } from './templates.ts';

/**
 * Adds or changes a template, and tells the business what changed about one that it had: its status, its quality, its
 * category. Such news goes to the app's address and names no number.
 */
export function changeTemplate(phone: WhatsAppPhone, template: Template): void {
  const before = findTemplate(phone, template);
  putTemplate(phone, template);
  const about = {
    message_template_id: templatesOf(phone).findIndex((each) => each.name === template.name) + 1,
    message_template_name: template.name,
    message_template_language: template.language,
  };
  const tell = (field: string, value: JsonObject): void => tellAccount(phone, field, { ...about, ...value });
  if (!before) return;
  const { status, quality = 'UNKNOWN', category } = template;
  if (before.status !== status)
    tell('message_template_status_update', { event: status, reason: 'NONE', message_template_category: category });
  if ((before.quality ?? 'UNKNOWN') !== quality)
    tell('message_template_quality_update', {
      previous_quality_score: before.quality ?? 'UNKNOWN',
      new_quality_score: quality,
    });
  if (before.category !== category)
    tell('template_category_update', { previous_category: before.category, new_category: category });
}

/** Changes how Meta sees a number, and tells the business of what it tells of: quality, limit and name. */
export function judgeNumber(phone: WhatsAppPhone, number: BusinessNumber, change: Partial<NumberFacts>): void {
  const before = factsOf(phone, number);
  changeFacts(phone, number, change);
  const after = factsOf(phone, number);
  const shown = { display_phone_number: number.displayPhoneNumber };
  if (before.quality !== after.quality || before.tier !== after.tier) {
    const event = after.quality === 'RED' ? 'FLAGGED' : before.tier === after.tier ? 'UNFLAGGED' : 'UPGRADE';
    tellAccount(phone, 'phone_number_quality_update', { ...shown, event, current_limit: after.tier });
  }
  if (before.nameStatus !== after.nameStatus) {
    const name = { requested_verified_name: number.verifiedName, decision: after.nameStatus };
    tellAccount(phone, 'phone_number_name_update', { ...shown, ...name });
  }
}

function tellAccount(phone: WhatsAppPhone, field: string, value: JsonObject): void {
  phone.post(letterOf([{ number: phone.business.number, field, value, at: phone.now() }]), { lanes: [] });
}
