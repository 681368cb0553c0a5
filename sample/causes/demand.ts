/** Causes in demand: how many engage, with what, and who they are. */
import { cause, decoy, fallen, line, MARKETING, ON, PAID, volume, within } from './cause.ts';

export const LEADS_DOWN_2Q = cause({
  id: 'LEADS_DOWN_2Q',
  number: 1,
  title: 'Content and webinars brought fewer engagements two quarters ago',
  parts: [
    {
      line: line({
        factors: ['volume'],
        owners: ['marketing'],
        step: 'engagement',
        campaign_types: ['content', 'webinar'],
      }),
      wrap: volume(['content', 'webinar'], [-32, -19], (x) => fallen(0.4, x)),
    },
  ],
  origin: { of: 'engagement', from_week: -32, to_week: -19 },
  decoys: [
    decoy('sales converts worse', { factors: ['conversion', 'follow_up'], owners: ['sales'] }),
    decoy("the quarter's own leads, which are normal"),
  ],
  most: 2.5,
});

/** Trade events planned in these weeks. */
const EVENT_WEEKS = [-24, -18, -30, -12];
const eventsHit = (count: number) => EVENT_WEEKS.slice(0, Math.max(1, Math.round(count)));

export const CAMPAIGN_SLIP_6W = cause({
  id: 'CAMPAIGN_SLIP_6W',
  number: 2,
  title: 'Two trade events came six weeks late',
  parts: [
    {
      line: line({
        factors: ['timing', 'volume'],
        owners: ['marketing'],
        step: 'engagement',
        campaign_types: ['trade_event'],
      }),
      wrap: (world, { intensity }) => ({
        ...world,
        programme: (plan) => {
          const late = eventsHit(2 * intensity).some((week) => within(plan.week, week, week));
          const normal = world.programme(plan);
          if (plan.kind !== 'trade_event' || !late) return normal;
          return { ...normal, slipWeeks: Math.max(1, Math.round(6 * intensity)) };
        },
      }),
    },
  ],
  origin: { of: 'engagement', from_week: -24, to_week: -12 },
  decoys: [decoy("the year's volume, which is unchanged")],
  most: 5,
});

export const CAMPAIGN_CANCELLED = cause({
  id: 'CAMPAIGN_CANCELLED',
  number: 3,
  title: 'A trade event was dropped, and its cost saved',
  parts: [
    {
      line: line({
        factors: ['volume'],
        owners: ['marketing'],
        step: 'engagement',
        campaign_types: ['trade_event'],
      }),
      wrap: (world, { intensity }) => {
        const dropped = [-18, -24, -12, -30].slice(0, Math.max(1, Math.round(intensity)));
        return {
          ...world,
          programme: (plan) =>
            plan.kind === 'trade_event' && dropped.some((week) => within(plan.week, week, week))
              ? { slipWeeks: 0, cancelled: true }
              : world.programme(plan),
        };
      },
    },
  ],
  origin: { of: 'engagement', from_week: -18, to_week: -17 },
  decoys: [decoy('the win rate', { factors: ['conversion'], owners: ['sales'] })],
  most: 4,
});

export const BUDGET_CUT = cause({
  id: 'BUDGET_CUT',
  number: 4,
  title: 'The budget of all paid kinds was cut',
  parts: [
    {
      line: line({
        factors: ['volume'],
        owners: ['both'],
        step: 'engagement',
        campaign_types: PAID,
      }),
      wrap: (world, how) => {
        const cut = volume(PAID, [-26, ON], (x) => fallen(0.3, x))(world, how);
        return {
          ...cut,
          costFactor: (kind, week) =>
            world.costFactor(kind, week) *
            (PAID.includes(kind) && within(week, -26) ? fallen(0.3, how.intensity) : 1),
        };
      },
    },
  ],
  origin: { of: 'engagement', from_week: -26, to_week: 12 },
  decoys: [decoy("marketing's execution", { owners: ['marketing'] })],
  events: [{ week: -26, text: 'Budget of paid programmes cut' }],
  most: 3.3,
});

const ON_LIST_AT_EVENTS = 0.75;

export const EVENT_LIST_OFF_TARGET = cause({
  id: 'EVENT_LIST_OFF_TARGET',
  number: 5,
  title: 'Trade events drew people who are off the target list',
  parts: [
    {
      line: line({
        factors: ['quality'],
        owners: ['marketing'],
        step: 'engagement_to_meeting',
        campaign_types: ['trade_event'],
      }),
      wrap: (world, { intensity }) => {
        const share = Math.max(0.02, ON_LIST_AT_EVENTS - 0.5 * intensity);
        return {
          ...world,
          engagement: (kind, week, audience) => {
            const normal = world.engagement(kind, week, audience);
            if (kind !== 'trade_event' || !within(week, -30, -14)) return normal;
            const other = (1 - share) / (1 - ON_LIST_AT_EVENTS);
            return normal * (audience.onList ? share / ON_LIST_AT_EVENTS : other);
          },
        };
      },
    },
  ],
  origin: { of: 'engagement', from_week: -30, to_week: -14 },
  decoys: [decoy('follow-up', { factors: ['follow_up'], owners: ['sales'] })],
  most: 1.5,
});

