/** Flaws of opportunities, their changes and contact roles. */
import { dateOf, dayOfInstant } from './calendar.ts';
import { type Deal, dealId } from './events.ts';
import { coverage, type Exported, type Flaw, type FlawCode, LATE_DAYS } from './flaws.ts';
import { type RecordedChange, type RecordedDeal, STAGE_NAMES } from './recorded.ts';

type Coverage = ReturnType<typeof coverage>;

export function* dealFlaws({ truth, recorded, cutoff }: Exported): Iterable<Flaw> {
  const covered = coverage(cutoff);
  const first = new Map<Deal, RecordedDeal>();
  for (const deal of recorded.deals) if (!deal.copyOf) first.set(deal.truth, deal);
  for (const deal of truth.deals) {
    if (!covered.hasDay(deal.openDay)) continue;
    const record = first.get(deal);
    if (record && covered.has(record.recordedAt)) yield* recordedDealFlaws(record, cutoff, covered);
    else if (record)
      yield flawOf('same_day_win', record, { recordedId: '', detail: 'not entered yet' });
    else if (deal.outcome === 'open' || deal.closeDay >= 0)
      yield {
        flaw: 'not_carried_over',
        table: 'opportunities',
        recordedId: '',
        trueId: dealId(deal),
        detail: '',
      };
  }
  for (const deal of recorded.deals) {
    if (!covered.has(deal.recordedAt)) continue;
    if (deal.copyOf) yield flawOf('duplicate_opportunity', deal, { detail: deal.copyOf.id });
    if (deal.deletedAt !== null && covered.has(deal.deletedAt))
      yield flawOf('deleted_opportunity', deal, { detail: dateOf(dayOfInstant(deal.deletedAt)) });
    const copy = deal.accountCopy;
    if (copy) yield flawOf('on_duplicate_account', deal, { detail: copy.id });
  }
}

function flawOf(
  flaw: FlawCode,
  deal: RecordedDeal,
  more: Partial<Pick<Flaw, 'table' | 'recordedId' | 'detail'>>,
): Flaw {
  return {
    flaw,
    table: 'opportunities',
    recordedId: deal.id,
    trueId: dealId(deal.truth),
    detail: '',
    ...more,
  };
}

function* recordedDealFlaws(deal: RecordedDeal, cutoff: number, covered: Coverage): Iterable<Flaw> {
  const { truth, changes, imported, roles } = deal;
  const sameDay = truth.outcome === 'won' && deal.day === truth.closeDay;
  if (sameDay) yield flawOf('same_day_win', deal, { detail: dateOf(truth.openDay) });
  if (truth.openDay < 0 && !sameDay) yield flawOf('carried_over', deal, {});
  if (truth.currency !== 'USD') yield flawOf('in_euro', deal, {});
  if (imported && covered.has(imported.at))
    yield flawOf('import_dates', deal, { detail: dateOf(dayOfInstant(imported.at)) });
  if (!sameDay) yield* stageFlaws(deal, cutoff, covered);
  yield* endFlaws(deal, covered);
  const inChanges = (change: RecordedChange) => ({
    table: 'opportunity_changes',
    recordedId: shownId(deal, change, cutoff),
  });
  const opening = changes[0];
  if (opening?.state.amount === null) yield flawOf('missing_amount', deal, inChanges(opening));
  for (const [i, change] of changes.entries())
    if (change.state.outcome === 'lost' && i + 1 < changes.length && covered.has(change.recordedAt))
      yield flawOf('reopened', deal, inChanges(change));
  const table = 'contact_roles';
  if (roles.length === 0) yield flawOf('no_contact_role', deal, { table });
  else if (!roles.some((role) => role.primary)) yield flawOf('no_primary_role', deal, { table });
}

/** The id of a change in the export: an import made rows of its own in place of the earlier ones. */
function shownId(deal: RecordedDeal, change: RecordedChange, cutoff: number): string {
  const { imported, changes } = deal;
  if (!imported || imported.at > cutoff || change.recordedAt >= imported.at) return change.id;
  return imported.changes[changes.indexOf(change)]?.id ?? change.id;
}

function* stageFlaws(deal: RecordedDeal, cutoff: number, covered: Coverage): Iterable<Flaw> {
  const table = 'opportunity_changes';
  for (const { day, stage } of deal.truth.entries) {
    if (stage === 0 || !covered.hasDay(day)) continue;
    const name = STAGE_NAMES[stage] ?? '';
    const change = deal.changes.find(({ state }) => state.stage === name);
    if (!change || !covered.has(change.recordedAt)) {
      const flaw = change ? 'stage_not_entered_yet' : 'stage_never_entered';
      yield flawOf(flaw, deal, { table, recordedId: '', detail: name });
      continue;
    }
    const days = dayOfInstant(change.recordedAt) - day;
    const recordedId = shownId(deal, change, cutoff);
    if (days > LATE_DAYS)
      yield flawOf('late_stage', deal, { table, recordedId, detail: `${name} ${days} days` });
  }
}

function* endFlaws(deal: RecordedDeal, covered: Coverage): Iterable<Flaw> {
  const { truth, changes } = deal;
  if (truth.outcome === 'open' || !covered.hasDay(truth.closeDay)) return;
  const table = 'opportunity_changes';
  const last = changes[changes.length - 1];
  const end = last?.state.outcome === truth.outcome ? last : null;
  const won = truth.outcome === 'won';
  const [never, later, late] = won
    ? (['win_not_entered_yet', 'win_not_entered_yet', 'late_win'] as const)
    : (['loss_never_entered', 'loss_not_entered_yet', 'late_loss'] as const);
  if (!end || !covered.has(end.recordedAt)) {
    yield flawOf(end ? later : never, deal, {
      table,
      recordedId: '',
      detail: dateOf(truth.closeDay),
    });
    return;
  }
  const days = dayOfInstant(end.recordedAt) - truth.closeDay;
  if (days > LATE_DAYS)
    yield flawOf(late, deal, { table, recordedId: end.id, detail: `${days} days` });
}
