/** How far the CRM falls behind what happened, beside what METHODS 7.2 asks for. */
import type { Truth } from './company.ts';
import { type Figure, figure } from './figures.ts';
import type { Recorded, RecordedDeal } from './recorded.ts';

const share = (part: number, whole: number) => part / Math.max(1, whole);

export function recordFigures(truth: Truth, recorded: Recorded): Figure[] {
  const { people } = recorded;
  const deals = recorded.deals.filter((deal) => deal.copyOf === null);
  const copies = people.filter((p) => p.gone && p.kind === 'contact').length;
  const lost = deals.filter((deal) => deal.truth.outcome === 'lost');
  const won = deals.filter((deal) => deal.truth.outcome === 'won');
  const silent = lost.filter((deal) => lastOutcome(deal) === 'open');
  const sameDay = won.filter((deal) => deal.day === deal.truth.closeDay);
  const reopened = deals.filter((deal) =>
    deal.changes.some((c, i) => c.state.outcome === 'lost' && i + 1 < deal.changes.length),
  );
  const unpriced = deals.filter((deal) => deal.changes[0]?.state.amount === null);
  const attended = truth.engagements.filter((e) => e.programme.kind.attendance && e.day >= 0);
  const entered = recorded.engagements.filter(
    (e) => e.truth.programme.kind.attendance && e.doubleOf === null,
  );
  return [
    figure(['duplicate persons', 'share'], 0.03, share(copies, people.length)),
    figure(['losses never recorded', 'share'], 0.12, share(silent.length, lost.length)),
    figure(['wins entered on their day', 'share'], 0.03, share(sameDay.length, won.length)),
    figure(['opportunities re-opened', 'share'], 0.02, share(reopened.length, deals.length)),
    figure(['opportunities without amount', 'share'], 0.015, share(unpriced.length, deals.length)),
    figure(['attendance never entered', 'share'], 0.08, 1 - share(entered.length, attended.length)),
  ];
}

function lastOutcome(deal: RecordedDeal): string | undefined {
  return deal.changes[deal.changes.length - 1]?.state.outcome;
}
