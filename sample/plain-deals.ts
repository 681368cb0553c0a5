/** Rows of the plain export: opportunities, their changes and contact roles. */
import { dateOf, dayOfInstant } from './calendar.ts';
import { moneyText } from './csv-file.ts';
import { PRODUCTS } from './names.ts';
import type { Source, Version } from './plain-version.ts';
import { STAGE_INFO } from './recorded.ts';
import { SEGMENTS } from './sizes.ts';

export function* opportunities({ truth, recorded }: Source): Iterable<Version> {
  const accountOf = new Map(recorded.accounts.map((account) => [account.index, account.id]));
  for (const deal of recorded.deals) {
    const values = {
      opportunity_id: deal.id,
      happened: dateOf(deal.day),
      name: deal.name,
      account_id: accountOf.get(deal.truth.account),
      campaign_id: deal.campaign.id,
      product: PRODUCTS[deal.truth.scope.product],
      opportunity_type: deal.addOn ? 'Add-On' : 'New Business',
      lead_source: deal.campaign.programme.kind.title,
      segment: SEGMENTS[truth.accounts.segment[deal.truth.account] ?? 0],
    };
    for (const { from, user } of deal.owners)
      yield { at: from, values: { ...values, owner_id: user.id } };
  }
}

export function* opportunityChanges({ recorded }: Source): Iterable<Version> {
  for (const deal of recorded.deals)
    for (const { id, recordedAt, day, state } of deal.changes) {
      const values = {
        opportunity_id: deal.id,
        change_id: id,
        happened: dateOf(day),
        stage: state.stage,
        outcome: state.outcome,
        amount: moneyText(state.amount),
        currency: 'USD',
        close_on: dateOf(state.closeDay),
        forecast_category: STAGE_INFO[state.stage].categoryName,
      };
      yield { at: recordedAt, values };
    }
}

export function* contactRoles({ recorded }: Source): Iterable<Version> {
  for (const deal of recorded.deals)
    for (const { person, recordedAt, role, primary } of deal.roles) {
      const happened = dateOf(dayOfInstant(recordedAt));
      const values = {
        opportunity_id: deal.id,
        person_id: person.id,
        happened,
        role,
        is_primary: primary,
      };
      yield { at: recordedAt, values };
    }
}
