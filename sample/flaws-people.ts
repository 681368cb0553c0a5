/** Flaws of persons and accounts. */
import { dateOf, dayOfInstant } from './calendar.ts';
import { coverage, type Exported, type Flaw } from './flaws.ts';
import { personId } from './true-ids.ts';

export function* peopleFlaws({ recorded, cutoff }: Exported): Iterable<Flaw> {
  const { has } = coverage(cutoff);
  const table = 'people';
  for (const row of recorded.people) {
    const { id, person, kind, gone, doubleOf, matched, accountCopy } = row;
    const plain = !gone && !doubleOf && matched && !accountCopy;
    if (plain || !has(row.recordedAt)) continue;
    const base = { table, recordedId: id, trueId: personId(person) };
    const merged = gone !== null && has(gone.at) ? gone : null;
    if (gone && kind === 'contact') {
      const day = merged ? dateOf(dayOfInstant(merged.at)) : 'not merged yet';
      yield { ...base, flaw: 'merged_person', detail: `${gone.into.id} ${day}` };
    }
    if (merged && kind === 'lead')
      yield { ...base, flaw: 'converted_lead', detail: merged.into.id };
    if (doubleOf) yield { ...base, flaw: 'doubled_person', detail: doubleOf.id };
    if (!matched) yield { ...base, flaw: 'unmatched_lead', detail: '' };
    if (accountCopy) yield { ...base, flaw: 'on_duplicate_account', detail: accountCopy.id };
  }
}

export function* accountFlaws({ recorded, cutoff }: Exported): Iterable<Flaw> {
  const { has } = coverage(cutoff);
  for (const { id, of, recordedAt, mergedAt } of recorded.accountCopies) {
    if (!has(recordedAt)) continue;
    const merged = mergedAt !== null && has(mergedAt);
    yield {
      flaw: 'duplicate_account',
      table: 'accounts',
      recordedId: id,
      trueId: of.id,
      detail: merged ? `merged ${dateOf(dayOfInstant(mergedAt))}` : 'not merged',
    };
  }
}
