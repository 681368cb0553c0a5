/**
 * Legal forms of companies, and the countries whose law knows them. Compiled by hand from the
 * countries' own names of their forms, as ISO 20275 (entity legal forms, kept by GLEIF) lists
 * them; no rows of that list are copied. Only forms that are seen in CRMs are here.
 */

/** Written folded: no case, accents or points. `*` is used, or translated into, everywhere. */
const FORMS: Readonly<Record<string, string>> = {
  'inc|incorporated|corp|corporation|co|company|ltd|limited|llc|llp|lp|plc': '*',
  'public limited company|limited liability company|limited partnership|and co': '*',
  'pc|pllc|pa|na': 'US',
  'pty|pty ltd|proprietary limited': 'AU ZA',
  'pvt|pvt ltd|private limited': 'IN PK BD LK',
  'pte|pte ltd': 'SG',
  'bhd|sdn bhd': 'MY',
  'ltee|limitee|ulc': 'CA',
  'cic|cio': 'GB',
  'dac|clg': 'IE',
  'gmbh|ggmbh|mbh|gesellschaft mit beschrankter haftung': 'DE AT CH LI',
  'ag|aktiengesellschaft': 'DE AT CH LI',
  'kg|kgaa|ohg|gbr|ug|ev|eg|ek|gmbh and co kg|ag and co kg|ug haftungsbeschrankt': 'DE AT',
  se: 'AT BE BG CY CZ DE DK EE ES FI FR GB HR HU IE IT LI LT LU LV MT NL NO PL PT RO SE SI SK',
  'sa|societe anonyme|sociedad anonima': 'FR BE CH LU ES PT BR AR MX CL CO PE UY VE EC PL RO GR',
  'sarl|sas|sasu|eurl|snc|sci|scop|societe a responsabilite limitee': 'FR BE CH LU MA TN',
  'bv|besloten vennootschap|nv|naamloze vennootschap|vof': 'NL BE',
  'bvba|sprl|srl|asbl|vzw|cvba': 'BE IT RO LU',
  'spa|srls|sapa|societa per azioni|scarl|snc': 'IT',
  'sl|slu|sau|sociedad limitada': 'ES',
  'lda|limitada|ltda|unipessoal lda': 'PT BR CL CO',
  'eireli|me|epp': 'BR',
  'sa de cv|s de rl de cv|sapi de cv|de cv': 'MX',
  'ab|aktiebolag|publ|ab publ|hb|kb': 'SE FI',
  'as|asa|ans|da|aksjeselskap': 'NO DK',
  'aps|a s|is|ivs|aktieselskab': 'DK',
  'oy|oyj|osakeyhtio|ab oy|oy ab': 'FI',
  'ehf|hf': 'IS',
  'ou|as': 'EE NO DK CZ SK LV TR',
  'uab|ab': 'LT SE FI',
  'sia|as': 'LV NO DK EE CZ SK TR',
  'sp z oo|spolka z oo|spzoo|sp k|spolka akcyjna': 'PL',
  'sro|as|vos|spol sro': 'CZ SK NO DK EE LV TR',
  'kft|zrt|nyrt|bt': 'HU',
  'doo|dd|dooel': 'SI HR RS BA ME MK',
  'ood|eood|ad|ead': 'BG',
  'ae|epe|ike': 'GR',
  'ooo|oao|zao|pao|ao': 'RU BY KZ',
  'tov|tzov': 'UA',
  'as|anonim sirketi|ltd sti|limited sirketi|sirketi|sti': 'TR NO DK EE CZ SK LV',
  'kk|kabushiki kaisha|yk|gk': 'JP',
  'tbk|persero': 'ID',
  'fze|fzco|fzc|fz llc|wll|psc|pjsc': 'AE BH QA KW OM SA',
};

/** Joined to the name without a space, before or after it. */
const JOINED: Readonly<Record<string, string>> = {
  株式会社: 'JP',
  有限会社: 'JP',
  合同会社: 'JP',
  주식회사: 'KR',
  股份有限公司: 'CN TW',
  有限责任公司: 'CN',
  有限公司: 'CN TW HK',
};

const byForm = new Map<string, Set<string>>();
for (const [forms, countries] of Object.entries(FORMS)) {
  for (const form of forms.split('|')) {
    const known = byForm.get(form) ?? new Set<string>();
    for (const country of countries.split(' ')) known.add(country);
    byForm.set(form, known);
  }
}
const LONGEST = Math.max(...[...byForm.keys()].map((form) => form.split(' ').length));

export interface LegalForm {
  readonly form: string;
  /** ISO 3166 codes; null where it is used everywhere. */
  readonly countries: ReadonlySet<string> | null;
}

/**
 * The words without the legal forms at their end, and the last form taken off. A form that the
 * law of the given country does not know is a word: "Services AB" in Canada means Alberta.
 * Something always remains.
 */
export function withoutLegalForm(
  words: readonly string[],
  country: string | null,
): { words: readonly string[]; legal: LegalForm | null } {
  let rest = words;
  let legal: LegalForm | null = null;
  for (;;) {
    const found = formAtEnd(rest, country);
    if (!found) return { words: rest, legal };
    rest = rest.slice(0, rest.length - found.length);
    if (legal === null || legal.countries === null) legal = found.legal;
  }
}

function formAtEnd(
  words: readonly string[],
  country: string | null,
): { length: number; legal: LegalForm } | null {
  for (let length = Math.min(LONGEST, words.length - 1); length > 0; length--) {
    const form = words.slice(-length).join(' ');
    const countries = byForm.get(form);
    if (!countries) continue;
    const isGlobal = countries.has('*');
    if (!isGlobal && country !== null && !countries.has(country)) continue;
    return { length, legal: { form, countries: isGlobal ? null : countries } };
  }
  return null;
}

/** A name in Chinese, Japanese or Korean without its form, which stands before or after it. */
export function withoutJoinedForm(text: string): { text: string; legal: LegalForm | null } {
  for (const [form, countries] of Object.entries(JOINED)) {
    const bare = text.startsWith(form)
      ? text.slice(form.length)
      : text.endsWith(form)
        ? text.slice(0, -form.length)
        : '';
    if (bare.trim() !== '') {
      return { text: bare.trim(), legal: { form, countries: new Set(countries.split(' ')) } };
    }
  }
  return { text, legal: null };
}

/**
 * Two forms that one company cannot have in one country: probably companies of one group in two.
 * Without a country each form counts as one of the country that is named first for it, so that
 * GmbH and SAS differ, although Switzerland knows both.
 */
export function areOfDifferentLaws(
  a: LegalForm | null,
  b: LegalForm | null,
  country: string | null,
): boolean {
  if (!a?.countries || !b?.countries) return false;
  if (country !== null) return !(a.countries.has(country) && b.countries.has(country));
  const [homeOfA = ''] = a.countries;
  const [homeOfB = ''] = b.countries;
  return !(b.countries.has(homeOfA) || a.countries.has(homeOfB));
}
