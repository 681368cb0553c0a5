/** What truth.json holds: the answers that an explanation of the target quarter is scored against. */

/** Minor units. Signed: what a part added to the gap. */
export interface Money {
  readonly amount: number;
  readonly currency: 'USD';
}

export type Owner = 'marketing' | 'sales' | 'both' | 'market' | 'data' | 'none';
export type Leg = 'plan_gap' | 'assumptions' | 'change' | 'chance' | 'data';
export type Step =
  | 'engagement'
  | 'engagement_to_meeting'
  | 'meeting_to_opportunity'
  | 'opportunity_to_won'
  | 'amount';
export type Factor =
  | 'plan_gap'
  | 'volume'
  | 'timing'
  | 'mix'
  | 'conversion'
  | 'quality'
  | 'follow_up'
  | 'speed'
  | 'size'
  | 'discount'
  | 'price'
  | 'definition'
  | 'season'
  | 'selling_days'
  | 'one_off'
  | 'fx'
  | 'recording'
  | 'chance';

/** Where a line acts; an absent key means everywhere. */
export interface Scope {
  readonly campaign_types?: readonly string[];
  readonly segments?: readonly string[];
  readonly teams?: readonly string[];
  readonly products?: readonly string[];
}

/** A line that an explanation must show. */
export interface Line extends Scope {
  readonly leg: Leg;
  /** Any of these names is right. */
  readonly factors: readonly Factor[];
  /** Any of these owners is right. */
  readonly owners: readonly Owner[];
  readonly step: Step | null;
}

/** Something that must not be blamed. */
export interface Decoy extends Scope {
  readonly text: string;
  readonly factors: readonly Factor[] | null;
  readonly owners: readonly Owner[] | null;
}

/** Weeks count from the first week of the target quarter, 0 to 12; negative is before it. */
export interface Origin {
  /** Which event of an opportunity's chain lies in these weeks. */
  readonly of: 'engagement' | 'opportunity' | 'close' | 'plan';
  readonly from_week: number;
  readonly to_week: number;
}

/** Where a cause acts: in the plan, in the company, or only in what the CRM holds. */
export type CausePart = 'plan' | 'company' | 'record';

export interface TrueLine extends Line {
  readonly amount: Money;
}

export interface WeekAmount {
  readonly week: number;
  readonly amount: Money;
}

export interface TrueCause {
  readonly id: string;
  readonly number: number;
  readonly title: string;
  /** 1, 2 or 4 standard deviations of the quarter's bookings, or null: as the catalogue writes it. */
  readonly strength: number | null;
  /** 1 is the catalogue's own injection. */
  readonly intensity: number;
  readonly part: CausePart;
  /** What it did to the target quarter's true bookings, or through the plan to the gap. */
  readonly delta: Money;
  /** delta divided by the sum of absolute deltas of all causes. */
  readonly share: number;
  readonly lines: readonly TrueLine[];
  readonly origin: Origin;
  /** What the cause changed in the quarter's bookings, by the week of the event that `origin` names. */
  readonly origin_weeks: readonly WeekAmount[];
  readonly decoys: readonly Decoy[];
  /** Market or company events that belong on the time line. */
  readonly events: readonly { readonly date: string; readonly text: string }[];
}

export type Verdict = 'supported' | 'contradicted' | 'cannot_tell';

export interface TrueClaim {
  readonly id: string;
  readonly said_by: 'sales' | 'marketing';
  readonly text: string;
  readonly verdict: Verdict;
  /** The true money of what is claimed. */
  readonly money: Money;
}

export interface TrueScenario {
  /** The quarter that is explained, such as 2026-Q3. */
  readonly quarter: string;
  readonly first_day: string;
  readonly last_day: string;
  readonly target: Money;
  /** What the plan's own assumptions give. */
  readonly plan: Money;
  /** Mean of the quarter's bookings over many seeds of this company without any cause. */
  readonly expected: Money;
  /** Standard deviation of them over seeds. */
  readonly sd: Money;
  /** True bookings of this seed without, and with, the causes. */
  readonly without_causes: Money;
  readonly with_causes: Money;
  /** with_causes - target = plan_part + the deltas of causes of the company + luck, exactly. */
  readonly gap: Money;
  /** Sum of the deltas of causes in the plan. */
  readonly plan_part: Money;
  /** without_causes - the plan without causes. */
  readonly luck: Money;
  readonly causes: readonly TrueCause[];
  /** The same of all causes together. */
  readonly origin_weeks: readonly WeekAmount[];
  /** Bookings that the CRM showed at the end of a day, less the true ones by then. */
  readonly recorded_short: readonly { readonly as_of: string; readonly amount: Money }[];
  /** What an action begun in a week would add to the target quarter. */
  readonly recoverable: readonly {
    readonly action: string;
    readonly from_week: number;
    readonly from: string;
    readonly amount: Money;
  }[];
  readonly claims: readonly TrueClaim[];
}
