/** Invented names. Every company and person is a combination; all domains end in .example. */

const words = (text: string) => text.trim().split(/\s+/);

const STARTS =
  words(`Alder Amber Arbor Ash Aster Bar Bel Birch Black Bram Bright Brook Cal Cedar Clay
  Cold Copper Crane Dal Dun East Elder Elm Ember Fair Fal Fern Flint Fox Gale Glen Gold Granite Green
  Hal Harrow Hart Haven Hazel Heron High Holm Iron Kel Kest Lark Linden Long Lyn Marl Mead Mill Moor
  North Oak Orchard Penn Quarry Raven Red Rowan Sable Silver South Stone Thorn Vale Wester Win`);
const ENDS =
  words(`bank berg borough bourne bridge brook burn bury by cairn cliff combe cote crest croft
  dale den down fell field ford gate grove ham haven hill holt hurst kirk land leigh low marsh mere
  minster mont moor more ness pool port rick ridge shaw shore side stead ster thorpe ton view wall
  ward water way well wick wold wood worth`);
const TRADES = words(`Analytics Biologics Brands Capital Components Devices Dynamics Electric Energy
  Engineering Foods Freight Health Holdings Industries Instruments Insurance Labs Logistics Materials
  Mobility Networks Packaging Partners Pharma Plastics Retail Robotics Software Supply Systems Textiles`);

const FIRST =
  words(`Aaliyah Adam Agnes Aiko Alba Alan Amara Amir Ana Andrei Anja Anton Ayesha Beatriz
  Ben Bianca Bruno Carla Carlos Cecilia Chen Chloe Clara Daan Dalia Daniel David Dina Edwin Elena Eli
  Elif Emil Emma Erik Esme Farah Felix Fiona Gabriel Grace Hana Hassan Helen Hugo Ida Imani Ines Ingrid
  Isaac Ivan Jana Jasmine Jonas Jorge Julia Kaito Karim Kate Lars Layla Leo Lina Lucas Luz Maja Marco
  Maria Mei Mila Milan Nadia Nina Noah Olga Omar Oscar Paula Pavel Petra Priya Rafael Ravi Rosa Ruth
  Samir Sara Sofia Stefan Tara Theo Tomas Uma Vera Victor Wei Yara Yusuf Zoe`);
const LAST =
  words(`Abbott Adeyemi Ahmed Almeida Andersen Baker Banerjee Barros Bauer Becker Bell Berg
  Bianchi Bishop Blom Boateng Brandt Byrne Carvalho Castro Chandra Clarke Conti Costa Dahl Das Deluca
  Dietrich Doyle Duarte Eriksen Esposito Evans Farouk Fischer Flores Fontaine Gallo Garcia Gomez Grant
  Gupta Haas Hansen Haruna Hoffman Holm Horvat Ibrahim Ito Ivanov Jansen Joshi Kang Kaplan Keller Khan
  Kim Klein Kovac Kumar Lang Larsen Laurent Lee Lindqvist Lopez Mahler Marino Martin Mbeki Mensah
  Moreau Morgan Moretti Murphy Nakamura Navarro Nguyen Novak Nunez Okafor Olsen Ortiz Osei Park Patel
  Pereira Petrov Quinn Ramos Reyes Ricci Rossi Sato Schmidt Serrano Shah Silva Singh Sorensen Suzuki
  Tanaka Torres Vargas Vidal Walsh Weber Wong Yamada Yilmaz Zhang`);

const at = (list: readonly string[], i: number) => list[i % list.length] ?? '';
const COMPANIES = STARTS.length * ENDS.length * TRADES.length;
/** Odd prime: multiplying by it walks through all combinations before one comes back. */
const STEP = 1_000_003;

/** The name of account number i: no two accounts of a company share one. */
export function companyName(i: number): string {
  const n = (i * STEP + 17) % COMPANIES;
  const start = at(STARTS, n);
  const end = at(ENDS, Math.floor(n / STARTS.length));
  return `${start}${end} ${at(TRADES, Math.floor(n / STARTS.length / ENDS.length))}`;
}

export function domainOf(company: string): string {
  return `${company.toLowerCase().replaceAll(' ', '-')}.example`;
}

/** First and last name of a draw. */
export function personName(u: number): readonly [string, string] {
  const n = Math.floor(u * FIRST.length * LAST.length);
  return [at(FIRST, n), at(LAST, Math.floor(n / FIRST.length))];
}

export function emailOf(name: readonly [string, string], domain: string): string {
  return `${name[0]}.${name[1]}@${domain}`.toLowerCase();
}

export const FUNCTIONS = ['Operations', 'IT', 'Finance', 'Engineering', 'Procurement', 'Marketing'];
export const SENIORITIES = ['Chief', 'Vice President', 'Director', 'Manager', 'Specialist'];
/** People of these never decide on what is sold here. */
export const OTHER_FUNCTIONS = ['Students', 'Facilities', 'Human Resources', 'Press'];
export const JUNIOR = 'Assistant';

export function titleOf(seniority: string, department: string): string {
  if (seniority === 'Chief') return `Chief ${department} Officer`;
  if (seniority === 'Vice President') return `VP ${department}`;
  return seniority === 'Director' ? `Director of ${department}` : `${department} ${seniority}`;
}

export const PRODUCTS = ['Mooring Core', 'Mooring Insight', 'Mooring Starter'];
export const OWN_DOMAIN = 'tidewater-software.example';
