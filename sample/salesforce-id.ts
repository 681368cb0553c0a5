/** Record ids in Salesforce's form: 15 case-sensitive characters and a checksum of three. */

const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const CHECKS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';
const ORGANISATION = '5g00000';

const PREFIXES = {
  Account: '001',
  Contact: '003',
  User: '005',
  Opportunity: '006',
  OpportunityHistory: '008',
  Task: '00T',
  Event: '00U',
  OpportunityContactRole: '00K',
  Lead: '00Q',
  CampaignMember: '00v',
  OpportunityFieldHistory: '017',
  CampaignMemberStatus: '01Y',
  CurrencyType: '01L',
  DatedConversionRate: '04w',
  Campaign: '701',
} as const;
export type SalesforceObject = keyof typeof PREFIXES;

/** One letter per block of five: which of its characters are capitals, the first one lowest. */
export function withChecksum(id15: string): string {
  let checksum = '';
  for (let block = 0; block < 15; block += 5) {
    let bits = 0;
    for (let i = 0; i < 5; i += 1) {
      const code = id15.charCodeAt(block + i);
      if (code >= 65 && code <= 90) bits |= 1 << i;
    }
    checksum += CHECKS[bits] ?? '';
  }
  return id15 + checksum;
}

const known = new Map<SalesforceObject, string[]>();

/** The id of record number 1, 2, … of an object. */
export function salesforceId(object: SalesforceObject, number: number): string {
  let ids = known.get(object);
  if (!ids) {
    ids = [];
    known.set(object, ids);
  }
  ids[number] ??= makeId(object, number);
  return ids[number];
}

function makeId(object: SalesforceObject, number: number): string {
  let tail = '';
  for (let left = number, i = 0; i < 5; i += 1, left = Math.floor(left / 62))
    tail = (DIGITS[left % 62] ?? '0') + tail;
  return withChecksum(PREFIXES[object] + ORGANISATION + tail);
}