export const BOUGHT_LIST_BAD = cause({
  id: 'BOUGHT_LIST_BAD',
  number: 6,
  title: 'A bought list brought twice as many people, most with the wrong function',
  parts: [
    {
      line: line({
        factors: ['volume'],
        owners: ['marketing'],
        step: 'engagement',
        campaign_types: ['syndicated_list'],
      }),
      wrap: volume(['syndicated_list'], [-28, ON], (x) => 1 + x),
    },
    {
      line: line({
        factors: ['quality'],
        owners: ['marketing'],
        step: 'engagement_to_meeting',
        campaign_types: ['syndicated_list'],
      }),
      wrap: (world, { intensity }) => ({
        ...world,
        wrongPeople: (kind, week) =>
          kind === 'syndicated_list' && within(week, -28)
            ? Math.min(0.95, 0.6 * intensity)
            : world.wrongPeople(kind, week),
      }),
    },
  ],
  origin: { of: 'engagement', from_week: -28, to_week: 12 },
  decoys: [decoy('"more leads" as good news')],
  most: 2,
});

export const DELIVERABILITY = cause({
  id: 'DELIVERABILITY',
  number: 7,
  title: 'Nurture mail no longer reached people',
  parts: [
    {
      line: line({
        factors: ['volume'],
        owners: ['marketing'],
        step: 'engagement',
        campaign_types: ['nurture_mail'],
      }),
      wrap: volume(['nurture_mail'], [-22, ON], (x) => fallen(0.65, x)),
    },
  ],
  origin: { of: 'engagement', from_week: -22, to_week: 12 },
  decoys: [decoy('the quality of the content', { factors: ['quality'] })],
  most: 1.5,
});

export const MIX_TO_SMALL = cause({
  id: 'MIX_TO_SMALL',
  number: 17,
  title: 'Engagements moved from enterprise to small accounts',
  parts: [
    {
      line: line({ factors: ['mix'], owners: ['marketing'], step: 'engagement' }),
      wrap: (world, { intensity }) => ({
        ...world,
        engagement: (kind, week, audience) => {
          const factor = [fallen(0.5, intensity), 1, 1 + 0.6 * intensity][audience.segment] ?? 1;
          return world.engagement(kind, week, audience) * (within(week, -34, -16) ? factor : 1);
        },
      }),
    },
  ],
  origin: { of: 'engagement', from_week: -34, to_week: -16 },
  decoys: [
    decoy('deal size', { factors: ['size', 'discount', 'price'] }),
    decoy('the win rate', { factors: ['conversion'], owners: ['sales'] }),
  ],
  most: 2,
});

export const MARKET_DOWN = cause({
  id: 'MARKET_DOWN',
  number: 28,
  title: 'Fewer accounts came into the market, everywhere',
  parts: [
    {
      line: line({
        factors: ['volume', 'conversion'],
        owners: ['market'],
        step: 'engagement',
      }),
      wrap: (world, { intensity }) => ({
        ...world,
        intentIn: (week, region) =>
          world.intentIn(week, region) * (within(week, -30) ? fallen(0.25, intensity) : 1),
      }),
    },
  ],
  origin: { of: 'engagement', from_week: -30, to_week: 12 },
  decoys: [decoy('marketing', { owners: ['marketing'] })],
  most: 4,
});

export const PARTNER_LOST = cause({
  id: 'PARTNER_LOST',
  number: 29,
  title: 'A partner that referred buyers was lost',
  parts: [
    {
      line: line({
        factors: ['volume'],
        owners: ['both'],
        step: 'engagement',
        campaign_types: ['partner_referral'],
      }),
      wrap: volume(['partner_referral'], [-24, ON], (x) => fallen(0.7, x)),
    },
  ],
  origin: { of: 'engagement', from_week: -24, to_week: 12 },
  decoys: [decoy('outbound', { campaign_types: ['outbound'] })],
  events: [{ week: -24, text: 'A referring partner signed with a competitor' }],
  most: 1.42,
});

export const VOLUME_UP = volume(MARKETING, [-34, ON], (x) => 1 + 0.22 * x);
export const VOLUME_DOWN = volume(MARKETING, [-32, -19], (x) => fallen(0.25, x));
