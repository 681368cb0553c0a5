/** The kinds of programme: how often, how many engagements, what they cost, what follows. */

const KIND_NAMES = [
  'webinar',
  'trade_event',
  'field_dinner',
  'content',
  'paid_social',
  'syndicated_list',
  'nurture_mail',
  'outbound',
  'partner_referral',
  'customer_add_on',
  'demo_request',
] as const;
export type KindName = (typeof KIND_NAMES)[number];

export interface Kind {
  readonly name: KindName;
  readonly title: string;
  /** Weeks from the start of one programme to the start of the next. */
  readonly everyWeeks: number;
  /** Share of a programme's engagements in each week after its start; weekly kinds are flat. */
  readonly arrival: readonly number[];
  /** Each week of the programme has its own overdispersed count. */
  readonly weekly: boolean;
  /** Mean engagements of a programme, or of a week for weekly kinds; null: from intent. */
  readonly mean: number;
  readonly size: number;
  /** Weeks of research, development and execution before the first day in market. */
  readonly phases: readonly [number, number, number];
  readonly fixedCost: number;
  readonly fixedCostPer: 'programme' | 'week';
  readonly costEach: number;
  /** Chance of a meeting before the multipliers. */
  readonly meetingRate: number;
  readonly lagMedian: number;
  readonly lagSpread: number;
  /** Loss of that chance per working day of waiting, as a rate. */
  readonly waitDecay: number;
  readonly owner: 'marketing' | 'sales' | 'both' | 'market';
  /** Goes through the queue of an SDR; the others go straight to an AE. */
  readonly queued: boolean;
  /** How much likelier an account in market responds than one that is not. */
  readonly intentLift: number;
  readonly onListShare: number;
  /** Share of engagements by segment: enterprise, mid, small. */
  readonly segments: readonly [number, number, number];
  /** Member status that counts, as a CRM would call it. */
  readonly status: string;
  /** Attendance is loaded from lists after the event, and some rows never are. */
  readonly attendance: boolean;
}

const flat = (weeks: number) => new Array<number>(weeks).fill(1 / weeks);
const COMMON = {
  fixedCostPer: 'programme',
  waitDecay: 0.03,
  queued: true,
  attendance: false,
} as const;

