/** A country as people write it, as its ISO 3166 code. */

const ALIASES: Readonly<Record<string, string>> = {
  usa: 'US',
  us: 'US',
  'united states of america': 'US',
  uk: 'GB',
  'great britain': 'GB',
  england: 'GB',
  scotland: 'GB',
  wales: 'GB',
  holland: 'NL',
  'czech republic': 'CZ',
  'republic of korea': 'KR',
  korea: 'KR',
  turkey: 'TR',
  uae: 'AE',
  'russian federation': 'RU',
  deutschland: 'DE',
  osterreich: 'AT',
  schweiz: 'CH',
  suisse: 'CH',
  espana: 'ES',
  italia: 'IT',
  brasil: 'BR',
  sverige: 'SE',
  norge: 'NO',
  danmark: 'DK',
  suomi: 'FI',
  polska: 'PL',
};

const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
const byName = new Map<string, string>();
const names = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });
for (const first of LETTERS) {
  for (const second of LETTERS) {
    const code = first + second;
    const name = names.of(code);
    if (!name || new Intl.Locale('und', { region: code }).region !== code) continue;
    byName.set(folded(name), code);
    byName.set(code.toLowerCase(), code);
  }
}
for (const [alias, code] of Object.entries(ALIASES)) byName.set(alias, code);

/** Null where it is blank. What is no known country stands for itself, so that it still compares. */
export function countryCode(text: string | null): string | null {
  const name = folded(text ?? '');
  return name === '' ? null : (byName.get(name) ?? name);
}

/** Whether a text is the name or code of a country, as in "Acme (UK)". */
export function isCountry(text: string): boolean {
  return byName.has(folded(text));
}

/** The same of a word that is written without case and accents already. */
export function isCountryWord(word: string): boolean {
  return byName.has(word);
}

function folded(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L} ]/gu, '')
    .replace(/\s+/g, ' ')
    .trim();
}
