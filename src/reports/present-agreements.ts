import type { AgreementsAnswer } from '../operations/agreements.ts';
import { dayName, type Language } from './numbers.ts';
import type { Report, Table, TableRow } from './report.ts';
import {
  AGREEMENTS_QUESTION,
  type Agreement,
  agreementKind,
  agreementName,
  agreementsLead,
  agreementsSentence,
  dayOf,
  forceWords,
  lengthWords,
  sidesWords,
  signatureWords,
  type Told,
  type ToldVersion,
} from './words-agreements.ts';

export function presentAgreements(answer: AgreementsAnswer, language: Language): Report {
  const { agreements } = answer;
  return {
    question: AGREEMENTS_QUESTION,
    sentence: agreementsSentence(answer, language),
    lead: agreementsLead(answer, language),
    pictures: [],
    tables: agreements.length > 0 ? [agreementsTable(answer, language)] : [],
    cautions: [],
  };
}

/** Plan and definitions before campaigns; what waits before what is signed. */
const ORDER = ['plan', 'definition', 'campaign'];

function rank(agreement: Agreement): number {
  return ORDER.indexOf(agreementKind(agreement)) * 2 + Number(agreement.waiting === null);
}

function agreementsTable(answer: AgreementsAnswer, language: Language): Table {
  const told: Told = { ...answer, language };
  return {
    id: 'agreements',
    title: 'Every agreement',
    columns: [
      { key: 'name', label: 'Agreement', align: 'left' },
      { key: 'version', label: 'Version', align: 'left' },
      { key: 'waits', label: 'Waits', align: 'left' },
      { key: 'force', label: 'In force', align: 'left' },
      ...(answer.agreements.some(({ next_review }) => next_review !== null)
        ? [{ key: 'review', label: 'Next review', align: 'left' as const }]
        : []),
      { key: 'sales', label: 'Sales', align: 'left' },
      { key: 'marketing', label: 'Marketing', align: 'left' },
      { key: 'kind', label: 'Kind', align: 'left' },
    ],
    rows: answer.agreements.toSorted((a, b) => rank(a) - rank(b)).map((each) => rowOf(each, told)),
  };
}

function rowOf(agreement: Agreement, told: Told): TableRow {
  const { in_force, waiting, waiting_days, waits_for } = agreement;
  // The signatures of what holds; where nothing does, those of the proposal.
  const version = in_force ?? waiting;
  const days = waiting_days ? `, ${lengthWords(waiting_days, told.language)}` : '';
  return {
    id: agreement.about,
    cells: {
      name: agreementName(agreement),
      kind: agreementKind(agreement),
      version: version ? `v${version.version}` : `v${agreement.versions}`,
      sales: version ? signatureWords(version, 'sales', told) : '',
      marketing: version ? signatureWords(version, 'marketing', told) : '',
      force: in_force ? forceWords(in_force, told) : 'not in force',
      review: reviewWords(agreement, told),
      waits: waiting ? `v${waiting.version} for ${sidesWords(waits_for)}${days}` : '',
    },
    rows_of: {},
    values: { waits: waiting_days },
  };
}

function reviewWords({ next_review, review_is_late }: Agreement, told: Told): string {
  if (next_review === null) return '';
  const day = dayName(next_review, told.as_of, told.language);
  return review_is_late ? `${day}: late` : day;
}

/** Every version of one agreement, the newest first. */
export function versionsTable(versions: readonly ToldVersion[], told: Told): Table {
  return {
    id: 'versions',
    title: 'Versions',
    columns: [
      { key: 'version', label: 'Version', align: 'left' },
      { key: 'proposed', label: 'Proposed', align: 'left' },
      { key: 'reason', label: 'Why', align: 'left' },
      { key: 'sales', label: 'Sales', align: 'left' },
      { key: 'marketing', label: 'Marketing', align: 'left' },
      { key: 'force', label: 'In force', align: 'left' },
    ],
    rows: versions.toReversed().map(
      (version): TableRow => ({
        cells: {
          version: `v${version.version}`,
          proposed: `${version.by.name}, ${dayOf(version.said_at, told)}`,
          reason: version.reason ?? '',
          sales: signatureWords(version, 'sales', told),
          marketing: signatureWords(version, 'marketing', told),
          force:
            version.version === versions.length || version.holds_from !== null
              ? forceWords(version, told)
              : 'replaced before it was signed',
        },
        rows_of: {},
      }),
    ),
  };
}
