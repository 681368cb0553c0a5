/** What each team says about a miss, and whether it is true. */
import { END_WEEK } from './calendar.ts';
import type { Factor, Money, Owner, TrueCause, TrueClaim } from './truth-file.ts';

interface Claim extends Pick<TrueClaim, 'id' | 'said_by' | 'text'> {
  /** Lines whose first factor and first owner are among these. */
  readonly factors: readonly Factor[];
  readonly owners: readonly Owner[];
  readonly steps?: readonly (string | null)[];
}

const ANYONE: readonly Owner[] = ['marketing', 'sales', 'both', 'market', 'none'];

const CLAIMS: readonly Claim[] = [
  {
    id: 'not_enough_leads',
    said_by: 'sales',
    text: 'Marketing brought too few leads',
    factors: ['volume', 'timing'],
    owners: ['marketing', 'both'],
  },
  {
    id: 'leads_are_bad',
    said_by: 'sales',
    text: 'The leads are bad',
    factors: ['quality'],
    owners: ['marketing', 'both'],
  },
  {
    id: 'sales_does_not_follow_up',
    said_by: 'marketing',
    text: 'Sales does not follow up',
    factors: ['follow_up'],
    owners: ANYONE,
  },
  {
    id: 'not_enough_meetings',
    said_by: 'marketing',
    text: 'Too few of the booked meetings take place',
    factors: ['conversion'],
    owners: ANYONE,
    steps: ['engagement_to_meeting'],
  },
  {
    id: 'win_rate_fell',
    said_by: 'marketing',
    text: 'Sales wins fewer of the opportunities that it gets',
    factors: ['conversion'],
    owners: ['sales'],
    steps: ['opportunity_to_won'],
  },
  {
    id: 'market_is_worse',
    said_by: 'sales',
    text: 'The market is worse, or a competitor took our deals',
    factors: ['conversion', 'volume'],
    owners: ['market'],
  },
  {
    id: 'deals_take_longer',
    said_by: 'sales',
    text: 'Deals take longer than they did',
    factors: ['speed'],
    owners: ANYONE,
  },
  {
    id: 'deal_size_fell',
    said_by: 'marketing',
    text: 'Sales gives the price away',
    factors: ['discount', 'size', 'price'],
    owners: ANYONE,
  },
  {
    id: 'selling_days_lost',
    said_by: 'sales',
    text: 'National meetings ate the selling days',
    factors: ['selling_days'],
    owners: ANYONE,
  },
  {
    id: 'one_big_deal',
    said_by: 'sales',
    text: 'It was one big deal',
    factors: ['one_off'],
    owners: ANYONE,
  },
  {
    id: 'plan_never_added_up',
    said_by: 'sales',
    text: 'The plan never added up',
    factors: ['plan_gap', 'season', 'conversion'],
    owners: ['both'],
    steps: [null, 'engagement', 'opportunity_to_won'],
  },
];

/** A claim is true if what it names took at least this share of the target. */
const MATTERS = 0.05;

export function claimsOf(causes: readonly TrueCause[], target: number): TrueClaim[] {
  const claims = CLAIMS.map(({ id, said_by, text, ...match }) => {
    const onPlan = id === 'plan_never_added_up';
    const lines = causes
      .filter((cause) => cause.part === (onPlan ? 'plan' : 'company'))
      .flatMap((cause) => cause.lines);
    const amount = lines
      .filter(({ factors: [factor], owners: [owner], step }) => {
        const named = factor && owner && match.factors.includes(factor);
        return named && match.owners.includes(owner) && (match.steps?.includes(step) ?? true);
      })
      .reduce((sum, line) => sum + line.amount.amount, 0);
    return judged({ id, said_by, text }, amount, target);
  });
  const earlier = causes
    .flatMap((cause) => cause.origin_weeks)
    .filter(({ week }) => week < 0 && week > -END_WEEK)
    .reduce((sum, { amount }) => sum + amount.amount, 0);
  const fault = {
    id: 'last_quarters_fault',
    said_by: 'sales',
    text: 'It was lost before the quarter began',
  } as const;
  return [...claims, judged(fault, earlier, target)];
}

function judged(
  claim: Pick<TrueClaim, 'id' | 'said_by' | 'text'>,
  amount: number,
  target: number,
): TrueClaim {
  const money: Money = { amount, currency: 'USD' };
  const verdict = amount <= -MATTERS * target ? 'supported' : 'contradicted';
  return { ...claim, verdict, money };
}
