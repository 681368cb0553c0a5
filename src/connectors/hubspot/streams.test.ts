import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { CONNECTORS } from '../index.ts';
import { recognise } from '../recognise.ts';

function known(headers: string, file = 'export.csv'): string | null {
  const found = recognise(headers.split(','), file, CONNECTORS);
  return found ? `${found.connector.name}/${found.stream.name}` : null;
}

describe('recognising HubSpot objects among those of other systems', () => {
  const exports: [headers: string, stream: string][] = [
    // HubSpot's own export, by labels.
    ['Record ID,First Name,Last Name,Email,Contact owner,Lead Status,Create Date', 'Contact'],
    ['Record ID,Company name,Company owner,Create Date,Industry,Country/Region', 'Company'],
    ['Record ID,Deal Name,Deal Stage,Close Date,Deal owner,Amount,Pipeline', 'Deal'],
    ['Record ID,Meeting name,Meeting start time,Meeting outcome,Create date', 'Meeting'],
    ['Record ID,Lead Name,Lead pipeline stage,Associated Contact IDs,Create Date', 'Lead'],
    // Properties as the API has them.
    ['id,email,firstname,lastname,lifecyclestage,createdate,lastmodifieddate', 'Contact'],
    ['hs_object_id,name,domain,hs_is_target_account,createdate', 'Company'],
    ['hs_object_id,dealname,dealstage,pipeline,amount,closedate,createdate', 'Deal'],
    ['hs_object_id,hs_lead_name,hs_pipeline_stage,hs_primary_contact_id', 'Lead'],
    ['id,email,firstName,lastName,userId,createdAt,updatedAt,archived', 'Owner'],
    ['id,name,userIds,secondaryUserIds', 'Team'],
    ['hs_object_id,property,value,timestamp,sourceType', 'DealPropertyHistory'],
    ['id,marketingEventId,contactId,attendanceState,occurredAt', 'MarketingEventParticipation'],
    ['id,hs_name,hs_start_date,hs_end_date,hs_spend_items_sum_amount', 'Campaign'],
    ['fromCurrencyCode,toCurrencyCode,conversionRate,effectiveAt', 'ExchangeRate'],
    // Warehouse tables.
    ['id,is_deleted,property_name,property_createdate,property_industry', 'Company'],
    ['id,_fivetran_deleted,property_email,property_firstname,property_createdate', 'Contact'],
    ['deal_id,is_deleted,deal_pipeline_id,deal_pipeline_stage_id,property_dealname', 'Deal'],
    ['deal_id,timestamp,source,name,source_id,value', 'DealPropertyHistory'],
    ['stage_id,label,pipeline_id,probability,is_closed,closed_won', 'PipelineStage'],
    ['engagement_id,start_time,end_time,meeting_outcome,title', 'Meeting'],
    ['deal_id,contact_id,type_id,category', 'DealContact'],
  ];
  for (const [headers, expected] of exports)
    it(`knows ${expected} by ${headers}`, () =>
      assert.equal(known(headers), `hubspot/${expected}`));

  it('leaves to Salesforce what is Salesforce’s', () => {
    const theirs: [headers: string, stream: string][] = [
      ['Id,Name,StageName,CloseDate,Amount,IsWon,IsClosed,AccountId,CreatedDate', 'Opportunity'],
      ['Id,AccountId,FirstName,LastName,Email,Title,CreatedDate', 'Contact'],
      ['Id,Name,Industry,Website,NumberOfEmployees,OwnerId,CreatedDate', 'Account'],
      ['Id,LastName,Company,Status,IsConverted,Email', 'Lead'],
      ['Id,Username,Name,Email,IsActive', 'User'],
    ];
    for (const [headers, stream] of theirs) assert.equal(known(headers), `salesforce/${stream}`);
  });

  it('does not take any table with an id for one', () => {
    for (const headers of ['id,name', 'id,email,name', 'record_id,value,timestamp'])
      assert.equal(known(headers), null);
  });
});