export const KINDS: readonly Kind[] = [
  {
    ...COMMON,
    name: 'webinar',
    title: 'Webinar',
    everyWeeks: 2,
    arrival: [0.7, 0.2, 0.1],
    weekly: false,
    mean: 120,
    size: 6,
    phases: [2, 3, 2],
    fixedCost: 4000,
    costEach: 60,
    meetingRate: 0.07,
    lagMedian: 12,
    lagSpread: 0.9,
    owner: 'marketing',
    intentLift: 13,
    onListShare: 0.55,
    segments: [0.18, 0.45, 0.37],
    status: 'Attended',
    attendance: true,
  },
  {
    ...COMMON,
    name: 'trade_event',
    title: 'Trade event',
    everyWeeks: 6,
    arrival: [0.9, 0.1],
    weekly: false,
    mean: 180,
    size: 4,
    phases: [4, 6, 6],
    fixedCost: 25000,
    costEach: 180,
    meetingRate: 0.16,
    lagMedian: 16,
    lagSpread: 0.8,
    waitDecay: 0.09,
    owner: 'marketing',
    intentLift: 11,
    onListShare: 0.75,
    segments: [0.25, 0.44, 0.31],
    status: 'Attended',
    attendance: true,
  },
  {
    ...COMMON,
    name: 'field_dinner',
    title: 'Field dinner',
    everyWeeks: 4,
    arrival: [1],
    weekly: false,
    mean: 25,
    size: 8,
    phases: [2, 3, 4],
    fixedCost: 8000,
    costEach: 350,
    meetingRate: 0.3,
    lagMedian: 10,
    lagSpread: 0.8,
    waitDecay: 0.09,
    owner: 'marketing',
    intentLift: 11,
    onListShare: 0.75,
    segments: [0.4, 0.4, 0.2],
    status: 'Attended',
    attendance: true,
  },
  {
    ...COMMON,
    name: 'content',
    title: 'Content and search',
    everyWeeks: 4,
    arrival: flat(4),
    weekly: true,
    mean: 70,
    size: 10,
    phases: [4, 6, 0],
    fixedCost: 3000,
    fixedCostPer: 'week',
    costEach: 45,
    meetingRate: 0.1,
    lagMedian: 6,
    lagSpread: 1,
    owner: 'marketing',
    intentLift: 16,
    onListShare: 0.45,
    segments: [0.17, 0.42, 0.41],
    status: 'Downloaded',
  },
  {
    ...COMMON,
    name: 'paid_social',
    title: 'Paid social',
    everyWeeks: 4,
    arrival: flat(4),
    weekly: true,
    mean: 60,
    size: 6,
    phases: [1, 2, 1],
    fixedCost: 2000,
    costEach: 70,
    meetingRate: 0.04,
    lagMedian: 14,
    lagSpread: 1,
    owner: 'marketing',
    intentLift: 10,
    onListShare: 0.4,
    segments: [0.15, 0.42, 0.43],
    status: 'Form filled',
  },
  {
    ...COMMON,
    name: 'syndicated_list',
    title: 'Syndicated content',
    everyWeeks: 3,
    arrival: flat(3),
    weekly: false,
    mean: 150,
    size: 5,
    phases: [1, 2, 2],
    fixedCost: 0,
    costEach: 55,
    meetingRate: 0.03,
    lagMedian: 20,
    lagSpread: 0.9,
    owner: 'marketing',
    intentLift: 6,
    onListShare: 0.3,
    segments: [0.15, 0.4, 0.45],
    status: 'Downloaded',
  },
  {
    ...COMMON,
    name: 'nurture_mail',
    title: 'Nurture mail',
    everyWeeks: 1,
    arrival: [1],
    weekly: true,
    mean: 90,
    size: 8,
    phases: [1, 2, 1],
    fixedCost: 1000,
    costEach: 4,
    meetingRate: 0.03,
    lagMedian: 9,
    lagSpread: 1,
    owner: 'marketing',
    intentLift: 10,
    onListShare: 0.45,
    segments: [0.18, 0.44, 0.38],
    status: 'Clicked',
  },
  {
    ...COMMON,
    name: 'outbound',
    title: 'Outbound sequence',
    everyWeeks: 4,
    arrival: flat(4),
    weekly: true,
    mean: 60,
    size: 20,
    phases: [0, 1, 1],
    fixedCost: 0,
    costEach: 150,
    meetingRate: 0.11,
    lagMedian: 7,
    lagSpread: 0.8,
    owner: 'sales',
    intentLift: 12,
    onListShare: 0.75,
    segments: [0.26, 0.45, 0.29],
    status: 'Replied',
  },
  {
    ...COMMON,
    name: 'partner_referral',
    title: 'Partner referral',
    everyWeeks: 13,
    arrival: flat(13),
    weekly: true,
    mean: 8,
    size: 5,
    phases: [0, 0, 0],
    fixedCost: 0,
    costEach: 400,
    meetingRate: 0.35,
    lagMedian: 8,
    lagSpread: 0.8,
    owner: 'both',
    queued: false,
    intentLift: 12,
    onListShare: 0.5,
    segments: [0.2, 0.45, 0.35],
    status: 'Referred',
  },
  {
    ...COMMON,
    name: 'customer_add_on',
    title: 'Customer add-on',
    everyWeeks: 13,
    arrival: flat(13),
    weekly: true,
    mean: 10,
    size: 6,
    phases: [0, 0, 0],
    fixedCost: 0,
    costEach: 120,
    meetingRate: 0.3,
    lagMedian: 9,
    lagSpread: 0.8,
    owner: 'sales',
    queued: false,
    intentLift: 1,
    onListShare: 0.5,
    segments: [0.2, 0.45, 0.35],
    status: 'Asked',
  },
  {
    ...COMMON,
    name: 'demo_request',
    title: 'Demo request',
    everyWeeks: 13,
    arrival: flat(13),
    weekly: true,
    mean: 0,
    size: 1,
    phases: [0, 0, 0],
    fixedCost: 0,
    costEach: 0,
    meetingRate: 0.45,
    lagMedian: 2,
    lagSpread: 1,
    waitDecay: 0.09,
    owner: 'market',
    intentLift: 1,
    onListShare: 0.4,
    segments: [0.1, 0.35, 0.55],
    status: 'Requested demo',
  },
];
