/** Rows of the plain export: opportunities, their changes and contact roles. */
import { dateOf, dayOfInstant } from './calendar.ts';
import { moneyText } from './csv-file.ts';
import { PRODUCTS } from './names.ts';
import { onCopy, type Source, type Version } from './plain-version.ts';
import { changesBy, STAGE_INFO } from './recorded.ts';
import { SEGMENTS } from './sizes.ts';

export function* opportunities({ truth, recorded, accountOf }: Source): Iterable<Version> {
  for (const deal of recorded.deals) {
    const values = {
      opportunity_id: deal.id,
      happened: dateOf(deal.day),
      name: deal.name,
      account_id: accountOf.get(deal.truth.account)?.id,
      campaign_id: deal.campaign.id,
      product: PRODUCTS[deal.truth.scope.product],
      opportunity_type: deal.addOn ? 'Add-On' : 'New Business',
      lead_source: deal.campaign.programme.kind.title,
      segment: SEGMENTS[truth.accounts.segment[deal.truth.account] ?? 0],
    };
    const versions: Version[] = deal.owners.map(({ from, user }) => ({
      at: from,
      values: { ...values, owner_id: user.id },
    }));
    const last = versions[versions.length - 1];
    if (deal.deletedAt !== null && last)
      versions.push({ ...last, at: deal.deletedAt, state: 'deleted' });
    yield* onCopy(deal.accountCopy, versions);
  }
}

export function* opportunityChanges({ recorded, cutoff }: Source): Iterable<Version> {
  for (const deal of recorded.deals)
    for (const { id, recordedAt, day, state } of changesBy(deal, cutoff)) {
      const values = {
        opportunity_id: deal.id,
        change_id: id,
        happened: dateOf(day),
        stage: state.stage,
        outcome: state.outcome,
        amount: moneyText(state.amount),
        currency: deal.currency,
        close_on: dateOf(state.closeDay),
        forecast_category: STAGE_INFO[state.stage].categoryName,
      };
      yield { at: recordedAt, values };
      if (deal.deletedAt !== null) yield { at: deal.deletedAt, state: 'deleted', values };
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
